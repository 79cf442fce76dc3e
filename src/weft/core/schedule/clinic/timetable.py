"""Everybody's visits on one floor, kept in step with what is free."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.core.schedule.clinic.best import Found, points_of
from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.member import Member, member
from weft.core.schedule.clinic.shape import Clinic, Visit


@dataclass(frozen=True, slots=True)
class Answer:
    """Visits and what they are worth."""

    visits: tuple[Visit, ...]
    points: int


class Timetable:
    """A floor with everybody's visits on it."""

    def __init__(self, clinic: Clinic, existing: Sequence[Visit] = ()) -> None:
        """Lay out a clinic.

        Of ``existing``, the days with a confirmed visit stay as they are for good; all others are where it begins.
        """
        self.clinic = clinic
        self.floor = Floor(clinic)
        own: dict[str, list[Visit]] = {person.id: [] for person in clinic.people}
        for visit in existing:
            own[visit.person].append(visit)
        stays = {(v.person, v.day) for v in existing if v.confirmed}  # who agreed to a half relies on the other one
        kept = {id_: [self.floor.spot(v) for v in visits if (id_, v.day) in stays] for id_, visits in own.items()}
        self._confirmed = {(v.person, self.floor.spot(v)) for v in existing if v.confirmed}
        self.members: list[Member] = [member(self.floor, at, kept[one.id]) for at, one in enumerate(clinic.people)]
        self.spots: list[tuple[Spot, ...]] = [() for _ in self.members]
        self.points = [points_of(self.floor, one, ()) for one in self.members]
        self.holder: dict[tuple[int, int], int] = {}
        for one in self.members:
            for spot in one.kept:
                self.floor.take(spot)
        for one in self.members:
            spots = tuple(self.floor.spot(v) for v in own[one.person.id] if (v.person, v.day) not in stays)
            self.put(one.at, (points_of(self.floor, one, spots), spots))

    @property
    def total(self) -> int:
        """What all visits are worth."""
        return sum(self.points)

    def bare(self, one: Member) -> int:
        """What those visits of somebody are worth that stay for good."""
        return points_of(self.floor, one, ())

    def clear(self, at: int) -> Found:
        """Take one person's visits from the floor; gives what :meth:`put` takes back."""
        found = self.points[at], self.spots[at]
        for spot in self.spots[at]:
            self.floor.release(spot)
            for bit in self._hands(spot):
                del self.holder[spot[2], bit]
        self.spots[at] = ()
        self.points[at] = self.bare(self.members[at])
        return found

    def put(self, at: int, found: Found) -> None:
        """Give one person, who has none, these visits."""
        self.points[at], self.spots[at] = found
        for spot in self.spots[at]:
            self.floor.take(spot)
            for bit in self._hands(spot):
                self.holder[spot[2], bit] = at

    def _hands(self, spot: Spot) -> list[int]:
        return [spot[1] + slot for slot in self.floor.lanes[spot[0]].hands]

    def found(self) -> list[Found]:
        """Everybody's visits as they are now, beside those that stay for good."""
        return list(zip(self.points, self.spots, strict=True))

    def answer(self, found: Iterable[Found] | None = None) -> Answer:
        """All visits by day and time: as they are now, or as they were ``found``."""
        points, visits = 0, []
        for one, (worth, spots) in zip(self.members, self.found() if found is None else found, strict=True):
            points += worth
            for spot in (*one.kept, *spots):
                is_confirmed = (one.person.id, spot) in self._confirmed
                visits.append(self.floor.visit(one.person, spot, confirmed=is_confirmed))
        return Answer(tuple(sorted(visits, key=lambda v: (v.day, v.start, v.person, v.discipline))), points)


def noise(seed: int) -> Iterator[int]:
    """Whole numbers from 0 to 2^30 - 1, the same for the same seed."""
    return iter(Lots(seed))


class Lots:
    """The same, one after the other or many at once: either way each of them once, and in their order."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._now: Iterator[int] = iter(())
        self._given_back: list[NDArray[np.int64]] = []

    def __iter__(self) -> Iterator[int]:
        while True:
            self._now = iter(self.more().tolist())
            yield from self._now

    def more(self) -> NDArray[np.int64]:
        """The next ones, at most some thousands; none that only one after the other was given."""
        begun = list(self._now)
        if begun:
            return np.array(begun)
        return self._given_back.pop() if self._given_back else self._rng.integers(0, 1 << 30, 16384)

    def back(self, unused: NDArray[np.int64]) -> None:
        """Take back what was not used; they are the next ones."""
        self._given_back.append(unused)
