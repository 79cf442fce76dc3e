"""One absence on its page: who is hit, where each would go by the rung looked at last, and who is to be called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.access import ClinicSeen, Job, Member, PersonSeen, Purpose, clinic_of, people_for, row_of
from weft.records.actions.course_trip import mark_of
from weft.records.away_offer import KeptRow, kept_of
from weft.records.closed_times import booked_in
from weft.records.local import wall_time
from weft.records.models import Closure, PairState, QuestionState, Visit, VisitState
from weft.records.reads.away import AbsenceSeen, absence_of
from weft.records.reads.away_asked import Asked, AskedSeen, asked_of, by_message, with_asked

RUNGS = tuple(Rung)


@dataclass(frozen=True, slots=True)
class At:
    """When, with whom and where a visit is."""

    when: datetime
    """In the clinic's own time, without a zone."""
    who: str
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit that cannot be held."""

    visit_id: UUID
    person_id: UUID
    person: str
    phone: str
    name: str
    """Of the discipline."""
    at: At
    is_pair: bool
    asked: AskedSeen | None
    """By message, about another time."""


@dataclass(frozen=True, slots=True)
class Change:
    """One visit and where it would go."""

    visit_id: UUID
    name: str
    now: At
    then: At
    is_lost: bool

    @property
    def is_same_time(self) -> bool:
        """Only the practitioner or the place is another."""
        return self.now.when == self.then.when


@dataclass(frozen=True, slots=True)
class Row:
    """One person to call, with everything that they would be asked."""

    person_id: UUID
    name: str
    phone: str
    changes: tuple[Change, ...]
    keeps_pair: bool
    breaks_pair: bool
    """Two halves that are together would not be any more."""
    asked: AskedSeen | None
    """By message, about these times or earlier ones."""
    by_message: bool = False
    """They may be written to, and can be."""
    serial: str = ""
    """Of the question that they have, else of what was looked at: whoever moves them says it back."""

    @property
    def is_asked(self) -> bool:
        """They have a message about exactly these times, and have not answered."""
        return self.asked is not None and self.asked.state == QuestionState.OPEN

    @property
    def makes_room(self) -> bool:
        """None of theirs is lost: they would move for somebody else."""
        return not any(change.is_lost for change in self.changes)


@dataclass(frozen=True, slots=True)
class AwayOnePage:
    """Everything that the page shows."""

    absence: AbsenceSeen
    lost: tuple[Standing, ...]
    """Every visit that cannot be held, by time."""
    rung: Rung | None
    """Which was looked at; None: none yet."""
    serial: str
    """Of that look."""
    said: Words | None
    rows: tuple[Row, ...]
    """Those who make room first: the others can come only when they have moved."""
    has_changed: bool
    """What was looked at is not all as it was: some of it is left out here."""
    to_call: tuple[Standing, ...]
    """Of `lost`, those without a new time."""
    agreed: int
    """How many have said yes to a message, and are elsewhere now."""
    notice_hours: int


def away_one_page(closure_id: UUID, by: Member) -> AwayOnePage:
    """One absence with the rung that was looked at last, as far as it still stands.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    by.need(Job.DIARY)
    clinic, row = clinic_of(by.clinic_id), row_of(Closure, by, closure_id)
    booked, kept = booked_in([row], clinic)[row.id], kept_of(row)
    lost = booked.visits if row.ended_at is None else frozenset[UUID]()
    asked = asked_of(row, clinic)
    offered = with_asked(kept.rows if kept else (), asked) if lost else []
    moves = {move.visit_id for each in offered for move in each.moves}
    rows = Visit.objects.within(by.clinic_id).filter(id__in=lost | moves, state=VisitState.BOOKED)
    seen_with = rows.select_related("person", "practitioner__user", "place", "pair")
    visits = {visit.id: visit for visit in seen_with.order_by("starts", "id")}
    tells = by.may(Job.PEOPLE)
    ids = sorted({visit.person_id for visit in visits.values()})
    seen = people_for(by, ids, Purpose.CONTACT if tells else Purpose.DIARY) if ids else ()
    people = {one.id: one for one in seen}
    stands = [each for each in offered if _stands(each, visits)]
    offered_to = {each.person_id for each in stands}
    written = by_message({v.person for v in visits.values() if v.person_id in offered_to}, clinic)
    rows_seen = [_row(each, people[each.person_id], visits, lost, clinic, asked, tells=tells) for each in stands]
    serial = kept.serial if kept else ""
    shown = [
        replace(one, by_message=one.person_id in written, serial=asked.serial_of(one.person_id) or serial)
        for one in rows_seen
    ]
    placed = {change.visit_id for one in shown for change in one.changes}
    standing = [
        _standing(v, people[v.person_id], clinic, asked, tells=tells) for v in visits.values() if v.id in lost
    ]  # fmt: skip
    return AwayOnePage(
        absence=absence_of(row, booked, clinic), lost=tuple(standing),
        rows=tuple(sorted(shown, key=lambda one: (not one.makes_room, one.changes[0].now.when, one.name))),
        to_call=tuple(one for one in standing if one.visit_id not in placed), notice_hours=clinic.notice_hours,
        has_changed=len(stands) < len(offered), agreed=asked.agreed, rung=kept.rung if kept else None,
        serial=serial, said=kept.said if kept else None,
    )  # fmt: skip


def _stands(row: KeptRow, visits: Mapping[UUID, Visit]) -> bool:
    """The person's visits are where they were when it was looked at."""
    found = [visits[move.visit_id] for move in row.moves if move.visit_id in visits]
    return len(found) == len(row.moves) and mark_of(found) == row.mark


def _row(
    kept: KeptRow, person: PersonSeen, visits: Mapping[UUID, Visit], lost: frozenset[UUID], clinic: ClinicSeen,
    asked: Asked, *, tells: bool,
) -> Row:  # fmt: skip
    changes = (
        Change(
            move.visit_id, _named(visits[move.visit_id]), _at(visits[move.visit_id], clinic),
            At(wall_time(move.starts, clinic.zone), move.who, move.place), move.visit_id in lost,
        )
        for move in kept.moves
    )  # fmt: skip
    ordered = tuple(sorted(changes, key=lambda one: one.now.when))
    pairs = [visits[move.visit_id].pair for move in kept.moves]
    is_pair = any(pair is not None and pair.state == PairState.TOGETHER for pair in pairs)
    return Row(
        person.id, person.known_as or person.name, person.phone if tells else "", ordered, kept.keeps_pair,
        is_pair and not kept.keeps_pair, asked.of(person.id),
    )  # fmt: skip


def _standing(visit: Visit, person: PersonSeen, clinic: ClinicSeen, asked: Asked, *, tells: bool) -> Standing:
    is_pair = visit.pair is not None and visit.pair.state == PairState.TOGETHER
    phone = person.phone if tells else ""
    at = _at(visit, clinic)
    return Standing(
        visit.id, person.id, person.known_as or person.name, phone, _named(visit), at, is_pair,
        asked.of(person.id),
    )  # fmt: skip


def _at(visit: Visit, clinic: ClinicSeen) -> At:
    place = visit.place.name if visit.place else ""
    return At(wall_time(visit.starts, clinic.zone), visit.practitioner.user.name, place)


def _named(visit: Visit) -> str:
    known = knowledge().disciplines.get(visit.discipline)
    return known.name if known else visit.discipline
