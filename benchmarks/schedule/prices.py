"""A proven upper bound on what any answer for a clinic can be worth, by prices on time (Lagrangian relaxation).

Every slot of every practitioner and every kind of room gets a price; each person then books alone what pays most, by an
exact program. Prices of all capacity plus what everybody gains is a bound for any prices that are 0 or more: the better
the prices, the nearer the bound. Points are whole numbers, so the bound is rounded down.
"""

import numpy as np
from numpy.typing import NDArray

from weft.core.schedule.clinic.floor import Floor
from weft.core.schedule.clinic.member import Member, member
from weft.core.schedule.clinic.shape import HALVES, Clinic
from weft.core.schedule.clinic.weeks import PAIR

Floats = NDArray[np.float64]
LEAST = -1e9


class Bound:
    """Prices and the bound that they prove."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.floor = clinic, Floor(clinic)
        if any(person.allow_split for person in clinic.people):
            raise ValueError("the bound knows no split pairs")
        if len({need.order for person in clinic.people for need in person.needs if HALVES[need.order]}) > 1:
            raise ValueError("the bound knows one order of the halves")
        self.members = [member(self.floor, at) for at in range(len(clinic.people))]
        self.bits = self.floor.stride * len(clinic.days)
        self.free = np.array([self._bits(free) for free in self.floor.free])
        self.rooms = np.array(
            [[self.floor.left(row, bit) for bit in range(self.bits)] for row in range(len(clinic.rooms))],
            dtype=np.float64,
        )
        self.hand_prices = np.where(self.free, 1.0, 0.0)
        self.room_prices = np.zeros_like(self.rooms)
        self.groups = self._grouped()
        self.best = float("inf")
        self.cooling, self.length = 0.993, 5.0

    def _bits(self, number: int) -> NDArray[np.bool_]:
        return np.array([number >> at & 1 for at in range(self.bits)], dtype=np.bool_)

    def _grouped(self) -> list[tuple[Member, NDArray[np.int64]]]:
        """People with the same days of the program, so that one pass serves all of them."""
        groups: dict[int, list[int]] = {}
        for one in self.members:
            groups.setdefault(id(one.days), []).append(one.at)
        return [(self.members[rows[0]], np.array(rows)) for rows in groups.values()]

    def run(self, rounds: int) -> float:
        """Better the prices so many times, by smaller and smaller steps; gives the best bound of all of them."""
        self.may = [
            np.array([self._bits(one.lanes[row].may) for one in self.members]) for row in range(len(self.floor.lanes))
        ]
        length, mean = self.length, [np.zeros_like(self.hand_prices), np.zeros_like(self.room_prices)]
        for _ in range(rounds):
            value, hands, rooms = self._relaxed()
            self.best = min(self.best, value)
            mean = [
                0.8 * old + 0.2 * new for old, new in zip(mean, (hands - self.free, rooms - self.rooms), strict=True)
            ]
            self.hand_prices = np.maximum(0, self.hand_prices + length * mean[0]) * self.free
            self.room_prices = np.maximum(0, self.room_prices + length * mean[1]) * (self.rooms > 0)
            length *= self.cooling
        return self.best

    def _relaxed(self) -> tuple[float, Floats, Floats]:
        """Value of the relaxation at these prices, and what everybody together takes of hands and rooms."""
        people, days, stride = len(self.members), len(self.clinic.days), self.floor.stride
        used_hands, used_rooms = np.zeros_like(self.hand_prices), np.zeros_like(self.room_prices)
        value = float((self.hand_prices * self.free).sum() + (self.room_prices * self.rooms).sum())
        best_start = [self._starts(lane.row) for lane in self.floor.lanes]
        singles = [
            np.where(may, gain, LEAST).reshape(people, days, stride)
            for may, (gain, _, _) in zip(self.may, best_start, strict=True)
        ]
        single_best = [one.max(axis=2) for one in singles]
        pair_best, pair_at, pair_gap, halves = self._pairs(singles)
        for first, rows in self.groups:
            worth = {row: single_best[row][rows] for row in range(len(self.floor.lanes))} | {PAIR: pair_best[rows]}
            values = _values(first, worth)
            value += float(values[0][:, 0].sum())
            for index, person in enumerate(rows.tolist()):
                for at, trip in _trips(first, worth, values, index):
                    if trip == PAIR and halves:
                        begins = at * stride + int(pair_at[person, at])
                        then = begins + self.floor.lanes[halves[0]].treatment.slots + int(pair_gap[person, at])
                        self._use(person, halves[0], begins, best_start, used_hands, used_rooms)
                        self._use(person, halves[1], then, best_start, used_hands, used_rooms)
                    else:
                        begins = at * stride + int(singles[trip][person, at].argmax())
                        self._use(person, trip, begins, best_start, used_hands, used_rooms)
        return value, used_hands, used_rooms

    def _starts(self, row: int) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
        """By person and start: the most that a visit gains at the prices, by whom and in which kind of room."""
        lane, slots = self.floor.lanes[row], self.floor.lanes[row].treatment.slots
        hands = np.full((len(self.free), self.bits), 1e12)
        for who in lane.people:
            cost, can = np.zeros(self.bits), np.ones(self.bits, dtype=bool)
            for slot in lane.hands:
                cost += np.roll(self.hand_prices[who], -slot)
                can &= np.roll(self.free[who], -slot)
            hands[who] = np.where(can, cost, 1e12)
        rooms = np.full((len(self.rooms), self.bits), 1e12)
        for kind in lane.rooms:
            cost, can = np.zeros(self.bits), np.ones(self.bits, dtype=bool)
            for slot in range(slots):
                cost += np.roll(self.room_prices[kind], -slot)
                can &= np.roll(self.rooms[kind], -slot) > 0
            rooms[kind] = np.where(can, cost, 1e12)
        anybody, by = hands.min(axis=0), hands.argmin(axis=0)
        own = np.array([one.lanes[row].own for one in self.members])
        alone = np.array([one.person.same_people for one in self.members])
        with_own = np.where((own >= 0)[:, None], hands[own], 1e12) - self.clinic.worth.primary
        others = np.where(alone[:, None], 1e12, anybody[None, :])
        cost_of = np.minimum(with_own, others)
        who_of = np.where(with_own <= others, own[:, None], by[None, :])
        kinds = {one.lanes[row].rooms for one in self.members}
        room_cost, room_of = np.full_like(cost_of, 1e12), np.zeros_like(who_of)
        for allowed in kinds:
            rows = np.array([at for at, one in enumerate(self.members) if one.lanes[row].rooms == allowed])
            if allowed:
                part = rooms[list(allowed)]
                room_cost[rows] = part.min(axis=0)[None, :]
                room_of[rows] = np.array(allowed)[part.argmin(axis=0)][None, :]
        placed = np.array([one.placed for one in self.members], dtype=np.float64)
        return np.maximum(placed[:, None] - cost_of - room_cost, LEAST), who_of, room_of

    def _pairs(
        self, singles: list[Floats]
    ) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], tuple[int, int] | None]:
        people, days, stride = singles[0].shape
        halves = next(((first, second) for one in self.members for first, second, _ in one.pairs), None)
        best = np.full((people, days), LEAST)
        at, gaps = np.zeros((people, days), dtype=np.int64), np.zeros((people, days), dtype=np.int64)
        if halves is None:
            return best, at, gaps, None
        first, second = singles[halves[0]], singles[halves[1]]
        length, clinic = self.floor.lanes[halves[0]].treatment.slots, self.clinic
        for gap in range(clinic.min_gap_slots, clinic.window_slots + 1):
            waiting = clinic.worth.waiting * -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15)
            then = np.full_like(second, LEAST)
            then[:, :, : stride - length - gap] = second[:, :, length + gap :]
            both = first + then + clinic.worth.pair - waiting
            most = both.max(axis=2)
            better = most > best
            best = np.where(better, most, best)
            at, gaps = np.where(better, both.argmax(axis=2), at), np.where(better, gap, gaps)
        return best, at, gaps, halves

    def _use(self, person: int, row: int, start: int, starts, hands: Floats, rooms: Floats) -> None:  # type: ignore[no-untyped-def]
        lane = self.floor.lanes[row]
        _, who, kind = starts[row]
        for slot in lane.hands:
            hands[who[person, start], start + slot] += 1
        rooms[kind[person, start], start : start + lane.treatment.slots] += 1


def _values(first: Member, worth: dict[int, Floats]) -> list[Floats]:
    """The most that the rest of the days can add: by day, [person, state]."""
    values = [np.zeros((len(worth[PAIR]), 1))]
    for at in range(len(first.days) - 1, -1, -1):
        later, day = values[-1], first.days[at]
        now = later[:, day.stay].copy()
        for state, moves in enumerate(day.moves):
            for trip, then in moves:
                np.maximum(now[:, state], later[:, then] + worth[trip][:, at], out=now[:, state])
        values.append(now)
    return values[::-1]


def _trips(first: Member, worth: dict[int, Floats], values: list[Floats], index: int) -> list[tuple[int, int]]:
    """Day and trip of one person's best visits at the prices."""
    state, trips = 0, []
    for at, day in enumerate(first.days):
        now, later = values[at][index, state], values[at + 1][index]
        if later[day.stay[state]] >= now - 1e-9:
            state = day.stay[state]
            continue
        trip, state = next((t, s) for t, s in day.moves[state] if later[s] + worth[t][index, at] >= now - 1e-6)
        trips.append((at, trip))
    return trips
