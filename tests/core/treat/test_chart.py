"""Where points lie on the body chart."""

import pytest
from tests.core.shelf import SHELF

from weft.core.treat.chart import ChartSpot, Placed, Plate, is_sided, placed
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)
BESIDE = ChartSpot(plate=Plate.BACK, x=0.1, y=0.4)
MIDDLE = ChartSpot(plate=Plate.BACK, x=0, y=0.4)


def test_a_point_beside_the_middle_is_there_twice_mirrored() -> None:
    assert placed("BL23", (BESIDE,), Plate.BACK) == (
        Placed("BL23", "left", -0.1, 0.4), Placed("BL23", "right", 0.1, 0.4),
    )  # fmt: skip


def test_a_point_on_the_middle_is_there_once() -> None:
    assert placed("GV4", (MIDDLE,), Plate.BACK) == (Placed("GV4", "middle", 0, 0.4),)


def test_a_point_that_a_plate_does_not_show_is_not_there() -> None:
    assert placed("BL23", (BESIDE,), Plate.FRONT) == ()


@pytest.mark.parametrize(("chart", "sided"), [((BESIDE,), True), ((MIDDLE,), False), ((), True)])
def test_only_a_point_on_the_middle_has_no_sides(chart: tuple[ChartSpot, ...], sided: bool) -> None:
    assert is_sided(chart) is sided


@pytest.mark.parametrize(
    ("x", "y", "inside"), [(0, 0, True), (1, 1, True), (1.01, 0.5, False), (-0.01, 0.5, False), (0.5, 1.01, False)]
)
def test_a_spot_lies_on_its_plate(x: float, y: float, inside: bool) -> None:
    assert ChartSpot(plate=Plate.HAND, x=x, y=y).is_inside is inside


def test_every_described_point_but_the_sore_spot_can_be_tapped() -> None:
    assert [code for code, point in FACTS.points.items() if not point.chart] == ["ASHI"]


def test_points_of_the_spine_lie_in_their_order_from_above() -> None:
    codes = ["BL22", "BL23", "BL24", "BL25", "BL26", "BL27", "BL28"]

    heights = [FACTS.points[code].chart[0].y for code in codes]

    assert heights == sorted(heights)


def test_midline_points_are_the_governor_channel_and_three_extra_ones() -> None:
    middle = {code for code, point in FACTS.points.items() if not is_sided(point.chart)}

    assert middle == {"GV3", "GV4", "GV14", "EX-B5", "EX-B8", "EX-HN3"}
