"""One course laid out for the program: who can do what when, and what each day is worth."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from weft.core.schedule.kernel import FAR, feasible_starts, gaps_after, smallest_gaps
from weft.core.schedule.request import Bools, CourseRequest, DisciplineSpec, Ints, Order
from weft.core.schedule.states import NEVER
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

HALVES = {Order.NEEDLES_FIRST: (NEEDLES, MOVEMENT), Order.MOVEMENT_FIRST: (MOVEMENT, NEEDLES)}
"""First and second half of a pair, by order."""


@dataclass(frozen=True)
class Lane:
    """One discipline of the course."""

    spec: DisciplineSpec
    people: tuple[int, ...]
    """Rows of `Supply.practitioners` who are registered for it."""
    starts: Bools
    """bool[person of the lane, day, start]."""
    primaries: tuple[int, ...]
    """Positions in ``people`` that may be the primary; (-1,) when nobody is registered."""


@dataclass(frozen=True)
class Pairing:
    """The two halves in one order."""

    first: Lane
    second: Lane
    after: Ints
    """int[second person, day, start of the first half]: nearest gap in slots."""
    gaps: Ints
    """int[first person, second person, day]: smallest gap in slots."""


@dataclass(frozen=True)
class Board:
    """A request and a supply, worked out once for everything that is asked about one course."""

    request: CourseRequest
    supply: Supply

    def __post_init__(self) -> None:
        if self.request.available.shape != self.supply.free.shape[1:]:
            raise ValueError("request and supply must cover the same days and slots")
        for discipline, who in self.request.primaries.items():
            if not any(person.id == who and discipline in person.disciplines for person in self.supply.practitioners):
                raise ValueError(f"the primary for {discipline} is not in the supply, or not registered for it")

    @cached_property
    def lanes(self) -> dict[str, Lane]:
        """Lanes of the disciplines that are cleared and wanted, by id, in the order of the request."""
        specs = [spec for spec in self.request.disciplines if spec.id in self.request.cleared]
        wanted = [spec for spec in specs if any(need.wanted(spec.id) for need in self.request.needs)]
        return {spec.id: self._lane(spec) for spec in wanted}

    def _lane(self, spec: DisciplineSpec) -> Lane:
        everyone = self.supply.practitioners
        people = tuple(row for row, person in enumerate(everyone) if spec.id in person.disciplines)
        starts = feasible_starts(self.request.available, self.supply, spec)[list(people)]
        named = self.request.primaries.get(spec.id)
        may_be = [at for at, row in enumerate(people) if named is None or everyone[row].id == named]
        return Lane(spec, people, starts, tuple(may_be) or (-1,))

    @cached_property
    def pairings(self) -> dict[Order, Pairing]:
        """The halves in each order that some week asks for."""
        if not {NEEDLES, MOVEMENT} <= self.lanes.keys():
            return {}
        orders = {need.order for need in self.request.needs if need.needles and need.movement}
        return {order: self._pairing(*HALVES[order]) for order in HALVES if order in orders}

    def _pairing(self, first_id: str, second_id: str) -> Pairing:
        first, second = self.lanes[first_id], self.lanes[second_id]
        missing = self.request.min_gap_minutes - first.spec.spare_minutes
        least = max(0, -(-missing // self.request.slot_minutes))
        after = gaps_after(second.starts, first.spec.slots, least)
        site = self.supply.site_of
        same_site = site[list(first.people)][:, None] == site[list(second.people)][None]
        return Pairing(first, second, after, smallest_gaps(first.starts, after, same_site))

    def gap_minutes(self, first: DisciplineSpec, gap_slots: Ints | int) -> Ints:
        """True minutes between two halves: the slots between, and what the first leaves of its last slot."""
        return np.asarray(gap_slots) * self.request.slot_minutes + first.spare_minutes

    def pair_worth(self, first: DisciplineSpec, gap_slots: Ints | int) -> Ints:
        """Points of two halves on one day without the primaries; NEVER where they may not share it."""
        weights, gap = self.request.weights, self.gap_minutes(first, gap_slots)
        waiting = -(-(gap - self.request.min_gap_minutes) // 15)
        in_window = gap <= self.request.window_minutes
        worth = 2 * weights.placed + weights.pair * in_window - weights.waiting * waiting
        allowed = (np.asarray(gap_slots) < FAR) & (in_window | self.request.allow_split)
        return np.where(allowed, worth, NEVER)
