"""The states of the program over days: days still to wait, and visits this week, by discipline."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from weft.core.schedule.request import Ints

NEVER = -(10**9)
"""The value of what is not allowed: far below any course, far above the end of an int64."""


@dataclass(frozen=True, slots=True)
class Space:
    """All states on one day. A state is (days to wait, ...) + (visits this week, ...), numbered row by row."""

    apart: tuple[int, ...]
    """Smallest difference of dates between two visits, by discipline; 0 to wait means: may come today."""
    limits: tuple[int, ...]
    """Visits allowed in this day's week, by discipline."""

    @property
    def shape(self) -> tuple[int, ...]:
        return self.apart + tuple(limit + 1 for limit in self.limits)

    @property
    def size(self) -> int:
        return int(np.prod(self.shape))

    def state(self, waits: tuple[int, ...]) -> int:
        """Number of the state in which a week begins with these days to wait."""
        return int(np.ravel_multi_index(waits + (0,) * len(self.limits), self.shape))


@lru_cache(maxsize=4096)
def next_states(now: Space, then: Space, uses: tuple[bool, ...], days: int, same_week: bool) -> Ints:
    """Where each state leads when the disciplines in ``uses`` come today.

    Args:
        now: States of today.
        then: States of the next day in the calendar.
        uses: Whether each discipline comes today.
        days: Difference of dates between the two days, at least 1.
        same_week: Whether visits of this week go on counting.

    Returns:
        int[state]: number of the next state in ``then``, or ``then.size`` where today is not allowed.
    """
    kinds = len(uses)
    used = np.array(uses, dtype=np.int64)[:, None]
    grid = np.indices(now.shape).reshape(2 * kinds, -1)
    wait, visits = grid[:kinds], grid[kinds:]
    allowed = ((used == 0) | ((wait == 0) & (visits < np.array(now.limits)[:, None]))).all(axis=0)
    later = np.maximum(np.where(used == 1, np.array(now.apart)[:, None], wait) - days, 0)
    counted = visits + used if same_week else np.zeros_like(visits)
    states = np.ravel_multi_index(tuple(np.concatenate([later, counted])), then.shape, mode="clip")
    result: Ints = np.where(allowed, states, then.size)
    result.flags.writeable = False  # shared by every caller of the cache
    return result
