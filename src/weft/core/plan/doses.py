"""How visits add up: lines share them, so doses never double."""

from collections.abc import Iterable

from weft.core.plan.facts import Dose, DoseRange, Lane
from weft.core.plan.plan import Phase


def shared(doses: Iterable[Dose]) -> Dose:
    """The visits that lines of one lane and phase share: of each figure the largest.

    Two lines of one visit (posture work, myofascial release) are one visit; two problems are
    needled in one sitting. So the larger weekly dose covers both.
    """
    all_doses = tuple(doses)
    return Dose(
        per_week=max((dose.per_week for dose in all_doses), default=0),
        total=max((dose.total for dose in all_doses), default=0),
        minutes=max((dose.minutes for dose in all_doses), default=0),
        as_needed_max=max((dose.as_needed_max for dose in all_doses), default=0),
        days_per_week=max((dose.days_per_week for dose in all_doses), default=0),
    )


def lane_dose(phase: Phase, lane: Lane) -> Dose:
    """The visits of one lane in one phase, over all lines and problems; what gets booked."""
    return shared(line.dose for line in phase.lanes[lane])


def planned_visits(phases: Iterable[Phase], lane: Lane) -> int:
    """Visits of one lane that are booked ahead over all phases."""
    return sum(lane_dose(phase, lane).total for phase in phases)


def dose_range(phases: tuple[Phase, ...], lane: Lane, ranges: tuple[DoseRange, ...]) -> DoseRange:
    """Planned visits with the widest room of the sets; nothing at all when the lane is empty.

    The lower end gives way when lines are withheld: a plan never owes visits that it may not give.
    """
    planned = planned_visits(phases, lane)
    if not any(phase.lanes[lane] for phase in phases):
        return DoseRange(planned=0, min=0, max=0)
    lowest, highest = max(each.min for each in ranges), max(each.max for each in ranges)
    return DoseRange(planned=planned, min=min(lowest, planned), max=highest)
