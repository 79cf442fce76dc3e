"""At most 20 plain questions, asked on standard error so that standard output stays the plan."""

import sys
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from weft.cli import readers
from weft.cli.page import WIDTH
from weft.cli.trouble import BadInput
from weft.core.plan.case import Case, Problem, Tried
from weft.core.plan.interview import ASKS, RADIATION_NAMES, Kind, question_pages, told_already
from weft.core.screen.facts import Question, ScreenFacts
from weft.core.shared.care import Answer
from weft.library.knowledge import Knowledge

T = TypeVar("T")
_OTHERS, _LAST = 6, 2
"""Questions beside those of safety: all of them, and those that come after."""


class Questioner:
    """Asks one question after another, numbers them, and asks again when an answer cannot be read."""

    def __init__(self, total: int) -> None:
        self.total, self.number = total, 0
        """``total`` is what is still to come if nothing else comes up; it may grow."""

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
        BadInput: If nobody can answer, or the answers end early.
    """
    if sys.stdin is None:
        raise BadInput("standard input: is closed; give a case file or --example")
    asker = Questioner(len(question_pages(known.screen)) + _OTHERS)
    _out("A few plain questions; nothing is stored. Type your answer and press Enter. Ctrl-C stops.")
    regions = {region.id: region.name.lower() for region in known.assess.regions}
    region = asker.ask(str(ASKS[Kind.REGION]), readers.one_of(regions), _numbered(list(regions.values())))
    since = asker.ask(str(ASKS[Kind.SINCE]), readers.weeks, "for example: 10 days, 6 weeks, 3 months, 2 years")
    spreads = asker.ask(
        str(ASKS[Kind.SPREADS]), readers.one_of(RADIATION_NAMES), _numbered(list(RADIATION_NAMES.values()))
    )
    age = asker.ask(str(ASKS[Kind.AGE]), readers.whole_number(0, 120), "years")
    answers = _safety(asker, known.screen, told_already(known.screen, region=region, radiates_to=spreads, age=age))
    tried = asker.ask(str(ASKS[Kind.TRIED]), readers.several, "with commas between, or: nothing")
    goals = asker.ask(str(ASKS[Kind.GOALS]), readers.several, "with commas between, or: nothing")
    problem = Problem(id=region.replace("_", "-"), region=region, since_weeks=since, radiates_to=spreads)
    return Case(
        age=age, problems=(problem,), answers=answers, tried=tuple(Tried(what=each) for each in tried), goals=goals
    )


def _safety(asker: Questioner, facts: ScreenFacts, told: dict[str, Answer]) -> dict[str, Answer]:
    """Page after page; a yes, or "not sure", to a question that stands before others brings those."""
    answers = dict(told)
    while pages := [page for page in map(partial(_open, answers), question_pages(facts, answers)) if page]:
        asker.total = asker.number + len(pages) + _LAST
        answers |= _page(asker, pages[0])
    return {name: said for name, said in answers.items() if name not in told}


def _open(answers: dict[str, Answer], page: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(question for question in page if question.id not in answers)


def _page(asker: Questioner, page: tuple[Question, ...]) -> dict[str, Answer]:
    if len(page) == 1:
        return {page[0].id: asker.ask(page[0].text, readers.yes_or_no, "yes, no, or ? when you are not sure")}
    lines = "".join(f"\n   {number} {question.text}" for number, question in enumerate(page, 1))
    hint = "the numbers that are true, 1? when you are not sure, or: none"
    said = asker.ask(f"{ASKS[Kind.SAFETY]}{lines}", readers.ticked(len(page)), hint)
    return {question.id: answer for question, answer in zip(page, said, strict=True)}


def _numbered(choices: Sequence[str]) -> str:
    return ", ".join(f"{number} {choice}" for number, choice in enumerate(choices, 1))


def _out(text: str) -> None:
    wrapped = "\n".join(part for line in text.split("\n") for part in textwrap.wrap(line, WIDTH) or [""])
    print(wrapped, file=sys.stderr, flush=True)
