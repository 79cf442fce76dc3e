"""When the phone is answered, and until when a promise is kept; 2027-03-05 is a Friday."""

from datetime import datetime, time

import pytest

from weft.core.book.open_hours import Closed, OpenHours, kept_by, next_open

WEEK = tuple(OpenHours(day, time(8), time(18)) for day in range(5))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute)  # noqa: DTZ001  the clinic's wall clock


@pytest.mark.parametrize(
    ("wall", "opens"),
    [
        (at(5, 8), at(5, 8)),
        (at(5, 17, 59), at(5, 17, 59)),
        (at(5, 18), at(8, 8)),
        (at(5, 7, 59), at(5, 8)),
        (at(6, 12), at(8, 8)),
        (at(7, 23), at(8, 8)),
    ],
)
def test_the_phone_opens_next(wall: datetime, opens: datetime) -> None:
    assert next_open(wall, WEEK) == opens


def test_a_lunch_break_is_closed() -> None:
    halves = (OpenHours(4, time(8), time(12)), OpenHours(4, time(13), time(18)))

    assert next_open(at(5, 12, 30), halves) == at(5, 13)


def test_one_short_day_a_week_comes_again_in_a_week() -> None:
    assert next_open(at(5, 13), (OpenHours(4, time(8), time(12)),)) == at(12, 8)


def test_without_hours_nobody_knows_and_the_promise_stands() -> None:
    assert next_open(at(6, 12), ()) is None
    assert kept_by(at(6, 12), ()) == at(6, 12)


@pytest.mark.parametrize(("promised", "kept"), [(at(5, 17), at(5, 17)), (at(5, 18), at(8, 9)), (at(6, 9), at(8, 9))])
def test_a_promise_is_never_for_a_closed_day(promised: datetime, kept: datetime) -> None:
    assert kept_by(promised, WEEK) == kept


@pytest.mark.parametrize(
    ("wall", "opens"),
    [(at(5, 9, 59), at(5, 9, 59)), (at(5, 10), at(5, 12)), (at(5, 11, 59), at(5, 12)), (at(5, 12), at(5, 12))],
)
def test_the_phone_is_not_answered_while_the_clinic_is_closed(wall: datetime, opens: datetime) -> None:
    assert next_open(wall, WEEK, (Closed(at(5, 10), at(5, 12)),)) == opens


def test_after_a_closed_day_the_phone_opens_with_the_next_hours() -> None:
    days = (Closed(at(5, 0), at(6, 0)), Closed(at(8, 0), at(9, 0)))

    assert next_open(at(5, 9), WEEK, days) == at(9, 8)
    assert kept_by(at(5, 9), WEEK, days) == at(9, 9)


def test_another_site_that_is_open_answers() -> None:
    both = (OpenHours(4, time(8), time(18), "a"), OpenHours(4, time(9), time(18), "b"))

    assert next_open(at(5, 8), both, (Closed(at(5, 0), at(6, 0), "a"),)) == at(5, 9)
