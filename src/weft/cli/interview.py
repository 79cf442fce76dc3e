"""At most 20 plain questions, asked on standard error so that standard output stays the plan."""

import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TypeVar

from weft.cli import readers
from weft.cli.page import WIDTH
from weft.cli.trouble import BadInput
from weft.core.plan.case import Case, Problem, Tried
from weft.core.screen.facts import Question, QuestionSet, ScreenFacts
from weft.core.shared.care import Answer
from weft.library.knowledge import Knowledge

T = TypeVar("T")
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


class Questioner:
    """Asks one question after another, numbers them, and asks again when an answer cannot be read."""

    def __init__(self, total: int) -> None:
        self.total, self.number = total, 0

    def ask(self, text: str, read: Callable[[str], T | None], hint: str) -> T:
        """Ask until ``read`` makes something of the answer.

        Raises:
            BadInput: If standard input ends.
        """
        self.number += 1
        _out(f"\n{self.number} of {self.total}. {text}")
        while True:
            _out(f"({hint})")
            line = sys.stdin.readline()
            if not line:
                place = f"question {self.number} of {self.total}"
                raise BadInput(
                    f"standard input: ended at {place}; answer all of them, or give a case file or --example"
                )
            found = read(line.strip())
            if found is not None:
                return found
            _out("That could not be read. Please answer once more.")


def interview(known: Knowledge) -> Case:
    """Ask what a first contact needs.

    Raises:
        BadInput: If the answers end early.
    """
    pages = question_pages(known.screen)
    asker = Questioner(len(pages) + 6)
    _out("A few plain questions; nothing is stored. Type your answer and press Enter. Ctrl-C stops.")
    regions = {region.id: region.name.lower() for region in known.assess.regions}
    region = asker.ask("What hurts most?", readers.one_of(regions), _numbered(list(regions.values())))
    since = asker.ask("Since when?", readers.weeks, "for example: 10 days, 6 weeks, 3 months, 2 years")
    spreads = asker.ask(
        "Does the pain spread?", readers.one_of(RADIATION_NAMES), _numbered(list(RADIATION_NAMES.values()))
    )
    age = asker.ask("How old are you?", readers.whole_number(0, 120), "years")
    answers = {name: answer for page in pages for name, answer in _page(asker, page).items()}
    tried = asker.ask("What have you tried?", readers.several, "with commas between, or: nothing")
    goals = asker.ask("What do you want to do again?", readers.several, "with commas between, or: nothing")
    problem = Problem(id=region.replace("_", "-"), region=region, since_weeks=since, radiates_to=spreads)
    return Case(
        age=age, problems=(problem,), answers=answers, tried=tuple(Tried(what=each) for each in tried), goals=goals
    )


def question_pages(facts: ScreenFacts) -> list[tuple[Question, ...]]:
    """The consult questions: the signs of one danger together, then each precaution by itself."""
    dangers = (_consult(flag.questions) for flag in facts.red_flags)
    precautions = (_consult((precaution.question,)) for precaution in facts.precautions)
    return [page for page in (*dangers, *precautions) if page]


def _consult(questions: Sequence[Question]) -> tuple[Question, ...]:
    return tuple(question for question in questions if QuestionSet.CONSULT in question.asked_in)


def _page(asker: Questioner, page: tuple[Question, ...]) -> dict[str, Answer]:
    if len(page) == 1:
        return {page[0].id: asker.ask(page[0].text, readers.yes_or_no, "yes, no, or ? when you are not sure")}
    lines = "".join(f"\n   {number} {question.text}" for number, question in enumerate(page, 1))
    hint = "the numbers that are true, 1? when you are not sure, or: none"
    said = asker.ask(f"Is any of these true?{lines}", readers.ticked(len(page)), hint)
    return {question.id: answer for question, answer in zip(page, said, strict=True)}


def _numbered(choices: Sequence[str]) -> str:
    return ", ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1))


def _out(text: str) -> None:
    wrapped = "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, WIDTH) or [""])
    print(wrapped, file=sys.stderr, flush=True)
