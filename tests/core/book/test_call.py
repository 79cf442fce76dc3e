"""The five questions of the free talk."""

import pytest

from weft.core.book.call import QUESTIONS, heard_fault


def test_there_are_five_open_questions_each_once() -> None:
    assert len({one.id for one in QUESTIONS}) == 5
    assert all(str(one.text).endswith("?") for one in QUESTIONS)


@pytest.mark.parametrize(("text", "is_right"), [("", True), ("x" * 2000, True), ("x" * 2001, False), ("a\x00", False)])
def test_what_was_heard_is_a_note(text: str, is_right: bool) -> None:
    assert (heard_fault({"trouble": "since May", "tried": text}) is None) is is_right


def test_an_unknown_question_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="mood"):
        heard_fault({"mood": "good"})
