"""Movement tests: against the usual range, between the sides, over time."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.assess.findings import (
    Finding,
    Side,
    against_usual,
    as_chosen,
    between_sides,
    chosen_since_last,
    since_last,
    unit_words,
)
from weft.core.assess.movement_tests import Measures, MovementTest, TestKind, shape_faults
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


SEED_FACTORS = ("muscle_tension", "posture", "disc", "nerve_irritation", "deconditioning")


def test_the_five_factors_of_the_source_come_first_in_its_order_each_with_what_is_known() -> None:
    five = FACTS.factors[:5]

    assert tuple(factor.id for factor in five) == SEED_FACTORS
    assert all(factor.honest and factor.seed and "seed_002" in factor.sources for factor in five)


def test_strain_and_another_illness_come_from_the_later_source_and_mind_and_life_are_not_left_out() -> None:
    factors = {factor.id: factor for factor in FACTS.factors}

    assert all("seed_004" in factors[each].sources for each in ("muscle_strain", "underlying_condition"))
    mind_and_life = {"fear_of_movement", "low_mood", "stress", "poor_sleep", "work", "expectations"}
    assert mind_and_life < set(factors)
    assert all(factor.honest and factor.look_at and factor.signs for factor in factors.values())


def test_there_are_at_least_forty_tests_of_every_kind_that_the_examination_names() -> None:
    assert len(FACTS.tests) >= 40
    assert {test.measures for test in FACTS.tests.values()} == set(Measures)
    assert {test.kind for test in FACTS.tests.values()} == set(TestKind)


def test_every_test_has_what_its_kind_needs_and_says_how_when_to_stop_and_on_what_it_rests() -> None:
    assert {test.id: shape_faults(test) for test in FACTS.tests.values() if shape_faults(test)} == {}
    assert all(test.how and test.stop and test.basis and test.review.status for test in FACTS.tests.values())


def test_a_measured_test_without_a_usual_range_says_why() -> None:
    silent = [t.id for t in FACTS.tests.values() if t.kind is TestKind.MEASURED and not t.usual and not t.population]

    assert silent == ["hip_abduction_strength"]


def test_every_test_that_a_factor_looks_at_exists() -> None:
    assert {test for factor in FACTS.factors for test in factor.tests} <= set(FACTS.tests)


def test_every_test_is_of_a_region_that_we_know() -> None:
    assert {test.region for test in FACTS.tests.values()} <= {region.id for region in FACTS.regions}


def test_sides_differ_only_in_tests_that_have_sides() -> None:
    assert all(test.sides for test in FACTS.tests.values() if test.side_difference is not None)


def test_every_usual_range_names_its_people_and_lies_on_the_scale() -> None:
    ranged = [(test, test.usual) for test in FACTS.tests.values() if test.usual is not None]

    assert all(test.population for test, _ in ranged)
    assert all(test.range and test.range[0] <= low <= high <= test.range[1] for test, (low, high) in ranged)


GAIT = FACTS.tests["gait"]
KNEE_REFLEX = FACTS.tests["knee_reflex"]
STANDING = FACTS.tests["standing_posture"]


@pytest.mark.parametrize(("choice", "finding"), [("even", Finding.USUAL), ("spares", Finding.CHANGED)])
def test_a_word_that_is_not_the_usual_one_is_a_finding(choice: str, finding: Finding) -> None:
    assert as_chosen(GAIT, choice, Side.LEFT).finding is finding


def test_how_somebody_stands_is_described_and_not_judged() -> None:
    found = as_chosen(STANDING, "rounded")

    assert (found.finding, str(found.why.words)) == (Finding.DESCRIBED, "upper back rounded.")


@pytest.mark.parametrize(
    ("before", "now", "finding"),
    [
        ("usual", "reduced", Finding.WORSE),
        ("absent", "reduced", Finding.BETTER),
        ("reduced", "reduced", Finding.WITHIN_NOISE),
        ("usual", "brisk", Finding.WITHIN_NOISE),
        ("brisk", "usual", Finding.WITHIN_NOISE),
        ("brisk", "absent", Finding.WORSE),
    ],
)
def test_words_over_time_run_from_usual_to_worst(before: str, now: str, finding: Finding) -> None:
    assert chosen_since_last(KNEE_REFLEX, before, now).finding is finding


def test_a_test_takes_only_what_it_is_recorded_with() -> None:
    with pytest.raises(ValueError, match="gait takes a word, not 3"):
        against_usual(GAIT, Decimal(3))
    with pytest.raises(ValueError, match="gait: 'flying' is not one of"):
        as_chosen(GAIT, "flying")


def test_a_full_grade_is_the_only_usual_one() -> None:
    toe = FACTS.tests["great_toe_power"]

    assert str(against_usual(toe, Decimal(4)).why.words).startswith("4: below the usual 5 (")
    assert (str(unit_words(toe)), str(unit_words(GAIT))) == ("grade", "")


@pytest.mark.parametrize(
    ("test", "wrong"),
    [
        (replace(GAIT, choices=()), ("choices",)),
        (replace(GAIT, noise=Decimal(1)), ("noise",)),
        (replace(REACH, unit=None, better=None), ("unit", "better")),
        (replace(REACH, choices=GAIT.choices), ("choices",)),
        (replace(REACH, usual=(Decimal(0), Decimal(101))), ("usual",)),
        (replace(REACH, usual=(Decimal(9), Decimal(8))), ("usual",)),
    ],
)
def test_a_test_that_does_not_fit_its_kind_is_named(test: MovementTest, wrong: tuple[str, ...]) -> None:
    assert shape_faults(test) == wrong


@pytest.mark.parametrize(
    ("before", "now", "finding"),
    [
        ("left", "right", Finding.WITHIN_NOISE),
        ("right", "left", Finding.WITHIN_NOISE),
        ("none", "right", Finding.WORSE),
        ("right", "none", Finding.BETTER),
    ],
)
def test_the_other_side_is_no_worse_and_no_better(before: str, now: str, finding: Finding) -> None:
    assert chosen_since_last(FACTS.tests["lateral_shift"], before, now).finding is finding
