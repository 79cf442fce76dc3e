"""One person's best visits on the floor as it is: an exact program over days, in bits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.prices import Prices
from weft.core.schedule.clinic.shape import Clinic
from weft.core.schedule.clinic.weeks import PAIR

EXACT = 1 << 14
"""Points are multiplied by this, so that a preference among equals never outweighs a point."""

Found = tuple[int, tuple[Spot, ...]]
"""Points, and where the visits stand."""


CUTS = (6, 16, 30, 50, 80, 120, 180)
"""Thousandths of a visit's points: between these, starts of one discipline count as equally dear."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way to be a pair, by the gap."""

    points: int
    """Beyond two visits placed."""
    gap: int
    fits: int
    """Starts of a first half of no slots after which so many slots are left in the day."""


def levels(clinic: Clinic, slots: int, stride: int, *, split: bool) -> tuple[Level, ...]:
    """Every way to hold two halves on one day, most points first.

    Args:
        clinic: Window, smallest gap and points.
        slots: Length of the first half.
        stride: Bits of a day.
        split: Whether gaps outside the window are allowed.
    """
    worth, found = clinic.worth, []
    for gap in range(clinic.min_gap_slots, clinic.slots if split else clinic.window_slots + 1):
        waiting = -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15)
        points = worth.pair * (gap <= clinic.window_slots) - worth.waiting * waiting
        left = max(0, clinic.slots - slots - gap)
        fits = sum(((1 << left) - 1) << day * stride for day in range(len(clinic.days)))
        found.append(Level(points, gap, fits))
    return tuple(sorted(found, key=lambda level: -level.points))


def room_starts(floor: Floor, lane: MemberLane) -> int:
    """Starts at which the person can come and a room is free."""
    found = 0
    if lane.may:
        for room in lane.rooms:
            found |= floor.room_starts(room, lane.slots)
    return found & lane.may


class Masks:
    """Where one person could start now, by lane, whoever treats."""

    def __init__(self, floor: Floor, member: Member) -> None:
        self.everybody: list[int] = []
        for lane in member.lanes:
            base, anybody = room_starts(floor, lane), 0
            for who in lane.people:
                anybody |= base & floor.hand_starts(who, lane.hands)
            self.everybody.append(anybody)


@dataclass(frozen=True, slots=True)
class Tags:
    """What the starts of one lane are worth beyond the visit: the own practitioner, less the price of the time."""

    classes: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]
    """Points, most first; and by practitioner the starts of so many points."""
    exact: dict[int, list[int]]
    """By practitioner and start; empty where time has no price."""


Ways = list[tuple[int, int]]
"""Points beyond the visit, most first, and the starts that have them now."""
_Both = tuple[int, int, int, int, int]
"""First lane, second lane, bits from start to start, starts of the first half, points."""


