"""How a front desk books: one person after the other, the first time that fits. What the solver is measured against."""

from collections.abc import Collection, Iterator

from weft.core.schedule.clinic.best import Masks, points_of
from weft.core.schedule.clinic.floor import Spot
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.shape import HALVES, Need
from weft.core.schedule.clinic.timetable import Timetable


def book_by_hand(timetable: Timetable, *, pairs: bool, only: Collection[int] | None = None) -> None:
    """Book everybody in the order of the file, at the first time that fits.

    Args:
        timetable: Nobody who has visits already is touched.
        pairs: Look for each pair first; without it every visit is looked for by itself.
        only: Rows of the people to book; everybody when left out.
    """
    for member in timetable.members:
        if not timetable.spots[member.at] and (only is None or member.at in only):
            spots = _Desk(timetable, member).booked(pairs=pairs)
            timetable.put(member.at, (points_of(timetable.floor, member, spots), spots))


class _Desk:
    """One person at the desk. Nothing is taken from the floor: one person's own visits are kept apart here."""

    def __init__(self, timetable: Timetable, member: Member) -> None:
        self._floor, self._clinic, self._member = timetable.floor, timetable.clinic, member
        self._masks = Masks(timetable.floor, member)
        self._spots: list[Spot] = []

    def booked(self, *, pairs: bool) -> tuple[Spot, ...]:
        for need in sorted(self._member.person.needs, key=lambda need: need.week):
            for _ in range(need.pairs if pairs else 0):
                self._book_pair(need)
            for lane in self._member.lanes:
                while self._lacks(need, lane) and self._book(need, lane):
                    pass
        return tuple(self._spots)

    def _held(self, row: int) -> list[int]:
        """Days of a discipline's visits."""
        stride = self._floor.stride
        return [start // stride for at, start, *_ in (*self._spots, *self._member.kept) if at == row]

    def _days(self, need: Need) -> Iterator[int]:
        return (day for day in range(len(self._clinic.days)) if self._clinic.week_of(day) == need.week)

    def _lacks(self, need: Need, lane: MemberLane) -> bool:
        held = sum(self._clinic.week_of(day) == need.week for day in self._held(lane.row))
        return self._member.person.may_have(lane.id) and held < need.wanted(lane.id)

    def _is_apart(self, lane: MemberLane, day: int) -> bool:
        apart = self._floor.apart(lane.row)
        ordinals = [self._clinic.days[held].toordinal() for held in self._held(lane.row)]
        if lane.id in self._member.person.last_visits:
            ordinals.append(self._clinic.days[0].toordinal() - self._member.person.last_visits[lane.id])
        return all(abs(self._clinic.days[day].toordinal() - other) >= apart for other in ordinals)

    def _book(self, need: Need, lane: MemberLane) -> bool:
        for day in self._days(need):
            starts = self._masks.everybody[lane.row] & self._floor.day_bits[day] if self._is_apart(lane, day) else 0
            starts = self._beside(need, lane, day, starts)
            if starts:
                self._take(lane, (starts & -starts).bit_length() - 1)
                return True
        return False

    def _beside(self, need: Need, lane: MemberLane, day: int, starts: int) -> int:
        """Of some starts those that go with what the person has on that day."""
        stride = self._floor.stride
        there = [spot for spot in (*self._spots, *self._member.kept) if spot[1] // stride == day]
        if not starts or not there:
            return starts
        row, start, *_ = there[0]
        other = self._member.lanes[row]
        halves = HALVES[need.order]
        if len(there) > 1 or {lane.id, other.id} != {*halves} or lane.row == row:
            return 0
        clinic, fits = self._clinic, 0
        last = clinic.slots if self._member.person.allow_split else clinic.window_slots
        for gap in range(clinic.min_gap_slots, last + 1):
            at = start + other.slots + gap if other.id == halves[0] else start - gap - lane.slots
            fits |= 1 << at if at >= 0 else 0
        return starts & fits

    def _book_pair(self, need: Need) -> None:
        lanes = {lane.id: lane for lane in self._member.lanes}
        if not lanes.keys() >= set(HALVES[need.order]):
            return  # nobody gives one of them
        first, second = (lanes[id_] for id_ in HALVES[need.order])
        if not (self._lacks(need, first) and self._lacks(need, second)):
            return
        held = {*self._held(first.row), *self._held(second.row)}
        for day in self._days(need):
            if day not in held and self._is_apart(first, day) and self._is_apart(second, day):
                for gap in range(self._clinic.min_gap_slots, self._clinic.window_slots + 1):
                    then = self._masks.everybody[second.row] >> first.slots + gap
                    starts = self._masks.everybody[first.row] & then & self._floor.day_bits[day]
                    if starts:
                        start = (starts & -starts).bit_length() - 1
                        self._take(first, start)
                        self._take(second, start + first.slots + gap)
                        return

    def _take(self, lane: MemberLane, start: int) -> None:
        """The first practitioner who can, the own one before others; the best room that is free."""
        floor, span = self._floor, (1 << lane.slots) - 1
        who = next(one for one in lane.people if floor.hand_starts(one, lane.hands) >> start & 1)
        room = next(row for row in lane.rooms if floor.open[row] >> start & span == span)
        self._spots.append((lane.row, start, who, room))
