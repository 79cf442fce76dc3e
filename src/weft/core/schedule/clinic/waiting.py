"""A freed time: who could use it, by one look at everybody, and who would gain most."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from weft.core.schedule.clinic.floor import Spot, whole
from weft.core.schedule.clinic.forward import forward
from weft.core.schedule.clinic.freed import Candidate, Look, Trip
from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Person, Span, Visit

Found = tuple[int, tuple[Visit, ...]]
"""Points, and the visits that bring them."""


def waiting_for(
    clinic: Clinic, visits: Sequence[Visit], freed: Span, practitioner: str, *, also: Iterable[str] = (),
    earlier: Mapping[str, Sequence[Trip]] | None = None, anybody: Collection[str] = (), at_most: int = 10,
) -> tuple[Candidate, ...]:  # fmt: skip
    """Whom to offer a freed time to, who gains most first; those who have what they need are left out.

    Whoever lacks visits of their plan in that week comes before those who have them and only asked to come earlier.

    Args:
        clinic: As it is, with the freed time among the practitioner's hours.
        visits: The calendar; the freed time is empty in it.
        freed: Day, from and to.
        practitioner: Whose time it is.
        also: Who else is free in it: the other half of a freed pair.
        earlier: Trips of these visits that people asked to come forward with, nearest first, by person.
        anybody: Who of them said that they come also to somebody else.
        at_most: Candidates.
    """
    look = _Look(clinic, visits, freed, {practitioner, *also})
    found: list[tuple[int, int, Candidate]] = []
    for person in clinic.people:
        spots = look.kept.get(person.id, [])
        missing = sum(n for need in person.needs for id_, n in need.visits.items() if person.may_have(id_)) - len(spots)
        if missing > 0 and (best := look.trip(person, spots)):
            found.append((-best[0], -missing, Candidate(person.id, *best)))
        elif (trips := (earlier or {}).get(person.id)) and (
            one := forward(look, person, trips, anybody=person.id in anybody)
        ):
            found.append((-one.gain, one.changes, one))
    return tuple(each[2] for each in sorted(found, key=lambda one: (*one[:2], one[2].person))[:at_most])


class _Look(Look):
    """Visits that have no time yet, placed in and around one freed time."""

    def trip(self, person: Person, spots: Sequence[Spot]) -> Found | None:
        """The best visit or pair of one person that uses the freed time, or None."""
        need, hours = self.need(person), self.hours(person)
        if need is None or not hours & self.inside or self.comes(spots):
            return None
        rows = [lane.row for lane in self.floor.lanes if self._wants(person, need, lane.row, spots)]
        best = max(self._ways(person, need, rows, hours), key=self._order, default=None)
        return best and (best[0], tuple(self.floor.visit(person, spot) for spot in best[1]))

    def _wants(self, person: Person, need: Need, row: int, spots: Sequence[Spot]) -> bool:
        id_ = self.floor.lanes[row].treatment.id
        return person.may_have(id_) and self.lacks(need, row, spots) and self.apart(person, row, spots)

    def _ways(self, person: Person, need: Need, rows: Sequence[int], hours: int) -> Iterator[tuple[int, list[Spot]]]:
        """Every kind of trip with what it is worth, each as early as it can be."""
        placed = self.clinic.worth.placed * person.priority
        for row in rows:
            for who, starts in self._freed(person, row, hours):
                spot = self._spot(person, row, starts, who)
                yield placed + self._worth_own(person, spot), [spot]
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
                            yield worth + self._worth_own(person, one) + self._worth_own(person, two), [one, two]

    def _halves(self, need: Need) -> tuple[int, int]:
        rows = {lane.treatment.id: lane.row for lane in self.floor.lanes}
        halves = [rows.get(id_, -1) for id_ in HALVES[need.order]] or [-1, -1]
        return halves[0], halves[1]

    def _freed(self, person: Person, row: int, hours: int) -> Iterator[tuple[int, int]]:
        """Starts of a visit that lies wholly in the freed time, by whose time it is."""
        inside = whole(hours & self.inside, self.floor.lanes[row].treatment.slots)
        return ((who, bits) for who in self.who if (bits := inside and inside & self._starts(person, row, who)))

    def _anybody(self, person: Person, row: int, hours: int) -> Iterator[tuple[int, int]]:
        """Starts with the own practitioner, and with the first of the others who is free at each of them."""
        lane, may = self.floor.lanes[row], whole(hours, self.floor.lanes[row].treatment.slots)
        own = self.own(person, row)
        for who in (own, *(each for each in lane.people if each != own)):
            bits = may & self._starts(person, row, who)
            may = may if who == own else may & ~bits
            if bits:
                yield who, bits

    def _starts(self, person: Person, row: int, who: int) -> int:
        """Starts at which hands and a room are free, if they may treat this person."""
        if who not in self.floor.lanes[row].people or (person.same_people and who != self.own(person, row)):
            return 0
        return self.hands(row, who) & self.room(person, row)

    def _spot(self, person: Person, row: int, starts: int, who: int) -> Spot:
        """The earliest of some starts, in the best room that is free."""
        start = (starts & -starts).bit_length() - 1
        return row, start, who, self.free_room(person, row, start)

    def _order(self, way: tuple[int, list[Spot]]) -> tuple[int, int, int]:
        """Worth first, then how much of the freed time is used, then the earliest."""
        worth, spots = way
        return worth, sum(spot[2] in self.who and self.inside >> spot[1] & 1 for spot in spots), -spots[0][1]

    def _worth_own(self, person: Person, spot: Spot) -> int:
        id_ = self.floor.lanes[spot[0]].treatment.id
        return self.clinic.worth.primary * (person.primaries.get(id_) == self.names[spot[2]])