class Program:
    """Finds the best visits of one person after another; ``noise`` decides among equals."""

    def __init__(self, floor: Floor, noise: Iterator[int]) -> None:
        self.floor = floor
        self._noise = noise
        self._worth = floor.clinic.worth
        self._prices: Prices | None = None
        self._tags: dict[tuple[int, int, tuple[int, ...], tuple[int, ...]], Tags] = {}
        self._orders: dict[
            tuple[int, bool, tuple[int, ...], tuple[int, ...]], list[tuple[int, int, int, int, int]]
        ] = {}

    def guide(self, prices: Prices) -> None:
        """Let time have a price from now on: of visits worth the same, those that leave scarce time to others."""
        self._prices = prices
        self._tags = {}

    def best(self, member: Member) -> Found:
        """The most points that one person can have now, and the visits that make them; nothing is taken.

        Exact for the floor as it is, as `weft.core.schedule.program` is for one course, unless time has a price; the
        confirmed visits count as part of the points.
        """
        ways = [self._ways(lane) for lane in member.lanes]
        singles = [self._first_of(one) for one in ways]
        pairs = self._pairs(member, ways)
        worths = self._worths(member, singles, pairs)
        trips = _walk(member, worths, _values(member, worths))
        spots: list[Spot] = []
        for day, trip in trips:
            if trip == PAIR:
                first, second, shift, starts, _ = pairs[day]
                start = self._pick(starts, day)
                spots += [self._spot(member.lanes[first], start), self._spot(member.lanes[second], start + shift)]
            else:
                spots.append(self._spot(member.lanes[trip], self._pick(singles[trip][day][1], day)))
        return points_of(self.floor, member, tuple(spots)), tuple(spots)

    def _ways(self, lane: MemberLane) -> Ways:
        base = room_starts(self.floor, lane)
        if not base:
            return []
        free = {who: base & self.floor.hand_starts(who, lane.hands) for who in lane.people}
        found = []
        for points, masks in self.tags_of(lane).classes:
            starts = 0
            for who, mask in masks:
                starts |= free[who] & mask
            if starts:
                found.append((points, starts))
        return found

    def _first_of(self, ways: Ways) -> dict[int, tuple[int, int]]:
        """By day: points and starts of the best single visit."""
        found: dict[int, tuple[int, int]] = {}
        left = -1
        for points, starts in ways:
            for day, bits in self._by_day(starts & left):
                found[day] = points, bits
                left ^= self.floor.day_bits[day]
        return found

    def _by_day(self, starts: int) -> Iterator[tuple[int, int]]:
        while starts:
            day = ((starts & -starts).bit_length() - 1) // self.floor.stride
            bits = starts & self.floor.day_bits[day]
            yield day, bits
            starts ^= bits

    def _pairs(self, member: Member, ways: list[Ways]) -> dict[int, _Both]:
        """By day: the best two halves."""
        found: dict[int, _Both] = {}
        for first, second, days in member.pairs:
            left = days if ways[first] and ways[second] else 0
            firsts, seconds = (tuple([points for points, _ in ways[row]]) for row in (first, second))
            for points, one, other, shift, fits in self.order(member, first, firsts, seconds) if left else ():
                starts = ways[first][one][1] & ways[second][other][1] >> shift & fits & left
                for day, bits in self._by_day(starts):
                    found[day] = first, second, shift, bits, points
                    left ^= self.floor.day_bits[day]
        return found

    def order(
        self, member: Member, first: int, firsts: tuple[int, ...], seconds: tuple[int, ...]
    ) -> list[tuple[int, int, int, int, int]]:
        """Every way to be a pair, most points first: points, way of each half, bits from start to start, what fits."""
        slots, split = member.lanes[first].slots, member.person.allow_split
        key = slots, split, firsts, seconds
        if key not in self._orders:
            gaps = levels(self.floor.clinic, slots, self.floor.stride, split=split)
            found = [
                (level.points + a + b, i, j, slots + level.gap, level.fits)
                for level in gaps
                for i, a in enumerate(firsts)
                for j, b in enumerate(seconds)
            ]
            self._orders[key] = sorted(found, key=lambda way: -way[0])
        return self._orders[key]

    def _worths(
        self, member: Member, singles: list[dict[int, tuple[int, int]]], pairs: dict[int, _Both]
    ) -> list[list[int]]:
        """By day: what each discipline's visit adds, and last what two halves add; 0 where it cannot be."""
        placed, noise = member.placed, self._noise
        worths = [[0] * (len(singles) + 1) for _ in self.floor.day_bits]
        for row, single in enumerate(singles):
            for day, (points, _) in single.items():
                worths[day][row] = max(1, (placed + points) * EXACT + next(noise) % 1000)
        for day, both in pairs.items():
            worths[day][PAIR] = max(1, (2 * placed + both[4]) * EXACT + next(noise) % 1000)
        return worths

    def _pick(self, starts: int, day: int) -> int:
        """One of some starts of one day: the next after a place that noise chooses."""
        at = day * self.floor.stride + next(self._noise) % self.floor.clinic.slots
        later = starts >> at << at or starts
        return (later & -later).bit_length() - 1

    def _spot(self, lane: MemberLane, start: int) -> Spot:
        """The practitioner who is worth most then, any of equals; the best room that is free."""
        floor, span, hands = self.floor, (1 << lane.slots) - 1, self.floor.lanes[lane.row].hand_bits
        room = next(row for row in lane.rooms if floor.open[row] >> start & span == span)
        exact, turn = self.tags_of(lane).exact, next(self._noise) % len(lane.people)
        best, most = -1, 0
        for who in (*lane.people[turn:], *lane.people[:turn]):
            worth = exact[who][start] if exact else int(who == lane.own)
            if (best < 0 or worth > most) and floor.free[who] >> start & hands == hands:
                best, most = who, worth
        return lane.row, start, best, room

    def tags_of(self, lane: MemberLane) -> Tags:
        """What the starts of one lane are worth now."""
        key = lane.row, lane.own, lane.people, lane.rooms
        if key not in self._tags:
            prices = self._prices if lane.rooms else None  # without any room nobody starts, at whatever price
            self._tags[key] = self._priced(lane, prices) if prices else self._plain(lane)
        return self._tags[key]

    def _plain(self, lane: MemberLane) -> Tags:
        own = ((self._worth.primary, ((lane.own, -1),)),) if lane.own >= 0 else ()
        others = tuple((who, -1) for who in lane.people if who != lane.own)
        return Tags((*own, (0, others)) if others else own, {})

    def _priced(self, lane: MemberLane, prices: Prices) -> Tags:
        unit, most = max(1, self._worth.placed) / 1000, self._worth.primary
        room = np.min([_ahead(prices.rooms[row], range(lane.slots)) for row in lane.rooms], axis=0)
        values = {who: most * (who == lane.own) - _ahead(prices.hands[who], lane.hands) for who in lane.people}
        classes: dict[int, list[tuple[int, int]]] = {}
        for who, value in values.items():
            of = np.searchsorted(CUTS, (most + room - value) / unit)
            for cut in sorted({*of.tolist()}):
                classes.setdefault(cut, []).append((who, _bits(of == cut)))
        middle = [*(np.array([0, *CUTS[:-1]]) + CUTS) / 2, 1.25 * CUTS[-1]]
        return Tags(
            tuple((most - round(middle[cut] * unit), tuple(classes[cut])) for cut in sorted(classes)),
            {who: np.rint(value).astype(np.int64).tolist() for who, value in values.items()},
        )


