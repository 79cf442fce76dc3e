"""The person's curve: its rules, its sentence, its table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from weft.core.shared.words import Words
from weft.draw.curve import curve
from weft.draw.curve_data import Band, Better, CurveData, CurveLane, Point, TripGlyph, score
from weft.draw.curve_words import curve_table, curve_words
from weft.draw.palette import PAPER, SCREEN, Palette


def points(*pairs: tuple[int, str]) -> tuple[Point, ...]:
    return tuple(Point(day=day, value=Decimal(value)) for day, value in pairs)


MARTA = CurveData(
    measure=Words("Pain"),
    start=date(2025, 9, 30),
    top=10,
    best_words=Words("no pain"),
    worst_words=Words("worst pain"),
    points=points((0, "6"), (14, "5"), (28, "4")),
    bands=(
        Band(number=1, name=Words("Settle"), starts=0, ends=14),
        Band(number=2, name=Words("Rebuild"), starts=14, ends=35),
        Band(number=3, name=Words("Strengthen"), starts=35, ends=63, is_planned=True),
    ),
    trips=(
        TripGlyph(day=0, needles=True, movement=True, number=1),
        TripGlyph(day=16, movement=True, number=2),
        TripGlyph(day=30, needles=True, is_planned=True),
    ),
    lanes=(CurveLane(name=Words("pain shift"), values=((0, "-1"), (16, "0"))),),
    real_change=Decimal(4),
    recovered=Decimal(0),
    change=Words("real change"),
    today=28,
)
EMPTY = replace(MARTA, points=(), change=None)


def drawn(data: CurveData, width: int = 860) -> str:
    return curve(data, SCREEN, str, width=width)


def texts(data: CurveData, width: int = 860) -> list[str]:
    tree = ElementTree.fromstring(drawn(data, width))  # noqa: S314  our own drawing
    return [one.text or "" for one in tree.iter() if one.tag.endswith("text")]


def tags(svg: str, name: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter() if one.tag.endswith(name)]  # noqa: S314  our own drawing


def uprights(svg: str, kind: str) -> dict[str, list[ElementTree.Element]]:
    """The pieces of each upright line of a kind, by where it stands."""
    found: dict[str, list[ElementTree.Element]] = {}
    for one in tags(svg, "line"):
        if one.get("class") == kind:
            found.setdefault(one.get("x1", ""), []).append(one)
    return found


def crosses(piece: ElementTree.Element, label: ElementTree.Element) -> bool:
    """Whether an upright piece runs through the letters of a label (a cautious 0.5 of the size for each letter)."""
    at, size = float(label.get("x", 0)), float(label.get("font-size", 0))
    wide = len(label.text or "") * size * 0.5
    left = at - {"start": 0, "middle": wide / 2, "end": wide}[label.get("text-anchor", "start")]
    top, foot = float(piece.get("y1", 0)), float(piece.get("y2", 0))
    baseline = float(label.get("y", 0))
    return left < float(piece.get("x1", 0)) < left + wide and top < baseline and foot > baseline - size * 0.7


@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=lambda palette: palette.name)
@pytest.mark.parametrize("width", [320, 559, 560, 1180])
@pytest.mark.parametrize("data", [MARTA, EMPTY, replace(MARTA, bands=(), trips=(), lanes=(), today=None)])
def test_it_is_well_formed_at_every_width_and_has_no_style(data: CurveData, width: int, palette: Palette) -> None:
    svg = curve(data, palette, str, width=width)

    assert ElementTree.fromstring(svg).get("width") == str(width)  # noqa: S314  our own drawing
    assert "style" not in svg


def test_it_is_named_by_its_sentence() -> None:
    sentence = "Pain: from 6 to 4 of 10 in 4 weeks, real change. Lower is better"

    assert str(curve_words(MARTA)) == sentence
    assert f'aria-label="{sentence}"' in drawn(MARTA)


def test_the_sentence_fits_no_score_one_score_and_no_judgement() -> None:
    assert str(curve_words(EMPTY)) == "Pain: no score yet"
    one = replace(MARTA, points=points((0, "6")))
    assert str(curve_words(one)) == "Pain: 6 of 10. Two scores are needed to see a direction"
    assert str(curve_words(replace(MARTA, change=None))) == "Pain: from 6 to 4 of 10 in 4 weeks. Lower is better"


def test_the_axis_shows_the_whole_scale_with_words_at_both_ends_and_the_direction() -> None:
    assert {"10", "0", "worst pain", "no pain", "better ↓", "week"} <= set(texts(MARTA))


def test_a_measure_where_higher_is_better_keeps_its_direction() -> None:
    goal = replace(
        MARTA, better=Better.HIGHER, points=points((0, "3"), (28, "6")), real_change=Decimal(5), recovered=None
    )

    assert {"better ↑", "real change: 5 or more"} <= set(texts(goal))
    assert str(curve_words(goal)).endswith("Higher is better")


def test_real_change_is_written_in_the_person_s_own_number() -> None:
    assert "real change: 4 or less" in texts(MARTA)
    assert "people call 0 recovered" in texts(MARTA)


def test_without_a_limit_there_is_no_line_and_no_zone() -> None:
    svg = drawn(replace(MARTA, real_change=None, recovered=None))

    assert "c-zone" not in svg
    assert "c-real" not in svg


@pytest.mark.parametrize(("later", "lines"), [(42, 1), (43, 0)])
def test_a_gap_of_more_than_six_weeks_is_not_joined(later: int, lines: int) -> None:
    svg = drawn(replace(MARTA, points=points((0, "6"), (later, "4"))))

    assert svg.count("<polyline") == lines
    assert svg.count("c-point") == 2


def test_points_given_out_of_order_are_joined_in_order() -> None:
    later_first = replace(MARTA, points=points((28, "4"), (0, "6"), (14, "5")))

    assert [one.day for one in later_first.pieces[0]] == [0, 14, 28]
    assert str(curve_words(later_first)) == str(curve_words(MARTA))


def test_lines_are_straight_and_points_hollow() -> None:
    svg = drawn(MARTA)

    assert "<polyline" in svg
    assert "c-point" in svg
    assert "<path" not in svg.partition("c-label-last")[0]


def test_the_last_value_is_the_largest_text_with_its_words() -> None:
    tree = ElementTree.fromstring(drawn(MARTA))  # noqa: S314  our own drawing
    sizes = {one.text: int(one.get("font-size", 0)) for one in tree.iter() if one.tag.endswith("text")}

    assert max(sizes, key=lambda words: sizes[words]) == "4 of 10"
    assert "real change" in sizes


def test_without_a_judgement_the_last_value_stands_alone() -> None:
    assert "real change" not in texts(replace(MARTA, change=None))


def test_an_empty_curve_says_that_there_is_no_score() -> None:
    assert "No score yet" in texts(EMPTY)


@pytest.mark.parametrize("value", ["0", "3.9", "4", "4.1", "5", "9", "10"])
@pytest.mark.parametrize("width", [302, 860])
def test_the_last_value_never_covers_the_name_of_the_real_change_line(value: str, width: int) -> None:
    data = replace(MARTA, points=points((0, "6"), (28, value)))
    tree = ElementTree.fromstring(drawn(data, width))  # noqa: S314  our own drawing
    at = {one.text: float(one.get("y", 0)) for one in tree.iter() if one.tag.endswith("text")}
    largest = 24 if width == 302 else 28

    line = at["real change: 4 or less"]
    last = at[f"{score(Decimal(value))} of 10"]
    assert last - largest * 0.75 > line or last + 17 < line - 10


def test_a_last_value_at_the_right_edge_stands_left_of_its_point() -> None:
    late = replace(MARTA, bands=(), trips=(), points=points((0, "6"), (28, "4")), today=None)

    assert 'text-anchor="end" class="c-label-last"' in drawn(late)


def test_a_planned_edge_is_dashed_and_a_dated_one_solid() -> None:
    svg = drawn(MARTA)

    assert len(uprights(svg, "c-edge")) == 1
    assert len(uprights(svg, "c-edge-planned")) == 1


@pytest.mark.parametrize("width", [302, 560, 860])
@pytest.mark.parametrize("today", [0, 3, 14, 28, 40, 63])
def test_no_upright_line_runs_through_a_text(width: int, today: int) -> None:
    """Its pieces leave out every label, and all of it is one line: it begins at the top and ends at the foot."""
    svg = drawn(replace(MARTA, today=today, points=points((0, "6"))), width)
    labels = [one for one in tags(svg, "text") if not (one.text or "").lstrip("-").isdigit()]

    for pieces in (*uprights(svg, "c-now").values(), *uprights(svg, "c-edge-planned").values()):
        for label in labels:
            assert not any(crosses(piece, label) for piece in pieces), label.text


def test_the_last_value_stands_right_of_today_where_its_end_would_touch_the_line() -> None:
    near = replace(MARTA, points=points((0, "6")), today=9)

    assert float(next(one.get("x", "") for one in tags(drawn(near), "text") if one.text == "6 of 10")) > 88 + 9 * 12


def test_phases_are_named_by_number_when_there_is_no_room_and_again_when_repeated() -> None:
    again = replace(MARTA, bands=(Band(number=2, name=Words("Rebuild"), starts=0, ends=63, is_again=True),))

    assert {"1 Settle", "2 Rebuild", "3 Strengthen"} <= set(texts(MARTA))
    assert "1" in texts(MARTA, 302)
    assert "1 Settle" not in texts(MARTA, 302)
    assert "2 again" in texts(again)


def test_today_is_one_line_through_curve_and_lanes() -> None:
    assert "today" in texts(MARTA)
    assert "today" not in texts(replace(MARTA, today=None))
    assert 'text-anchor="end" class="c-label-strong">today' in drawn(replace(MARTA, today=63))


def test_trips_keep_their_side_and_planned_ones_are_tint() -> None:
    svg = drawn(MARTA)

    assert svg.count('"c-needle"') == 1
    assert svg.count('"c-move"') == 2
    assert svg.count('"c-needle-planned"') == 1


def test_a_value_that_would_touch_its_neighbour_is_left_to_the_table() -> None:
    crowded = replace(MARTA, lanes=(CurveLane(name=Words("pain shift"), values=((0, "-1"), (1, "-2"), (30, "-3"))),))

    assert {"-1", "-3"} <= set(texts(crowded))
    assert "-2" not in texts(crowded)
    assert "-2" in {row.lanes[0] for row in curve_table(crowded)}


@pytest.mark.parametrize(("days", "step"), [(63, "1"), (400, "2"), (900, "8"), (2000, "13")])
def test_week_numbers_never_touch(days: int, step: str) -> None:
    long = replace(MARTA, bands=(Band(number=1, name=Words("Settle"), starts=0, ends=days),))

    weeks = [words for words in texts(long) if words.isdigit()]
    assert weeks[weeks.index("0", 2) + 1] == step


def test_the_table_has_every_day_of_the_drawing() -> None:
    first, second, *_, last = curve_table(MARTA)

    assert (first.on, first.week, first.score, str(first.trip), first.lanes) == (
        date(2025, 9, 30), 1, "6", "trip 1: needles, then movement", ("-1",),
    )  # fmt: skip
    assert (second.score, second.trip, str(second.phase)) == ("5", None, "Rebuild")
    assert str(last.trip) == "needles, planned"
    assert {str(row.trip) for row in curve_table(MARTA)} >= {"trip 2: movement"}


def test_a_day_outside_every_phase_has_none() -> None:
    (row,) = curve_table(replace(EMPTY, bands=(), trips=(), lanes=(), points=points((3, "5"))))

    assert row.phase is None
    assert row.lanes == ()


@pytest.mark.parametrize(("value", "read"), [("4.0", "4"), ("4.5", "4.5"), ("10", "10"), ("0", "0")])
def test_a_score_is_read_without_empty_decimals(value: str, read: str) -> None:
    assert score(Decimal(value)) == read
