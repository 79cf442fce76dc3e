"""What somebody typed: on the scale, or told how the scale goes."""

from decimal import Decimal

import pytest
from tests.core.written_cases import SHELF

from weft.core.measure.scoring import plain, scale_fault
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
