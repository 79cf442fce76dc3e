"""A clinic and its visits as plain data: what `clinic.json` and `visits.json` hold.

Times are slots, days are counted from 0.
"""

from dataclasses import field
from datetime import date

from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.fact import fact

CLINIC_FORMAT, VISITS_FORMAT = "weft-clinic-1", "weft-visits-1"

Span = tuple[int, int, int]
"""Day, first slot, slot after the last."""


@fact
class Worth:
    """What an answer is worth, in points."""

    placed: int = 1000
    """For each visit placed, times the person's priority."""
    pair: int = 200
    """For each pair inside the window."""
    primary: int = 30
    """For each visit with the person's own practitioner."""
    waiting: int = 2
    """Taken off for each quarter of an hour begun between two halves, beyond the smallest gap."""


@fact
class Treatment:
    """One discipline: how it uses time and rooms."""

    id: str
    slots: int
    """Slots that the person and the room are taken."""
    hands_on: tuple[tuple[int, int], ...]
    """Slots [from, to), from the start of the visit, in which the practitioner is needed."""
    rooms: tuple[str, ...]
    """Kinds of room that will do, best first."""
    days_apart: int = 1
    """Smallest difference of dates between two visits of one person; needles never less than 2."""

    def hands_slots(self, start: int) -> list[int]:
        """Slots of the day in which hands are needed when the visit starts at ``start``."""
        return [start + slot for first, last in self.hands_on for slot in range(first, last)]


@fact
class Staff:
    """One practitioner."""

    id: str
    disciplines: tuple[str, ...]
    works: tuple[Span, ...]
    """Shifts without breaks and without what is booked elsewhere."""


@fact
class Rooms:
    """All rooms of one kind. They may be changed for each other, so only their number counts."""

    kind: str
    count: int
    closed: tuple[tuple[int, int, int, int], ...] = ()
    """Day, first slot, slot after the last, number of rooms that are closed then."""


@fact
class Need:
    """Visits that one person should have in one week."""

    week: int
    """From 1; the weeks of the calendar begin every 7 days from `Clinic.first_day`."""
    visits: dict[str, int]
    """By discipline."""
    pairs: int = 0
    order: Order = Order.NEEDLES_FIRST

    def wanted(self, discipline: str) -> int:
        """Visits of one discipline."""
        return self.visits.get(discipline, 0)


@fact
class Person:
    """One person's needs, hours and wishes."""

    id: str
    available: tuple[Span, ...]
    needs: tuple[Need, ...]
    cleared: tuple[str, ...] | None = None
    """Disciplines that may be booked; all of them when left out."""
    primaries: dict[str, str] = field(default_factory=dict)
    """The person's own practitioner by discipline. Where none is named, no visit counts as with the own one."""
    same_people: bool = False
    """Nobody but the own practitioners."""
    allow_split: bool = False
    """The halves of a day may lie further apart than the window."""
    rooms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Kinds of room by discipline, where not all of the discipline's will do."""
    last_visits: dict[str, int] = field(default_factory=dict)
    """Days before day 0 of the last visit, by discipline; at least 1."""
    priority: int = 1

    def may_have(self, discipline: str) -> bool:
        """Whether the discipline may be booked for this person."""
        return self.cleared is None or discipline in self.cleared


@fact
class Clinic:
    """One site over some days."""

    format: str
    slot_minutes: int
    opens_minutes: int
    """Minutes after local midnight at which slot 0 begins."""
    slots: int
    """Slots of a day."""
    days: tuple[date, ...]
    """Local dates, rising. Day 0 is the first of them; a date that is left out is a closed day."""
    first_day: date | None = None
    """First day of week 1; the first of ``days`` when left out."""
    disciplines: tuple[Treatment, ...]
    practitioners: tuple[Staff, ...]
    rooms: tuple[Rooms, ...]
    people: tuple[Person, ...]
    window_slots: int = 2
    """Two halves with at most so many slots between them are a pair."""
    min_gap_slots: int = 0
    worth: Worth = field(default_factory=Worth)

    def week_of(self, day: int) -> int:
        """Week of a day, from 1."""
        return (self.days[day] - (self.first_day or self.days[0])).days // 7 + 1

    def treatment(self, discipline: str) -> Treatment | None:
        """The discipline, or None when the clinic has none of that name."""
        return next((one for one in self.disciplines if one.id == discipline), None)

    def rooms_for(self, person: Person, treatment: Treatment) -> tuple[str, ...]:
        """Kinds of room that will do for one person, best first."""
        asked = person.rooms.get(treatment.id, treatment.rooms)
        return tuple(kind for kind in treatment.rooms if kind in asked)


@fact
class Visit:
    """One visit."""

    person: str
    discipline: str
    day: int
    start: int
    practitioner: str
    room: str
    """Kind of room. Numbers are given afterwards (`rows.py`)."""
    confirmed: bool = False
    """The person has agreed: it stays as it is."""


@fact
class Visits:
    """An answer."""

    format: str = VISITS_FORMAT
    visits: tuple[Visit, ...]


HALVES = {Order.NEEDLES_FIRST: (NEEDLES, MOVEMENT), Order.MOVEMENT_FIRST: (MOVEMENT, NEEDLES), Order.OTHER_DAY: ()}
"""First and second half of a pair, by order."""
