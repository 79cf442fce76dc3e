"""The board: capsules on one time axis, and now as one line."""

from xml.etree import ElementTree

import pytest

from weft.draw.capsule_data import CapsuleData, CapsuleState, Half, clock
from weft.draw.day import DayAxis, day_axis, day_row
from weft.draw.palette import PAPER, SCREEN

DAY = DayAxis(starts=510, ends=690, now=560, width=720)
PAIR = CapsuleData(needles=Half(starts=540, minutes=30), movement=Half(starts=585, minutes=40))


def test_a_minute_stands_at_the_same_place_in_every_row_and_on_the_axis() -> None:
    row = ElementTree.fromstring(day_row((PAIR,), DAY, SCREEN, str))  # noqa: S314  our own drawing
    axis = ElementTree.fromstring(day_axis(DAY, SCREEN, str))  # noqa: S314  our own drawing

    places = [next(one.get("x1") for one in svg.iter() if one.get("class") == "c-now") for svg in (row, axis)]
    assert places == ["200", "200"]


@pytest.mark.parametrize(("minute", "x"), [(509, 0), (510, 0), (511, 4), (689, 716), (690, 720), (691, 720)])
def test_times_outside_the_axis_stand_at_its_ends(minute: int, x: float) -> None:
    assert DAY.x(minute) == x


@pytest.mark.parametrize(("now", "shown"), [(509, False), (510, True), (690, True), (691, False), (None, False)])
def test_now_is_drawn_only_while_it_is_on_the_axis(now: int | None, shown: bool) -> None:
    day = DayAxis(starts=510, ends=690, now=now)

    assert ("c-now" in day_row((), day, SCREEN, str)) is shown
    assert ("now-flag" in day_axis(day, SCREEN, str)) is shown


def test_the_axis_says_its_hours_and_now() -> None:
    assert 'aria-label="From 8:30 to 11:30; now 9:20"' in day_axis(DAY, PAPER, str)


def test_ticks_start_at_the_first_whole_step() -> None:
    assert list(DayAxis(starts=515, ends=600).ticks) == [540, 570, 600]


def test_a_row_says_all_its_trips_or_that_there_is_none() -> None:
    twice = day_row((PAIR, CapsuleData(movement=Half(starts=660, minutes=30))), DAY, SCREEN, str)

    assert 'aria-label="Needles 9:00, then movement 9:45; Movement 11:00"' in twice
    assert 'aria-label="Nothing planned"' in day_row((), DAY, SCREEN, str)


def test_a_visit_at_the_very_end_stays_inside() -> None:
    svg = day_row((CapsuleData(movement=Half(starts=690, minutes=30)),), DAY, SCREEN, str)

    assert "M704.0 " in svg


def test_a_short_visit_drops_its_time_and_keeps_its_letter_or_less() -> None:
    short = CapsuleData(needles=Half(starts=540, minutes=10), movement=Half(starts=560, minutes=2))
    svg = day_row((short,), DayAxis(starts=480, ends=1080), SCREEN, str)

    assert "N 9:00" not in svg
    assert "<circle" in svg


@pytest.mark.parametrize(("minutes", "read"), [(0, "0:00"), (545, "9:05"), (1439, "23:59"), (1440, "0:00")])
def test_minutes_are_read_as_a_clock(minutes: int, read: str) -> None:
    assert clock(minutes) == read


def movement_at(pair: CapsuleData) -> float:
    """Where the movement half of the only trip begins."""
    row = ElementTree.fromstring(day_row((pair,), DAY, SCREEN, str))  # noqa: S314  our own drawing
    path = next(each for each in row.iter() if each.get("class") in {"c-move", "c-move-planned"})
    return float(path.get("d", "")[1:].split()[0])


@pytest.mark.parametrize(("needles_end", "stands_at"), [(585, 585), (590, 590), (580, 585)])
def test_movement_that_needles_run_into_waits_for_them(needles_end: int, stands_at: int) -> None:
    pair = CapsuleData(needles=Half(starts=560, minutes=needles_end - 560), movement=Half(starts=585, minutes=40))

    assert movement_at(pair) == DAY.x(stands_at)


def test_movement_that_has_begun_stands_where_it_began() -> None:
    pair = CapsuleData(
        needles=Half(starts=560, minutes=40), movement=Half(starts=585, minutes=40), state=CapsuleState.MOVING
    )

    assert movement_at(pair) == DAY.x(585)


def test_movement_that_was_booked_first_stays_first() -> None:
    pair = CapsuleData(needles=Half(starts=600, minutes=40), movement=Half(starts=570, minutes=40))

    assert movement_at(pair) == DAY.x(570)
