"""Days until pain was half of the first score."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.half import days_to_half
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
RULE, NPRS = INSTRUMENTS["days_to_half"], INSTRUMENTS["nprs"]


def run_of(*values: int) -> list[tuple[date, Decimal]]:
    return [(date(2026, 9, 7 + 7 * place), Decimal(value)) for place, value in enumerate(values)]


def test_it_says_when_and_what_it_rests_on() -> None:
    half = days_to_half(RULE, NPRS, run_of(6, 5, 3))

    assert half.days == 14
    assert str(half.why.words) == "Pain was 3 or less for the first time after 14 days."
    assert dict(half.why.inputs) == {"measure": "nprs", "2026-09-07": "6", "2026-09-14": "5", "2026-09-21": "3"}


def test_what_was_not_reached_has_no_number() -> None:
    assert str(days_to_half(RULE, NPRS, run_of(7, 5)).why.words) == "Pain has not yet been 3.5 or less."
    assert str(days_to_half(RULE, NPRS, []).why.words) == "There is no first score above 0 to halve."


def test_only_where_lower_is_better_and_the_rule_names_a_part() -> None:
    with pytest.raises(ValueError, match="cannot be worked out from psfs"):
        days_to_half(RULE, INSTRUMENTS["psfs"], run_of(6))
    with pytest.raises(ValueError, match="cannot be worked out from nprs"):
        days_to_half(NPRS, NPRS, run_of(6))


def test_a_score_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="outside 0 to 10"):
        days_to_half(RULE, NPRS, run_of(6, 11))
