"""What one course asks for: weekly needs, the person's hours, and the rules between visits.

The database works in minutes on a 5-minute grid; the solver works in the clinic's slots (default
15 minutes). Lengths round up and hands-on times round outwards: movement of 40 minutes takes 3 slots
of 15. The minutes left over in the last slot are remembered (`spare_minutes`), so that the gap
between two halves is measured in true minutes. A claim may be stored in minutes: it always lies
inside the slots that the solver kept free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from weft.core.shared.care import MOVEMENT, NEEDLES

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Order(StrEnum):
    """In which order needles and movement may share a day."""

    NEEDLES_FIRST = "needles_first"
    MOVEMENT_FIRST = "movement_first"
    OTHER_DAY = "other_day"


@dataclass(frozen=True, slots=True)
class DisciplineSpec:
    """How one discipline uses time and rooms. Data: nothing here knows a discipline by name."""

    id: str
    slots: int
    """Slots that the person and the room are taken."""
    hands_on: tuple[tuple[int, int], ...]
    """Slots [from, to) in which the practitioner is needed, counted from the start of the visit."""
    rooms: tuple[str, ...]
    """Kinds of room that will do, best first."""
    spare_minutes: int = 0
    """Minutes of the last slot that the visit does not use."""

    def __post_init__(self) -> None:
        if self.slots < 1 or any(not 0 <= a < b <= self.slots for a, b in self.hands_on):
            raise ValueError(f"{self.id}: hands-on times must lie inside a visit of at least one slot")

    @classmethod
    def from_minutes(
        cls,
        id: str,  # noqa: A002  the word used everywhere for a discipline's id
        minutes: int,
        hands_on: tuple[tuple[int, int], ...],
        rooms: tuple[str, ...],
        *,
        slot_minutes: int = 15,
    ) -> "DisciplineSpec":
        """Round a visit given in minutes to slots: its length up, its hands-on times outwards."""
        slots = -(-minutes // slot_minutes)
        rounded = tuple((a // slot_minutes, -(-b // slot_minutes)) for a, b in hands_on)
        return cls(id, slots, rounded, rooms, slots * slot_minutes - minutes)


@dataclass(frozen=True, slots=True)
class WeekNeed:
    """How many visits one week of the course should have."""

    week: int
    """Counted from 1: week 1 begins on `CourseRequest.first_day`."""
    phase: str
    needles: int = 0
    movement: int = 0
    paired: int = 0
    """Pairs that the plan wants; fewer are reported, never hidden."""
    order: Order = Order.NEEDLES_FIRST
    others: Mapping[str, int] = field(default_factory=dict)
    """Visits of further disciplines, by id. They come alone: one day holds one trip."""

    def __post_init__(self) -> None:
        if self.paired > (0 if self.order is Order.OTHER_DAY else min(self.needles, self.movement)):
            raise ValueError(f"week {self.week}: more pairs than its visits and their order allow")

    @property
    def trips(self) -> int:
        """How often the person comes, when every pair is one trip."""
        return self.needles + self.movement - self.paired + sum(self.others.values())

    def wanted(self, discipline: str) -> int:
        """Visits of one discipline in this week."""
        return {NEEDLES: self.needles, MOVEMENT: self.movement, **self.others}.get(discipline, 0)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a course is worth, in points. All are 0 or more, or the smallest gap would not be the best."""

    placed: int = 1000
    """For each visit placed."""
    pair: int = 200
    """For each pair inside the window."""
    primary: int = 30
    """For each visit with the discipline's primary practitioner."""
    waiting: int = 2
    """Taken off for each quarter of an hour begun between two halves, beyond the minimum gap."""

    def __post_init__(self) -> None:
        if min(self.placed, self.pair, self.primary, self.waiting) < 0:
            raise ValueError("weights must be 0 or more")


@dataclass(frozen=True, slots=True, eq=False)
class CourseRequest:
    """One person's course. Arrays are indexed [day, slot] in the order of `days`."""

    days: tuple[date, ...]
    """Local dates of the clinic, rising. A date left out is a closed day."""
    first_day: date
    """First day of week 1; later weeks follow every 7 days."""
    needs: tuple[WeekNeed, ...]
    available: Bools
    """bool[day, slot]: when the person can come."""
    disciplines: tuple[DisciplineSpec, ...]
    cleared: frozenset[str]
    """Disciplines that may be booked; anything else never is."""
    slot_minutes: int = 15
    opens_minutes: int = 0
    """Minutes after local midnight at which slot 0 begins."""
    allow_split: bool = False
    """A person said that two halves on one day may lie further apart than the window."""
    window_minutes: int = 30
    min_gap_minutes: int = 0
    min_days_apart: Mapping[str, int] = field(default_factory=lambda: {NEEDLES: 2, MOVEMENT: 1})
    """Difference of dates between two visits of a discipline; 1 when not given."""
    primaries: Mapping[str, str] = field(default_factory=dict)
    """Primary practitioner by discipline; where none is named, the best one is chosen."""
    keep_same_people: bool = False
    """Book nobody but the primaries."""
    last_visits: Mapping[str, date] = field(default_factory=dict)
    """Date of the last visit before `days`, by discipline."""
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        if list(self.days) != sorted(set(self.days)) or len({n.week for n in self.needs}) != len(self.needs):
            raise ValueError("days must rise, and a week may be named once")
        if self.available.ndim != 2 or len(self.available) != len(self.days):
            raise ValueError("available must be bool[day, slot] over the days")
        if self.days and any(day >= self.days[0] for day in self.last_visits.values()):
            raise ValueError("last visits must lie before the days that are planned")
        if self.apart(NEEDLES) < 2 and self.spec(NEEDLES) is not None:
            raise ValueError("needles are never daily: at least 2 days apart")

    def apart(self, discipline: str) -> int:
        """Days that must lie between two visits of a discipline, as difference of dates; at least 1."""
        return max(1, self.min_days_apart.get(discipline, 1))

    def spec(self, discipline: str) -> DisciplineSpec | None:
        """The discipline's spec, or None when it was not given."""
        return next((spec for spec in self.disciplines if spec.id == discipline), None)

    def week_of(self, day: date) -> int:
        """Week of the course in which a date lies, from 1; 0 or less before the course."""
        return (day - self.first_day).days // 7 + 1

    def need_on(self, day: date) -> WeekNeed | None:
        """The need of the week in which a date lies."""
        week = self.week_of(day)
        return next((need for need in self.needs if need.week == week), None)

    def minute_of(self, slot: int) -> int:
        """Minutes after local midnight at which a slot begins."""
        return self.opens_minutes + slot * self.slot_minutes
