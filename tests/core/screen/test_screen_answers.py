"""An answer is yes, no or not sure, however it is written; nothing else passes for an answer."""

from typing import Any

import pytest
from tests.core.screen.screen_builders import ALL_NO, FACTS, FULL

from weft.core.screen.path import next_question
from weft.core.screen.rounds import together
from weft.core.screen.screening import UnreadableAnswer, screen
from weft.core.shared.care import Answer, Outcome, Verdict


def plain(**said: Any) -> dict[str, Any]:
    """Answers as a program without our types writes them."""
    return {question: str(answer) for question, answer in ALL_NO.items()} | said


@pytest.mark.parametrize("answer", list(Answer))
@pytest.mark.parametrize("question", ALL_NO)
def test_an_answer_in_plain_text_means_the_same(question: str, answer: Answer) -> None:
    assert screen(plain(**{question: str(answer)}), FACTS) == screen({**ALL_NO, question: answer}, FACTS)


def test_a_danger_sign_in_plain_text_stops() -> None:
    clearance = screen(plain(numb="yes"), FACTS)

    assert clearance.outcome is Outcome.STOP
    assert {one.verdict for one in clearance.by_modality.values()} == {Verdict.BLOCKED}


@pytest.mark.parametrize("value", [True, False, 1, None, "", "YES", "ja", "y", ["yes"]])
def test_anything_else_is_refused_and_the_question_named(value: Any) -> None:
    with pytest.raises(UnreadableAnswer, match="'numb'"):
        screen(plain(numb=value), FACTS)


def test_the_next_question_reads_plain_text_too() -> None:
    stopped: dict[str, Any] = {"both_legs": "yes"}

    assert next_question(stopped, FACTS, FULL) == next_question({"both_legs": Answer.YES}, FACTS, FULL)
    assert next_question({"numb": "yes"}, FACTS, FULL) is None  # type: ignore[dict-item]


def test_a_plain_no_left_out_of_a_later_round_is_open_again() -> None:
    before: dict[str, Any] = {"numb": "no", "both_legs": "yes"}

    assert together(before, {}, FACTS, FULL) == {"both_legs": "yes"}
