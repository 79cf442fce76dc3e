"""The floor around one freed time: what is worked out once, whoever is looked at."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from weft.core.schedule.clinic.floor import Floor, Spot, whole
from weft.core.schedule.clinic.shape import Clinic, Need, Person, Span, Visit

Trip = Sequence[Visit]
Bits = tuple[int, int]
"""Starts of a visit, and those of them that lie in the freed time with somebody whose time it is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to offer the freed time to."""

    person: str
    gain: int
    """What the visits are worth to them; for who only comes earlier, how many days (at least 1)."""
    visits: tuple[Visit, ...]
    """What they would have in it: one visit, or a pair of which a half may lie outside."""
    instead_of: tuple[Visit, ...] = ()
    """Their own later trip that would come forward, visit by visit; empty: visits that have no time yet."""

    @property
    def changes(self) -> int:
        """Visits of the trip that somebody else would treat than now."""
        both = zip(self.visits, self.instead_of, strict=False)
        return sum(new.practitioner != old.practitioner for new, old in both)


class Look:
    """Who and what is free in the day of one freed time, and where everybody's visits stand."""

    def __init__(self, clinic: Clinic, visits: Sequence[Visit], freed: Span, who: Iterable[str]) -> None:
        self.clinic, self.day, self.floor = clinic, freed[0], Floor(clinic)
        self.names = [one.id for one in clinic.practitioners]
        self.who = [at for at, name in enumerate(self.names) if name in set(who)]
        self.inside = self.floor.spans((freed,))
        self.kept: dict[str, list[Spot]] = {}
        self._in_freed = [whole(self.inside, lane.treatment.slots) for lane in self.floor.lanes]
        self._hands: dict[tuple[int, int], int] = {}
        self._others: dict[tuple[int, int], Bits] = {}
        self._rooms: dict[tuple[int, tuple[int, ...]], int] = {}
        rows = {lane.treatment.id: lane.row for lane in self.floor.lanes}
        people = {name: at for at, name in enumerate(self.names)}
        rooms = {room.kind: at for at, room in enumerate(clinic.rooms)}
        for one in visits:
            at = one.day * self.floor.stride + one.start
            spot = (rows[one.discipline], at, people[one.practitioner], rooms[one.room])
            self.kept.setdefault(one.person, []).append(spot)
            self.floor.take(spot)

    def hours(self, person: Person) -> int:
        """When they can come on that day."""
        return self.floor.spans(span for span in person.available if span[0] == self.day)

    def comes(self, spots: Iterable[Spot]) -> bool:
        """They come on that day already."""
        return any(spot[1] // self.floor.stride == self.day for spot in spots)

    def need(self, person: Person) -> Need | None:
        """What they need in the week of that day."""
        week = self.clinic.week_of(self.day)
        return next((one for one in person.needs if one.week == week), None)

    def lacks(self, need: Need, row: int, spots: Iterable[Spot]) -> bool:
        """That week needs one more visit of this kind."""
        at_all = (self.clinic.week_of(at // self.floor.stride) for one, at, _, _ in spots if one == row)
        return need.wanted(self.floor.lanes[row].treatment.id) > sum(week == need.week for week in at_all)

    def apart(self, person: Person, row: int, spots: Iterable[Spot]) -> bool:
        """Far enough from the other visits of the same discipline."""
        days, least = self.clinic.days, self.floor.apart(row)
        before = person.last_visits.get(self.floor.lanes[row].treatment.id, least)
        since = (days[self.day] - days[0]).days + before
        near = (abs((days[self.day] - days[at // self.floor.stride]).days) for one, at, _, _ in spots if one == row)
        return since >= least and all(gap >= least for gap in near)

    def own(self, person: Person, row: int) -> int:
        """The person's own practitioner; -1 where none is named."""
        name = person.primaries.get(self.floor.lanes[row].treatment.id, "")
        return self.names.index(name) if name in self.names else -1

    def hands(self, row: int, who: int) -> int:
        """Starts of that day at which somebody's hands are free for a visit."""
        if (row, who) not in self._hands:
            hands = self.floor.lanes[row].hands
            self._hands[row, who] = self.floor.hand_starts(who, hands) & self.floor.day_bits[self.day]
        return self._hands[row, who]

    def with_one(self, row: int, who: int) -> Bits:
        """The same of one, also where it is in the freed time that is theirs."""
        bits = self.hands(row, who)
        return bits, bits & self._in_freed[row] if who in self.who else 0

    def with_others(self, row: int, but: int = -1) -> Bits:
        """The same of all who may treat it but one."""
        if (row, but) not in self._others:
            bits = freed = 0
            for who in self.others(row, but):
                one = self.with_one(row, who)
                bits, freed = bits | one[0], freed | one[1]
            self._others[row, but] = bits, freed
        return self._others[row, but]

    def others(self, row: int, but: int) -> list[int]:
        """Who else may treat it."""
        return [who for who in self.floor.lanes[row].people if who != but]

    def room(self, person: Person, row: int) -> int:
        """Starts at which a room that will do is free."""
        rooms = self.floor.rooms_of(person, self.floor.lanes[row])
        if (row, rooms) not in self._rooms:
            bits = 0
            for room in rooms:
                bits |= self.floor.room_starts(room, self.floor.lanes[row].treatment.slots)
            self._rooms[row, rooms] = bits
        return self._rooms[row, rooms]

    def is_in_freed(self, row: int, start: int) -> bool:
        """A visit with this start lies wholly in the freed time."""
        return bool(self._in_freed[row] >> start & 1)

    def free_room(self, person: Person, row: int, start: int, liked: int = -1) -> int:
        """The best room that is free for a visit at a start: the liked one before all others."""
        lane = self.floor.lanes[row]
        span = (1 << lane.treatment.slots) - 1
        rooms = sorted(self.floor.rooms_of(person, lane), key=lambda room: room != liked)
        return next(room for room in rooms if self.floor.open[room] >> start & span == span)

    @contextmanager
    def without(self, spots: Iterable[Spot]) -> Iterator[None]:
        """As if these visits did not stand."""
        taken, kept = list(spots), (self._hands, self._others, self._rooms)
        self._hands, self._others, self._rooms = {}, {}, {}
        for spot in taken:
            self.floor.release(spot)
        yield
        for spot in taken:
            self.floor.take(spot)
        self._hands, self._others, self._rooms = kept
