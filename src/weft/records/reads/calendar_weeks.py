"""One person in the picture of a clinic: what their plan asks of each calendar week, and when they can come.

A plan counts its weeks from its own first day, the picture from a Monday. A week of the plan asks in the calendar week
in which its middle lies; so two weeks of a plan never meet in one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Visit
from weft.core.schedule.clinic.shape import Span as Slots
from weft.core.schedule.grid import Span, hours, runs
from weft.core.schedule.needs import weekly_needs
from weft.core.schedule.request import Order, WeekNeed
from weft.core.schedule.wishes import Wishes
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock, wall
from weft.records.local import wall_time
from weft.records.reads.calendar_time import Time
from weft.records.reads.course_request import PlanToBook, still_to_book

LATEST_START = 2
"""A course that has not begun begins in the week of the picture's first day while that is no later than a Wednesday."""


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def begins_on(plan: PlanToBook, first: date) -> date:
    """First day of week 1: as booked, as wished, or the first whole enough week of the picture."""
    monday = monday_of(first)
    return plan.first_day or plan.wishes.first_day or (
        monday if first.weekday() <= LATEST_START else monday + timedelta(days=7)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asks:
    """What one plan asks, by week of the picture."""

    left: Mapping[int, WeekNeed]
    orders: Mapping[int, Order]
    """Also of weeks that lack nothing."""


def asks_of(plan: PlanToBook, first: date, weeks: int) -> Asks:
    """What is still to book, and in which order halves may come, in so many weeks from the Monday of ``first``."""
    begins, monday = begins_on(plan, first), monday_of(first)

    def at(need: WeekNeed) -> int:
        middle = begins + timedelta(days=7 * (need.week - 1) + 3)
        return (middle - monday).days // 7 + 1

    left = still_to_book(plan, plan.wishes, begins) if plan.only_weeks != 0 else ()
    return Asks(
        left={at(need): need for need in left if 1 <= at(need) <= weeks},
        orders={at(need): need.order for need in weekly_needs(plan.content.phases)},
    )


def needs_in(asks: Asks | None, clinic: Clinic, stand: Iterable[Visit]) -> tuple[Need, ...]:
    """The needs of each week: what is still to book, and what stands."""
    by_week: dict[int, list[Visit]] = {}
    for visit in stand:
        by_week.setdefault(clinic.week_of(visit.day), []).append(visit)
    left = asks.left if asks else {}
    return tuple(_need(week, left.get(week), by_week.get(week, []), asks) for week in sorted({*left, *by_week}))


def _need(week: int, left: WeekNeed | None, stand: list[Visit], asks: Asks | None) -> Need:
    wanted = Counter(visit.discipline for visit in stand)
    days = Counter(visit.day for visit in stand)
    for id_ in (NEEDLES, MOVEMENT, *(left.others if left else ())):
        wanted[id_] += left.wanted(id_) if left else 0
    pairs = sum(number == 2 for number in days.values()) + (left.paired if left else 0)
    order = order_in(asks, week, stand)
    visits = {id_: min(7, number) for id_, number in sorted(wanted.items()) if number}
    return Need(week=week, visits=visits, pairs=pairs if HALVES[order] else 0, order=order)


def order_in(asks: Asks | None, week: int, stand: list[Visit]) -> Order:
    """In which order halves may share a day of that week; where no plan says it, what stands is right as it is."""
    said = asks.orders.get(week) if asks else None
    return said or _order_of(stand)


def _order_of(stand: list[Visit]) -> Order:
    by_time = sorted(stand, key=lambda visit: (visit.day, visit.start))
    starts_with = {visit.day: visit.discipline for visit in reversed(by_time)}
    paired = (visit.day for visit in by_time if visit.discipline != starts_with[visit.day])
    first = {starts_with[day] for day in paired}
    return Order.MOVEMENT_FIRST if first == {MOVEMENT} else Order.NEEDLES_FIRST


def comes(time: Time, wishes: Wishes, taken: Iterable[Span], avoid: Collection[date]) -> tuple[Slots, ...]:
    """When somebody can come: their wishes from now on, less what is taken and days too near another visit."""
    now = wall_time(clock.now(), time.clinic.zone)
    since = now.hour * 60 + now.minute + 1
    spans = [
        Span(day, max(span.starts, since if day == now.date() else 0), span.ends)
        for day in time.grid.days if day >= now.date() and day not in avoid
        for span in wishes.can_come(day)
    ]  # fmt: skip
    unsure = [span for day in time.grid.days for span in wall.unsure(day, time.clinic.zone)]
    return runs(hours(time.grid, [span for span in spans if span.starts < span.ends], [*taken, *unsure]))
