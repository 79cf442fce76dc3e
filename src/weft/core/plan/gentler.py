"""A lower start for pain that is easily stirred up."""

from dataclasses import replace

from weft.core.plan.case import Problem
from weft.core.plan.facts import Lane, LineFact, PhaseFact
from weft.core.plan.suggest import place_of
from weft.core.shared.care import Effort
from weft.core.shared.words import Words

HIGH = "high"
GENTLE_PHASES = 2
"""Phases whose effort stays gentle (derived: no source gives a number)."""
FIRST_EXERCISES = 2
"""Home exercises in the first phase (derived)."""


def is_easily_stirred(problem: Problem) -> bool:
    """Whether the assessment found high irritability."""
    return problem.irritability == HIGH


def gentler(phases: tuple[PhaseFact, ...]) -> tuple[PhaseFact, ...]:
    """The same phases with gentle effort in the first two, and two home exercises at first."""
    return tuple(_gentler(number, phase) for number, phase in enumerate(phases))


def gentler_words(problem: Problem) -> Words:
    """What was changed, and why."""
    message = (
        "{place}: easily stirred up. Effort stays gentle through the second phase, and home begins with two exercises."
    )
    return Words(message, place=place_of(problem))


def _gentler(number: int, phase: PhaseFact) -> PhaseFact:
    ceiling = Effort.GENTLE if number < GENTLE_PHASES else phase.ceiling
    lines = tuple(_fewer_exercises(line) for line in phase.lines) if number == 0 else phase.lines
    return replace(phase, ceiling=ceiling, lines=lines)


def _fewer_exercises(line: LineFact) -> LineFact:
    return replace(line, exercises=line.exercises[:FIRST_EXERCISES]) if line.lane is Lane.HOME else line
