"""Free stretches of one day into which a whole pair would fit: needles, then movement inside the window."""

from dataclasses import dataclass

import numpy as np

from weft.core.schedule.grid import Grid
from weft.core.schedule.request import Bools
from weft.core.schedule.supply import Supply
from weft.core.shared.discipline import Discipline


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a pair, as a calendar needs it."""

    discipline: Discipline
    kinds: tuple[str, ...]
    """Kinds of place that will do, best first."""


@dataclass(frozen=True, slots=True)
class PairGap:
    """A stretch in which one pair of hands, or two, and two places stay free."""

    starts: int
    """Minutes after midnight of the first possible start."""
    last_start: int
    ends: int
    """When the movement half of the last possible pair would be over."""
    practitioners: tuple[str, str]
    """Ids, needles first; the same twice for somebody who does both."""
    places: tuple[str, str]


def pair_gaps(grid: Grid, supply: Supply, halves: tuple[Half, Half], *, since: int) -> tuple[PairGap, ...]:
    """Where a pair still fits on the grid's first day, movement directly after the needles.

    Args:
        grid: Its first day is asked about.
        supply: What is free over the grid.
        halves: Needles and movement.
        since: Minutes after midnight; earlier starts do not count.

    Returns:
        Stretches in the order of the day. In each the first practitioners (in the supply's order) and the best places
        that are free for the stretch's first start; a later start that they cannot take opens a new stretch.
    """
    found: list[PairGap] = []
    for slot in range(grid.slots):
        starts = grid.opens_minutes + slot * grid.slot_minutes
        if starts < since:
            continue
        free = _choices(grid, supply, halves, slot)
        last = found[-1] if found else None
        goes_on = last and last.last_start + grid.slot_minutes == starts and (last.practitioners, last.places) in free
        if goes_on and last:
            found[-1] = PairGap(last.starts, starts, starts + _length(grid, halves), last.practitioners, last.places)
        elif free:
            found.append(PairGap(starts, starts, starts + _length(grid, halves), *free[0]))
    return tuple(found)


def _length(grid: Grid, halves: tuple[Half, Half]) -> int:
    return sum(_slots(grid, half.discipline.visit_minutes) for half in halves) * grid.slot_minutes


def _slots(grid: Grid, minutes: int) -> int:
    return -(-minutes // grid.slot_minutes)


def _choices(
    grid: Grid, supply: Supply, halves: tuple[Half, Half], slot: int
) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Practitioners and places that can take a pair starting in this slot."""
    first, then = halves
    second = slot + _slots(grid, first.discipline.visit_minutes)
    needles, movement = _free(grid, supply, first, slot), _free(grid, supply, then, second)
    return [
        ((hands, other), (place, room))
        for hands, place, site in needles
        for other, room, there in movement
        if site == there
    ]


def _free(grid: Grid, supply: Supply, half: Half, slot: int) -> list[tuple[str, str, int]]:
    """(practitioner, place, site) that are free for this half."""
    until = slot + _slots(grid, half.discipline.visit_minutes)
    if until > grid.slots:
        return []
    busy = _hands_on(grid, half)
    hands = [
        (one.id, int(supply.site_of[row, 0]))
        for row, one in enumerate(supply.practitioners)
        if half.discipline.id in one.disciplines and supply.free[row, 0, slot:until][busy].all()
    ]
    places = [
        (room.id, room.site)
        for kind in half.kinds
        for row, room in enumerate(supply.rooms)
        if room.kind == kind and (supply.capacity[row, 0, slot:until] > 0).all()
    ]
    return [(who, place, site) for who, site in hands for place, there in places if site == there]


def _hands_on(grid: Grid, half: Half) -> Bools:
    """bool[slot of the visit]: the practitioner's hands are needed in some minute of it."""
    busy = np.zeros(_slots(grid, half.discipline.visit_minutes), dtype=np.bool_)
    for begins, ends in half.discipline.hands_on:
        busy[begins // grid.slot_minutes : _slots(grid, ends)] = True
    return busy
