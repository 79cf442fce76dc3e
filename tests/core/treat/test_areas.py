"""Areas with needles in: counted out with one tap each."""

from tests.core.shelf import SHELF

from weft.core.treat.areas import SORE, areas, areas_left
from weft.core.treat.session import PointUsed, Side, read_points
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)
SET = read_points(FACTS, "bl40 b, bl23 b, bl25 b, gb30 r, ashi l4 r x3")


def counts(typed: tuple[PointUsed, ...] = SET) -> dict[str, int]:
    return {area.id: area.needles for area in areas(FACTS, typed)}


def test_areas_follow_from_the_regions_of_the_points_from_head_to_foot_with_sore_spots_last() -> None:
    found = areas(FACTS, SET)

    assert counts()["low_back"] == 4
    assert counts()["buttock"] == 1
    assert counts()[SORE] == 3
    assert [area.id for area in found][:2] == ["low_back", "buttock"]
    assert found[-1].id == SORE


def test_an_area_says_its_points_with_their_sides() -> None:
    found = {area.id: area for area in areas(FACTS, SET)}

    assert found["low_back"].points == ("BL23 L+R", "BL25 L+R")
    assert found["buttock"].points == ("GB30 R",)
    assert found[SORE].points == ("ASHI l4 R",)


def test_every_needle_is_in_one_area() -> None:
    assert sum(counts().values()) == 2 + 2 + 2 + 1 + 3


def test_a_point_that_the_knowledge_no_longer_has_is_looked_for_among_the_sore_spots() -> None:
    assert counts((PointUsed("BL999", Side.LEFT, 1),)) == {SORE: 1}


def test_every_region_of_the_knowledge_has_a_name_of_its_own() -> None:
    for point in FACTS.points.values():
        found = areas(FACTS, (PointUsed(point.code, Side.MIDDLE, 1),))
        assert "_" not in str(found[0].name)


def test_an_area_that_was_counted_out_is_gone_and_one_that_got_more_needles_is_back() -> None:
    every = areas(FACTS, SET)

    once = areas_left(every, [("low_back", 4)])
    twice = areas_left(areas(FACTS, (*SET, PointUsed("BL23", Side.LEFT, 1))), [("low_back", 4)])

    assert "low_back" not in {area.id for area in once}
    assert {area.id: area.needles for area in twice}["low_back"] == 1
    assert areas_left(every, []) == every
