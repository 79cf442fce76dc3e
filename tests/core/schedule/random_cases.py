"""Seeded random clinics and courses, small enough to enumerate or as large as a real clinic."""

from datetime import timedelta

import numpy as np
from tests.core.schedule.builders import MONDAY, weekdays

from weft.core.schedule.request import CourseRequest, DisciplineSpec, Order, WeekNeed
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

THIRD = "massage"


def small_case(seed: int) -> tuple[CourseRequest, Supply]:
    """One or two weeks of a few days and slots; every switch of a request is on in some seeds."""
    rng = np.random.default_rng(seed)
    offsets = sorted(rng.choice(9, size=int(rng.integers(3, 6)), replace=False).tolist())
    days = tuple(MONDAY + timedelta(offset) for offset in offsets)
    slots = int(rng.integers(4, 9))
    people = _small_team(rng)
    primaries = {
        id_: str(rng.choice([p.id for p in people if id_ in p.disciplines]))
        for id_ in (NEEDLES, MOVEMENT)
        if rng.random() < 0.4 and any(id_ in p.disciplines for p in people)
    }
    request = CourseRequest(
        days=days,
        first_day=MONDAY,
        needs=tuple(_need(rng, week) for week in (1, 2)),
        available=rng.random((len(days), slots)) < rng.choice([0.8, 0.97]),
        disciplines=_specs(rng),
        cleared=frozenset({NEEDLES, MOVEMENT, THIRD} if rng.random() < 0.8 else {MOVEMENT}),
        slot_minutes=int(rng.choice([15, 20])),
        allow_split=bool(rng.random() < 0.3),
        window_minutes=int(rng.choice([0, 15, 30])),
        min_gap_minutes=int(rng.choice([0, 0, 10, 15])),
        min_days_apart={NEEDLES: int(rng.integers(2, 4)), MOVEMENT: int(rng.integers(1, 3))},
        primaries=primaries,
        keep_same_people=bool(rng.random() < 0.25),
        last_visits={NEEDLES: MONDAY - timedelta(1)} if rng.random() < 0.3 else {},
    )
    return request, _small_supply(rng, people, request.available.shape)


def _specs(rng: np.random.Generator) -> tuple[DisciplineSpec, ...]:
    needles = DisciplineSpec(NEEDLES, 3, ((0, 1), (2, 3)), ("bed",))
    movement = DisciplineSpec(MOVEMENT, 2, ((0, 2),), ("gym", "bed"), spare_minutes=int(rng.choice([0, 5])))
    return needles, movement, DisciplineSpec(THIRD, 1, ((0, 1),), ("bed",))


def _need(rng: np.random.Generator, week: int) -> WeekNeed:
    needles, movement = int(rng.integers(0, 3)), int(rng.integers(0, 3))
    order = Order(rng.choice(["needles_first", "needles_first", "movement_first", "other_day"]))
    paired = 0 if order is Order.OTHER_DAY else min(needles, movement)
    return WeekNeed(week, "settle", needles, movement, paired, order, {THIRD: 1} if rng.random() < 0.2 else {})


def _small_team(rng: np.random.Generator) -> tuple[Practitioner, ...]:
    skills = [{NEEDLES}, {MOVEMENT}, {NEEDLES, MOVEMENT}, {THIRD, MOVEMENT}]
    picked = rng.choice(4, size=int(rng.integers(1, 4)))
    return tuple(Practitioner(f"p{n}", f"P{n}", frozenset(skills[skill])) for n, skill in enumerate(picked))


def _small_supply(rng: np.random.Generator, people: tuple[Practitioner, ...], shape: tuple[int, ...]) -> Supply:
    rooms = (Room("beds", "bed", 0), Room("gym", "gym", 0), Room("far", "bed", 1))
    return Supply(
        sites=("main", "far"),
        practitioners=people,
        free=rng.random((len(people), *shape)) < rng.choice([0.75, 0.95]),
        site_of=(rng.random((len(people), shape[0])) < 0.2).astype(np.int64),
        rooms=rooms,
        capacity=(rng.random((len(rooms), *shape)) < rng.choice([0.8, 0.97])).astype(np.int64),
    )


def clinic_case(
    seed: int, weeks: int, people: int, *, full: float = 0.75, named: bool = False
) -> tuple[CourseRequest, Supply]:
    """A course in a clinic whose calendar is partly full: bookings of one hour, 10 hours a day.

    Half of the practitioners do needles, half movement; the person has about half of the hours.
    """
    rng = np.random.default_rng(seed)
    days, slots = weekdays(weeks), 40
    team = tuple(
        Practitioner(f"p{n}", f"P{n}", frozenset({NEEDLES if n < people // 2 else MOVEMENT})) for n in range(people)
    )
    free = np.repeat(rng.random((people, len(days), slots // 4)) >= full, 4, axis=2)
    beds = rng.integers(0, 4, size=(2, len(days), slots // 4))
    request = CourseRequest(
        days=days,
        first_day=MONDAY,
        needs=course_needs(weeks),
        available=np.repeat(rng.random((len(days), slots // 8)) < 0.6, 8, axis=1),
        disciplines=(
            DisciplineSpec(NEEDLES, 3, ((0, 1), (2, 3)), ("bed",)),
            DisciplineSpec(MOVEMENT, 2, ((0, 2),), ("gym",)),
        ),
        cleared=frozenset({NEEDLES, MOVEMENT}),
        primaries={NEEDLES: "p0", MOVEMENT: f"p{people - 1}"} if named else {},
    )
    supply = Supply(
        sites=("main",),
        practitioners=team,
        free=free,
        site_of=np.zeros((people, len(days)), dtype=np.int64),
        rooms=(Room("beds", "bed", 0), Room("gym", "gym", 0)),
        capacity=np.repeat(beds, 4, axis=2).astype(np.int64),
    )
    return request, supply


def course_needs(weeks: int) -> tuple[WeekNeed, ...]:
    """Seed 002's weeks, as many as there are: two pairs, then one and a movement visit, then movement."""
    shapes = [(2, 2, 2)] * 2 + [(1, 2, 1)] * 3 + [(0, 1, 0)] * weeks
    return tuple(
        WeekNeed(week, "phase", needles, movement, paired)
        for week, (needles, movement, paired) in enumerate(shapes[:weeks], 1)
    )
