"""One person's best visits on the floor as it is: an exact program over days, in bits."""

from collections.abc import Iterator
from dataclasses import dataclass

from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.shape import Clinic

EXACT = 1 << 14
"""Points are multiplied by this, so that a preference among equals never outweighs a point."""

Found = tuple[int, tuple[Spot, ...]]
"""Points, and where the visits stand."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way to be a pair, by the gap and by who treats."""

    points: int
    """Beyond two visits placed."""
    gap: int
    own: tuple[bool, bool]
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
        owns = ((True, True), (True, False), (False, True), (False, False))
        found += [Level(points + worth.primary * sum(own), gap, own, fits) for own in owns]
    return tuple(sorted(found, key=lambda level: -level.points))


class Masks:
    """Where one person could start now: by lane, anybody's starts and the own practitioner's."""

    def __init__(self, floor: Floor, member: Member) -> None:
        self.everybody: list[int] = []
        self.own: list[int] = []
        for lane in member.lanes:
            base = 0
            if lane.may:
                for room in lane.rooms:
                    base |= floor.room_starts(room, lane.slots)
                base &= lane.may
            anybody = own = 0
            if base:
                for who in lane.people:
                    starts = base & floor.hand_starts(who, lane.hands)
                    anybody |= starts
                    if who == lane.own:
                        own = starts
            self.everybody.append(anybody)
            self.own.append(own)


class Program:
    """Finds the best visits of one person after another; ``noise`` decides among equals."""

    def __init__(self, floor: Floor, noise: Iterator[int]) -> None:
        self.floor = floor
        self._noise = noise
        self._worth = floor.clinic.worth
        self._levels = {
            (slots, split): levels(floor.clinic, slots, floor.stride, split=split)
            for slots in {lane.treatment.slots for lane in floor.lanes}
            for split in (False, True)
        }

    def best(self, member: Member) -> Found:
        """The most points that one person can have now, and the visits that make them; nothing is taken.

        Exact for the floor as it is, as `weft.core.schedule.program` is for one course; the confirmed visits count
        as part of the points.
        """
        masks = Masks(self.floor, member)
        pairs = [
            (first, second, self._pair_masks(member, masks, first, second, days))
            for first, second, days in member.pairs
        ]
        worths = self._worths(member, masks, pairs)
        trips = _walk(member, worths, _values(member, worths))
        spots: list[Spot] = []
        for day, trip in trips:
            spots += self._single(member.lanes[trip], masks, day) if trip >= 0 else self._pair(member, pairs, day)
        return points_of(self.floor, member, tuple(spots)), tuple(spots)

    def _pair_masks(self, member: Member, masks: Masks, first: int, second: int, days: int) -> list[tuple[Level, int]]:
        lane = member.lanes[first]
        if not (masks.everybody[first] and masks.everybody[second]):
            return []
        found, ones = [], (masks.everybody[first] & days, masks.own[first] & days)
        others = (masks.everybody[second], masks.own[second])
        for level in self._levels[lane.slots, member.person.allow_split]:
            one, other = ones[level.own[0]], others[level.own[1]]
            if one and other:
                bits = one & (other >> lane.slots + level.gap) & level.fits
                if bits:
                    found.append((level, bits))
        return found

    def _worths(
        self, member: Member, masks: Masks, pairs: list[tuple[int, int, list[tuple[Level, int]]]]
    ) -> list[list[int]]:
        """By day: what each discipline's visit adds, and last what two halves add; 0 where it cannot be."""
        placed, primary, noise = member.placed * EXACT, self._worth.primary * EXACT, self._noise
        worths = []
        for bits in self.floor.day_bits:
            day = []
            for anybody, own in zip(masks.everybody, masks.own, strict=True):
                if own & bits:
                    day.append(placed + primary + next(noise) % 1000)
                else:
                    day.append(placed + next(noise) % 1000 if anybody & bits else 0)
            both = 0
            for _, _, ways in pairs:
                for level, starts in ways:
                    if starts & bits:
                        both = max(both, 2 * placed + level.points * EXACT + next(noise) % 1000)
                        break
            day.append(both)
            worths.append(day)
        return worths

    def _single(self, lane: MemberLane, masks: Masks, day: int) -> Iterator[Spot]:
        bits = self.floor.day_bits[day]
        starts, own = masks.everybody[lane.row] & bits, masks.own[lane.row] & bits
        yield self._spot(lane, self._pick(own or starts, day), own=bool(own))

    def _pair(self, member: Member, pairs: list[tuple[int, int, list[tuple[Level, int]]]], day: int) -> Iterator[Spot]:
        bits = self.floor.day_bits[day]
        first, second, level, starts = next(
            (first, second, level, starts & bits)
            for first, second, ways in pairs
            for level, starts in ways
            if starts & bits
        )
        lane = member.lanes[first]
        start = self._pick(starts, day)
        yield self._spot(lane, start, own=level.own[0])
        yield self._spot(member.lanes[second], start + lane.slots + level.gap, own=level.own[1])

    def _pick(self, starts: int, day: int) -> int:
        """One of some starts of one day: the next after a place that noise chooses."""
        at = day * self.floor.stride + next(self._noise) % self.floor.clinic.slots
        later = starts >> at << at or starts
        return (later & -later).bit_length() - 1

    def _spot(self, lane: MemberLane, start: int, *, own: bool) -> Spot:
        floor, span = self.floor, (1 << lane.slots) - 1
        room = next(row for row in lane.rooms if floor.open[row] >> start & span == span)
        if own:
            return lane.row, start, lane.own, room
        turn = next(self._noise) % len(lane.people)
        for who in (*lane.people[turn:], *lane.people[:turn]):
            if floor.hand_starts(who, lane.hands) >> start & 1:
                return lane.row, start, who, room
        raise AssertionError("a start without anybody was chosen")  # pragma: no cover


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
