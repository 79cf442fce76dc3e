"""The home lane as exercises that a person can do from a page."""

from collections.abc import Sequence

from weft.core.plan.facts import Lane, PlanFacts
from weft.core.plan.merging import without_repeats
from weft.core.plan.plan import HomeExercise, Phase
from weft.core.shared.words import Words


def home_exercises(phases: Sequence[Phase], facts: PlanFacts) -> tuple[HomeExercise, ...]:
    """Every home exercise of the plan with the phases it belongs to, in order of first use."""
    ids = {phase.id: [each for line in phase.lanes[Lane.HOME] for each in line.exercises] for phase in phases}
    ordered = without_repeats(each for used in ids.values() for each in used if each in facts.exercises)
    homes = {each: tuple(phase for phase, used in ids.items() if each in used) for each in ordered}
    return tuple(_exercise(each, in_phases, facts) for each, in_phases in homes.items())


def _exercise(exercise_id: str, phases: tuple[str, ...], facts: PlanFacts) -> HomeExercise:
    exercise = facts.exercises[exercise_id]
    return HomeExercise(
        id=exercise.id,
        name=Words(exercise.name),
        dose=Words(exercise.dose),
        how=Words(exercise.how),
        stop=Words(exercise.stop),
        phases=phases,
        status=exercise.review.status,
    )
