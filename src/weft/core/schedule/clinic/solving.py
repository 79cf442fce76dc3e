"""A whole clinic, better and better: the caller holds the clock, stops when it likes, and takes the best so far."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from weft.core.schedule.clinic.best import Found
from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.ruin import Search
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.timetable import Answer, Timetable, noise


class Method(StrEnum):
    """How visits are found."""

    WEFT = "weft"
    FRONT_DESK = "front-desk"
    """Each visit by itself, at the first time that fits."""
    FRONT_DESK_PAIRS = "front-desk-pairs"
    """Each pair first, at the first time that fits."""


HOT, COLD = 250.0, 6.0
"""Points that a timetable may lose at a step: at the beginning, and at the end of the ruining."""
RUIN_SHARE = 0.7
"""Of what may be spent, the part that goes into ruin and recreate; the rest is joint programs."""
GROUP = 20
"""People in a joint program."""
JOINT_STEPS = 1000
"""A joint program takes about as long as so many steps."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands."""

    steps: int
    points: int


class Solver:
    """One search. The same clinic, seed and number of steps give the same answer."""

    def __init__(self, clinic: Clinic, *, seed: int = 1, existing: Sequence[Visit] = (), joint: Effort | None = None):
        """Begin with what exists: days with a confirmed visit stay for good.

        Args:
            clinic: As read; it must not contradict itself.
            seed: Any whole number, 0 or more.
            existing: Visits that keep the rules.
            joint: When a joint program stops; by nodes alone when left out.
        """
        self._timetable = Timetable(clinic, existing)
        self._noise = noise(seed)
        self._search = Search(self._timetable, self._noise)
        self._joint = joint or Effort()
        self._steps = 0
        self._most = sum(member.most for member in self._timetable.members)
        self._best: list[Found] = self._timetable.found()
        self._best_points = self._timetable.total

    @property
    def answer(self) -> Answer:
        """The best so far; sound at any moment, also when a step was broken off."""
        return self._timetable.answer(self._best)

    def _keep(self) -> None:
        if self._timetable.total > self._best_points:
            self._best = self._timetable.found()
            self._best_points = self._timetable.total

    def by_hand(self, *, pairs: bool) -> None:
        """Book as a front desk does."""
        book_by_hand(self._timetable, pairs=pairs)
        self._keep()

    def run(self, spent: Callable[[int], float], left: Callable[[], float] | None = None) -> Iterator[Progress]:
        """Search until everything is spent or nobody lacks anything, and say now and then where it stands.

        Args:
            spent: From the number of steps done to the share of the budget that is used up: 0 at first, 1 at the end.
            left: Seconds that are left, for those who keep to a time: no joint program takes longer.
        """
        self._search.fill()
        self._keep()
        yield Progress(self._steps, self._best_points)
        while self._best_points < self._most and (share := spent(self._steps)) < RUIN_SHARE:
            heat = HOT * (COLD / HOT) ** (share / RUIN_SHARE)
            for _ in range(50):
                if self._search.step(int(-heat * log((next(self._noise) + 1) / (1 << 30)))):
                    self._keep()
                self._steps += 1
            yield Progress(self._steps, self._best_points)
        self._restore()
        while self._best_points < self._most and spent(self._steps) < 1:
            self._together(self._joint.within(left()) if left else self._joint)
            self._steps += JOINT_STEPS
            self._keep()
            yield Progress(self._steps, self._best_points)

    def _restore(self) -> None:
        for at in range(len(self._best)):
            self._timetable.clear(at)
        for at, found in enumerate(self._best):
            self._timetable.put(at, found)

    def _together(self, effort: Effort) -> None:
        group = self._search.relatives(GROUP)
        if all(self._timetable.points[at] >= self._timetable.members[at].most for at in group):
            return
        old = [self._timetable.clear(at) for at in group]
        found = Joint(self._timetable, group).solve(effort, old)
        better = found is not None and sum(points for points, _ in found) > sum(points for points, _ in old)
        for at, had in zip(group, found if found and better else old, strict=True):
            self._timetable.put(at, had)


def solve(
    clinic: Clinic,
    method: Method = Method.WEFT,
    *,
    seed: int = 1,
    steps: int = 1000,
    existing: Sequence[Visit] = (),
    joint: Effort | None = None,
) -> Answer:
    """A whole search of so many steps: always the same answer for the same arguments."""
    solver = Solver(clinic, seed=seed, existing=existing, joint=joint)
    if method is Method.WEFT:
        for _ in solver.run(lambda done: done / max(1, steps)):
            pass
    else:
        solver.by_hand(pairs=method is Method.FRONT_DESK_PAIRS)
    return solver.answer
