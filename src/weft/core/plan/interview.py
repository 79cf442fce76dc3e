"""The at most 20 plain questions of a first contact: the same in the terminal and in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from weft.core.screen.facts import Question, QuestionSet, ScreenFacts
from weft.core.screen.known import known_answers, with_known
from weft.core.screen.leads import is_shown
from weft.core.shared.care import Answer
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


def interview_steps(facts: ScreenFacts, answers: Mapping[str, Answer] | None = None) -> tuple[Step, ...]:
    """Every question in asking order, with these answers so far: a question that stands before others brings them."""
    first = (Kind.REGION, Kind.SINCE, Kind.SPREADS, Kind.AGE)
    safety = (Step(Kind.SAFETY, page) for page in question_pages(facts, answers))
    return (*map(Step, first), *safety, Step(Kind.TRIED), Step(Kind.GOALS))


def question_pages(facts: ScreenFacts, answers: Mapping[str, Answer] | None = None) -> tuple[tuple[Question, ...], ...]:
    """The consult questions that these answers leave to be asked, page by page; answered ones keep their page.

    The signs of one danger stand together; a question that stands before others, and each precaution, is a page of
    its own. Of those under a question, only what a yes or "not sure" there brings is there, right after it.
    """
    said = answers or {}
    pages: dict[tuple[str, str], list[Question]] = {}
    places = _places(facts)
    for question in facts.questions.values():
        if QuestionSet.CONSULT in question.asked_in and is_shown(question, said, facts):
            pages.setdefault(places[question.id], []).append(question)
    return tuple(map(tuple, pages.values()))


def _places(facts: ScreenFacts) -> dict[str, tuple[str, str]]:
    """The page of each question: its danger, or itself; signs of a list of signs stand together under that list."""
    lists = {lead.id for lead in facts.leads if lead.signs}
    flags = {question.id: flag.id for flag in facts.red_flags for question in flag.questions}
    of = {name: "" if question.under in lists else flags.get(name, name) for name, question in facts.questions.items()}
    return {name: (of[name], question.under) for name, question in facts.questions.items()}


def told_already(
    facts: ScreenFacts, *, region: str, radiates_to: str = "", age: int | None = None
) -> dict[str, Answer]:
    """The safety answers that place and age give, so that nobody is asked twice."""
    places = [place for place in (region, radiates_to) if place]
    return with_known({}, known_answers(age, places), facts)


def weeks_in(amount: int, unit: str) -> int:
    """A time span in whole weeks: 3 months are 13, a year is 52. Longer than a life counts as a hundred years.

    Raises:
        KeyError: If the unit is not day, week, month or year.
    """
    return min(LONGEST_WEEKS, int(amount * _WEEKS_IN[unit] + 1e-9))
