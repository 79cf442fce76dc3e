"""Who and what is free, as whole numbers used as rows of bits: one bit a slot, all days in one number.

A bit stands at ``day * stride + slot``. The stride is longer than a day, so that nothing shifted past its end reaches
the next one. One AND or shift of such a number looks at all days at once, which is several times as fast as arrays of
this size are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from weft.core.schedule.clinic.shape import Clinic, Person, Span, Treatment, Visit
from weft.core.shared.care import NEEDLES

Spot = tuple[int, int, int, int]
"""Discipline, bit of the start, practitioner, kind of room: each by its row."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One discipline, as the bits need it."""

    row: int
    treatment: Treatment
    hands: tuple[int, ...]
    """Slots from the start in which hands are needed."""
    hand_bits: int
    """The same as bits."""
    people: tuple[int, ...]
    rooms: tuple[int, ...]


class Floor:
    """What is free now; taking and releasing visits keeps it true. The only thing here that changes."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        longest = max((one.slots for one in clinic.disciplines), default=1)
        self.stride = clinic.slots + max(longest, clinic.window_slots + 1)
        self.day_bits = tuple(((1 << clinic.slots) - 1) << at * self.stride for at in range(len(clinic.days)))
        self.lanes = tuple(self._lane(row, one) for row, one in enumerate(clinic.disciplines))
        self.free = [self.spans(one.works) for one in clinic.practitioners]
        self._left = [self._counts(row) for row in range(len(clinic.rooms))]
        self.open = [sum(1 << bit for bit, left in enumerate(counts) if left > 0) for counts in self._left]

    def _lane(self, row: int, treatment: Treatment) -> Lane:
        clinic = self.clinic
        people = tuple(at for at, one in enumerate(clinic.practitioners) if treatment.id in one.disciplines)
        kinds = [rooms.kind for rooms in clinic.rooms]
        rooms = tuple(kinds.index(kind) for kind in treatment.rooms if kind in kinds)
        hands = tuple(treatment.hands_slots(0))
        return Lane(row, treatment, hands, sum(1 << slot for slot in hands), people, rooms)

    def apart(self, row: int) -> int:
        """Days between two visits of a discipline; needles are never daily."""
        one = self.lanes[row].treatment
        return max(2 if one.id == NEEDLES else 1, one.days_apart)

    def _counts(self, row: int) -> list[int]:
        rooms = self.clinic.rooms[row]
        counts = [0] * (self.stride * len(self.clinic.days))
        for day in range(len(self.clinic.days)):
            first = day * self.stride
            counts[first : first + self.clinic.slots] = [rooms.count] * self.clinic.slots
        for day, first, last, number in rooms.closed:
            for slot in range(first, last):
                counts[day * self.stride + slot] -= number
        return counts

    def spans(self, spans: Iterable[Span]) -> int:
        """The bits of some hours."""
        bits = 0
        for day, first, last in spans:
            bits |= ((1 << last - first) - 1) << day * self.stride + first
        return bits

    def rooms_of(self, person: Person, lane: Lane) -> tuple[int, ...]:
        """Rows of the kinds of room that will do, best first."""
        kinds = self.clinic.rooms_for(person, lane.treatment)
        return tuple(row for row in lane.rooms if self.clinic.rooms[row].kind in kinds)

    def room_starts(self, row: int, slots: int) -> int:
        """Starts at which a room of a kind is free for so many slots."""
        return whole(self.open[row], slots)

    def hand_starts(self, who: int, hands: tuple[int, ...]) -> int:
        """Starts at which a practitioner is free whenever hands are needed; with no hands, any start."""
        free, bits = self.free[who], -1
        for slot in hands:
            bits &= free >> slot
        return bits

    def left(self, room: int, bit: int) -> int:
        """Rooms of a kind that are free."""
        return max(0, self._left[room][bit])

    def take(self, spot: Spot) -> None:
        """Book a visit."""
        row, start, who, room = spot
        lane, left, full = self.lanes[row], self._left[room], 0
        self.free[who] &= ~(lane.hand_bits << start)
        for bit in range(start, start + lane.treatment.slots):
            left[bit] -= 1
            if left[bit] <= 0:
                full |= 1 << bit
        if full:
            self.open[room] &= ~full

    def release(self, spot: Spot) -> None:
        """Take a booked visit back."""
        row, start, who, room = spot
        lane, left = self.lanes[row], self._left[room]
        self.free[who] |= lane.hand_bits << start
        for bit in range(start, start + lane.treatment.slots):
            left[bit] += 1
        self.open[room] |= ((1 << lane.treatment.slots) - 1) << start

    def spot(self, visit: Visit) -> Spot:
        """A visit by rows."""
        clinic = self.clinic
        row = next(lane.row for lane in self.lanes if lane.treatment.id == visit.discipline)
        who = next(at for at, one in enumerate(clinic.practitioners) if one.id == visit.practitioner)
        room = next(at for at, one in enumerate(clinic.rooms) if one.kind == visit.room)
        return row, visit.day * self.stride + visit.start, who, room

    def visit(self, person: Person, spot: Spot, *, confirmed: bool = False) -> Visit:
        """A spot by names."""
        row, start, who, room = spot
        return Visit(
            person=person.id,
            discipline=self.lanes[row].treatment.id,
            day=start // self.stride,
            start=start % self.stride,
            practitioner=self.clinic.practitioners[who].id,
            room=self.clinic.rooms[room].kind,
            confirmed=confirmed,
        )


def whole(bits: int, slots: int) -> int:
    """Starts at which so many slots in a row are set."""
    found = bits
    for slot in range(1, slots):
        found &= bits >> slot
    return found
