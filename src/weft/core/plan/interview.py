"""The at most 20 plain questions of a first contact: the same in the terminal and in the browser."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.screen.facts import Question, QuestionSet, ScreenFacts
from weft.core.shared.words import Words

RADIATION_NAMES = {
    "": "no, it stays there",
    "hip": "the hip",
    "buttock": "the seat",
    "thigh": "the thigh",
    "below_knee": "below the knee",
    "arm": "an arm",
    "head": "the head",
    "chest": "the chest",
}
_WEEKS_IN = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0}
LONGEST_WEEKS = 5200


class Kind(StrEnum):
    """What one question is about."""

    REGION = "region"
    SINCE = "since"
    SPREADS = "spreads"
    AGE = "age"
    SAFETY = "safety"
    TRIED = "tried"
    GOALS = "goals"


ASKS = {
    Kind.REGION: Words("What hurts most?"),
    Kind.SINCE: Words("Since when?"),
    Kind.SPREADS: Words("Does the pain spread?"),
    Kind.AGE: Words("How old are you?"),
    Kind.SAFETY: Words("Is any of these true?"),
    Kind.TRIED: Words("What have you tried?"),
    Kind.GOALS: Words("What do you want to do again?"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One page: one decision, or the signs of one danger together."""

    kind: Kind
    questions: tuple[Question, ...] = ()
    """For SAFETY."""

    @property
    def text(self) -> Words:
        """What is asked; a single safety question asks for itself."""
        return Words(self.questions[0].text) if len(self.questions) == 1 else ASKS[self.kind]


def interview_steps(facts: ScreenFacts) -> tuple[Step, ...]:
    """Every question in asking order."""
    first = (Kind.REGION, Kind.SINCE, Kind.SPREADS, Kind.AGE)
    safety = (Step(Kind.SAFETY, page) for page in question_pages(facts))
    return (*map(Step, first), *safety, Step(Kind.TRIED), Step(Kind.GOALS))


def question_pages(facts: ScreenFacts) -> list[tuple[Question, ...]]:
    """The consult questions: the signs of one danger together, then each precaution by itself."""
    dangers = (_consult(flag.questions) for flag in facts.red_flags)
    precautions = (_consult((precaution.question,)) for precaution in facts.precautions)
    return [page for page in (*dangers, *precautions) if page]


def weeks_in(amount: int, unit: str) -> int:
    """A time span in whole weeks: 3 months are 13, a year is 52. Longer than a life counts as a hundred years.

    Raises:
        KeyError: If the unit is not day, week, month or year.
    """
    return min(LONGEST_WEEKS, int(amount * _WEEKS_IN[unit] + 1e-9))


def _consult(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple(question for question in questions if QuestionSet.CONSULT in question.asked_in)
