"""The window after needles: it is shown, and blocks nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft.core.treat.handover import starts_within, window_at, window_left

OUT = datetime(2026, 11, 2, 9, 26, tzinfo=UTC)


@pytest.mark.parametrize(("after", "left"), [(0, 30), (19, 11), (30, 0), (31, 0), (300, 0)])
def test_the_time_left_ends_at_zero(after: int, left: int) -> None:
    assert window_left(OUT, OUT + timedelta(minutes=after), 30) == timedelta(minutes=left)


@pytest.mark.parametrize(("after", "inside"), [(0, True), (30, True), (31, False)])
def test_movement_in_the_last_minute_is_inside(after: int, inside: bool) -> None:
    assert starts_within(OUT, OUT + timedelta(minutes=after), 30) is inside


@pytest.mark.parametrize(("after", "is_open"), [(29, True), (30, False)])
def test_the_window_is_open_while_time_is_left(after: int, is_open: bool) -> None:
    assert window_at(OUT, OUT + timedelta(minutes=after), 30).is_open is is_open


def test_there_is_no_window_before_the_needles_are_out() -> None:
    with pytest.raises(ValueError, match="not before"):
        window_left(OUT, OUT - timedelta(seconds=1), 30)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 120))
def test_waiting_never_adds_time(first: int, longer: int, minutes: int) -> None:
    early, late = (window_left(OUT, OUT + timedelta(minutes=at), minutes) for at in (first, first + longer))

    assert timedelta(0) <= late <= early <= timedelta(minutes=minutes)
