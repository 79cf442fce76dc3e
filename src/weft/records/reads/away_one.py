"""One absence on its page: who is hit, where each would go by the rung looked at last, and who is to be called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.records.access import ClinicSeen, Job, Member, Purpose, clinic_of, people_for, row_of
from weft.records.actions.course_trip import mark_of
from weft.records.away_offer import KeptRow, kept_of
from weft.records.closed_times import booked_in
from weft.records.models import Closure, Visit, VisitState
from weft.records.reads.away import AbsenceSeen, absence_of
from weft.records.reads.away_apart import said_of
from weft.records.reads.away_asked import asked_of, by_message, with_asked
from weft.records.reads.away_longer import LongerSeen, longer_of
from weft.records.reads.away_rows import Row, Standing, row_seen, standing_seen

RUNGS = tuple(Rung)


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
    apart: tuple[Words, ...]
    """How many of these were not looked at, and why."""
    agreed: int
    """How many have said yes to a message, and are elsewhere now."""
    notice_hours: int
    longer: LongerSeen
    """Whether it was looked at for longer, is now, or can be."""


def away_one_page(closure_id: UUID, by: Member, clinic: ClinicSeen | None = None) -> AwayOnePage:
    """One absence with the rung that was looked at last, as far as it still stands. ``clinic`` saves a query.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    by.need(Job.DIARY)
    clinic, row = clinic or clinic_of(by.clinic_id), row_of(Closure, by, closure_id)
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
    rows_seen = [row_seen(each, people[each.person_id], visits, lost, clinic, asked, tells=tells) for each in stands]
    serial = kept.serial if kept else ""
    shown = [
        replace(one, by_message=one.person_id in written, serial=asked.serial_of(one.person_id) or serial)
        for one in rows_seen
    ]
    placed = {change.visit_id for one in shown for change in one.changes}
    standing = [
        standing_seen(v, people[v.person_id], clinic, asked, tells=tells) for v in visits.values() if v.id in lost
    ]  # fmt: skip
    to_call = tuple(one for one in standing if one.visit_id not in placed)
    has_changed = len(stands) < len(offered)
    apart = kept.apart if kept else ()
    left = {one.visit_id for one in to_call}
    return AwayOnePage(
        absence=absence_of(row, booked, clinic), lost=tuple(standing),
        rows=tuple(sorted(shown, key=lambda one: (not one.makes_room, one.changes[0].now.when, one.name))),
        to_call=to_call, apart=said_of(apart, left), notice_hours=clinic.notice_hours,
        has_changed=has_changed, agreed=asked.agreed, rung=kept.rung if kept else None,
        serial=serial, said=kept.said if kept else None,
        longer=longer_of(row, is_short=bool(left - {one.visit_id for one in apart}), has_changed=has_changed),
    )  # fmt: skip


def _stands(row: KeptRow, visits: Mapping[UUID, Visit]) -> bool:
    """The person's visits are where they were when it was looked at."""
    found = [visits[move.visit_id] for move in row.moves if move.visit_id in visits]
    return len(found) == len(row.moves) and mark_of(found) == row.mark
