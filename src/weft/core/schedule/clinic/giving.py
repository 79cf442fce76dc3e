"""Room for somebody who has none: somebody else's trip gives way, and a third one's to that, if all find a place again.

Where everything is nearly full a lost visit seldom fits into what is free, but often into what one other person could
do without. Such chains are found by looking, trip by trip, in a tenth of the time that a joint program takes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from weft.core.schedule.clinic.best import Found, Program, points_of
from weft.core.schedule.clinic.floor import Floor, Spot, whole
from weft.core.schedule.clinic.member import Member, MemberLane, member
from weft.core.schedule.clinic.timetable import Timetable

Spots = tuple[Spot, ...]
Kind = tuple[int, int]
"""Discipline by its row, and week."""
Kinds = Counter[Kind]


class Giving:
    """Lets trips give way on one timetable, until it has looked often enough."""

    def __init__(self, timetable: Timetable, program: Program, looks: int, is_late: Callable[[], bool]) -> None:
        """``looks`` is how many trips may be tried; unless it is late before, the same number gives the same answer."""
        self._timetable, self._program, self._looks, self._is_late = timetable, program, looks, is_late

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be tried."""
        return self._looks <= 0 or self._is_late()

    def room_for(self, at: int, stays: Spots, kind: Kind, others: int) -> bool:
        """Give one person a visit more, and nobody one less.

        Args:
            at: Row of the person.
            stays: What does not move of theirs.
            kind: What is lacking.
            others: How many people may give way to each other for it.
        """
        had, floor = (self._timetable.points[at], self._timetable.spots[at]), self._timetable.floor
        put_down(self._timetable, at, tuple(spot for spot in had[1] if spot in stays))
        least = kinds_of(floor, (spot for spot in had[1] if spot not in stays)) + Counter((kind,))
        if self._settled(at, self._timetable.spots[at], least, others, frozenset({at})):
            return True
        self._timetable.clear(at)
        self._timetable.put(at, had)
        return False

    def _settled(self, at: int, stays: Spots, least: Kinds, others: int, seen: frozenset[int]) -> bool:
        """Whether somebody, who has on the floor what ``stays``, found places for these kinds of visits at least."""
        one = member_with(self._timetable, at, stays)
        if self._is_placed(one, stays, least):
            return True
        for other, day in self._helpful(one, least, seen) if others and not self.is_over else ():
            if self.is_over:
                return False
            self._looks -= 1
            had, rest = self._lift(other, day)
            if self._is_placed(one, stays, least):
                away = kinds_of(self._timetable.floor, had[1]) - kinds_of(self._timetable.floor, rest)
                if self._settled(other, rest, away, others - 1, seen | {other}):
                    return True
                put_down(self._timetable, at, stays)
            self._timetable.clear(other)
            self._timetable.put(other, had)
        return False

    def _is_placed(self, one: Member, stays: Spots, least: Kinds) -> bool:
        if not all(self._starts(one.lanes[row]) for row, _ in least):
            return False
        spots = self._program.best(one)[1]
        if least - kinds_of(self._timetable.floor, spots):
            return False
        put_down(self._timetable, one.at, (*stays, *spots))
        return True

    def _lift(self, at: int, day: int) -> tuple[Found, Spots]:
        """Take one trip from the floor; gives what the person had, and what is left."""
        had = self._timetable.points[at], self._timetable.spots[at]
        stays = tuple(spot for spot in had[1] if spot[1] // self._timetable.floor.stride != day)
        put_down(self._timetable, at, stays)
        return had, stays

    def _starts(self, lane: MemberLane, spots: Sequence[Spot] = ()) -> int:
        """Starts that are free, or would be without some visits."""
        floor, rooms, found = self._timetable.floor, 0, 0
        for room in lane.rooms:
            slots = ((floor.lanes[row].treatment.slots, start) for row, start, _, at in spots if at == room)
            gone = sum(((1 << length) - 1) << start for length, start in slots)
            rooms |= whole(floor.open[room] | gone, lane.slots)
        rooms &= lane.may
        for who in lane.people if rooms else ():
            gone = sum(floor.lanes[row].hand_bits << start for row, start, at, _ in spots if at == who)
            bits, free = rooms, floor.free[who] | gone
            for slot in lane.hands:
                bits &= free >> slot
            found |= bits
        return found

    def _helpful(self, one: Member, least: Kinds, seen: frozenset[int]) -> list[tuple[int, int]]:
        """Trips without which somebody could begin where they cannot now: row and day, single visits first."""
        stride, lanes = self._timetable.floor.stride, [one.lanes[row] for row in {row for row, _ in least}]
        free, found = [self._starts(lane) for lane in lanes], []
        for at, spots in enumerate(self._timetable.spots):
            for day in sorted({spot[1] // stride for spot in spots}) if at not in seen else ():
                trip = [spot for spot in spots if spot[1] // stride == day]
                if any(self._starts(lane, trip) & ~had for lane, had in zip(lanes, free, strict=True)):
                    found.append((len(trip), at, day))
        return [(at, day) for _, at, day in sorted(found)]


def kinds_of(floor: Floor, spots: Iterable[Spot]) -> Kinds:
    """How many visits of each kind."""
    return Counter((spot[0], floor.clinic.week_of(spot[1] // floor.stride)) for spot in spots)


def member_with(timetable: Timetable, at: int, stays: Spots) -> Member:
    """Somebody of whom these visits stay too."""
    one = timetable.members[at]
    return member(timetable.floor, at, (*one.kept, *stays)) if stays else one


def put_down(timetable: Timetable, at: int, spots: Spots) -> None:
    """Give one person these visits in place of those they have."""
    timetable.clear(at)
    timetable.put(at, (points_of(timetable.floor, timetable.members[at], spots), spots))
