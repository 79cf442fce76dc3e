"""The body: every view, both palettes, points in each state, marked places, and its text twin."""

from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from weft.core.treat.chart import ChartSpot, Plate, placed
from weft.draw.body import body, body_words
from weft.draw.body_data import ZONES, Spot, SpotState, View, drawn_at, is_seen
from weft.draw.body_words import REGIONS
from weft.draw.palette import PAPER, SCREEN, Palette
from weft.library.knowledge import knowledge

SVG = "{http://www.w3.org/2000/svg}"
BL23 = placed("BL23", (ChartSpot(plate=Plate.BACK, x=0.094, y=0.379),), Plate.BACK)
GV4 = placed("GV4", (ChartSpot(plate=Plate.BACK, x=0, y=0.379),), Plate.BACK)
HIGH = placed("GB20", (ChartSpot(plate=Plate.BACK, x=0.075, y=0.137),), Plate.BACK)


def drawn(
    view: View, spots: Sequence[Spot] = (), marked: Sequence[str] = (), palette: Palette = SCREEN
) -> ElementTree.Element:
    svg = body(view, spots, marked=marked, palette=palette, say=str)
    return ElementTree.fromstring(svg)  # noqa: S314  our own drawing


def spots_of(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in svg.iter(f"{SVG}circle") if one.get("data-code")]


@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=lambda palette: palette.name)
@pytest.mark.parametrize("view", View)
def test_every_view_is_well_formed_and_has_no_style(view: View, palette: Palette) -> None:
    spots = [
        Spot(at, "low_back", state, is_chosen) for at in BL23 for state in SpotState for is_chosen in (True, False)
    ]
    svg = body(view, spots, marked=("low_back", "leg_left"), palette=palette, say=str)

    assert "style" not in svg
    assert ElementTree.fromstring(svg).get("role") == "img"  # noqa: S314  our own drawing


def test_paper_needs_no_stylesheet() -> None:
    svg = drawn(View.BACK, [Spot(BL23[0], "low_back", is_chosen=True)], ("low_back",), PAPER)

    assert all("class" not in one.attrib for one in svg.iter() if one is not svg)


@pytest.mark.parametrize("view", View)
def test_the_whole_figure_lies_inside_its_picture(view: View) -> None:
    known = knowledge().treat.points
    spots = [
        Spot(at, point.region)
        for point in known.values()
        for at in placed(point.code, point.chart, view.plate)
    ]  # fmt: skip
    svg = drawn(view, spots)
    width, height = (float(number) for number in (svg.get("viewBox") or "").split()[2:])

    for circle in spots_of(svg):
        assert 0 <= float(circle.get("cx") or -1) <= width
        assert 0 <= float(circle.get("cy") or -1) <= height


def test_the_larger_low_back_leaves_out_what_lies_above_it() -> None:
    spots = [Spot(at, "neck") for at in (*BL23, *HIGH)]

    assert {one.get("data-code") for one in spots_of(drawn(View.LOW_BACK, spots))} == {"BL23"}
    assert {one.get("data-code") for one in spots_of(drawn(View.BACK, spots))} == {"BL23", "GB20"}


def test_right_is_on_the_right_from_behind_and_on_the_left_from_the_front() -> None:
    right = next(at for at in BL23 if at.side == "right")

    assert drawn_at(right, View.BACK)[0] > 160 > drawn_at(right, View.FRONT)[0]
    letters = {view: [one.text for one in drawn(view).iter(f"{SVG}text")] for view in (View.BACK, View.FRONT)}
    assert letters == {View.BACK: ["L", "R"], View.FRONT: ["R", "L"]}


