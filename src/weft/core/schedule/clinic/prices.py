"""What a slot of everybody's time is worth to the clinic: prices by demand (Lagrangian relaxation).

Every slot of every practitioner and every kind of room has a price. In each round everybody takes alone, by an exact
program over days, what pays most; what too many take becomes dearer, what nobody takes becomes cheaper. The prices
guide the search to leave what is scarce to those who can take nothing else; they decide nothing by themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.core.schedule.clinic.floor import Floor, Lane, Spot
from weft.core.schedule.clinic.member import Member
from weft.core.schedule.clinic.shape import Clinic
from weft.core.schedule.clinic.weeks import PAIR, Day

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = 1e12
"""Costs more than anything is worth."""
MEMORY = 0.8
"""Of the demand that moves a price, the part that is that of earlier rounds: so it swings less."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Points of each slot, by bit of the floor."""

    hands: Floats
    """By practitioner."""
    rooms: Floats
    """By kind of room."""

    def times(self, weight: float) -> "Prices":
        """The same, counting more or less."""
        return Prices(self.hands * weight, self.rooms * weight)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One discipline at the prices of a round, by person and start."""

    gain: Floats
    who: Ints
    room: Ints


class Market:
    """Finds prices, better with each round. Nothing here is random."""

    def __init__(self, clinic: Clinic, members: Sequence[Member]) -> None:
        """Begin with prices of nothing. Visits that stay for good are no demand, and their time is taken."""
        self._clinic, self._members = clinic, members
        self._floor = floor = Floor(clinic)
        for one in members:
            for spot in one.kept:
                floor.take(spot)
        self._bits = floor.stride * len(clinic.days)
        self._free = self._flags(floor.free).astype(np.float64)
        left = [[floor.left(room, bit) for bit in range(self._bits)] for room in range(len(clinic.rooms))]
        self._left = np.array(left, dtype=np.float64).reshape(-1, self._bits)
        self._may = [self._flags([one.lanes[lane.row].may for one in members]) for lane in floor.lanes]
        self._prices = Prices(np.zeros(self._free.shape), np.zeros(self._left.shape))
        self._excess = self._prices
        self._alike: dict[int, list[int]] = {}
        for one in members:
            self._alike.setdefault(id(one.days), []).append(one.at)

    def _flags(self, numbers: Sequence[int]) -> NDArray[np.bool_]:
        rows = [[number >> bit & 1 for bit in range(self._bits)] for number in numbers]
        return np.array(rows, dtype=np.bool_).reshape(len(numbers), self._bits)

    @property
    def prices(self) -> Prices:
        """As they are now."""
        return self._prices

    def round(self, length: float) -> None:
        """Let everybody choose once, and move each price by ``length`` points for each one too many or too few."""
        hands, rooms = np.zeros(self._free.shape), np.zeros(self._left.shape)
        choices = [self._choice(lane) for lane in self._floor.lanes]
        for row, start, who, room in self._demand(choices):
            lane = self._floor.lanes[row]
            for slot in lane.hands:
                hands[who, start + slot] += 1
            rooms[room, start : start + lane.treatment.slots] += 1
        old, now = self._excess, self._prices
        self._excess = Prices(
            MEMORY * old.hands + (1 - MEMORY) * (hands - self._free),
            MEMORY * old.rooms + (1 - MEMORY) * (rooms - self._left),
        )
        self._prices = Prices(
            np.maximum(0, now.hands + length * self._excess.hands) * self._free,
            np.maximum(0, now.rooms + length * self._excess.rooms) * (self._left > 0),
        )

    def _choice(self, lane: Lane) -> _Choice:
        """The most that a visit gains anybody at any start, by whom and where."""
        members, row = self._members, lane.row
        hands = np.full(self._free.shape, NEVER)
        hands[list(lane.people)] = 0
        for slot in lane.hands:
            hands += np.roll(np.where(self._free > 0, self._prices.hands, NEVER), -slot, axis=1)
        rooms = np.zeros(self._left.shape)
        for slot in range(lane.treatment.slots):
            rooms += np.roll(np.where(self._left > 0, self._prices.rooms, NEVER), -slot, axis=1)
        cost, who = self._by_whom(row, hands)
        room = np.zeros_like(who)
        for kinds in sorted({one.lanes[row].rooms for one in members}):
            people = [one.at for one in members if one.lanes[row].rooms == kinds]
            cost[people] += rooms[list(kinds)].min(axis=0, initial=NEVER)
            room[people] = np.array(kinds)[rooms[list(kinds)].argmin(axis=0)] if kinds else 0
        placed = np.array([[one.placed] for one in members], dtype=np.float64)
        return _Choice(np.where(self._may[row], placed - cost, -NEVER), who, room)

    def _by_whom(self, row: int, hands: Floats) -> tuple[Floats, Ints]:
        """By person and start: the least that somebody costs who may treat, and who it is; the own one costs less."""
        own = np.array([[one.lanes[row].own] for one in self._members])
        alone = np.array([[one.person.same_people] for one in self._members])
        others = np.where(alone, NEVER, hands.min(axis=0, initial=NEVER)[None, :])
        with_own = np.where(own >= 0, hands[own[:, 0]] - self._clinic.worth.primary, NEVER)
        is_own = with_own <= others
        return np.where(is_own, with_own, others), np.where(is_own, own, hands.argmin(axis=0)[None, :])

    def _demand(self, choices: Sequence[_Choice]) -> Iterator[Spot]:
        """The visits that everybody takes, each person by the exact program over days."""
        days, stride = len(self._clinic.days), self._floor.stride
        gains = [one.gain.reshape(len(self._members), days, stride) for one in choices]
        pairs = self._pairs(gains)
        for rows in self._alike.values():
            program = self._members[rows[0]].days
            worth = {row: gain[rows].max(axis=2) for row, gain in enumerate(gains)} | {PAIR: pairs.gain[rows]}
            values = _values(program, worth)
            for index, at in enumerate(rows):
                for day, trip in _trips(program, worth, values, index):
                    starts = [(trip, int(gains[trip][at, day].argmax()))] if trip != PAIR else pairs.halves(at, day)
                    for row, slot in starts:
                        start = day * stride + slot
                        yield row, start, int(choices[row].who[at, start]), int(choices[row].room[at, start])

    def _pairs(self, gains: Sequence[Floats]) -> "_Pairs":
        """The most that two halves of one day gain. A split gains less, and is not looked at."""
        clinic, stride = self._clinic, self._floor.stride
        found = _Pairs.none(len(self._members), len(clinic.days))
        for first, second in sorted({pair[:2] for one in self._members for pair in one.pairs}):
            days = [sum(bits for *rows, bits in one.pairs if rows == [first, second]) for one in self._members]
            firsts = np.where(self._flags(days).reshape(gains[first].shape), gains[first], -NEVER)
            for gap in range(clinic.min_gap_slots, clinic.window_slots + 1):
                waiting = clinic.worth.waiting * -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15)
                length = min(stride, self._floor.lanes[first].treatment.slots + gap)
                then = np.full_like(firsts, -NEVER)
                then[:, :, : stride - length] = gains[second][:, :, length:]
                found.add(firsts + then + clinic.worth.pair - waiting, (first, second, length))
        return found


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The best two halves of each person and day."""

    gain: Floats
    slot: Ints
    way: Ints
    ways: list[tuple[int, int, int]]
    """First half, second half, slots from the start of one to the start of the other."""

    @classmethod
    def none(cls, people: int, days: int) -> "_Pairs":
        shape = people, days
        return cls(np.full(shape, -NEVER), np.zeros(shape, np.int64), np.zeros(shape, np.int64), [])

    def add(self, gains: Floats, way: tuple[int, int, int]) -> None:
        most = gains.max(axis=2)
        better = most > self.gain
        self.gain[better] = most[better]
        self.slot[better] = gains.argmax(axis=2)[better]
        self.way[better] = len(self.ways)
        self.ways.append(way)

    def halves(self, at: int, day: int) -> list[tuple[int, int]]:
        first, second, length = self.ways[self.way[at, day]]
        slot = int(self.slot[at, day])
        return [(first, slot), (second, slot + length)]


def _values(days: Sequence[Day], worth: Mapping[int, Floats]) -> list[Floats]:
    """The most that the rest of the days can add: by day, [person, state]."""
    values = [np.zeros((len(worth[PAIR]), 1))]
    for at in range(len(days) - 1, -1, -1):
        later, day = values[-1], days[at]
        now = later[:, list(day.stay)]
        for state, moves in enumerate(day.moves):
            for trip, then in moves:
                np.maximum(now[:, state], later[:, then] + worth[trip][:, at], out=now[:, state])
        values.append(now)
    return values[::-1]


def _trips(
    days: Sequence[Day], worth: Mapping[int, Floats], values: Sequence[Floats], index: int
) -> Iterator[tuple[int, int]]:
    """Day and trip of one person's best visits."""
    state = 0
    for at, day in enumerate(days):
        now, later = values[at][index, state], values[at + 1][index]
        if later[day.stay[state]] >= now:
            state = day.stay[state]
            continue
        trip, state = max(day.moves[state], key=lambda move: later[move[1]] + worth[move[0]][index, at])
        yield at, trip
