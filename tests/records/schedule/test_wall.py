"""Wall times and moments, on the days on which clocks change."""

from datetime import UTC, date, datetime

import pytest

from weft.core.schedule.grid import Span
from weft.records import wall

TORONTO, LORD_HOWE = "America/Toronto", "Australia/Lord_Howe"


def minutes(day: date, zone: str) -> list[tuple[int, int]]:
    return [(span.starts, span.ends) for span in wall.unsure(day, zone)]


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 10, 31), 13), (date(2026, 11, 1), 14), (date(2027, 3, 13), 14),
                                           (date(2027, 3, 14), 13)])  # fmt: skip
def test_nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change(day: date, hour: int) -> None:
    assert wall.moment(day, 9 * 60, TORONTO) == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_an_hour_that_is_shown_twice_is_doubtful() -> None:
    found = minutes(date(2026, 11, 1), TORONTO)

    assert (found[0][0], found[-1][1], len(found)) == (60, 120, 12)


def test_an_hour_that_is_skipped_is_doubtful() -> None:
    found = minutes(date(2027, 3, 14), TORONTO)

    assert (found[0][0], found[-1][1], len(found)) == (120, 180, 12)


@pytest.mark.parametrize(("day", "first", "last"), [(date(2026, 10, 4), 120, 150), (date(2027, 4, 4), 90, 120)])
def test_a_zone_that_changes_by_half_an_hour_has_half_a_doubtful_hour(day: date, first: int, last: int) -> None:
    found = minutes(day, LORD_HOWE)

    assert (found[0][0], found[-1][1], len(found)) == (first, last, 6)


def test_an_ordinary_day_has_no_doubtful_time() -> None:
    assert wall.unsure(date(2026, 10, 31), TORONTO) == ()


def test_a_moment_and_its_wall_time_are_each_others_way_back() -> None:
    day = date(2026, 10, 4)
    for minute in range(150, 24 * 60, 5):
        starts = wall.moment(day, minute, LORD_HOWE)
        [span] = wall.spans(starts, starts, LORD_HOWE, first=day, last=day)
        assert span == Span(day, minute, minute)


def test_a_time_over_midnight_is_cut_by_days_and_rounded_outwards() -> None:
    starts, ends = datetime(2026, 10, 6, 2, 30, 30, tzinfo=UTC), datetime(2026, 10, 6, 5, 0, 1, tzinfo=UTC)

    found = list(wall.spans(starts, ends, TORONTO, first=date(2026, 10, 1), last=date(2026, 10, 31)))

    assert found == [Span(date(2026, 10, 5), 22 * 60 + 30, 24 * 60), Span(date(2026, 10, 6), 0, 61)]


def test_only_the_days_asked_for_are_given() -> None:
    year = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    assert len(list(wall.spans(*year, TORONTO, first=date(2026, 10, 5), last=date(2026, 10, 6)))) == 2
