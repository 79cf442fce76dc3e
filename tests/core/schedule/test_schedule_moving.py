"""A single move keeps the days between visits and, on one day, needles before movement."""

from datetime import date, timedelta

import pytest

from weft.core.schedule.moving import Stay, move_fault
from weft.core.shared.care import MOVEMENT, NEEDLES

DAY = date(2026, 10, 5)
APART = {NEEDLES: 2, MOVEMENT: 1}


def stay(discipline: str, day: int = 0, starts: int = 540, minutes: int = 45) -> Stay:
    return Stay(discipline, DAY + timedelta(days=day), starts, starts + minutes)


def fault(moved: Stay, other: Stay, *, gap: int = 0, apart: dict[str, int] = APART) -> bool:
    return move_fault([moved], [other], apart=apart, min_gap_minutes=gap) is not None


@pytest.mark.parametrize(("discipline", "days", "refused"), [
    (NEEDLES, 1, True), (NEEDLES, -1, True), (NEEDLES, 2, False), (MOVEMENT, 0, True), (MOVEMENT, 1, False),
])  # fmt: skip
def test_visits_of_one_discipline_stay_their_days_apart(discipline: str, days: int, refused: bool) -> None:
    assert fault(stay(discipline), stay(discipline, days)) is refused


def test_needles_are_never_daily_whatever_the_file_says() -> None:
    assert fault(stay(NEEDLES), stay(NEEDLES, 1), apart={NEEDLES: 1})


@pytest.mark.parametrize(
    ("starts", "gap", "refused"), [(585, 0, False), (580, 0, True), (585, 5, True), (590, 5, False)]
)
def test_on_one_day_movement_starts_after_the_needles(starts: int, gap: int, refused: bool) -> None:
    assert fault(stay(MOVEMENT, starts=starts), stay(NEEDLES), gap=gap) is refused


def test_another_discipline_may_share_the_day() -> None:
    assert not fault(stay("pilates"), stay(NEEDLES))


def test_nothing_else_booked_breaks_nothing() -> None:
    assert move_fault([stay(NEEDLES)], [], apart=APART, min_gap_minutes=0) is None
