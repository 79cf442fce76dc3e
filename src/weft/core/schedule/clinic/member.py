"""One person of a clinic, made ready for the program: bits, states, and what each trip is worth to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from weft.core.schedule.clinic.floor import Floor, Spot, whole
from weft.core.schedule.clinic.shape import HALVES, Person
from weft.core.schedule.clinic.weeks import Day, days_of


@dataclass(frozen=True, slots=True)
class MemberLane:
    """One discipline for one person."""

    row: int
    id: str
    slots: int
    hands: tuple[int, ...]
    may: int
    """Starts at which the person can come, by the hours alone."""
    people: tuple[int, ...]
    """Rows of those who may treat, the own one first."""
    own: int
    """Row of the own practitioner, or -1."""
    rooms: tuple[int, ...]
    wanted: int


@dataclass(frozen=True, slots=True)
class Member:
    """One person."""

    at: int
    """Row in `Clinic.people`."""
    person: Person
    lanes: tuple[MemberLane, ...]
    pairs: tuple[tuple[int, int, int], ...]
    """First lane, second lane, bits of the days on which they may be a trip in this order."""
    days: tuple[Day, ...]
    placed: int
    """Points of one visit."""
    wanted: int
    """Visits still to be placed."""
    most: int
    """No visits are worth more: what is lost against it shows whom to look at."""
    kept: tuple[Spot, ...]
    """Visits that stay: the confirmed ones, and what else is on their days."""


def member(floor: Floor, at: int, kept: Sequence[Spot] = ()) -> Member:
    """Make one person ready; the visits in ``kept`` must be taken from the floor by the caller."""
    clinic = floor.clinic
    person = clinic.people[at]
    booked: dict[int, tuple[int, ...]] = {}
    for row, start, _, _ in kept:
        booked[start // floor.stride] = (*booked.get(start // floor.stride, ()), row)
    hours = floor.spans(person.available)
    taken = sum(floor.day_bits[day] for day in booked)
    lanes = tuple(_lane(floor, person, row, hours & ~taken, booked) for row in range(len(floor.lanes)))
    return Member(
        at=at,
        person=person,
        lanes=lanes,
        pairs=_pairs(floor, person, lanes),
        days=days_of(clinic, person, booked),
        placed=clinic.worth.placed * person.priority,
        wanted=sum(lane.wanted for lane in lanes),
        most=_most(floor, person),
        kept=tuple(kept),
    )


def _most(floor: Floor, person: Person) -> int:
    """Weeks that the calendar does not reach are nobody's loss; any two halves that may share a day are a pair."""
    clinic, worth = floor.clinic, floor.clinic.worth
    weeks = {clinic.week_of(day) for day in range(len(clinic.days))}
    points = 0
    for need in person.needs:
        wanted = {id_: n for id_, n in need.visits.items() if need.week in weeks and person.may_have(id_)}
        own = sum(number for id_, number in wanted.items() if id_ in person.primaries)
        pairs = min((wanted.get(half, 0) for half in HALVES[need.order]), default=0)
        points += worth.placed * person.priority * sum(wanted.values()) + worth.primary * own + worth.pair * pairs
    return points


def _lane(floor: Floor, person: Person, row: int, hours: int, booked: dict[int, tuple[int, ...]]) -> MemberLane:
    clinic, lane = floor.clinic, floor.lanes[row]
    id_ = lane.treatment.id
    needs = {need.week: need.wanted(id_) for need in person.needs if person.may_have(id_)}
    weeks = [clinic.week_of(day) for day in range(len(clinic.days))]
    days = sum(bits for bits, week in zip(floor.day_bits, weeks, strict=True) if needs.get(week))
    names = [one.id for one in clinic.practitioners]
    own = names.index(person.primaries[id_]) if id_ in person.primaries else -1
    others = [] if person.same_people else [who for who in lane.people if who != own]
    held = [weeks[day] for day, rows in booked.items() for one in rows if one == row]
    return MemberLane(
        row=row,
        id=id_,
        slots=lane.treatment.slots,
        hands=lane.hands,
        may=whole(hours & days, lane.treatment.slots),
        people=tuple(([own] if own >= 0 else []) + others),
        own=own,
        rooms=floor.rooms_of(person, lane),
        wanted=sum(max(0, needs.get(week, 0) - held.count(week)) for week in set(weeks)),
    )


def _pairs(floor: Floor, person: Person, lanes: Sequence[MemberLane]) -> tuple[tuple[int, int, int], ...]:
    clinic = floor.clinic
    rows = {lane.id: lane.row for lane in lanes}
    found: dict[tuple[int, int], int] = {}
    needs = {need.week: need for need in person.needs}
    for day, bits in enumerate(floor.day_bits):
        need = needs.get(clinic.week_of(day))
        halves = HALVES[need.order] if need else ()
        if halves and {*halves} <= rows.keys():
            key = rows[halves[0]], rows[halves[1]]
            found[key] = found.get(key, 0) | bits
    return tuple((first, second, bits) for (first, second), bits in found.items())
