"""A later trip comes forward into a freed time: to its own people, and for who said so also to somebody else."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import combinations

from weft.core.schedule.clinic.floor import Spot, whole
from weft.core.schedule.clinic.freed import Bits, Candidate, Look, Trip
from weft.core.schedule.clinic.shape import HALVES, Person, Visit


def forward(look: Look, person: Person, trips: Sequence[Trip], *, anybody: bool) -> Candidate | None:
    """One of their own later trips that can begin in the freed time with the same gap, in rooms that will do.

    To its own people where one can; else the fewest visits change their practitioner; then the nearest trip.

    Args:
        look: Around the freed time.
        person: Whose trips.
        trips: All of `Look.kept`, nearest first. One of another week comes only where this week lacks such visits; who
            has no needs at all has no weekly number.
        anybody: They come also to somebody else; never meant of who wants the same people only.
    """
    hours = look.hours(person)
    fits = {lane.row: bits for lane in look.floor.lanes if (bits := hours & look.with_others(lane.row)[1])}
    able = list(_able(look, person, trips)) if fits else []
    most = max((len(spots) for _, spots in able), default=0) if anybody and not person.same_people else 0
    for changes in range(most + 1):
        for trip, spots in able:
            if _could(look, fits, spots, changes) and (came := _brought(look, person, spots, hours, changes)):
                days = (look.clinic.days[trip[0].day] - look.clinic.days[look.day]).days
                return Candidate(person.id, max(1, days), came, tuple(trip))
    return None


def _could(look: Look, fits: Mapping[int, int], spots: Sequence[Spot], changes: int) -> bool:
    """By one glance: one of them could come forward to somebody whose time it is."""
    earlier = (spot for spot in spots if fits.get(spot[0], 0) & (1 << spot[1]) - 1)
    return any(changes or spot[2] in look.who for spot in earlier)


def _able(look: Look, person: Person, trips: Sequence[Trip]) -> Iterator[tuple[Trip, list[Spot]]]:
    """Trips that may stand on that day: cleared, wanted, far enough from the others, and no second trip of it."""
    mine = {spot[1]: spot for spot in look.kept.get(person.id, ())}
    for trip in trips:
        spots = [mine[visit.day * look.floor.stride + visit.start] for visit in trip]
        others = [spot for spot in mine.values() if spot not in spots]
        alone = not look.comes(others) and all(person.may_have(visit.discipline) for visit in trip)
        if alone and _wanted(look, person, spots, others) and all(look.apart(person, one[0], others) for one in spots):
            yield trip, spots


def _wanted(look: Look, person: Person, spots: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """That week keeps its number of visits and its order, which a trip of its own never changes."""
    need, lanes = look.need(person), look.floor.lanes
    if not person.needs or look.clinic.week_of(spots[0][1] // look.floor.stride) == look.clinic.week_of(look.day):
        return True
    if need is None:
        return False
    order = tuple(lanes[spot[0]].treatment.id for spot in sorted(spots, key=lambda spot: spot[1]))
    in_order = len(spots) == 1 or order == HALVES[need.order]
    return in_order and all(look.lacks(need, spot[0], others) for spot in spots)


def _brought(look: Look, person: Person, spots: Sequence[Spot], hours: int, changes: int) -> tuple[Visit, ...]:
    """The visits in the freed time; none where the trip cannot stand there."""
    with look.without(spots) if look.comes(spots) else nullcontext():
        best = max(_ways(look, person, spots, hours, changes), default=None)
        if best is None:
            return ()
        _, before, changed = best
        shift = min(spot[1] for spot in spots) + before
        moved = (_moved(look, person, spot, spot[1] - shift, at in changed) for at, spot in enumerate(spots))
        return tuple(look.floor.visit(person, spot) for spot in moved)


def _ways(
    look: Look, person: Person, spots: Sequence[Spot], hours: int, changes: int
) -> Iterator[tuple[bool, int, tuple[int, ...]]]:
    """By which visits change: whether all of the trip is in the freed time, minus its first start, and which change."""
    first = min(spot[1] for spot in spots)
    before = look.floor.day_bits[look.day] & (1 << first) - 1
    for changed in combinations(range(len(spots)), changes):
        together, touches, all_in = before, 0, -1
        for at, spot in enumerate(spots):
            starts, freed = _starts(look, person, spot, hours, at in changed)
            later = spot[1] - first
            together &= starts >> later
            touches, all_in = touches | freed >> later, all_in & freed >> later
        if found := together & all_in or together & touches:
            yield bool(together & all_in), 1 - (found & -found).bit_length(), changed


def _starts(look: Look, person: Person, spot: Spot, hours: int, is_changed: bool) -> Bits:
    row, _, who, _ = spot
    bits, freed = look.with_others(row, who) if is_changed else look.with_one(row, who)
    may = bits and whole(hours, look.floor.lanes[row].treatment.slots) & look.room(person, row)
    return bits & may, freed & may


def _moved(look: Look, person: Person, spot: Spot, start: int, is_changed: bool) -> Spot:
    """A visit at its new start: with whom the freed time is, else with the person's own, else with who is free."""
    row, _, who, room = spot
    if is_changed:
        freed, own = look.is_in_freed(row, start), look.own(person, row)
        free = [one for one in look.others(row, who) if look.hands(row, one) >> start & 1]
        who = min(free, key=lambda one: (not (freed and one in look.who), one != own))
    return row, start, who, look.free_room(person, row, start, room)
