"""Every limit moved one step, every rule dropped: some worked case comes out otherwise."""

from dataclasses import replace

import pytest
from tests.laws.moved_limits import Cases, survivors
from tests.laws.moving import Moved, moves

from weft.core.screen.facts import Trigger, TriggerKind
from weft.core.shared.care import Action, Outcome
from weft.library.knowledge import knowledge
from weft.library.reading import knowledge_root

HELD = ("screen", "plan", "adjust", "measure", "prevent")
"""Steps in which no moved limit goes unnoticed. The others are listed by `make law`."""


@pytest.mark.parametrize("step", HELD)
def test_no_limit_can_move_and_no_rule_be_dropped_unnoticed(step: str) -> None:
    left, count = survivors(step)

    assert [str(one) for one in left] == []
    assert count > 30


@pytest.mark.parametrize("step", ["screen", "plan", "adjust"])
def test_what_has_not_moved_is_not_noticed(step: str) -> None:
    whole = knowledge()
    fact = next(entry.fact for entry in whole.entries if entry.file.startswith(f"{step}/"))
    same = Moved("", "", None, (fact, replace(fact)))  # type: ignore[type-var]  # a fact is a dataclass

    with Cases(step, knowledge_root(), whole) as cases:
        assert not cases.notice(whole, same)


def test_numbers_marks_choices_and_items_move_and_texts_do_not() -> None:
    trigger = Trigger(
        kind=TriggerKind.AT_LEAST, questions=("a", "b"), count=2, outcome=Outcome.STOP, action=Action.SAME_DAY
    )

    assert [(one.place, one.said) for one in moves((1, True, "two words"), {})] == [
        ("0", "1 dropped"), ("0", "1 → 0"), ("0", "1 → 2"), ("1", "True dropped"), ("1", "True → False"),
    ]  # fmt: skip
    assert {one.place for one in moves(trigger, {})} == {
        "kind", "questions.0", "questions.1", "count", "outcome", "action",
    }  # fmt: skip