def _ahead(prices: "NDArray[np.float64]", slots: Iterable[int]) -> "NDArray[np.float64]":
    """By start: the prices of these slots after it, together."""
    return sum((np.roll(prices, -slot) for slot in slots), np.zeros_like(prices))


def _bits(flags: "NDArray[np.bool_]") -> int:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def points_of(floor: Floor, member: Member, spots: tuple[Spot, ...]) -> int:
    """What one person's visits are worth, the confirmed ones too."""
    worth, lanes, clinic = floor.clinic.worth, member.lanes, floor.clinic
    days: dict[int, Spot] = {}
    points = 0
    for spot in sorted((*spots, *member.kept), key=lambda spot: spot[1]):
        row, start, who, _ = spot
        points += member.placed + worth.primary * (who == lanes[row].own)
        day = start // floor.stride
        if day in days:
            gap = start - days[day][1] - lanes[days[day][0]].slots
            waiting = max(0, -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15))
            points += worth.pair * (gap <= clinic.window_slots) - worth.waiting * waiting
        days[day] = spot
    return points


def _values(member: Member, worths: list[list[int]]) -> list[list[int]]:
    """By day and state: the most that the rest can still add."""
    later = [0]
    values = [later]
    for day, worth in zip(reversed(member.days), reversed(worths), strict=True):
        if any(worth):
            now = []
            for stay, moves in zip(day.stay, day.moves, strict=True):
                best = later[stay]
                for trip, then in moves:
                    added = worth[trip]
                    if added and added + later[then] > best:
                        best = added + later[then]
                now.append(best)
        else:
            now = [later[stay] for stay in day.stay]
        values.append(now)
        later = now
    values.reverse()
    return values


def _walk(member: Member, worths: list[list[int]], values: list[list[int]]) -> list[tuple[int, int]]:
    """Day and trip of the best visits."""
    state, trips = 0, []
    for at, day in enumerate(member.days):
        now, later = values[at][state], values[at + 1]
        if later[day.stay[state]] == now:
            state = day.stay[state]
            continue
        trip, state = next(
            (trip, then)
            for trip, then in day.moves[state]
            if worths[at][trip] and worths[at][trip] + later[then] == now
        )
        trips.append((at, trip))
    return trips
