"""A clinic's colour is shown only where white letters on it can be read."""

import pytest

from weft.core.desk.colour import WHITE, Colour, colour_fault, colour_of, contrast, usable


def test_a_colour_is_read_as_it_is_written() -> None:
    assert colour_of(" #0B6b52 ") == Colour(11, 107, 82)
    assert str(Colour(11, 107, 82)) == "#0b6b52"


@pytest.mark.parametrize("text", ["", "red", "#fff", "0b6b52", "#0b6b5g", "#0b6b52;}", "#0b6b52ff"])
def test_anything_else_is_no_colour(text: str) -> None:
    assert colour_of(text) is None
    assert usable(text) is None


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast(WHITE, WHITE) == pytest.approx(1)
    assert contrast(Colour(0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(WHITE, Colour(0, 0, 0)) == pytest.approx(21)


def test_the_limit_is_four_and_a_half() -> None:
    assert usable("#767676") == Colour(118, 118, 118), "4.54 to 1"
    assert usable("#777777") is None, "4.48 to 1"


@pytest.mark.parametrize(
    ("text", "begins"),
    [("", ""), ("  ", ""), ("#0b6b52", ""), ("blue", "Write the colour"),
     ("#ffd700", "White letters cannot be read on it (1.4 to 1")],
)  # fmt: skip
def test_what_is_wrong_with_a_colour_is_said(text: str, begins: str) -> None:
    fault = colour_fault(text)

    assert (fault is None) is (not begins)
    assert str(fault or "").startswith(begins)
