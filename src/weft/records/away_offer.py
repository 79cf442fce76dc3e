"""A rung of the ladder as it was looked at: kept with the absence, so that it stands still while somebody calls."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records.models import Closure


@dataclass(frozen=True, slots=True)
class KeptMove:
    """Where one visit would go."""

    visit_id: UUID
    starts: datetime
    """In UTC."""
    practitioner_id: UUID
    place_id: UUID
    who: str
    place: str
    """Names at that time, for people."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """What one person would be asked."""

    person_id: UUID
    moves: tuple[KeptMove, ...]
    keeps_pair: bool
    """Of a pair both halves stay together."""
    mark: str
    """`course_trip.mark_of` of the visits as they stood."""


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """One rung."""

    serial: str
    """Changes with every look: what is agreed to is what was on the page."""
    rung: Rung
    at: datetime
    said: Words
    """How many would have a place again, and what moves."""
    rows: tuple[KeptRow, ...]


def kept_of(row: Closure) -> KeptOffer | None:
    """What was looked at last."""
    return from_json(KeptOffer, row.offer) if row.offer else None
