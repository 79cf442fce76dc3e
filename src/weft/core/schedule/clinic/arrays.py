"""What `inner.py` works on: a timetable as flat arrays of whole numbers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Rules(NamedTuple):
    """What stays as it is: by member, discipline and day."""

    may: Ints
    reach: Ints
    """Bits of ``may``, by the floor's stride."""
    stride: int
    slots: Ints
    """By discipline, and last of a whole day."""
    hands: Ints
    people: Ints
    """With -1 after the last one; the own one first."""
    staff: Ints
    """How many they are."""
    own: Ints
    rooms: Ints
    kinds: Ints
    """How many ``rooms`` are."""
    placed: Ints
    most: Ints
    bare: Ints
    """Points without any visit but those that stay."""
    kept: Ints
    """How many visits stay; they are the first of the spots."""
    pairs: Ints
    """First and second discipline, or -1; by member and order."""
    pair_days: Ints
    shifts: Ints
    """By member and first discipline: bits from start to start, at least and at most."""
    program: Ints
    """By member: whose program over days."""
    base: Ints
    """By program and day: where its states begin."""
    stay: Ints
    moves: Ints
    """By state: where its moves begin; they end where the next one's begin."""
    trip: Ints
    then: Ints
    primary: int
    pair: int
    waiting: int
    gap: int
    window: int
    minutes: int


class Worths(NamedTuple):
    """What starts are worth beyond the visit; new whenever prices count less."""

    of: Ints
    """By member and discipline."""
    classes: Ints
    points: Ints
    masks: Ints
    exact: Ints
    order: Ints
    """By member and pair: which order of ways."""
    first: Ints
    """By order: where its ways begin."""
    ways: Ints
    """Points, class of each half, bits from start to start."""


class State(NamedTuple):
    """What changes."""

    meta: Ints
    noise: Ints
    free: Ints
    """By practitioner and day: slots."""
    left: Ints
    open: Ints
    """By kind of room and day: slots."""
    ready: Ints
    """By discipline, practitioner and day: starts."""
    whole: Ints
    """By discipline, kind of room and day: starts."""
    holder: Ints
    number: Ints
    spots: Ints
    points: Ints
    best_number: Ints
    best_spots: Ints
    best_points: Ints
    ways: Ints
    single: Ints
    both: Ints
    added: Ints
    values: Ints
    group: Ints
    old_number: Ints
    old_spots: Ints
    old_points: Ints
