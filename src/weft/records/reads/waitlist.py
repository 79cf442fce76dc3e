"""What the pages about earlier times show: freed times with who could use them, one person's wish, one offer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from weft.core.schedule.offering import answer_by
from weft.core.schedule.wishes import PartOfDay
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import clock, offer_links, outgoing
from weft.records.access import Job, Member, PersonSeen, Purpose, clinic_of, people_for, person_for
from weft.records.actions.time_message import place_of
from weft.records.actions.waitlist_message import ways_to
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.models import (
    Clinic,
    FreedOutcome,
    FreedTime,
    Membership,
    OfferState,
    Person,
    Reach,
    TimeOffer,
    Visit,
    VisitState,
    WaitlistEntry,
)
from weft.records.quiet import end_of_quiet
from weft.records.reads.freed_times import Ranked
from weft.records.waitlist import entries_of, hours_of
from weft.records.wanted import VisitWanted

AFTER = timedelta(days=1)
"""How long after its time a link still says how it came out."""
FEW = 4
"""So many people stand under a freed time at once."""
SHOWN = 30
"""Freed times on one page; there are never so many."""


@dataclass(frozen=True, slots=True)
class Part:
    """One visit of what somebody would have, in the clinic's own time."""

    starts: datetime
    minutes: int
    name: str
    """The discipline, a message id."""
    who: str


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
class EntryRow:
    """Somebody who asked for earlier times."""

    person_id: UUID
    name: str
    days: tuple[int, ...]
    times: tuple[str, ...]
    reach: str


@dataclass(frozen=True, slots=True)
class Waitlist:
    """The page of the desk."""

    freed: tuple[FreedRow, ...]
    entries: tuple[EntryRow, ...]
    staff: tuple[tuple[str, str], ...]
    """Who has hours to be freed: id and name."""
    minutes: int
    by_itself: bool
    may_set: bool


def waitlist(by: Member) -> Waitlist:
    """Freed times ahead, the nearest first, and who asked for earlier ones.

    Raises:
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic = Clinic.objects.get(id=by.clinic_id)
    still = Q(outcome="") | Q(outcome=FreedOutcome.NOBODY)
    rows = FreedTime.objects.within(by.clinic_id).filter(still, starts__gt=clock.now()).order_by("starts", "id")[:SHOWN]
    freed = list(rows)
    ranked = {row.id: from_json(tuple[Ranked, ...], row.ranked) for row in freed}
    entries = entries_of(by.clinic_id)
    wanting = [entry for entry in entries.values() if entry.wanted]
    ids = {one.person_id for each in ranked.values() for one in each} | {entry.person_id for entry in wanting}
    people = {one.id: one for one in people_for(by, sorted(ids), Purpose.DIARY)} if ids else {}
    works = Membership.objects.within(by.clinic_id).select_related("user")
    staff = {row.id: row for row in works}
    seen = _Seen(
        clinic, people, _ways(by, ids, entries), _offers(by, freed), {id_: row.user.name for id_, row in staff.items()}
    )
    return Waitlist(
        freed=tuple(seen.freed(row, ranked[row.id], clinic.zone) for row in freed),
        entries=tuple(sorted((_entry(one, people) for one in wanting), key=lambda one: one.name)),
        staff=tuple(sorted(
            ((str(row.id), row.user.name) for row in staff.values() if row.active and row.disciplines),
            key=lambda one: one[1],
        )),
        minutes=clinic.offer_minutes, by_itself=clinic.offers_by_itself, may_set=by.may(Job.SETTINGS),
    )  # fmt: skip


def _ways(by: Member, ids: Iterable[UUID], entries: dict[UUID, WaitlistEntry]) -> dict[UUID, Reach]:
    return ways_to(list(Person.objects.within(by.clinic_id).filter(id__in=list(ids))), entries, by.clinic_id)


def _offers(by: Member, freed: Iterable[FreedTime]) -> dict[tuple[UUID, UUID], TimeOffer]:
    rows = TimeOffer.objects.within(by.clinic_id).filter(freed_id__in=[row.id for row in freed])
    return {(row.freed_id, row.person_id): row for row in rows.order_by("made_at")}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What rows are put together from."""

    clinic: Clinic
    people: Mapping[UUID, PersonSeen]
    ways: Mapping[UUID, Reach]
    offers: Mapping[tuple[UUID, UUID], TimeOffer]
    names: Mapping[UUID, str]

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
        is_open = offer is not None and offer.state == OfferState.OPEN
        return CandidateRow(
            person_id=person.id, name=person.name, phone=person.phone,
            parts=tuple(self._part(each, zone) for each in one.visits), was=one.was,
            reach=str(self._reach(one)), state=offer.state if offer else "",
            until=wall_time(offer.expires, zone) if offer and is_open else None,
        )  # fmt: skip

    def _reach(self, one: Ranked) -> Reach:
        leaves = end_of_quiet(self.clinic, clock.now())
        comes = self.clinic.mail_held_since is None
        in_time = comes and answer_by(leaves, one.visits[0].starts, self.clinic.offer_minutes) is not None
        return self.ways.get(one.person_id, Reach.PHONE) if in_time else Reach.PHONE

    def _part(self, one: VisitWanted, zone: str) -> Part:
        return _part(one, zone, self.names.get(one.practitioner_id, ""))


