"""The way out of a phase, judged from what is known."""

from decimal import Decimal
from typing import Any

import pytest

from weft.core.plan.criteria import CriteriaSeen, Criterion, CriterionKind, Done, all_met, joined, met


def criterion(kind: CriterionKind, criterion_id: str = "one", **more: Any) -> Criterion:
    return Criterion(id=criterion_id, kind=kind, text="In words", **more)


LOW = criterion(CriterionKind.MEASURE_AT_MOST, measure="nprs", points=Decimal(4), times=2)
HIGH = criterion(CriterionKind.MEASURE_AT_LEAST, measure="own_goal", points=Decimal(7))
FELL = criterion(CriterionKind.MEASURE_FELL_BY, measure="nprs", points=Decimal(2), fraction=Decimal("0.3"))
HOME = criterion(CriterionKind.HOME_DAYS, days=3)
BRIDGE = criterion(CriterionKind.EXERCISE_DONE, exercise="bridging", sets=3, amount=10)
SAYS = criterion(CriterionKind.CLINICIAN_SAYS, "says")


def scored(measure: str, *scores: int) -> CriteriaSeen:
    return CriteriaSeen(scores={measure: tuple(Decimal(score) for score in scores)})


@pytest.mark.parametrize(
    ("scores", "is_met"),
    [((), None), ((4,), None), ((5,), False), ((4, 5), False), ((5, 4), False), ((4, 4), True), ((9, 4, 3), True)],
)
def test_twice_in_a_row_at_most(scores: tuple[int, ...], is_met: bool | None) -> None:
    assert met(LOW, scored("nprs", *scores)) is is_met


@pytest.mark.parametrize(("score", "is_met"), [(6, False), (7, True)])
def test_at_least(score: int, is_met: bool) -> None:
    assert met(HIGH, scored("own_goal", score)) is is_met


@pytest.mark.parametrize(
    ("scores", "is_met"),
    [((8,), None), ((8, 6), False), ((10, 7), True), ((10, 8), False), ((5, 3), True), ((5, 4), False)],
)
def test_a_fall_by_the_larger_of_points_and_part(scores: tuple[int, ...], is_met: bool | None) -> None:
    assert met(FELL, scored("nprs", *scores)) is is_met


def test_a_fall_by_points_alone_or_by_a_part_alone() -> None:
    points = criterion(CriterionKind.MEASURE_FELL_BY, measure="nprs", points=Decimal(2))
    half = criterion(CriterionKind.MEASURE_FELL_BY, measure="nprs", fraction=Decimal("0.5"))

    assert met(points, scored("nprs", 9, 7)) is True
    assert met(half, scored("nprs", 8, 5)) is False
    assert met(half, scored("nprs", 8, 4)) is True


@pytest.mark.parametrize(("weeks", "is_met"), [((), None), ((2,), False), ((2, 3), True)])
def test_home_days_of_the_last_week(weeks: tuple[int, ...], is_met: bool | None) -> None:
    assert met(HOME, CriteriaSeen(home_days=weeks)) is is_met


@pytest.mark.parametrize(
    ("done", "is_met"),
    [
        (None, None),
        (Done(3, 10, worse_next_day=False), True),
        (Done(3, 10), None),
        (Done(3, 10, worse_next_day=True), False),
        (Done(2, 10, worse_next_day=False), False),
        (Done(3, 9, worse_next_day=False), False),
    ],
)
def test_an_exercise_done_without_more_pain_the_next_day(done: Done | None, is_met: bool | None) -> None:
    assert met(BRIDGE, CriteriaSeen(exercises={"bridging": done} if done else {})) is is_met


def test_a_clinicians_word_is_taken_and_its_absence_is_not_known() -> None:
    assert met(SAYS, CriteriaSeen(said={"says": False})) is False
    assert met(SAYS, CriteriaSeen()) is None


@pytest.mark.parametrize(
    ("first", "second", "is_met"),
    [(True, True, True), (True, False, False), (True, None, None), (False, None, False)],
)
def test_criteria_of_one_way_hold_together(first: bool | None, second: bool | None, is_met: bool | None) -> None:
    criteria = [criterion(CriterionKind.CLINICIAN_SAYS, name) for name in ("a", "b")]
    said = {name: word for name, word in (("a", first), ("b", second)) if word is not None}

    assert all_met(criteria, CriteriaSeen(said=said)) is is_met


def test_one_way_of_several_is_enough() -> None:
    criteria = [criterion(CriterionKind.CLINICIAN_SAYS, name, way=way) for way, name in ((1, "a"), (2, "b"))]

    assert all_met(criteria, CriteriaSeen(said={"a": False, "b": True})) is True
    assert all_met(criteria, CriteriaSeen(said={"a": False})) is None
    assert all_met(criteria, CriteriaSeen(said={"a": False, "b": False})) is False
    assert all_met((), CriteriaSeen()) is None


def test_two_sets_are_left_together_in_each_combination_of_their_ways() -> None:
    two_ways = tuple(criterion(CriterionKind.CLINICIAN_SAYS, name, way=way) for way, name in ((1, "a"), (2, "b")))
    together = joined([two_ways, (SAYS,)])

    assert [(each.way, each.id) for each in together] == [(1, "a"), (1, "says"), (2, "b"), (2, "says")]


def test_the_same_way_out_twice_is_one_and_a_set_without_numbers_adds_none() -> None:
    assert joined([(SAYS,), (SAYS,), ()]) == (SAYS,)
    assert joined([]) == ()
