"""A dose in numbers where the plan names them, and never a guess."""

import pytest

from weft.core.treat.dose_said import SaidDose, dose_words, read_dose

TWO_BY_EIGHT = "2 \N{MULTIPLICATION SIGN} 8"


@pytest.mark.parametrize(
    ("text", "dose"),
    [
        ("2 sets of 8", SaidDose(sets=2, reps=8)),
        ("3 sets of 6 on each side, 5 to 8 seconds each", SaidDose(sets=3, reps=6)),
        ("10 times, 5 to 10 seconds each", SaidDose(reps=10)),
        ("5 minutes", SaidDose(minutes=5)),
        ("10 min", SaidDose(minutes=10)),
        ("2 minutes, 3 times a day", SaidDose(minutes=2)),
    ],
)
def test_numbers_of_a_dose_are_read(text: str, dose: SaidDose) -> None:
    assert read_dose(text) == dose


@pytest.mark.parametrize(
    "text",
    ["2 sets of 8 to 10", "3 times 30 seconds on each side", "5 to 10 minutes, 2 or 3 times a day", "as planned",
     "Stand or move for a minute every 30 to 45 minutes"],
)  # fmt: skip
def test_a_range_a_hold_or_words_name_no_number(text: str) -> None:
    assert read_dose(text) == SaidDose()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((2, 8, None), TWO_BY_EIGHT),
        ((2, None, None), "2 sets"),
        ((None, 10, None), "10 times"),
        ((None, None, 5), "5 min"),
        ((None, None, None), "None"),
    ],
)
def test_numbers_are_read_aloud(numbers: tuple[int | None, int | None, int | None], said: str) -> None:
    assert str(dose_words(*numbers)) == said
