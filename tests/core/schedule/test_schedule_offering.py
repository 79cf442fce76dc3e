"""How long an offer stands, on both sides of every limit."""

from datetime import UTC, datetime, timedelta

import pytest

from weft.core.schedule.offering import answer_by

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def holds(left: int, minutes: int = 120) -> float | None:
    """Minutes to answer when so many are left."""
    until = answer_by(NOON, NOON + timedelta(minutes=left), minutes)
    return (until - NOON).total_seconds() / 60 if until else None


@pytest.mark.parametrize(("left", "has"), [
    (44, None),
    (45, 15),
    (60, 15),
    (61, 15),
    (64, 16),
    (479, 119),
    (480, 120),
    (481, 120),
    (5000, 120),
])  # fmt: skip
def test_it_is_shorter_when_the_time_is_near(left: int, has: int | None) -> None:
    assert holds(left) == has


def test_a_clinic_may_give_less_but_never_less_than_a_quarter_of_an_hour() -> None:
    assert holds(5000, 30) == 30
    assert holds(5000, 5) == 15


def test_it_ends_half_an_hour_before_its_time() -> None:
    assert holds(50, 5) == 15
    assert holds(45, 5) == 15
