"""What a home set may hold: at most four, each once, known, of a phase that has come, with a dose inside its bounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from weft.core.plan.amounts import Amount, Span
from weft.core.plan.facts import Exercise
from weft.core.plan.faults import PHASE_NUMBERS
from weft.core.shared.words import Words
from weft.core.treat.home_item import HomeItem
from weft.core.treat.home_set import too_many
from weft.core.treat.session import HOME_EXERCISES_MAX

FIRST_PHASE = PHASE_NUMBERS["settle"]
PHASES = {1: Words("Settle"), 2: Words("Rebuild"), 3: Words("Strengthen"), 4: Words("Keep")}
NAMES = {
    Amount.SETS: Words("sets"), Amount.REPS: Words("times"), Amount.SECONDS: Words("seconds each"),
    Amount.MINUTES: Words("minutes"), Amount.TIMES_A_DAY: Words("times a day"),
    Amount.DAYS_A_WEEK: Words("days a week"),
}  # fmt: skip
"""What a number counts, after it."""


@dataclass(frozen=True, slots=True)
class HomeNow:
    """Where the person is, as far as it decides what may be done at home."""

    number: int | None
    """Of the phase as exercises name it; None for a phase outside the four: then everything fits."""
    planned: frozenset[str] = frozenset()
    """Exercises that the plan names in this phase."""


WITHOUT_PLAN = HomeNow(FIRST_PHASE)


def not_yet(exercise: Exercise, now: HomeNow) -> Words | None:
    """Why an exercise waits; None when its phase has come, or the plan names it in this one."""
    first = min(exercise.phases, default=FIRST_PHASE)
    if now.number is None or exercise.id in now.planned or first <= now.number:
        return None
    says = "{exercise} waits for a later phase: {later}. Now is {now}."
    return Words(says, exercise=Words(exercise.name), later=PHASES[first], now=PHASES[now.number])


def set_fault(
    items: Sequence[HomeItem], before: Collection[str], exercises: Mapping[str, Exercise],
    limits: Mapping[Amount, Span], now: HomeNow,
) -> Words | None:  # fmt: skip
    """What is wrong with a set; None when it may be sent.

    Args:
        items: The set.
        before: Ids that were in it already: they may stay, whatever the phase.
        exercises: All that the clinic accepts, by id, and those of ``before``.
        limits: Of ``treat/home_dose.toml``.
        now: Where the person is.
    """
    ids = [each.id for each in items]
    if not set(ids) <= set(exercises):
        return Words("That exercise is not known here. Choose from the list.")
    if len(ids) > HOME_EXERCISES_MAX:
        return too_many([Words(exercises[each].name) for each in ids])
    if len(set(ids)) < len(ids):
        return Words("One exercise is in the set twice. Take one of them out.")
    early = (not_yet(exercises[each], now) for each in ids if each not in before)
    doses = (dose_fault(each, exercises[each.id], limits) for each in items)
    return next((fault for fault in (*early, *doses) if fault), None)


def parts_of(exercise: Exercise) -> tuple[Amount, ...]:
    """What may be set for one person."""
    return tuple(each for each in Amount if each in exercise.amounts or each is Amount.DAYS_A_WEEK)


def dose_fault(item: HomeItem, exercise: Exercise, limits: Mapping[Amount, Span]) -> Words | None:
    """A number outside its bounds, or one that this exercise does not have."""
    name = Words(exercise.name)
    for each, number in item.amounts.items():
        if each not in parts_of(exercise):
            return Words("{exercise} has no “{part}” to set.", exercise=name, part=NAMES[each])
        least, most = limits[each]
        if not least <= number <= most:
            says = "{exercise}: from {least} to {most} {part}."
            return Words(says, exercise=name, least=least, most=most, part=NAMES[each])
    return None
