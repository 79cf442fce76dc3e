"""A day or a week of a clinic as SVG: every row named, every trip a capsule, no styles."""

from xml.etree import ElementTree as ET

from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData, Half
from weft.draw.day import DayAxis
from weft.draw.palette import PAPER, SCREEN
from weft.draw.schedule import DrawnDay, schedule_sheet

AXIS = DayAxis(starts=480, ends=1080, width=400, step=60)
PAIR = CapsuleData(needles=Half(starts=540, minutes=45), movement=Half(starts=585, minutes=30))
MONDAY = DrawnDay(Words("Mon"), ((PAIR,), ()))


def test_every_row_and_day_is_named_and_the_drawing_says_what_it_is() -> None:
    drawn = schedule_sheet(Words("Week {week}", week=1), ["ana", "b<o"], [MONDAY, MONDAY], AXIS, PAPER, str)

    root = ET.fromstring(drawn)  # noqa: S314  our own drawing
    said = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root.get("aria-label") == "Week 1"
    assert {"ana", "b<o", "Week 1"} <= set(said)
    assert said.count("Mon") == 2
    assert "style" not in drawn


def test_a_pair_is_one_shape_and_an_empty_row_says_so() -> None:
    drawn = schedule_sheet(Words("Day"), ["ana", "bo"], [MONDAY], AXIS, SCREEN, str)

    assert drawn.count("Nothing planned") == 1
    assert "c-seam" in drawn


def test_a_day_without_rows_is_only_its_axis() -> None:
    assert 'class="axis"' in schedule_sheet(Words("Day"), [], [DrawnDay(Words("Mon"), ())], AXIS, SCREEN, str)
