"""Today: everybody of one day, what they said, where they are in time, and the one next step, soonest need first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.desk.order import Need
from weft.draw.capsule_data import CapsuleData
from weft.draw.day import DayAxis
from weft.records import audit, clock
from weft.records.access import Job, Member, Purpose
from weft.records.live import OVER
from weft.records.models import Task, Visit
from weft.records.reads.inbox import seen_by
from weft.records.reads.today_facts import Day, facts_of
from weft.records.reads.today_rows import BoardRow, enquiry_row, is_on, person_row
from weft.records.screenings import RED_ANSWER

__all__ = ["Board", "BoardRow", "Waiting", "today_board"]

BEHIND, AHEAD = 60, 165
"""Minutes that the axis shows before and after now."""
STEP = 30
LEAST_DRAWN = 15
"""Minutes of a row that must lie on the axis to be drawn on it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits in "needs a person", as this member sees it."""

    count: int
    late: int
    red: int
    """Answers that stop."""


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one day."""

    day: date
    now: datetime
    """In UTC; the page's clock counts from it."""
    is_today: bool
    axis: DayAxis
    rows: tuple[BoardRow, ...]
    waiting: Waiting
    next_day: date | None = None
    """Of an empty day: the first day after it with a visit."""


def today_board(by: Member, day: date | None = None, *, by_time: bool = False) -> Board:
    """Everybody of the day. The read is written down; a poll of the same list is not, for a while.

    Args:
        by: Somebody with the diary or the record. Without the record: no pain, no precautions, no answers; outside
            the care team (`records.care_team`): no pain.
        day: The clinic's local day; today when not given. Other days have no next steps.
        by_time: In the order of time instead of soonest need first.

    Raises:
        NotAllowed: Neither diary nor record.
    """
    by.need(Job.DIARY, Job.RECORD)
    facts = facts_of(by, day)
    rows = _rows(facts, by)
    people = {visit.person_id for visit in facts.visits}
    audit.shown(by, people | {each.person_id for each in facts.enquiries if each.person_id}, _purpose(by))
    return Board(
        day=facts.day,
        now=facts.now,
        is_today=facts.is_today,
        axis=axis_of(rows, facts),
        rows=tuple(sorted(rows, key=_by_time if by_time else _by_need)),
        waiting=_waiting(by),
        next_day=None if rows else _next_day(by, facts.day),
    )


def axis_of(rows: list[BoardRow], facts: Day) -> DayAxis:
    """The hours that the board shows: around now, and no wider than the day needs."""
    halves = [half for row in rows for trip in row.trips for half in (trip.needles, trip.movement) if half]
    first = min((half.starts for half in halves), default=9 * 60)
    last = max((half.ends for half in halves), default=12 * 60)
    now = facts.minute(facts.now) if facts.is_today else None
    if now is not None:
        first, last = max(min(first, now), now - BEHIND), min(max(last, now), now + AHEAD)
    starts, ends = first // STEP * STEP, -(-last // STEP) * STEP
    return DayAxis(starts=starts, ends=max(ends, starts + 4 * STEP), now=now)


def is_beside(trips: tuple[CapsuleData, ...], axis: DayAxis) -> str:
    """``earlier`` or ``later`` when too little of it lies on the axis to be drawn there, else nothing."""
    halves = [half for trip in trips for half in (trip.needles, trip.movement) if half]
    inside = sum(max(min(half.ends, axis.ends) - max(half.starts, axis.starts), 0) for half in halves)
    if not halves or inside >= LEAST_DRAWN:
        return ""
    return "earlier" if halves[0].starts < axis.starts else "later"


def _rows(facts: Day, by: Member) -> list[BoardRow]:
    people: dict[UUID, list[int]] = {}
    for place, visit in enumerate(facts.visits):
        people.setdefault(visit.person_id, []).append(place)
    rows = [person_row([facts.visits[place] for place in places], facts, by) for places in people.values()]
    rows += [enquiry_row(task, facts, by) for task in facts.enquiries if is_on(task, facts)]
    return rows


def _by_need(row: BoardRow) -> tuple[Need, datetime, str, str]:
    return (row.need, row.starts, row.name, str(row.id))


def _by_time(row: BoardRow) -> tuple[datetime, str, str]:
    return (row.starts, row.name, str(row.id))


def _next_day(by: Member, day: date) -> date | None:
    rows = Visit.objects.within(by.clinic_id).filter(local_date__gt=day).exclude(state__in=OVER)
    return rows.order_by("local_date").values_list("local_date", flat=True).first()


def _purpose(by: Member) -> Purpose:
    return Purpose.CARE if by.may(Job.RECORD) else Purpose.DIARY


def _waiting(by: Member) -> Waiting:
    rows = Task.objects.within(by.clinic_id).filter(seen_by(by), done_at__isnull=True)
    found = list(rows.values_list("due", "kind"))
    late, red = (due < clock.now() for due, _ in found), (kind == RED_ANSWER for _, kind in found)
    return Waiting(len(found), sum(late), sum(red))
