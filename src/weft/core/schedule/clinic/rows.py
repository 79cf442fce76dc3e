"""An answer as rows of one day: by person, by practitioner, or by numbered room."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from weft.core.schedule.clinic.shape import Clinic, Visit


class RowsOf(StrEnum):
    """What a row stands for."""

    PEOPLE = "people"
    PRACTITIONERS = "practitioners"
    ROOMS = "rooms"


@dataclass(frozen=True, slots=True)
class Trip:
    """What is drawn as one capsule: both halves in a person's row, each half by itself in any other."""

    row: str
    visits: tuple[Visit, ...]


def row_names(clinic: Clinic, visits: Sequence[Visit], rows: RowsOf) -> tuple[str, ...]:
    """Rows from the top. Of people only those who come."""
    if rows is RowsOf.PRACTITIONERS:
        return tuple(one.id for one in clinic.practitioners)
    if rows is RowsOf.ROOMS:
        return tuple(name for kind in clinic.rooms for name in _numbered(kind.kind, kind.count))
    coming = {visit.person for visit in visits}
    return tuple(person.id for person in clinic.people if person.id in coming)


def _numbered(kind: str, count: int) -> list[str]:
    return [f"{kind} {number}" for number in range(1, count + 1)]


def trips_of(clinic: Clinic, visits: Sequence[Visit], day: int, rows: RowsOf) -> tuple[Trip, ...]:
    """What happens on one day. Visits must keep the rules: one for which no room is left is not among the rooms."""
    today = sorted((visit for visit in visits if visit.day == day), key=lambda visit: (visit.start, visit.person))
    if rows is RowsOf.PRACTITIONERS:
        return tuple(Trip(visit.practitioner, (visit,)) for visit in today)
    if rows is RowsOf.ROOMS:
        return tuple(trip for kind in clinic.rooms for trip in _in_rooms(clinic, today, kind.kind, kind.count))
    people = dict.fromkeys(visit.person for visit in today)
    return tuple(Trip(person, tuple(visit for visit in today if visit.person == person)) for person in people)


def _in_rooms(clinic: Clinic, today: Sequence[Visit], kind: str, count: int) -> list[Trip]:
    slots = {one.id: one.slots for one in clinic.disciplines}
    names, ends, trips = _numbered(kind, count), [0] * count, []
    for visit in today:  # the first room that is free: by rising starts that never needs a room too many
        number = next((at for at, end in enumerate(ends) if end <= visit.start), None)
        if visit.room == kind and number is not None:
            ends[number] = visit.start + slots[visit.discipline]
            trips.append(Trip(names[number], (visit,)))
    return trips
