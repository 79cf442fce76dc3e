"""A whole clinic, better and better: the caller holds the clock, stops when it likes, and takes the best so far."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.searching import BlockSearch, Compiled
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.timetable import Answer


class Method(StrEnum):
    """How visits are found."""

    WEFT = "weft"
    FRONT_DESK = "front-desk"
    """Each visit by itself, at the first time that fits."""
    FRONT_DESK_PAIRS = "front-desk-pairs"
    """Each pair first, at the first time that fits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands."""

    steps: int
    points: int


class Solver:
    """One search, block by block of the calendar. The same clinic, seed and number of steps give the same answer."""

    def __init__(
        self,
        clinic: Clinic,
        *,
        seed: int = 1,
        existing: Sequence[Visit] = (),
        joint: Effort | None = None,
        only: Collection[int] | None = None,
        compiled: Compiled | None = None,
    ) -> None:
        """Begin with what exists: days with a confirmed visit stay for good.

        Args:
            clinic: As read; it must not contradict itself.
            seed: Any whole number, 0 or more.
            existing: Visits that keep the rules.
            joint: When a joint program stops; by nodes alone when left out.
            only: Numbers of the blocks to look at, where others look at the rest; all when left out.
            compiled: Gives compiled steps, which answer the same and sooner; asked when they are needed.
        """
        self._searches = {
            at: (
                block,
                BlockSearch(
                    block.clinic,
                    seed=seed + (at << 32),
                    existing=block.inside(existing),
                    joint=joint or Effort(),
                    compiled=compiled,
                ),
            )
            for at, block in enumerate(blocks(clinic))
            if only is None or at in only
        }

    @property
    def answer(self) -> Answer:
        """The best so far; sound at any moment, also when a step was broken off."""
        return joined(self.answers.values())

    @property
    def answers(self) -> dict[int, Answer]:
        """The same by block."""
        found = {}
        for at, (block, search) in self._searches.items():
            answer = search.answer
            found[at] = Answer(block.outside(answer.visits), answer.points)
        return found

    def by_hand(self, *, pairs: bool) -> None:
        """Book as a front desk does."""
        for _, search in self._searches.values():
            search.by_hand(pairs=pairs)

    def run(self, spent: Callable[[int], float], left: Callable[[], float] | None = None) -> Iterator[Progress]:
        """Search until everything is spent or nobody lacks anything, and say now and then where it stands.

        Args:
            spent: From the number of steps done to the share of the budget that is used up: 0 at first, 1 at the end.
            left: Seconds that are left, for those who keep to a time: no joint program takes longer.
        """
        searches = [search for _, search in self._searches.values()]
        runs = [search.run(lambda: spent(self._progress.steps), left) for search in searches]
        for run in runs:  # nobody sees an answer in which a block was not looked at
            next(run)
        yield self._progress
        while runs:
            for run in list(runs):
                if next(run, self) is self:
                    runs.remove(run)
                else:
                    yield self._progress

    @property
    def _progress(self) -> Progress:
        searches = [search for _, search in self._searches.values()]
        return Progress(sum(search.steps for search in searches), sum(search.best_points for search in searches))


def joined(answers: Iterable[Answer]) -> Answer:
    """Blocks as one answer."""
    found = list(answers)
    visits = sorted(
        (visit for one in found for visit in one.visits), key=lambda v: (v.day, v.start, v.person, v.discipline)
    )
    return Answer(tuple(visits), sum(one.points for one in found))


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
