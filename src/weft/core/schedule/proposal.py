"""What the solver returns: visits with their value, what could not be placed and why, and choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class PlacedVisit:
    """One visit of one discipline."""

    day: date
    start_slot: int
    discipline: str
    practitioner: str
    """Practitioner id."""
    room_kind: str
    room: str
    """Id of the row of `Supply.rooms`; the room's number is given afterwards (`rooms.py`)."""
    site: str
    pair_id: int | None
    """Same for the two halves of a pair inside the window, counted from 1; None for any other visit."""
    week: int
    phase: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Visits of one discipline that found no place in one week."""

    week: int
    discipline: str
    missing: int
    """Number of visits."""
    why: Words
    ways_out: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Unpaired:
    """Pairs that the plan wanted in a week and that could not be made, although the visits are placed."""

    week: int
    missing: int
    """Number of pairs."""
    why: Words
    ways_out: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A course for one person: nothing is booked by it."""

    visits: tuple[PlacedVisit, ...]
    """By day and start."""
    value: int
    """Points of `request.Weights` that these visits have."""
    best_value: int
    """Points of the best course that keeps the rules; the same as `value` until another place is chosen."""
    unplaced: tuple[Unplaced, ...]
    unpaired: tuple[Unpaired, ...]
    primaries: Mapping[str, str]
    """Primary practitioner by discipline, named in the request or chosen."""
    people: Mapping[str, int]
    """Number of different practitioners by discipline."""
    explanation: tuple[Words, ...]

    def trips(self) -> tuple[tuple[PlacedVisit, ...], ...]:
        """The visits by coming: a pair, two halves of one day, or a single visit."""
        days = dict.fromkeys(visit.day for visit in self.visits)
        return tuple(tuple(visit for visit in self.visits if visit.day == day) for day in days)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place for one trip while the rest of the course stays."""

    visits: tuple[PlacedVisit, ...]
    difference: int
    """Value of the course with this choice minus its value now; 0 or less for the best course."""
    what: Words
    """What changes: "same people, 45 min later"."""
    costs: tuple[Words, ...]
    """What is lost by it; empty when nothing is."""


@dataclass(frozen=True, slots=True)
class TripChoices:
    """One trip of a proposal and up to three other places for it."""

    trip: tuple[PlacedVisit, ...]
    choices: tuple[Alternative, ...]
