from datetime import UTC, date, datetime

import pytest

from weft.core.shared.words import AND, COMMA, Words, counted, joined


def test_a_sentence_is_the_same_whatever_the_order_of_its_values() -> None:
    assert Words("{a} on {b}", a="needles", b="Tuesday") == Words("{a} on {b}", b="Tuesday", a="needles")


def test_other_values_make_another_sentence() -> None:
    assert Words("{a} on {b}", a="needles", b="Tuesday") != Words("{a} on {b}", a="needles", b="Monday")


def test_words_inside_words_are_spoken_too() -> None:
    spoken = {"No {what} today": "Heute keine {what}", "needles": "Nadeln"}

    assert Words("No {what} today", what=Words("needles")).said(spoken.__getitem__) == "Heute keine Nadeln"


@pytest.mark.parametrize(
    ("parts", "said"),
    [(["Mon"], "Mon"), (["Mon", "Tue"], "Mon, Tue"), (["Mon", "Tue", "Wed", "Thu"], "Mon, Tue, Wed, Thu")],
)
def test_words_in_a_row_are_said_in_their_order(parts: list[str], said: str) -> None:
    assert str(joined((Words(part) for part in parts), COMMA)) == said


def test_sentences_in_a_row_need_no_link() -> None:
    assert str(joined([Words("Talk today."), Words("Ask {what}.", what="again")])) == "Talk today. Ask again."


def test_one_that_stands_alone_stays_as_it_is() -> None:
    assert joined([Words("Neck")], AND) == Words("Neck")


def test_each_part_and_each_link_is_translated_by_itself() -> None:
    spoken = {"Neck": "Nacken", "Back": "Rücken", AND: "{first} und {second}"}

    assert joined([Words("Neck"), Words("Back")], AND).said(spoken.__getitem__) == "Nacken und Rücken"


def test_of_nothing_no_words_are_made() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        joined([])


def test_a_day_is_read_with_its_month_in_the_readers_language() -> None:
    spoken = {"On {day}": "Am {day}", "{day} {month} {year}": "{day}. {month} {year}", "Mar": "März"}

    assert str(Words("On {day}", day=date(2027, 3, 2))) == "On 2 Mar 2027"
    assert Words("On {day}", day=date(2027, 3, 2)).said(spoken.__getitem__) == "Am 2. März 2027"


def test_a_moment_is_read_with_its_day_and_its_clock() -> None:
    assert str(Words("At {when}", when=datetime(2027, 12, 31, 9, 5, tzinfo=UTC))) == "At 31 Dec 2027, 09:05"


@pytest.mark.parametrize(("number", "said"), [(0, "0 trips of pain"), (1, "1 trip of pain"), (2, "2 trips of pain")])
def test_one_is_counted_in_other_words_than_none_and_several(number: int, said: str) -> None:
    assert str(counted(number, "{count} trip of {what}", "{count} trips of {what}", what=Words("pain"))) == said
