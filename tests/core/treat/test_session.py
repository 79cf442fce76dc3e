"""Points as a practitioner types them."""

import pytest
from tests.core.shelf import SHELF

from weft.core.treat.session import PointUsed, Side, UnreadablePointError, needles_of, read_points, typed_points
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("bl23 b", PointUsed("BL23", Side.BOTH, 2)),
        ("BL23 left", PointUsed("BL23", Side.LEFT, 1)),
        ("gv4", PointUsed("GV4", Side.MIDDLE, 1)),
        ("bl23 b x4", PointUsed("BL23", Side.BOTH, 4)),
        ("ashi l4 to l5 r x3", PointUsed("ASHI", Side.RIGHT, 3, "l4 to l5")),
    ],
)
def test_one_point_is_read(typed: str, point: PointUsed) -> None:
    assert read_points(FACTS, typed) == (point,)


def test_points_are_parted_by_commas_and_add_up() -> None:
    points = read_points(FACTS, " bl23 b, ,bl25 b, ashi l4 r x3,")

    assert [point.code for point in points] == ["BL23", "BL25", "ASHI"]
    assert needles_of(points) == 7


@pytest.mark.parametrize("typed", ["bl999 b", "bl23 somewhere", "bl23 b x0", "bl23 x", "23"])
def test_what_names_no_point_is_refused_and_named(typed: str) -> None:
    with pytest.raises(UnreadablePointError) as refused:
        read_points(FACTS, f"bl25 b, {typed}")

    assert refused.value.args == (typed,)


@pytest.mark.parametrize("typed", ["bl23 b, gb30 r, gv3 m", "ashi l4 to l5 r x3", "bl23 b x4, ex-b2 r x2", "li4 l", ""])
def test_points_are_written_as_they_are_read(typed: str) -> None:
    assert typed_points(read_points(FACTS, typed)) == typed
