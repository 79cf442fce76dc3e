"""What the chosen sets say beside their lines: why this dose, what to expect, when somebody looks, the other dose."""

from collections.abc import Iterator, Sequence

from weft.core.plan.facts import DoseRange, Pathway, PlanFacts
from weft.core.plan.merging import Planned, without_repeats
from weft.core.plan.plan import OtherDose, PlannedReview
from weft.core.plan.watching import ReviewPoint
from weft.core.shared.words import Words, joined

WEEKS_NEW = 1
"""The first week in which anybody can look."""


def why_this_dose(chosen: Sequence[Pathway], needles: DoseRange, movement: DoseRange) -> Words:
    """Why these visits; of needles only where the plan has them.

    Args:
        chosen: The sets, at least one.
        needles: Of the plan; ``max`` is 0 when it has no needles.
        movement: Of the plan, likewise.
    """
    if not needles.max and not movement.max:
        return Words("No visits are planned for now.")
    if not needles.max and any(each.doses_needles.planned for each in chosen):
        return Words("No needle visits are planned. Movement visits and home exercises are those of the set.")
    return joined(Words(each.why_this_dose) for each in chosen)


def expectations(chosen: Sequence[Pathway], needles: DoseRange) -> tuple[Words, ...]:
    """What people in studies could expect, of each set, each once."""
    said = (
        each.expectation if needles.max else each.expectation_without_needles or each.expectation for each in chosen
    )
    return without_repeats(Words(text) for text in said if text)


def other_doses(chosen: Sequence[Pathway], facts: PlanFacts, needles: DoseRange) -> tuple[OtherDose, ...]:
    """The dose that is printed beside this one; none without needles, because it is about them."""
    taken = {each.id for each in chosen}
    others = without_repeats(each.other_dose for each in chosen if each.other_dose and each.other_dose not in taken)
    return tuple(
        OtherDose(
            pathway=other.id,
            name=Words(other.name),
            needles=other.doses_needles,
            movement=other.doses_movement,
            why=Words(other.why_this_dose),
        )
        for other in (facts.pathways[each] for each in others if each in facts.pathways)
        if needles.max
    )


def reviews(planned: Sequence[Planned], needles: DoseRange) -> tuple[PlannedReview, ...]:
    """Every look of the sets by week. Of one id the first set's stands; where that one counts from the onset, the
    earliest."""
    found: dict[str, PlannedReview] = {}
    for point in _points(planned, bool(needles.max)):
        first = found.setdefault(point.id, point)
        if first.text == point.text and point.week < first.week:
            found[point.id] = point
    return tuple(sorted(found.values(), key=lambda point: (point.week, point.id)))


def _points(planned: Sequence[Planned], with_needles: bool) -> Iterator[PlannedReview]:
    for each in planned:
        for point in each.pathway.review_points:
            week = _week(point, each.problem.since_weeks)
            if with_needles:
                yield PlannedReview(point.id, Words(point.text), week, point.after_needle_visits)
            else:
                yield PlannedReview(point.id, Words(point.without_needles or point.text), week)


def _week(point: ReviewPoint, since_weeks: int) -> int:
    return max(WEEKS_NEW, point.week - since_weeks) if point.from_onset else point.week
