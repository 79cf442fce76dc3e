"""One freed time as the desk sees it: who could use it, with what, with whom, and how they stand to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.schedule.offering import answer_by
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import PersonSeen
from weft.records.local import wall_time
from weft.records.models import Clinic, FreedTime, OfferState, Reach, TimeOffer, Visit
from weft.records.quiet import end_of_quiet
from weft.records.reads.freed_times import Ranked
from weft.records.waitlist import mark_of
from weft.records.wanted import VisitWanted

FEW = 4
"""So many people stand under a freed time at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """One visit of what somebody would have, in the clinic's own time."""

    starts: datetime
    minutes: int
    name: str
    """The discipline, a message id."""
    who: str
    instead_of: str = ""
    """Who treats that visit of their own trip now, where it is somebody else."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who could use a freed time."""

    person_id: UUID
    name: str
    phone: str
    parts: tuple[Part, ...]
    was: date | None
    """The day of their own later trip that would come forward; None: visits that had no time yet."""
    reach: str
    """``phone`` also where a message would come too late."""
    state: str
    """How the newest offer to them stands; empty before there is one."""
    until: datetime | None
    """Until when they can answer, in the clinic's own time."""
    mark: str
    """Of what they would have, instead of what (`records.waitlist.mark_of`): a yes on the phone is to this."""

    @property
    def can_be_asked(self) -> bool:
        """Nobody has asked them yet, or they were only too late."""
        return self.state in {"", OfferState.GONE}


@dataclass(frozen=True, slots=True)
class FreedRow:
    """A freed time, in the clinic's own time."""

    id: UUID
    starts: datetime
    ends: datetime
    who: tuple[str, ...]
    is_begun: bool
    """It is offered to one after the other."""
    looked: datetime
    candidates: tuple[CandidateRow, ...]

    @property
    def first(self) -> tuple[CandidateRow, ...]:
        """Those that stand open on the page: the first few, and whoever has been asked."""
        return tuple(one for at, one in enumerate(self.candidates) if at < FEW or one.state)

    @property
    def more(self) -> tuple[CandidateRow, ...]:
        """The others."""
        return tuple(one for at, one in enumerate(self.candidates) if at >= FEW and not one.state)

    @property
    def next(self) -> CandidateRow | None:
        """Who is offered it at one press."""
        if any(one.state == OfferState.OPEN for one in self.candidates):
            return None
        return next((one for one in self.candidates if one.can_be_asked and one.reach != Reach.PHONE), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """What rows are put together from."""

    clinic: Clinic
    people: Mapping[UUID, PersonSeen]
    ways: Mapping[UUID, Reach]
    offers: Mapping[tuple[UUID, UUID], TimeOffer]
    names: Mapping[UUID, str]
    trips: Mapping[UUID, tuple[Visit, ...]]
    """Own later trips that would come forward, by their first visit."""

    def freed(self, row: FreedTime, ranked: tuple[Ranked, ...], zone: str) -> FreedRow:
        """A time with who could use it; who asks first stands first."""
        who = [self.names[row.practitioner_id], self.names[row.second_id] if row.second_id else ""]
        return FreedRow(
            id=row.id, starts=wall_time(row.starts, zone), ends=wall_time(row.ends, zone),
            who=tuple(filter(None, who)), is_begun=row.begun_at is not None and row.ended_at is None,
            looked=wall_time(row.ranked_at, zone),
            candidates=tuple(self._candidate(row, one, zone) for one in ranked),
        )  # fmt: skip

    def _candidate(self, row: FreedTime, one: Ranked, zone: str) -> CandidateRow:
        person, offer = self.people[one.person_id], self.offers.get((row.id, one.person_id))
        asked = offer if offer is not None and offer.state == OfferState.OPEN else None
        visits = from_json(tuple[VisitWanted, ...], asked.visits) if asked else one.visits
        first = asked.instead_of if asked else one.instead_of
        trip = self.trips.get(first, ()) if first else ()
        return CandidateRow(
            person_id=person.id, name=person.name, phone=person.phone,
            parts=tuple(self._part(each, trip, zone) for each in visits), was=trip[0].local_date if trip else None,
            reach=str(self._reach(one)), state=offer.state if offer else "",
            until=wall_time(asked.expires, zone) if asked else None, mark=mark_of(visits, trip),
        )  # fmt: skip

    def _reach(self, one: Ranked) -> Reach:
        leaves = end_of_quiet(self.clinic, clock.now())
        comes = self.clinic.mail_held_since is None
        in_time = comes and answer_by(leaves, one.visits[0].starts, self.clinic.offer_minutes) is not None
        return self.ways.get(one.person_id, Reach.PHONE) if in_time else Reach.PHONE

    def _part(self, one: VisitWanted, trip: Iterable[Visit], zone: str) -> Part:
        now = next((each.practitioner_id for each in trip if each.discipline == one.discipline), one.practitioner_id)
        return Part(
            wall_time(one.starts, zone), one.minutes, knowledge().disciplines[one.discipline].name,
            self.names.get(one.practitioner_id, ""),
            self.names.get(now, "") if now != one.practitioner_id else "",
        )  # fmt: skip
