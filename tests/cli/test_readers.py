import pytest

from weft.cli import readers
from weft.core.shared.care import Answer

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


@pytest.mark.parametrize(
    ("typed", "read"), [("yes", YES), ("Y", YES), ("no", NO), ("N", NO), ("?", UNSURE), ("not sure", UNSURE)]
)
def test_yes_no_and_not_sure_are_read(typed: str, read: Answer) -> None:
    assert readers.yes_or_no(typed) is read


@pytest.mark.parametrize("typed", ["", "perhaps", "1", "none"])
def test_anything_else_is_asked_again(typed: str) -> None:
    assert readers.yes_or_no(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("none", (NO, NO, NO)),
        ("no", (NO, NO, NO)),
        ("?", (UNSURE, UNSURE, UNSURE)),
        ("1", (YES, NO, NO)),
        ("1 3", (YES, NO, YES)),
        ("2?, 3", (NO, UNSURE, YES)),
    ],
)
def test_ticked_numbers_are_read(typed: str, read: tuple[Answer, ...]) -> None:
    assert readers.ticked(3)(typed) == read


@pytest.mark.parametrize("typed", ["", " ", "0", "4", "1 x", "yes", "-1", "²"])
def test_silence_and_unknown_numbers_are_asked_again(typed: str) -> None:
    assert readers.ticked(3)(typed) is None


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        ("6 weeks", 6),
        ("1 week", 1),
        ("a week", 1),
        ("13 days", 1),
        ("14 days", 2),
        ("3 months", 13),
        ("2 years", 104),
        ("one year", 52),
        ("9999 years", 5200),
    ],
)
def test_time_spans_become_whole_weeks(typed: str, weeks: int) -> None:
    assert readers.weeks(typed) == weeks


@pytest.mark.parametrize("typed", ["", "6", "long ago", "6 fortnights", "-3 weeks"])
def test_a_time_without_a_unit_is_asked_again(typed: str) -> None:
    assert readers.weeks(typed) is None


@pytest.mark.parametrize(("typed", "read"), [("1", "a"), ("2", "b"), ("Beta", "b"), ("a", "a")])
def test_a_choice_is_read_by_number_or_name(typed: str, read: str) -> None:
    assert readers.one_of({"a": "alpha", "b": "beta"})(typed) == read


@pytest.mark.parametrize("typed", ["0", "3", "", "gamma"])
def test_another_choice_is_asked_again(typed: str) -> None:
    assert readers.one_of({"a": "alpha", "b": "beta"})(typed) is None


@pytest.mark.parametrize(("typed", "read"), [("0", 0), ("120", 120), ("121", None), ("-1", None), ("old", None)])
def test_a_whole_number_has_limits(typed: str, read: int | None) -> None:
    assert readers.whole_number(0, 120)(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("rest, heat", ("rest", "heat")), ("nothing", ()), ("", None), (" , ", None)]
)
def test_pieces_between_commas_are_read(typed: str, read: tuple[str, ...] | None) -> None:
    assert readers.several(typed) == read
