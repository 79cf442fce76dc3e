"""The order in which people are asked: danger first, and the most urgent danger first of all."""

from collections.abc import Iterable, Mapping

from weft.core.screen.facts import Effect, Level, Precaution, Question, QuestionSet, RedFlag, ScreenFacts
from weft.core.screen.severity import most_urgent, urgency

_LEVELS = tuple(Level)


def red_flags_in_order(flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """By the most urgent action that each can call for, then by id."""
    return tuple(sorted(flags, key=lambda flag: (urgency(most_urgent(t.action for t in flag.triggers)), flag.id)))


def precautions_in_order(precautions: Iterable[Precaution]) -> tuple[Precaution, ...]:
    """By the strongest level that each speaks with, then by id; those that one question stands before, together."""
    by_level = sorted(precautions, key=lambda one: (min(map(_level, one.effects), default=0), one.id))
    before = {one.question.id: one.question.under for one in by_level}
    together: dict[str, list[Precaution]] = {}
    for one in by_level:
        together.setdefault(_first_before(one.question.id, before), []).append(one)
    return tuple(one for group in together.values() for one in group)


def questions_for(facts: ScreenFacts, asked: QuestionSet) -> tuple[Question, ...]:
    """The questions of one set in asking order: danger first."""
    return tuple(question for question in every_question(facts) if asked in question.asked_in)


def every_question(facts: ScreenFacts) -> tuple[Question, ...]:
    """The questions of all sets in asking order; one that stands before others comes right before the first of them."""
    return tuple(facts.questions.values())


def _first_before(question: str, before: Mapping[str, str]) -> str:
    """The outermost question before this one, or itself. A circle ends where it began."""
    found = [question]
    while (above := before.get(found[-1], "")) and above not in found:
        found.append(above)
    return found[-1]


def _level(effect: Effect) -> int:
    return _LEVELS.index(effect.level)
