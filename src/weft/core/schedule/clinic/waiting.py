"""A freed time: who could use it, by one look at everybody, and who would gain most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from weft.core.schedule.clinic.floor import Floor, Spot, whole
from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Person, Span, Visit

Trip = Sequence[Visit]
Found = tuple[int, tuple[Visit, ...]]
"""Points, and the visits that bring them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to offer the freed time to."""

    person: str
    gain: int
    """What the visits are worth to them; for who only comes earlier, how many days (at least 1)."""
    visits: tuple[Visit, ...]
    """What they would have in it: one visit, or a pair of which a half may lie outside."""
    instead_of: tuple[Visit, ...] = ()
    """Their own later trip that would come forward; empty: visits that have no time yet."""


def waiting_for(
    clinic: Clinic, visits: Sequence[Visit], freed: Span, practitioner: str, *, also: Iterable[str] = (),
    earlier: Mapping[str, Sequence[Trip]] | None = None, at_most: int = 10,
) -> tuple[Candidate, ...]:  # fmt: skip
    """Whom to offer a freed time to, who gains most first; those who have what they need are left out.

    Whoever lacks visits of their plan in that week comes before those who have them and only asked to come earlier.

    Args:
        clinic: As it is, with the freed time among the practitioner's hours.
        visits: The calendar; the freed time is empty in it.
        freed: Day, from and to.
        practitioner: Whose time it is.
        also: Who else is free in it: the other half of a freed pair.
        earlier: Trips that people asked to come forward with, nearest first, by person.
        at_most: Candidates.
    """
    look = _Look(clinic, visits, freed, {practitioner, *also})
    found: list[tuple[int, int, Candidate]] = []
    for person in clinic.people:
        spots = look.kept.get(person.id, [])
        missing = sum(n for need in person.needs for id_, n in need.visits.items() if person.may_have(id_)) - len(spots)
        if missing > 0 and (best := look.trip(person, spots)):
            found.append((-best[0], -missing, Candidate(person.id, *best)))
        elif trips := (earlier or {}).get(person.id):
            found += [(-one.gain, 0, one) for one in look.forward(person, trips)]
    return tuple(each[2] for each in sorted(found, key=lambda one: (*one[:2], one[2].person))[:at_most])


class _Look:
    """The floor around one freed time; what does not depend on the person is worked out once."""

    def __init__(self, clinic: Clinic, visits: Sequence[Visit], freed: Span, who: set[str]) -> None:
        self.clinic, self.day, self.floor = clinic, freed[0], Floor(clinic)
        self.kept: dict[str, list[Spot]] = {}
        for visit in visits:
            spot = self.floor.spot(visit)
            self.kept.setdefault(visit.person, []).append(spot)
            self.floor.take(spot)
        self._who = [at for at, one in enumerate(clinic.practitioners) if one.id in who]
        self._names = [one.id for one in clinic.practitioners]
        self._inside = self.floor.spans((freed,))
        self._hands: dict[tuple[int, int], int] = {}
        self._rooms: dict[tuple[int, tuple[int, ...]], int] = {}

    def trip(self, person: Person, spots: Sequence[Spot]) -> Found | None:
        """The best visit or pair of one person that uses the freed time, or None."""
        need = next((one for one in person.needs if one.week == self.clinic.week_of(self.day)), None)
        hours = self._hours(person)
        if need is None or not hours & self._inside or self._comes(spots):
            return None
        rows = [lane.row for lane in self.floor.lanes if self._wants(person, need, lane.row, spots)]
        best = max(self._ways(person, need, rows, hours), key=self._order, default=None)
        return best and (best[0], tuple(self.floor.visit(person, spot) for spot in best[1]))

    def forward(self, person: Person, trips: Sequence[Trip]) -> Iterator[Candidate]:
        """The nearest of their own later trips that can begin in the freed time, with the same people and gap."""
        hours = self._hours(person)
        for trip in trips:
            spots = [self.floor.spot(visit) for visit in trip]
            others = [spot for spot in self.kept.get(person.id, []) if spot not in spots]
            cleared = all(person.may_have(visit.discipline) for visit in trip) and not self._comes(others)
            apart = cleared and all(self._apart(person, spot[0], others) for spot in spots)
            if apart and (shift := self._shift(spots, hours)):
                moved = [(row, start - shift, who, room) for row, start, who, room in spots]
                days = (self.clinic.days[trip[0].day] - self.clinic.days[self.day]).days
                came = tuple(self.floor.visit(person, spot) for spot in moved)
                yield Candidate(person.id, max(1, days), came, tuple(trip))
                return

    def _hours(self, person: Person) -> int:
        return self.floor.spans(span for span in person.available if span[0] == self.day)

    def _comes(self, spots: Sequence[Spot]) -> bool:
        """They come on that day already."""
        return any(spot[1] // self.floor.stride == self.day for spot in spots)

    def _wants(self, person: Person, need: Need, row: int, spots: Sequence[Spot]) -> bool:
        id_, week = self.floor.lanes[row].treatment.id, need.week
        held = sum(one == row and self.clinic.week_of(at // self.floor.stride) == week for one, at, _, _ in spots)
        return person.may_have(id_) and need.wanted(id_) > held and self._apart(person, row, spots)

    def _apart(self, person: Person, row: int, spots: Sequence[Spot]) -> bool:
        """Far enough from the other visits of the same discipline."""
        days, least = self.clinic.days, self.floor.apart(row)
        before = person.last_visits.get(self.floor.lanes[row].treatment.id, least)
        since = (days[self.day] - days[0]).days + before
        near = (abs((days[self.day] - days[at // self.floor.stride]).days) for one, at, _, _ in spots if one == row)
        return since >= least and all(gap >= least for gap in near)

    def _ways(self, person: Person, need: Need, rows: Sequence[int], hours: int) -> Iterator[tuple[int, list[Spot]]]:
        """Every kind of trip with what it is worth, each as early as it can be."""
        placed = self.clinic.worth.placed * person.priority
        for row in rows:
            for who, starts in self._freed(person, row, hours):
                spot = self._spot(person, row, starts, who)
                yield placed + self._own(person, spot), [spot]
        first, second = self._halves(need)
        if first in rows and second in rows:
            yield from self._pairs(person, first, second, hours)

    def _pairs(self, person: Person, first: int, second: int, hours: int) -> Iterator[tuple[int, list[Spot]]]:
        clinic, slots = self.clinic, self.floor.lanes[first].treatment.slots
        ones, others = list(self._anybody(person, first, hours)), list(self._anybody(person, second, hours))
        freed_ones, freed_others = list(self._freed(person, first, hours)), list(self._freed(person, second, hours))
        for gap in range(clinic.min_gap_slots, clinic.window_slots + 1):
            waits = -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15) * clinic.worth.waiting
            worth = 2 * clinic.worth.placed * person.priority + clinic.worth.pair - waits
            for left, right in ((freed_ones, others), (ones, freed_others)):
                for who, starts in left:
                    for other, ends in right:
                        if both := starts & ends >> slots + gap:
                            one = self._spot(person, first, both, who)
                            two = self._spot(person, second, 1 << one[1] + slots + gap, other)
                            yield worth + self._own(person, one) + self._own(person, two), [one, two]

    def _halves(self, need: Need) -> tuple[int, int]:
        rows = {lane.treatment.id: lane.row for lane in self.floor.lanes}
        halves = [rows.get(id_, -1) for id_ in HALVES[need.order]] or [-1, -1]
        return halves[0], halves[1]

    def _freed(self, person: Person, row: int, hours: int) -> Iterator[tuple[int, int]]:
        """Starts of a visit that lies wholly in the freed time, by whose time it is."""
        inside = whole(hours & self._inside, self.floor.lanes[row].treatment.slots)
        return ((who, bits) for who in self._who if (bits := inside and inside & self._starts(person, row, who)))

    def _anybody(self, person: Person, row: int, hours: int) -> Iterator[tuple[int, int]]:
        """Starts with the own practitioner, and with the first of the others who is free at each of them."""
        lane, may = self.floor.lanes[row], whole(hours, self.floor.lanes[row].treatment.slots)
        own = self._row(person.primaries.get(lane.treatment.id, ""))
        for who in (own, *(each for each in lane.people if each != own)):
            bits = may & self._starts(person, row, who)
            may = may if who == own else may & ~bits
            if bits:
                yield who, bits

    def _starts(self, person: Person, row: int, who: int) -> int:
        """Starts at which hands and a room are free, if they may treat this person."""
        lane = self.floor.lanes[row]
        own = self._row(person.primaries.get(lane.treatment.id, ""))
        if who not in lane.people or (person.same_people and who != own):
            return 0
        if (row, who) not in self._hands:
            self._hands[row, who] = self.floor.hand_starts(who, lane.hands) & self.floor.day_bits[self.day]
        return self._hands[row, who] & self._room(person, row)

    def _room(self, person: Person, row: int) -> int:
        rooms = self.floor.rooms_of(person, self.floor.lanes[row])
        if (row, rooms) not in self._rooms:
            bits = 0
            for room in rooms:
                bits |= self.floor.room_starts(room, self.floor.lanes[row].treatment.slots)
            self._rooms[row, rooms] = bits
        return self._rooms[row, rooms]

    def _row(self, name: str) -> int:
        return self._names.index(name) if name in self._names else -1

    def _spot(self, person: Person, row: int, starts: int, who: int) -> Spot:
        """The earliest of some starts, in the best room that is free."""
        lane, start = self.floor.lanes[row], (starts & -starts).bit_length() - 1
        span = (1 << lane.treatment.slots) - 1
        rooms = self.floor.rooms_of(person, lane)
        return row, start, who, next(room for room in rooms if self.floor.open[room] >> start & span == span)

    def _order(self, way: tuple[int, list[Spot]]) -> tuple[int, int, int]:
        """Worth first, then how much of the freed time is used, then the earliest."""
        worth, spots = way
        return worth, sum(spot[2] in self._who and self._inside >> spot[1] & 1 for spot in spots), -spots[0][1]

    def _own(self, person: Person, spot: Spot) -> int:
        id_ = self.floor.lanes[spot[0]].treatment.id
        return self.clinic.worth.primary * (person.primaries.get(id_) == self._names[spot[2]])

    def _shift(self, spots: Sequence[Spot], hours: int) -> int:
        """By how many bits a trip can come forward into the freed time; 0 when it cannot."""
        floor, first = self.floor, min(spot[1] for spot in spots)
        together, touches, all_in = floor.day_bits[self.day] & (1 << first) - 1, 0, -1
        for row, start, who, room in spots:
            lane, later = floor.lanes[row], start - first
            slots = lane.treatment.slots
            free = floor.room_starts(room, slots) & floor.hand_starts(who, lane.hands) & whole(hours, slots)
            together &= free >> later
            uses = whole(self._inside, slots) >> later if who in self._who else 0
            touches, all_in = touches | uses, all_in & uses
        found = together & touches & all_in or together & touches
        return first - ((found & -found).bit_length() - 1) if found else 0
