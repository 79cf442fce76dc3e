"""Things that a person named: each judged by itself, their mean over the same ones, and what may be named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.shelf import SHELF

from weft.core.measure.activities import LONGEST_NAME, activities_changed, is_named, names_fault, one_alone
from weft.core.measure.answers import answer_fault
from weft.core.measure.change import Direction
from weft.library.steps import measure_facts

INSTRUMENTS = measure_facts(SHELF).instruments
PSFS, NPRS = INSTRUMENTS["psfs"], INSTRUMENTS["nprs"]
DAY = date(2026, 11, 2)


def said(**numbers: int) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in numbers.items()}


@pytest.mark.parametrize(
    ("latest", "alone", "mean"),
    [
        ({"sit": 5, "lift": 3}, [Direction.BETTER, Direction.SAME], Direction.START),
        ({"sit": 4, "lift": 5}, [Direction.START, Direction.START], Direction.BETTER),
        ({"sit": 2, "lift": 3}, [Direction.SAME, Direction.SAME], Direction.SAME),
        ({"sit": 0, "lift": 0}, [Direction.SAME, Direction.WORSE], Direction.WORSE),
    ],
)
def test_one_alone_needs_more_than_the_mean(
    latest: dict[str, int], alone: list[Direction], mean: Direction
) -> None:  # fmt: skip
    found = activities_changed(PSFS, said(sit=2, lift=3), said(**latest), on=DAY)

    assert [one.direction for one in found.each.values()] == alone
    assert found.mean
    assert found.mean.direction is mean


def test_the_mean_is_compared_over_the_same_things() -> None:
    found = activities_changed(PSFS, said(sit=2, walk=1), said(sit=4, garden=10), on=DAY)

    assert found.compared == ("sit",)
    assert found.mean
    assert (found.mean.points, set(found.each)) == (Decimal(2), {"sit"})


def test_thirds_are_rounded_as_the_score_is() -> None:
    found = activities_changed(PSFS, said(a=1, b=1, c=2), said(a=4, b=3, c=3), on=DAY)

    assert found.mean
    assert found.mean.points == Decimal("2.00")


def test_nothing_in_common_is_no_change() -> None:
    found = activities_changed(PSFS, said(sit=2), said(walk=4), on=DAY)

    assert (found.each, found.mean, found.compared) == ({}, None, ())


def test_where_nothing_is_known_nothing_is_judged() -> None:
    bare = replace(PSFS, meaningful=(), meaningful_each=())

    found = activities_changed(bare, said(sit=2), said(sit=9), on=DAY)

    assert (found.each, found.mean, found.compared) == ({}, None, ("sit",))


def test_only_what_is_named_has_one_alone() -> None:
    assert (is_named(PSFS), is_named(NPRS)) == (True, False)
    assert one_alone(PSFS).question == "How well can you do this today?"
    with pytest.raises(ValueError, match="nprs: its answers are not named by the person"):
        one_alone(NPRS)


@pytest.mark.parametrize(("value", "fits"), [("0", True), ("10", True), ("4.5", False), ("11", False), ("-1", False)])
def test_a_thing_is_scored_in_whole_numbers(value: str, fits: bool) -> None:
    assert (answer_fault(PSFS, "sit", Decimal(value)) is None) is fits


@pytest.mark.parametrize(
    ("standing", "named", "says"),
    [
        ([], ["a", "b", "c", "d", "e"], ""),
        (["a", "b", "c", "d"], ["e"], ""),
        (["a", "b", "c", "d"], ["e", "f"], "Keep at most 5 things."),
        (["Sit  still"], ["sit still"], "“sit still” stands there already."),
        ([], ["walk", "Walk"], "“Walk” stands there already."),
        ([], ["x" * LONGEST_NAME], ""),
        ([], ["x" * (LONGEST_NAME + 1)], "Write at most 200 letters for one thing."),
    ],
)
def test_what_may_be_named(standing: list[str], named: list[str], says: str) -> None:
    assert str(names_fault(PSFS, standing, named) or "").startswith(says)
    assert (names_fault(PSFS, standing, named) is None) is not bool(says)
