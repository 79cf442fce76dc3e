"""From the phases of a plan to the weekly needs of its course."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Phase
from weft.core.schedule.request import Order, WeekNeed
from weft.core.shared.care import MOVEMENT, NEEDLES

CAREFUL_FIRST = (Order.OTHER_DAY, Order.MOVEMENT_FIRST, Order.NEEDLES_FIRST)
"""Of lines that want different orders, the first of these stands for the whole phase."""


def weekly_needs(phases: Iterable[Phase]) -> tuple[WeekNeed, ...]:
    """The visits that a plan books ahead, week by week; "as needed" books nothing.

    A phase's visits are spread evenly over its weeks, the later weeks taking what is left over. Every
    needle visit that can have a movement visit on its day is wanted as a pair, unless a line that is
    booked asks for another day.
    """
    return tuple(need for phase in phases for need in _of_phase(phase))


def _of_phase(phase: Phase) -> list[WeekNeed]:
    first, last = phase.weeks
    weeks, order, needs = last - first + 1, _order(phase), []
    for at in range(weeks):
        needles, movement = (
            total * (at + 1) // weeks - total * at // weeks
            for total in (lane_dose(phase, lane).total for lane in (Lane.NEEDLES, Lane.MOVEMENT))
        )
        if needles or movement:
            paired = 0 if order is Order.OTHER_DAY else min(needles, movement)
            needs.append(WeekNeed(first + at, phase.id, needles, movement, paired, order))
    return needs


def _order(phase: Phase) -> Order:
    lines = (line for lane in (Lane.NEEDLES, Lane.MOVEMENT) for line in phase.lanes[lane])
    asked = {Order(line.order) for line in lines if line.dose.total}
    return next((order for order in CAREFUL_FIRST if order in asked), Order.NEEDLES_FIRST)


def with_others(needs: Iterable[WeekNeed], others: Mapping[str, int]) -> tuple[WeekNeed, ...]:
    """The same weeks with so many visits a week of further disciplines."""
    return tuple(replace(need, others=dict(others)) for need in needs)


def still_needed(needs: Iterable[WeekNeed], booked: Mapping[tuple[int, str], int]) -> tuple[WeekNeed, ...]:
    """What is left to book when some visits are booked already, by (week, discipline); full weeks are left out.

    A visit that was moved out of its week counts for the nearest week that lacks one, so that it is not booked twice.
    """
    asked = tuple(needs)
    rest = {(need.week, id_): need.wanted(id_) for need in asked for id_ in (NEEDLES, MOVEMENT, *need.others)}
    for key, number in booked.items():
        rest[key] = rest.get(key, 0) - number
    _even_out(rest)
    left = (_with(need, rest) for need in asked)
    return tuple(need for need in left if need.needles or need.movement or any(need.others.values()))


def needs_after(
    needs: Iterable[WeekNeed], booked: Iterable[tuple[date, str]], first_day: date, today: date
) -> tuple[WeekNeed, ...]:
    """What is left of the needs from this week on, with the visits that are booked, by day and discipline."""

    def week(day: date) -> int:
        return (day - first_day).days // 7 + 1

    left = still_needed(needs, Counter((week(day), discipline) for day, discipline in booked))
    return tuple(need for need in left if need.week >= week(today))


def next_weeks(needs: Iterable[WeekNeed], weeks: int | None) -> tuple[WeekNeed, ...]:
    """Of the weeks that still need something only so many, counted by the calendar from the first; None for all."""
    left = tuple(needs)
    return tuple(need for need in left if weeks is None or need.week < left[0].week + weeks)


def _even_out(rest: dict[tuple[int, str], int]) -> None:
    """Give what is too much in one week to the nearest weeks that lack it; what is too much on the whole stays.

    Later weeks than the next keep what they ask for: what was given long before, when the plan asked for more, is no
    visit of theirs.
    """
    for week, id_ in sorted(key for key, number in rest.items() if number < 0):
        lacking = sorted(
            (key for key in rest if key[1] == id_ and key[0] <= week + 1), key=lambda key: (abs(key[0] - week), key)
        )
        for key in lacking:
            given = max(0, min(-rest[week, id_], rest[key]))
            rest[key] -= given
            rest[week, id_] += given


def _with(need: WeekNeed, rest: Mapping[tuple[int, str], int]) -> WeekNeed:
    def left(discipline: str) -> int:
        return max(0, rest[need.week, discipline])

    needles, movement = left(NEEDLES), left(MOVEMENT)
    return replace(
        need,
        needles=needles,
        movement=movement,
        paired=min(need.paired, needles, movement),
        others={id_: left(id_) for id_ in need.others},
    )


def thinning_week(needs: Iterable[WeekNeed]) -> int | None:
    """The first week with fewer needle visits than the week before it; None when they never thin out."""
    asked = sorted(needs, key=lambda need: need.week)
    return next((then.week for now, then in pairwise(asked) if then.needles < now.needles), None)
