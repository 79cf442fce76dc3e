"""Feasible starts by array operations: the kernel that every scheduling question shares."""

import numpy as np

from weft.core.schedule.request import Bools, DisciplineSpec, Ints
from weft.core.schedule.supply import Supply

FAR = 10_000
"""A gap in slots that means: these two never follow each other on that day."""


def runs(free: Bools, spec: DisciplineSpec, parts: tuple[tuple[int, int], ...]) -> Bools:
    """Starts at which every slot of ``parts`` is free and the whole visit still fits into the day.

    Args:
        free: bool[..., slot].
        spec: The discipline; its length in slots decides the last start of a day.
        parts: Slots [from, to) counted from the start of the visit.

    Returns:
        bool[..., start], of the same shape as ``free``.
    """
    starts = np.zeros_like(free)
    count = free.shape[-1] - spec.slots + 1
    if count <= 0:
        return starts
    starts[..., :count] = True
    for first, last in parts:
        for slot in range(first, last):
            starts[..., :count] &= free[..., slot : slot + count]
    return starts


def room_rows(supply: Supply, spec: DisciplineSpec) -> tuple[int, ...]:
    """Rows of ``supply.rooms`` that will do for a discipline, best kind first."""
    rows = [row for row, room in enumerate(supply.rooms) if room.kind in spec.rooms]
    return tuple(sorted(rows, key=lambda row: spec.rooms.index(supply.rooms[row].kind)))


def room_starts(supply: Supply, spec: DisciplineSpec) -> Bools:
    """bool[site, day, start]: one room at the site is free for the whole visit."""
    starts = np.zeros((len(supply.sites), *supply.free.shape[1:]), dtype=np.bool_)
    for row in room_rows(supply, spec):
        starts[supply.rooms[row].site] |= runs(supply.capacity[row] > 0, spec, ((0, spec.slots),))
    return starts


def practitioner_starts(supply: Supply, spec: DisciplineSpec) -> Bools:
    """bool[practitioner, day, start]: registered for the discipline and free whenever hands are needed."""
    registered = np.array([spec.id in person.disciplines for person in supply.practitioners], dtype=np.bool_)
    return runs(supply.free, spec, spec.hands_on) & registered[:, None, None]


def feasible_starts(available: Bools, supply: Supply, spec: DisciplineSpec) -> Bools:
    """Every start at which person, practitioner and a room at the practitioner's site are free.

    One person's visits never overlap, so each start can be taken or left without regard to the
    person's other visits: only order, gaps and days between visits remain to be decided.

    Args:
        available: bool[day, slot], the person's hours.
        supply: The clinic's free time over the same days and slots.
        spec: The discipline.

    Returns:
        bool[practitioner, day, start].
    """
    person = runs(available, spec, ((0, spec.slots),))
    rooms = room_starts(supply, spec)
    at_their_site = rooms[supply.site_of, np.arange(len(available))[None, :]]
    return practitioner_starts(supply, spec) & person & at_their_site


def next_starts(starts: Bools) -> Ints:
    """int[..., slot]: first start at or after each slot, FAR when there is none that day."""
    marked = np.where(starts, np.arange(starts.shape[-1], dtype=np.int64), FAR)
    return np.minimum.accumulate(marked[..., ::-1], axis=-1)[..., ::-1]


def gaps_after(second: Bools, length: int, least: int) -> Ints:
    """int[..., start]: slots between the end of a first half begun there and the nearest second half.

    ``length`` is the first half's, ``least`` the smallest gap allowed, both in slots; FAR when no
    second half follows on that day.
    """
    slots = second.shape[-1]
    starts = np.arange(slots)
    padded = np.concatenate([next_starts(second), np.full((*second.shape[:-1], 1), FAR)], axis=-1)
    gaps: Ints = padded[..., np.minimum(starts + length + least, slots)] - (starts + length)
    return np.where(gaps > slots, FAR, gaps)


def smallest_gaps(first: Bools, after: Ints, same_site: Bools) -> Ints:
    """Smallest gap of each two practitioners on each day.

    Args:
        first: bool[practitioner, day, start] of the first half.
        after: int[practitioner, day, start] from :func:`gaps_after` for the second half.
        same_site: bool[practitioner, practitioner, day].

    Returns:
        int[first practitioner, second practitioner, day] in slots, FAR where no pair is possible.
    """
    gaps = np.full(same_site.shape, FAR, dtype=np.int64)
    for index, starts in enumerate(first):
        gaps[index] = np.where(starts, after, FAR).min(axis=-1, initial=FAR)
    return np.where(same_site, gaps, FAR)
