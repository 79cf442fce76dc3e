"""Which visits that stand fit the picture: each by itself, and two of a day as a trip that the rules allow."""

from collections.abc import Iterator
from uuid import UUID

from weft.core.schedule.clinic.shape import HALVES, Treatment, Visit
from weft.records.models import Visit as VisitRow
from weft.records.reads.calendar_frame import Frame
from weft.records.reads.calendar_weeks import order_in


def standing(frame: Frame, id_: UUID) -> Iterator[tuple[Visit, VisitRow]]:
    """Of one person's visits those that fit."""
    found: dict[int, list[tuple[Visit, VisitRow]]] = {}
    odd = set()
    for row in frame.rows.get(id_, ()):
        visit = _visit(frame, row)
        if visit is None:
            odd.add(row.local_date)
        else:
            found.setdefault(visit.day, []).append((visit, row))
    for day, trip in found.items():
        if frame.blank.days[day] not in odd and _is_trip(frame, id_, [visit for visit, _ in trip]):
            yield from trip


def _visit(frame: Frame, row: VisitRow) -> Visit | None:
    blank = frame.blank
    treatment = blank.treatment(row.discipline)
    start = row.local_start.hour * 60 + row.local_start.minute - blank.opens_minutes
    who = frame.time.staff.get(row.practitioner_id)
    fits = (
        treatment is not None
        and who is not None
        and row.discipline in who.disciplines
        and row.local_date in blank.days
        and str(row.place_id) in treatment.rooms
        and row.discipline not in frame.no.get(row.person_id, {})
        and _fills(frame, row, treatment, start)
    )
    if not fits:
        return None
    return Visit(
        person=str(row.person_id), discipline=row.discipline, day=blank.days.index(row.local_date),
        start=start // blank.slot_minutes, practitioner=str(row.practitioner_id), room=str(row.place_id),
        confirmed=True,
    )  # fmt: skip


def _fills(frame: Frame, row: VisitRow, treatment: Treatment, start: int) -> bool:
    """It begins on a slot and takes as long, with hands as long, as the picture believes."""
    step = frame.blank.slot_minutes
    minutes = int((row.ends - row.starts).total_seconds() // 60)
    hands = {slot for a, b in row.hands_on or [(0, minutes)] for slot in range(a // step, -(-b // step))}
    inside = start >= 0 and start // step + treatment.slots <= frame.blank.slots
    is_as_long = -(-minutes // step) == treatment.slots
    return inside and start % step == 0 and is_as_long and hands == {*treatment.hands_slots(0)}


def _is_trip(frame: Frame, id_: UUID, visits: list[Visit]) -> bool:
    if len(visits) == 1:
        return True
    blank, plan = frame.blank, frame.plans.get(id_)
    first, second, *more = sorted(visits, key=lambda visit: visit.start)
    halves = HALVES[order_in(frame.asks.get(id_), blank.week_of(first.day), visits)]
    treatment = blank.treatment(first.discipline)
    gap = second.start - first.start - (treatment.slots if treatment else 0)
    may_split = plan is not None and plan.wishes.allow_split
    in_window = gap <= blank.window_slots or may_split
    fits = (first.discipline, second.discipline) == halves and gap >= blank.min_gap_slots
    return fits and in_window and not more