@pytest.mark.parametrize(
    ("state", "is_chosen", "paint", "mark"),
    [
        (SpotState.FREE, False, "c-spot", None),
        (SpotState.FREE, True, "c-chosen", None),
        (SpotState.CAUTION, False, "c-care", "c-care-mark"),
        (SpotState.CAUTION, True, "c-chosen", "c-chosen-mark"),
    ],
)
def test_states_differ_by_shape_and_mark(state: SpotState, is_chosen: bool, paint: str, mark: str | None) -> None:
    svg = drawn(View.BACK, [Spot(GV4[0], "low_back", state, is_chosen)])

    assert [one.get("class") for one in spots_of(svg)] == [paint]
    assert [one.get("class") for one in svg.iter(f"{SVG}text") if one.text == "!"] == ([mark] if mark else [])


def test_a_blocked_point_is_struck() -> None:
    svg = drawn(View.BACK, [Spot(GV4[0], "low_back", SpotState.BLOCKED)])

    assert [one.get("class") for one in svg.iter(f"{SVG}line")] == ["c-blocked"]


def ellipses(svg: ElementTree.Element) -> list[float]:
    return [float(one.get("cx") or 0) for one in svg.iter(f"{SVG}ellipse")]


def test_a_marked_place_lies_on_its_side() -> None:
    both, left, front = (
        ellipses(drawn(view, marked=[name]))
        for view, name in ((View.BACK, "shoulder"), (View.BACK, "shoulder_left"), (View.FRONT, "shoulder_left"))
    )

    assert len(both) == 2
    assert left[0] < 160 < front[0]


def test_a_side_of_a_place_over_the_middle_is_half_of_it() -> None:
    assert ellipses(drawn(View.BACK, marked=["low_back"])) == [160]
    assert ellipses(drawn(View.BACK, marked=["low_back_right"]))[0] > 160


def test_a_place_that_a_view_does_not_show_is_only_said() -> None:
    svg = drawn(View.BACK, marked=["belly"])

    assert ellipses(svg) == []
    assert svg.get("aria-label") == "Back: marked Belly or groin."


def test_every_place_that_may_be_tapped_is_there_and_only_marked_ones_are_painted() -> None:
    svg = ElementTree.fromstring(  # noqa: S314  our own drawing
        body(View.BACK, marked=["low_back"], offered=True, palette=SCREEN, say=str)
    )
    painted = {one.get("data-region"): one.get("class") for one in svg.iter(f"{SVG}ellipse")}

    assert set(painted) == set(ZONES[Plate.BACK])
    assert [region for region, paint in painted.items() if paint == "c-hurts"] == ["low_back"]
    assert svg.get("aria-label") == "Back"


def test_every_region_of_the_knowledge_can_be_marked_and_said() -> None:
    regions = {region.id: region.name for region in knowledge().assess.regions}

    assert set().union(*(ZONES[plate] for plate in ZONES)) == set(regions)
    assert {name: str(words) for name, words in REGIONS.items()} == regions


def test_the_text_twin_says_what_is_chosen_and_what_is_held_back() -> None:
    spots = [
        *(Spot(at, "low_back", is_chosen=True) for at in BL23),
        Spot(GV4[0], "low_back", SpotState.CAUTION),
        Spot(HIGH[0], "neck", SpotState.BLOCKED),
    ]

    assert str(body_words(View.BACK, spots)) == (
        "Back: chosen BL23 (both sides), read first GV4 (middle), held back GB20 (left)."
    )
    assert str(body_words(View.LOW_BACK, spots)) == (
        "Low back, larger: chosen BL23 (both sides), read first GV4 (middle)."
    )


def test_an_empty_picture_says_what_it_shows() -> None:
    assert str(body_words(View.HAND)) == "Hands"
    assert str(body_words(View.BACK, (), ["leg_left", "low_back", "elsewhere"])) == (
        "Back: marked Leg or knee (left), Low back, elsewhere."
    )


def test_a_spot_is_seen_where_the_window_reaches() -> None:
    assert is_seen(BL23[0], View.LOW_BACK)
    assert not is_seen(HIGH[0], View.LOW_BACK)
