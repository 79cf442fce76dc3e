"""Looking in on somebody with needles in."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.core.shelf import SHELF

from weft.core.treat.checks import LONGER_MINUTES, check_due, ends_at, may_stay_longer
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF).retention
IN = datetime(2026, 11, 2, 9, 14, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return IN + timedelta(minutes=minutes)


@pytest.mark.parametrize(("now", "due"), [(0, None), (1.99, None), (2, 2), (4.99, 2), (5, 5), (60, 5)])
def test_a_check_is_due_from_its_minute_on(now: float, due: int | None) -> None:
    assert check_due(FACTS, IN, (), after(now)) == due


@pytest.mark.parametrize(("looked", "now", "due"), [(2, 4, None), (1.9, 4, 2), (2, 5, 5), (5, 20, None), (4, 20, 5)])
def test_looking_in_early_does_not_stand_for_a_later_check(looked: float, now: float, due: int | None) -> None:
    assert check_due(FACTS, IN, (after(looked),), after(now)) == due


def test_the_planned_time_is_counted_from_the_needles_in() -> None:
    assert ends_at(IN, 20) == after(20)


@pytest.mark.parametrize(("minutes", "is_open"), [(20, True), (38, True), (39, False), (40, False)])
def test_longer_ends_at_the_longest_time(minutes: int, is_open: bool) -> None:
    gate = may_stay_longer(FACTS, minutes)

    assert gate.is_open is is_open
    assert LONGER_MINUTES == 2
    assert dict(gate.why.limits)["max_minutes"] == "40"
