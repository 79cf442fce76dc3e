"""Movement tests: against the usual range, between the sides, over time."""

from decimal import Decimal

import pytest
from tests.core.written_cases import SHELF

from weft.core.assess.findings import Finding, against_usual, between_sides, since_last
from weft.library.steps import assess_facts

FACTS = assess_facts(SHELF)
REACH = FACTS.tests["fingertip_to_floor"]
LEG_RAISE = FACTS.tests["straight_leg_raise"]
GLUTE = FACTS.tests["hip_abduction_strength"]


@pytest.mark.parametrize(
    ("value", "finding"),
    [(59, Finding.BELOW), (60, Finding.USUAL), (100, Finding.USUAL), (101, Finding.ABOVE)],
)
def test_both_ends_of_the_usual_range_are_usual(value: int, finding: Finding) -> None:
    assert against_usual(LEG_RAISE, Decimal(value)).finding is finding


def test_without_a_usual_range_nothing_is_judged() -> None:
    found = against_usual(GLUTE, Decimal(12))

    assert found.finding is Finding.NOT_KNOWN
    assert dict(found.why.limits)["usual_low"] == ""


def test_a_value_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="121 is outside 0 to 120 degrees"):
        against_usual(LEG_RAISE, Decimal(121))


@pytest.mark.parametrize(("right", "finding"), [(61, Finding.EVEN), (60, Finding.UNEVEN)])
def test_a_difference_of_the_limit_is_uneven(right: int, finding: Finding) -> None:
    assert between_sides(LEG_RAISE, Decimal(70), Decimal(right)).finding is finding


@pytest.mark.parametrize(("left", "right"), [(None, 60), (70, None)])
def test_a_missing_side_is_not_an_even_one(left: int | None, right: int | None) -> None:
    sides = [None if side is None else Decimal(side) for side in (left, right)]

    assert between_sides(LEG_RAISE, sides[0], sides[1]).finding is Finding.NOT_KNOWN


def test_a_test_without_sides_compares_none() -> None:
    assert between_sides(REACH, Decimal(5), Decimal(9)).finding is Finding.NOT_KNOWN


@pytest.mark.parametrize(
    ("now", "finding"),
    [(68, Finding.WITHIN_NOISE), (73, Finding.WITHIN_NOISE), (74, Finding.BETTER), (62, Finding.WORSE)],
)
def test_a_change_within_the_noise_is_not_celebrated(now: int, finding: Finding) -> None:
    assert since_last(FACTS.tests["lumbar_flexion"], Decimal(68), Decimal(now)).finding is finding


def test_where_less_is_better_a_fall_is_better() -> None:
    found = since_last(REACH, Decimal(20), Decimal(10))

    assert found.finding is Finding.BETTER
    assert str(found.why.words) == "From 20 to 10 cm: better."


def test_the_five_factors_of_the_source_come_in_its_order_each_with_what_is_known() -> None:
    assert [factor.id for factor in FACTS.factors] == [
        "muscle_tension",
        "posture",
        "disc",
        "nerve_irritation",
        "deconditioning",
    ]
    assert all(factor.honest and "seed_002" in factor.sources for factor in FACTS.factors)


def test_every_test_that_a_factor_looks_at_exists() -> None:
    assert {test for factor in FACTS.factors for test in factor.tests} <= set(FACTS.tests)


def test_every_test_is_of_a_region_that_we_know() -> None:
    assert {test.region for test in FACTS.tests.values()} <= {region.id for region in FACTS.regions}


def test_sides_differ_only_in_tests_that_have_sides() -> None:
    assert all(test.sides for test in FACTS.tests.values() if test.side_difference is not None)


def test_every_usual_range_names_its_people_and_lies_on_the_scale() -> None:
    ranged = [(test, test.usual) for test in FACTS.tests.values() if test.usual is not None]

    assert all(test.population for test, _ in ranged)
    assert all(test.range[0] <= low < high <= test.range[1] for test, (low, high) in ranged)
