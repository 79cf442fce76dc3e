"""Ruin and recreate over flat arrays: several tens of times as fast as bits where `inner.py` is compiled."""

from collections.abc import Callable, Sequence

import numpy as np

from weft.core.schedule.clinic.arrays import Ints, Rules, State, Worths
from weft.core.schedule.clinic.best import Found, Program
from weft.core.schedule.clinic.inner_floor import MOST, NOISE
from weft.core.schedule.clinic.laid import laid_rules, laid_state, laid_worths
from weft.core.schedule.clinic.timetable import Lots, Timetable

LONGEST = 62
"""Slots of a day that fit into one number."""
MUCH = 1 << 40
"""Points of one person, in thousandths of what fits into a number."""
Steps = Callable[[Rules, Worths, State, float, int, int], int]
"""`inner.steps`, compiled."""


def fits(timetable: Timetable) -> bool:
    """Whether a clinic can be looked at in this way."""
    clinic, members = timetable.clinic, timetable.members
    is_empty = not (clinic.days and clinic.disciplines and clinic.practitioners and clinic.rooms and members)
    return not is_empty and clinic.slots <= LONGEST and max(abs(one.most) for one in members) < MUCH


class Flat:
    """Goes on from a timetable as it is, and from the best so far; the timetable itself stays behind."""

    def __init__(self, timetable: Timetable, program: Program, lots: Lots, steps: Steps, best: Sequence[Found]) -> None:
        self._timetable, self._program, self._lots, self._steps = timetable, program, lots, steps
        self._rules = laid_rules(timetable)
        self._state = laid_state(timetable, self._rules, best)
        self._worths = laid_worths(timetable, program)
        days, lanes, _ = self._state.ways.shape[2], *self._state.single.shape
        self._most_noise = 24 + len(self._state.group) * days * (5 * lanes + 1)

    def guide(self) -> None:
        """The program's prices have changed."""
        self._worths = laid_worths(self._timetable, self._program)

    def step(self, heat: float, number: int) -> None:
        """Ruin and recreate so many times."""
        while number:
            number -= self._steps(self._rules, self._worths, self._state, heat, number, self._most_noise)
            if number:
                noise = np.concatenate([self._unused(), self._lots.more()])
                self._state = self._state._replace(noise=noise)
                self._state.meta[NOISE] = 0

    def _unused(self) -> Ints:
        return self._state.noise[self._state.meta[NOISE] :]

    def end(self) -> list[Found]:
        """The best; noise that was not used is given back."""
        self._lots.back(self._unused())
        return self.best

    @property
    def best_points(self) -> int:
        """What the best so far is worth."""
        return int(self._state.meta[MOST])

    @property
    def best(self) -> list[Found]:
        """Everybody's visits at their best."""
        state, kept = self._state, self._rules.kept
        return [
            (
                int(points),
                tuple(self._spot(state.best_spots[at, one]) for one in range(kept[at], state.best_number[at])),
            )
            for at, points in enumerate(state.best_points)
        ]

    def _spot(self, spot: Ints) -> tuple[int, int, int, int]:
        row, day, slot, who, room = spot.tolist()
        return row, day * self._timetable.floor.stride + slot, who, room
