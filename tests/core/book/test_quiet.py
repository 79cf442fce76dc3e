"""Quiet hours: over midnight, within a day, never; both sides of each limit."""

from datetime import datetime, time, timedelta

import pytest

from weft.core.book.quiet import QuietHours, goes_at

NIGHT = QuietHours(time(21), time(8))
NOON = QuietHours(time(12), time(13))
NEVER = QuietHours(time(8), time(8))


def at(wall: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-{wall}")


@pytest.mark.parametrize(
    ("wall", "is_quiet"),
    [("02T20:59", False), ("02T21:00", True), ("03T00:00", True), ("03T07:59", True), ("03T08:00", False)],
)
def test_a_night_goes_over_midnight(wall: str, is_quiet: bool) -> None:
    assert NIGHT.holds_at(at(wall)) is is_quiet


@pytest.mark.parametrize(("wall", "is_quiet"), [("02T11:59", False), ("02T12:00", True), ("02T13:00", False)])
def test_an_hour_within_a_day(wall: str, is_quiet: bool) -> None:
    assert NOON.holds_at(at(wall)) is is_quiet


def test_from_eight_to_eight_is_never() -> None:
    assert not any(NEVER.holds_at(at("02T00:00") + timedelta(hours=hour)) for hour in range(24))


@pytest.mark.parametrize(
    ("wall", "morning", "evening"),
    [
        ("02T22:00", "03T08:00", "02T21:00"),
        ("03T05:30", "03T08:00", "02T21:00"),
        ("03T09:00", "03T09:00", "03T09:00"),
    ],
)
def test_the_quiet_has_an_end_and_a_beginning(wall: str, morning: str, evening: str) -> None:
    assert (NIGHT.end_after(at(wall)), NIGHT.start_before(at(wall))) == (at(morning), at(evening))


@pytest.mark.parametrize(
    ("planned", "visit", "goes"),
    [
        ("02T15:00", "02T18:00", "02T15:00"),  # by day: as planned
        ("03T05:30", "03T08:30", "03T08:00"),  # the morning is early enough
        ("03T05:00", "03T08:00", "02T20:59"),  # it is not: the evening before
        ("03T04:00", "03T07:00", "02T20:59"),
    ],
)
def test_a_message_waits_for_the_morning_unless_that_is_too_late(planned: str, visit: str, goes: str) -> None:
    assert goes_at(at(planned), at(visit), NIGHT) == at(goes)


def test_who_has_no_quiet_hours_is_told_as_planned() -> None:
    assert goes_at(at("03T05:00"), at("03T08:00"), NEVER) == at("03T05:00")
