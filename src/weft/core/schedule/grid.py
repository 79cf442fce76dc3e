"""From hours and taken times, in local minutes, to the arrays that the program counts with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from weft.core.schedule.request import Bools
from weft.core.schedule.supply import Practitioner, Room, Supply

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """A time of one local day, in minutes after midnight: ``starts`` included, ``ends`` not."""

    day: date
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The days and slots of one course."""

    days: tuple[date, ...]
    """Rising; a day that is left out is a closed day."""
    opens_minutes: int
    """Minutes after local midnight at which slot 0 begins."""
    slots: int
    slot_minutes: int = 15

    def __post_init__(self) -> None:
        if self.opens_minutes < 0 or self.opens_minutes + self.slots * self.slot_minutes > DAY_MINUTES:
            raise ValueError("the slots must lie inside a day")


@dataclass(frozen=True, slots=True)
class Hands:
    """When one practitioner can work."""

    practitioner: Practitioner
    works: tuple[Span, ...]
    site_on: Mapping[date, int]
    """Index of the site by day; 0 on days without work."""
    taken: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """When one bed or room is taken."""

    room: Room
    taken: tuple[Span, ...]


def open_slots(grid: Grid, spans: Iterable[Span]) -> Bools:
    """bool[day, slot]: the whole slot lies inside the spans, taken together."""
    slots: Bools = np.all(_by_slot(grid, spans), axis=-1)
    return slots


def touched_slots(grid: Grid, spans: Iterable[Span]) -> Bools:
    """bool[day, slot]: some minute of the slot lies inside a span."""
    slots: Bools = np.any(_by_slot(grid, spans), axis=-1)
    return slots


def _by_slot(grid: Grid, spans: Iterable[Span]) -> Bools:
    rows = {day: row for row, day in enumerate(grid.days)}
    minutes = np.zeros((len(rows), DAY_MINUTES), dtype=np.bool_)
    for span in spans:
        if span.day in rows:
            minutes[rows[span.day], span.starts : span.ends] = True
    closes = grid.opens_minutes + grid.slots * grid.slot_minutes
    return minutes[:, grid.opens_minutes : closes].reshape(len(rows), grid.slots, grid.slot_minutes)


def hours(grid: Grid, can_come: Iterable[Span], taken: Iterable[Span]) -> Bools:
    """bool[day, slot]: when a person can come, less what is taken."""
    return open_slots(grid, can_come) & ~touched_slots(grid, taken)


def runs(slots: Bools) -> tuple[tuple[int, int, int], ...]:
    """bool[day, slot] as spans: day, first slot, slot after the last."""
    return tuple(_runs(slots))


def _runs(slots: Bools) -> Iterator[tuple[int, int, int]]:
    for day, row in enumerate(slots):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        for first, last in edges.reshape(-1, 2).tolist():
            yield day, first, last


def supply(grid: Grid, sites: tuple[str, ...], hands: Sequence[Hands], places: Sequence[Place]) -> Supply:
    """The clinic's free time over the grid, one row of capacity 0 or 1 for each bed or room."""
    shape = (len(grid.days), grid.slots)
    free = [hours(grid, one.works, one.taken) for one in hands]
    site_of = [[one.site_on.get(day, 0) for day in grid.days] for one in hands]
    capacity = [~touched_slots(grid, one.taken) for one in places]
    return Supply(
        sites=sites,
        practitioners=tuple(one.practitioner for one in hands),
        free=np.array(free, dtype=np.bool_).reshape(len(hands), *shape),
        site_of=np.array(site_of, dtype=np.int64).reshape(len(hands), len(grid.days)),
        rooms=tuple(one.room for one in places),
        capacity=np.array(capacity, dtype=np.int64).reshape(len(places), *shape),
    )
