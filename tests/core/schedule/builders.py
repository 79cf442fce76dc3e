"""Small clinics and courses for the tests of scheduling."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from weft.core.schedule.request import Bools, CourseRequest, DisciplineSpec, WeekNeed
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

MONDAY = date(2026, 10, 5)
NEEDLES_SPEC = DisciplineSpec.from_minutes(NEEDLES, 45, ((0, 15), (30, 45)), ("bed",))
MOVEMENT_SPEC = DisciplineSpec.from_minutes(MOVEMENT, 30, ((0, 30),), ("gym", "bed"))
WEI = Practitioner("wei", "Wei", frozenset({NEEDLES}))
DANA = Practitioner("dana", "Dana", frozenset({MOVEMENT}))
SAM = Practitioner("sam", "Sam", frozenset({MOVEMENT}))
REN = Practitioner("ren", "Ren", frozenset({NEEDLES, MOVEMENT}))


def weekdays(weeks: int, first: date = MONDAY) -> tuple[date, ...]:
    """Mondays to Fridays of some weeks."""
    days = (first + timedelta(n) for n in range(7 * weeks))
    return tuple(day for day in days if day.weekday() < 5)


def course(*needs: WeekNeed, slots: int = 8, **more: Any) -> CourseRequest:
    """A person who can always come; calendar Mondays to Fridays of the weeks needed."""
    days = more.pop("days", None)
    days = weekdays(max((need.week for need in needs), default=1)) if days is None else days
    given: dict[str, Any] = {
        "days": days,
        "first_day": MONDAY,
        "needs": needs,
        "available": np.ones((len(days), slots), dtype=np.bool_),
        "disciplines": (NEEDLES_SPEC, MOVEMENT_SPEC),
        "cleared": frozenset({NEEDLES, MOVEMENT}),
    }
    return CourseRequest(**(given | more))


def clinic(request: CourseRequest, *people: Practitioner, beds: int = 2, gym: int = 2) -> Supply:
    """One site, everybody free all day."""
    days, slots = request.available.shape
    return Supply(
        sites=("main",),
        practitioners=people,
        free=np.ones((len(people), days, slots), dtype=np.bool_),
        site_of=np.zeros((len(people), days), dtype=np.int64),
        rooms=(Room("beds", "bed", 0), Room("gym", "gym", 0)),
        capacity=np.stack([np.full((days, slots), beds), np.full((days, slots), gym)]).astype(np.int64),
    )


def only(request: CourseRequest, *open_slots: tuple[int, int]) -> Bools:
    """bool[day, slot] with nothing but these (day, slot)."""
    hours = np.zeros_like(request.available)
    for day, slot in open_slots:
        hours[day, slot] = True
    return hours


def away(supply: Supply, who: int, days: Iterable[int]) -> Supply:
    """The same supply with one practitioner off on some days."""
    free = supply.free.copy()
    free[who, list(days)] = False
    return replace(supply, free=free)


def one_week(**visits: Any) -> WeekNeed:
    """Week 1 of the phase Settle."""
    return WeekNeed(1, "settle", **visits)


def seed_course() -> tuple[WeekNeed, ...]:
    """Seed 002: weeks 1-2 two pairs; weeks 3-5 one pair and movement; weeks 6-9 movement."""
    settle = [WeekNeed(week, "settle", needles=2, movement=2, paired=2) for week in (1, 2)]
    rebuild = [WeekNeed(week, "rebuild", needles=1, movement=2, paired=1) for week in (3, 4, 5)]
    return (*settle, *rebuild, *(WeekNeed(week, "strengthen", movement=1) for week in (6, 7, 8, 9)))