def _part(one: VisitWanted, zone: str, who: str = "") -> Part:
    return Part(wall_time(one.starts, zone), one.minutes, knowledge().disciplines[one.discipline].name, who)


def _entry(row: WaitlistEntry, people: Mapping[UUID, PersonSeen]) -> EntryRow:
    hours = hours_of(row)
    times = tuple(part.value for part in hours.times)
    return EntryRow(row.person_id, people[row.person_id].name, hours.days, times, row.reach)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether somebody wants earlier times, and how."""

    person: PersonSeen
    is_wanted: bool | None
    """None: they never said anything."""
    days: tuple[int, ...]
    times: tuple[PartOfDay, ...]
    reach: str
    since: datetime | None
    may_be_written_to: bool
    """A yes to messages about visits stands, and there is a way."""
    can_text: bool


def wish_of(by: Member, person_id: UUID) -> Wish:
    """One person's wish for earlier times.

    Raises:
        NotFound, NotAllowed: As for the person.
    """
    person = person_for(by, person_id, Purpose.OWN if by.person_id == person_id else Purpose.DIARY)
    entry = entries_of(by.clinic_id, [person_id]).get(person_id)
    hours, zone = hours_of(entry) if entry else None, clinic_of(by.clinic_id).zone
    return Wish(
        person=person, is_wanted=entry.wanted if entry else None,
        days=hours.days if hours else (), times=hours.times if hours else (),
        reach=entry.reach if entry else (Reach.MAIL if person.email else Reach.PHONE).value,
        since=wall_time(entry.at, zone) if entry else None,
        may_be_written_to=_ways(by, [person_id], {})[person_id] != Reach.PHONE, can_text=outgoing.texts_go(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer as the person behind its link sees it. One that is not open or theirs tells no time."""

    id: UUID
    state: str
    """An `OfferState`; ``changed``: they said yes, and what was booked then was moved or cancelled since."""
    starts: datetime | None = None
    """In the clinic's own time, as all times here."""
    minutes: int = 0
    """From the start of the first to the end of the last visit."""
    until: datetime | None = None
    place: str = ""
    city: str = ""
    instead_of: date | None = None
    """The day of their own later trip that would come forward."""


def offer_at(by: Member, token: str) -> UUID | None:
    """The offer that a link opens, however it stands; None when it is none of ours or long over."""
    row = offer_links.found(by.clinic_id, token)
    return row.id if row is not None and _is_known(row) else None


def offer_seen(by: Member, offer_id: UUID) -> OfferSeen | None:
    """An offer for who came in with its link; None when it is long over."""
    rows = TimeOffer.objects.within(by.clinic_id).filter(id=offer_id, hash__isnull=False)
    row = rows.select_related("freed").first()
    if row is None or not _is_known(row):
        return None
    state = OfferState.EXPIRED if row.state == OfferState.OPEN and row.expires <= clock.now() else row.state
    if state not in {OfferState.OPEN, OfferState.YES}:
        return OfferSeen(row.id, state)
    clinic, visits = clinic_of(by.clinic_id), from_json(tuple[VisitWanted, ...], row.visits)
    if state == OfferState.YES and not _stands(row, visits[0]):
        return OfferSeen(row.id, "changed")
    lasts = max(one.ends for one in visits) - visits[0].starts
    return OfferSeen(
        id=row.id, state=state, starts=wall_time(visits[0].starts, clinic.zone),
        minutes=int(lasts.total_seconds() // 60), until=wall_time(row.expires, clinic.zone),
        place=place_of(visits[0], clinic), city=city_of(clinic.zone),
        instead_of=_was(row) if state == OfferState.OPEN else None,
    )  # fmt: skip


def _stands(row: TimeOffer, first: VisitWanted) -> bool:
    mine = Visit.objects.within(row.clinic_id).filter(person_id=row.person_id, starts=first.starts)
    return mine.exclude(state=VisitState.CANCELLED).exists()


def _is_known(row: TimeOffer) -> bool:
    return clock.now() < row.freed.ends + AFTER


def _was(row: TimeOffer) -> date | None:
    known = (one for one in from_json(tuple[Ranked, ...], row.freed.ranked) if one.person_id == row.person_id)
    return next((one.was for one in known), None) if row.instead_of else None
