"""The order in which people are asked: danger first, and the most urgent danger first of all."""

from collections.abc import Iterable, Iterator, Mapping

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
    """The questions of all sets in asking order; one that stands before others comes right before the first of them."""
    known = {question.id: question for question in _as_written(facts)}
    ordered: dict[str, Question] = {}
    for question in _rules(facts):
        for one in (*_above(question, known), question):
            ordered.setdefault(one.id, one)
    return tuple(ordered.values())


def _rules(facts: ScreenFacts) -> Iterator[Question]:
    """The questions that rules rest on, danger first."""
    yield from (question for flag in facts.red_flags for question in flag.questions)
    yield from (precaution.question for precaution in facts.precautions)


def _as_written(facts: ScreenFacts) -> Iterator[Question]:
    yield from (lead.question for lead in facts.leads)
    yield from _rules(facts)


def _above(question: Question, known: Mapping[str, Question]) -> tuple[Question, ...]:
    """The questions that stand before this one, the outermost first."""
    before = known.get(question.under)
    return (*_above(before, known), before) if before else ()


def _level(effect: Effect) -> int:
    return _LEVELS.index(effect.level)
