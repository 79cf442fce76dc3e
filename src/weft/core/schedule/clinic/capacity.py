"""Can the clinic hold its demand at all? What is too small is named in words, before anybody searches."""

from collections.abc import Iterator
from dataclasses import dataclass

from weft.core.schedule.clinic.floor import Floor, Lane
from weft.core.schedule.clinic.shape import Clinic
from weft.core.shared.words import COMMA, Words, counted, joined


@dataclass(frozen=True, slots=True)
class Shortage:
    """A resource that cannot hold the visits of one week, however they are placed."""

    week: int
    wanted: int
    """Visits."""
    holds: int
    """Visits that it could hold at the very most."""
    said: Words


def shortages(clinic: Clinic) -> tuple[Shortage, ...]:
    """Every week and resource whose demand cannot fit. Nothing is said about what fits only just.

    What is counted is a bound: hands or rooms of a week, cut into visits without regard to the hours of the people.
    """
    floor = Floor(clinic)
    weeks = sorted({need.week for person in clinic.people for need in person.needs})
    return tuple(one for week in weeks for one in (*_hands(clinic, floor, week), *_rooms(clinic, floor, week)))


def _days(clinic: Clinic, floor: Floor, week: int) -> int:
    return sum(bits for day, bits in enumerate(floor.day_bits) if clinic.week_of(day) == week)


def _wanted(clinic: Clinic, lane: Lane, week: int, kinds: frozenset[str] | None = None) -> int:
    """Visits of one discipline that are cleared; with ``kinds`` only of people for whom no other room will do."""
    id_ = lane.treatment.id
    return sum(
        need.wanted(id_)
        for person in clinic.people
        if person.may_have(id_) and (kinds is None or kinds >= {*clinic.rooms_for(person, lane.treatment)})
        for need in person.needs
        if need.week == week
    )


def _hands(clinic: Clinic, floor: Floor, week: int) -> Iterator[Shortage]:
    for lane in floor.lanes:
        wanted, holds = _wanted(clinic, lane, week), 0
        for who in lane.people if lane.hands else ():
            starts = floor.hand_starts(who, lane.hands) & _days(clinic, floor, week)
            useful = 0
            for slot in lane.hands:
                useful |= starts << slot
            holds += useful.bit_count() // len(lane.hands)
        if lane.hands and wanted > holds:
            what = Words("practitioners have hands for {holds}", holds=holds)
            yield Shortage(week, wanted, holds, _said(week, wanted - holds, Words(lane.treatment.id), what))


def _rooms(clinic: Clinic, floor: Floor, week: int) -> Iterator[Shortage]:
    """For one discipline at a time: the kinds of room that will do, and those of people who need certain ones."""
    days = [day for day in range(len(clinic.days)) if clinic.week_of(day) == week]
    for lane in floor.lanes:
        asked = {frozenset(clinic.rooms_for(person, lane.treatment)) for person in clinic.people}
        for kinds in sorted(asked, key=sorted):
            rows = [row for row in lane.rooms if clinic.rooms[row].kind in kinds]
            bits = [day * floor.stride + slot for day in days for slot in range(clinic.slots)]
            holds = sum(floor.left(row, bit) for row in rows for bit in bits) // lane.treatment.slots
            wanted = _wanted(clinic, lane, week, kinds)
            if wanted > holds:
                named = joined((Words(kind) for kind in sorted(kinds)), COMMA) if kinds else Words("no room")
                what = Words("{rooms} can hold {holds}", rooms=named, holds=holds)
                yield Shortage(week, wanted, holds, _said(week, wanted - holds, Words(lane.treatment.id), what))


def _said(week: int, short: int, discipline: Words, what: Words) -> Words:
    return counted(
        short,
        "Week {week}: short of {count} {discipline} place, {what}",
        "Week {week}: short of {count} {discipline} places, {what}",
        week=week,
        discipline=discipline,
        what=what,
    )
