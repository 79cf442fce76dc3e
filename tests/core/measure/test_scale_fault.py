"""What somebody typed: on the scale, or told how the scale goes."""

from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.answers import answer_fault, form_fault, plain, scale_fault
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
NPRS, PSFS = INSTRUMENTS["nprs"], INSTRUMENTS["psfs"]


@pytest.mark.parametrize("value", ["0", "10", "4", "4.0"])
def test_a_value_of_the_scale_is_right(value: str) -> None:
    assert scale_fault(NPRS, Decimal(value)) is None


@pytest.mark.parametrize("value", ["-1", "11", "10.01", "NaN", "Infinity"])
def test_a_value_outside_is_told_the_scale(value: str) -> None:
    assert str(scale_fault(NPRS, Decimal(value))) == "Pain goes from 0 to 10. Write a number between them."


def test_a_value_between_two_steps_is_told_the_step() -> None:
    assert str(scale_fault(NPRS, Decimal("4.5"))) == "Pain goes in steps of 1."
    assert scale_fault(PSFS, Decimal("4.33")) is None


@pytest.mark.parametrize(("value", "said"), [("4.00", "4"), ("4.50", "4.5"), ("10", "10"), ("0", "0")])
def test_a_score_is_read_without_empty_places(value: str, said: str) -> None:
    assert plain(Decimal(value)) == said


@pytest.mark.parametrize(
    ("measure", "item", "value", "says"),
    [
        ("phq4", "mood", "1", "PHQ-4 has no item “mood”."),
        ("phq4", "low", "4", "PHQ-4, item low goes from 0 to 3. Write a number between them."),
        ("phq4", "low", "0.5", "PHQ-4, item low goes in steps of 1."),
        ("start_back", "09", "5", "STarT Back, item 09 goes from 0 to 4. Write a number between them."),
        ("nprs", "pain", "4.5", "Pain goes in steps of 1."),
    ],
)
def test_an_answer_that_cannot_be_is_told(measure: str, item: str, value: str, says: str) -> None:
    assert str(answer_fault(INSTRUMENTS[measure], item, Decimal(value))) == says


@pytest.mark.parametrize(("measure", "item", "value"), [("start_back", "09", "4"), ("range", "measured", "42.5")])
def test_an_answer_on_its_own_scale_is_right(measure: str, item: str, value: str) -> None:
    assert answer_fault(INSTRUMENTS[measure], item, Decimal(value)) is None


def test_more_sets_than_were_planned_are_told() -> None:
    done = {"sets_done": Decimal(13), "sets_planned": Decimal(12)}

    assert "goes from 0 to 100" in str(form_fault(INSTRUMENTS["movement_tolerated"], done))
    assert form_fault(INSTRUMENTS["movement_tolerated"], done | {"sets_planned": None}) is None


def test_a_sixth_activity_is_told() -> None:
    answers = {str(number): Decimal(5) for number in range(6)}

    assert str(form_fault(PSFS, answers)) == "What you can do takes at most 5 answers; there are 6."
