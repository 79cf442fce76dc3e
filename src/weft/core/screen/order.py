"""The order in which people are asked: danger first, and the most urgent danger first of all."""

from collections.abc import Iterable

from weft.core.screen.facts import Effect, Level, Precaution, Question, QuestionSet, RedFlag, ScreenFacts
from weft.core.screen.severity import most_urgent, urgency

_LEVELS = tuple(Level)


def red_flags_in_order(flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """By the most urgent action that each can call for, then by id."""
    return tuple(sorted(flags, key=lambda flag: (urgency(most_urgent(t.action for t in flag.triggers)), flag.id)))


def precautions_in_order(precautions: Iterable[Precaution]) -> tuple[Precaution, ...]:
    """By the strongest level that each speaks with, then by id."""
    return tuple(sorted(precautions, key=lambda one: (min(map(_level, one.effects), default=0), one.id)))


def questions_for(facts: ScreenFacts, asked: QuestionSet) -> tuple[Question, ...]:
    """The questions of one set in asking order: danger first."""
    return tuple(question for question in every_question(facts) if asked in question.asked_in)


def every_question(facts: ScreenFacts) -> tuple[Question, ...]:
    """The questions of all sets in asking order."""
    danger = (question for flag in facts.red_flags for question in flag.questions)
    return (*danger, *(precaution.question for precaution in facts.precautions))


def _level(effect: Effect) -> int:
    return _LEVELS.index(effect.level)
