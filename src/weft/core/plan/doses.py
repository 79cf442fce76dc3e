"""How visits add up: lines share them, so doses never double."""

from collections.abc import Iterable

from weft.core.plan.facts import Dose, DoseRange, Lane
from weft.core.plan.plan import Phase
from weft.core.shared.words import Words, counted

MOST_NEEDLE_DAYS = 3
"""A week, over all problems: nobody is needled on two days running (clinical dossier, P6 and 6.3)."""


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


def how_often(per_week: float) -> Words:
    """Visits a week as somebody would say it: "2 a week", "2 or 3 a week", "1 in 4 weeks", "less than 1 a week"."""
    if per_week == int(per_week):
        return Words("{count} a week", count=int(per_week))
    if per_week > 1:
        return Words("{fewer} or {more} a week", fewer=int(per_week), more=int(per_week) + 1)
    if (weeks := 1 / per_week) == int(weeks):
        return Words("1 in {weeks} weeks", weeks=int(weeks))
    return Words("less than 1 a week")


def lane_dose(phase: Phase, lane: Lane) -> Dose:
    """The visits of one lane in one phase, over all lines and problems; what gets booked."""
    return shared(line.dose for line in phase.lanes[lane])


def planned_visits(phases: Iterable[Phase], lane: Lane) -> int:
    """Visits of one lane that are booked ahead over all phases."""
    return sum(lane_dose(phase, lane).total for phase in phases)


def dose_range(phases: tuple[Phase, ...], lane: Lane, ranges: tuple[DoseRange, ...]) -> DoseRange:
    """Planned visits with the room of the sets; nothing at all when the lane is empty.

    Of several sets with needles the smallest most stands: one problem's room is no room for another. Movement has
    the widest. The lower end gives way when lines are withheld: a plan never owes visits that it may not give.
    """
    planned = planned_visits(phases, lane)
    if not any(phase.lanes[lane] for phase in phases):
        return DoseRange(planned=0, min=0, max=0)
    highest, with_reason = _most(ranges) if lane is Lane.NEEDLES else _widest(ranges)
    lowest = min(max(each.min for each in ranges), planned, highest)
    return DoseRange(planned=planned, min=lowest, max=highest, with_reason=with_reason)


def _most(ranges: tuple[DoseRange, ...]) -> tuple[int, int]:
    """Sets that plan no visit, only some as needed, do not narrow those that do."""
    needled = [each for each in ranges if each.planned] or ranges
    highest = min(each.max for each in needled)
    with_reason = min(max(each.with_reason, each.max) for each in needled)
    return highest, with_reason if with_reason > highest else 0


def _widest(ranges: tuple[DoseRange, ...]) -> tuple[int, int]:
    return max(each.max for each in ranges), max(each.with_reason for each in ranges)


def visits_words(visits: int) -> Words:
    """A number of visits: "1 visit", "5 visits"."""
    return counted(visits, "{count} visit", "{count} visits")


def weeks_words(weeks: int) -> Words:
    """How many weeks: "less than a week", "1 week", "12 weeks"."""
    return counted(weeks, "{count} week", "{count} weeks") if weeks else Words("less than a week")


def in_weeks(weeks: tuple[int, int]) -> Words:
    """Which weeks: "week 1", "weeks 3 to 5"."""
    first, last = weeks
    if first == last:
        return Words("week {week}", week=first)
    return Words("weeks {first} to {last}", first=first, last=last)
