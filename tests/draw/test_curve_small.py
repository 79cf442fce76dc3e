"""The small curve of a card: the same data as the large one, the words beside it."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData, Point
from weft.draw.curve_small import HEIGHT, WIDTH, small_curve
from weft.draw.palette import PAPER, SCREEN


def said(text: str) -> str:
    return text


def point(day: int, value: str) -> Point:
    return Point(day=day, value=Decimal(value))


DATA = CurveData(
    measure=Words("Pain"), start=date(2027, 3, 2), top=10, best_words=Words("none"), worst_words=Words("worst"),
    points=(point(0, "6"), point(14, "4"), point(28, "3")), real_change=Decimal(4), today=30,
)  # fmt: skip


def test_its_accessible_name_is_the_curves_own_sentence() -> None:
    assert 'aria-label="Pain: from 6 to 3 of 10 in 4 weeks. Lower is better"' in small_curve(DATA, SCREEN, said)


def test_every_score_is_a_point_and_near_ones_are_joined() -> None:
    drawn = small_curve(DATA, SCREEN, said)

    assert drawn.count("<circle") == 3
    assert drawn.count("<polyline") == 1


def test_a_gap_of_more_than_six_weeks_stays_open() -> None:
    joined = replace(DATA, points=(point(0, "6"), point(42, "4")))
    apart = replace(DATA, points=(point(0, "6"), point(43, "4")))

    assert small_curve(joined, SCREEN, said).count("<polyline") == 1
    assert small_curve(apart, SCREEN, said).count("<polyline") == 2


def test_the_line_of_real_change_is_there_when_there_is_one() -> None:
    assert 'class="c-real"' in small_curve(DATA, SCREEN, said)
    assert 'class="c-real"' not in small_curve(replace(DATA, real_change=None), SCREEN, said)


def test_without_a_score_only_the_scale_is_drawn() -> None:
    drawn = small_curve(replace(DATA, points=(), real_change=None), SCREEN, said)

    assert "<circle" not in drawn
    assert "no score yet" in drawn


def test_nothing_stands_outside_the_drawing_and_no_text_is_in_it() -> None:
    drawn = small_curve(replace(DATA, points=(point(0, "10"), point(28, "0"))), PAPER, said)

    assert "<text" not in drawn
    for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn):
        assert 3 <= float(x) <= WIDTH - 3
        assert 3 <= float(y) <= HEIGHT - 3
