"""How many people screening holds back, and whether it lets a serious disease through: `python benchmarks/burden.py`.

A thousand synthetic people without serious disease and a hundred with one (`burden_people.py`), with a fixed seed.
`docs/burden.md` says where the figures come from and what they are worth.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.burden_people import benign, planted

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.order import questions_for
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer, Outcome
from weft.library.knowledge import knowledge

SEED = 20261122
PEOPLE, PLANTED = 1000, 100
MOST_STOPPED, MOST_TALK_FIRST = 0.03, 0.20
"""Targets of the product; of the planted, none may be passed on."""


@dataclass(frozen=True, slots=True)
class Burden:
    """What came out for one set of questions."""

    stopped: float
    talk_first: float
    passed_on: tuple[tuple[str, str], ...]
    """Planted people whose outcome was "go": the disease and the sign that was missed."""
    holding: Counter[str]
    """Danger signs and open questions behind a stop or a talk, with how many people."""
    asked: int
    """Median of questions put to a person without serious disease."""


def burden(facts: ScreenFacts, asked: QuestionSet, seed: int = SEED) -> Burden:
    """Screen everybody with one set of questions."""
    chance = Random(seed)  # noqa: S311  synthetic people, nothing secret
    outcomes, holding, lengths = Counter[Outcome](), Counter[str](), []
    for _ in range(PEOPLE):
        told = _put(benign(facts, chance), facts, asked)
        found = screen(told, facts, asked=asked)
        outcomes[found.outcome] += 1
        holding.update(_behind(found))
        lengths.append(_length(told, facts, asked))
    passed = []
    for number in range(PLANTED):
        name, missed, answers = planted(number, facts, chance)
        if screen(_put(answers, facts, asked), facts, asked=asked).outcome is Outcome.GO:
            passed.append((name, missed))
    share = {outcome: count / PEOPLE for outcome, count in outcomes.items()}
    stopped, talk_first = share.get(Outcome.STOP, 0.0), share.get(Outcome.TALK_FIRST, 0.0)
    return Burden(stopped, talk_first, tuple(passed), holding, sorted(lengths)[PEOPLE // 2])


def _put(answers: dict[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> dict[str, Answer]:
    """Only what the set asks."""
    ids = {question.id for question in questions_for(facts, asked)}
    return {name: answer for name, answer in answers.items() if name in ids}


def _length(told: dict[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> int:
    """A question that is under another is put only after a yes or "not sure" there."""
    questions = questions_for(facts, asked)
    return sum(not question.under or told.get(question.under) is not Answer.NO for question in questions)


def _behind(found: Clearance) -> Iterator[str]:
    """The rules that hold this person back as gravely as it came out, and what was not sure."""
    if found.outcome is Outcome.GO:
        return
    reasons = [reason for said in found.by_modality.values() for reason in said.reasons]
    yield from {f"{found.outcome}: {one.rule}" for one in reasons if one.outcome is found.outcome and not one.is_open}
    yield from (f"not sure: {question}" for question in found.unsure if found.outcome is Outcome.TALK_FIRST)


def main() -> None:
    """Print the figures for each set."""
    facts = knowledge().screen
    print(f"knowledge {knowledge().version}, {PEOPLE} people and {PLANTED} planted, seed {SEED}")
    for asked in (QuestionSet.CONSULT, QuestionSet.FULL):
        found = burden(facts, asked)
        print(f"{asked}: stopped {found.stopped:.1%}, talk first {found.talk_first:.1%}, ", end="")
        print(f"planted passed on {len(found.passed_on)}, questions put to a person (median) {found.asked}")
        for name, count in found.holding.most_common(14):
            print(f"    {count:4} {name}")
        for name, missed in found.passed_on:
            print(f"    passed on: {name}, with {missed} missed")


if __name__ == "__main__":
    main()
