"""The way out of a phase as values, so that a rule can say whether it is reached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import product

from weft.core.shared.fact import fact


class CriterionKind(StrEnum):
    """The named ways in which a criterion is judged; each is Python below."""

    MEASURE_AT_MOST = "measure_at_most"
    MEASURE_AT_LEAST = "measure_at_least"
    MEASURE_FELL_BY = "measure_fell_by"
    HOME_DAYS = "home_days"
    EXERCISE_DONE = "exercise_done"
    CLINICIAN_SAYS = "clinician_says"


@fact
class Criterion:
    """One criterion. Those of one ``way`` hold together; of several ways one is enough."""

    id: str
    kind: CriterionKind
    text: str
    """In words, as people read it."""
    way: int = 1
    measure: str = ""
    """Instrument id, for the kinds that look at a measure."""
    points: Decimal | None = None
    """MEASURE_AT_MOST and MEASURE_AT_LEAST: the limit itself; MEASURE_FELL_BY: the least fall in points."""
    fraction: Decimal | None = None
    """MEASURE_FELL_BY: the least fall as a part of the first score; the larger of the two counts."""
    times: int = 1
    """How often in a row (scores, or weeks at home)."""
    days: int | None = None
    """HOME_DAYS: days of a week on which the home exercises were done."""
    exercise: str = ""
    """EXERCISE_DONE: exercise id."""
    sets: int | None = None
    amount: int | None = None
    """EXERCISE_DONE: repetitions in a set, or minutes where it is done for minutes."""


NEEDS = {
    CriterionKind.MEASURE_AT_MOST: ("measure", "points"),
    CriterionKind.MEASURE_AT_LEAST: ("measure", "points"),
    CriterionKind.MEASURE_FELL_BY: ("measure",),
    CriterionKind.HOME_DAYS: ("days",),
    CriterionKind.EXERCISE_DONE: ("exercise", "sets", "amount"),
    CriterionKind.CLINICIAN_SAYS: (),
}
"""What each kind cannot do without."""


@dataclass(frozen=True, slots=True)
class Done:
    """The most that a person did of one exercise."""

    sets: int
    amount: int
    """Repetitions in a set, or minutes."""
    worse_next_day: bool | None = None
    """More pain the next day; None when nobody asked."""


@dataclass(frozen=True, slots=True)
class CriteriaSeen:
    """What is known about a person when a phase is looked at. What is absent is not known."""

    scores: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    """By instrument id, oldest first; the first is the start of care."""
    home_days: Sequence[int] = ()
    """Days with home exercises in each week, oldest first."""
    exercises: Mapping[str, Done] = field(default_factory=dict)
    said: Mapping[str, bool] = field(default_factory=dict)
    """What a clinician said, by criterion id."""


def met(criterion: Criterion, seen: CriteriaSeen) -> bool | None:
    """Whether one criterion is met.

    Args:
        criterion: As in the phase's file; points in the measure's own unit.
        seen: Scores, home weeks, exercises and a clinician's word.

    Returns:
        True or False; None while it is not known. Missing is never "met".
    """
    match criterion.kind:
        case CriterionKind.MEASURE_AT_MOST:
            return _in_a_row(seen.scores.get(criterion.measure, ()), criterion.times, most=criterion.points)
        case CriterionKind.MEASURE_AT_LEAST:
            return _in_a_row(seen.scores.get(criterion.measure, ()), criterion.times, least=criterion.points)
        case CriterionKind.MEASURE_FELL_BY:
            return _fell(criterion, seen.scores.get(criterion.measure, ()))
        case CriterionKind.HOME_DAYS:
            weeks = tuple(Decimal(days) for days in seen.home_days)
            return _in_a_row(weeks, criterion.times, least=Decimal(criterion.days or 0))
        case CriterionKind.EXERCISE_DONE:
            return _done(criterion, seen.exercises.get(criterion.exercise))
        case _:  # CLINICIAN_SAYS
            return seen.said.get(criterion.id)


def all_met(criteria: Iterable[Criterion], seen: CriteriaSeen) -> bool | None:
    """Whether one way out is met whole.

    Returns:
        True when every criterion of some way is met; False when no way can be any more; None while it is not known,
        also when there is no criterion at all.
    """
    ways: dict[int, list[bool | None]] = {}
    for criterion in criteria:
        ways.setdefault(criterion.way, []).append(met(criterion, seen))
    verdicts = [_together(each) for each in ways.values()]
    if True in verdicts:
        return True
    return None if None in verdicts or not verdicts else False


def joined(parts: Sequence[tuple[Criterion, ...]]) -> tuple[Criterion, ...]:
    """The criteria of several sets as one: a way out of every set, in each combination of their ways."""
    by_set = [_ways(part) for part in dict.fromkeys(parts) if part]
    if len(by_set) < 2:
        return tuple(each for part in by_set for way in part for each in way)
    together = ([each for way in ways for each in way] for ways in product(*by_set))
    return tuple(replace(each, way=number) for number, way in enumerate(together, 1) for each in way)


def _ways(criteria: tuple[Criterion, ...]) -> list[tuple[Criterion, ...]]:
    numbers = dict.fromkeys(each.way for each in criteria)
    return [tuple(each for each in criteria if each.way == number) for number in numbers]


def _together(verdicts: Sequence[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _in_a_row(
    scores: Sequence[Decimal], times: int, *, most: Decimal | None = None, least: Decimal | None = None
) -> bool | None:
    """The last ``times`` values all lie on the right side; too few are not known, unless one is wrong already."""
    last = scores[-times:]
    if any((most is not None and one > most) or (least is not None and one < least) for one in last):
        return False
    return True if len(last) == times else None


def _fell(criterion: Criterion, scores: Sequence[Decimal]) -> bool | None:
    if len(scores) < 2:
        return None
    least = max(criterion.points or Decimal(0), (criterion.fraction or Decimal(0)) * scores[0])
    return scores[0] - scores[-1] >= least


def _done(criterion: Criterion, done: Done | None) -> bool | None:
    if done is None:
        return None
    if done.worse_next_day or done.sets < (criterion.sets or 1) or done.amount < (criterion.amount or 1):
        return False
    return None if done.worse_next_day is None else True
