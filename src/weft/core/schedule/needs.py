"""From the phases of a plan to the weekly needs of its course."""

from collections.abc import Iterable

from weft.core.plan.doses import lane_dose
from weft.core.plan.facts import Lane
from weft.core.plan.plan import Phase
from weft.core.schedule.request import Order, WeekNeed

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
