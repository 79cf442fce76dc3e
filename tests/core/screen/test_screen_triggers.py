"""How answers add up, both sides of every limit."""

import pytest
from tests.core.screen.screen_builders import NO, UNSURE, YES, trigger

from weft.core.screen.facts import TriggerKind
from weft.core.screen.triggers import is_up
from weft.core.shared.care import Answer


@pytest.mark.parametrize(
    ("kind", "count", "answers", "up"),
    [
        (TriggerKind.ANY_OF, 1, (NO, NO, NO), False),
        (TriggerKind.ANY_OF, 1, (NO, YES, NO), True),
        (TriggerKind.ALL_OF, 1, (YES, YES, NO), False),
        (TriggerKind.ALL_OF, 1, (YES, YES, YES), True),
        (TriggerKind.AT_LEAST, 2, (YES, NO, NO), False),
        (TriggerKind.AT_LEAST, 2, (YES, NO, YES), True),
        (TriggerKind.AT_LEAST, 2, (YES, YES, YES), True),
    ],
)
def test_a_trigger_counts_its_yes_answers(kind: TriggerKind, count: int, answers: tuple[Answer, ...], up: bool) -> None:
    given = dict(zip("abc", answers, strict=True))

    assert is_up(trigger("a", "b", "c", kind=kind, count=count), given) is up


def test_not_sure_does_not_set_a_trigger_off() -> None:
    assert not is_up(trigger("a"), {"a": UNSURE})


def test_a_missing_answer_does_not_set_a_trigger_off() -> None:
    assert not is_up(trigger("a"), {})


def test_a_yes_to_another_question_does_not_count() -> None:
    assert not is_up(trigger("a"), {"b": YES})
