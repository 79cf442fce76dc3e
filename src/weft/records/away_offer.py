"""A rung of the ladder as it was looked at: kept with the absence, so that it stands still while somebody calls."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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


class WhyApart(StrEnum):
    """Why a visit that cannot be held is not looked at with the others."""

    LATER = "later"
    """So long after the first that it is another look."""
    ELSEWHERE = "elsewhere"
    """At another site than most."""
    BY_HAND = "by_hand"
    """No rule of the calendar would book it as it stands (`ClinicCalendar.others`)."""


@dataclass(frozen=True, slots=True)
class Apart:
    """One such visit."""

    visit_id: UUID
    why: WhyApart


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
    seconds: int = 0
    """How long it was looked for; 0: as long as a page may take."""
    is_cut: bool = False
    """The time ran out before everything was tried, or a time of it was gone: a longer look may bring more."""
    apart: tuple[Apart, ...] = ()
    """Lost visits that it did not look at: `said` counts without them."""

    def back(self, lost: Collection[UUID]) -> int:
        """How many of these visits it gives a place again."""
        return sum(move.visit_id in lost for row in self.rows for move in row.moves)


class CameOf(StrEnum):
    """What came of a longer look."""

    KEPT = "kept"
    """It brought more back, and is what the page shows now."""
    NO_MORE = "no_more"
    CHANGED = "changed"
    """Somebody was moved or asked, or somebody looked anew, while it looked: that stands."""
    OVER = "over"
    """The absence was called off while it looked."""


@dataclass(frozen=True, slots=True)
class Came:
    """How a longer look ended, in numbers: nobody's name or time."""

    of: CameOf
    back: int
    """Visits to which it gave a place again."""
    lost: int


def kept_of(row: Closure) -> KeptOffer | None:
    """What was looked at last."""
    return from_json(KeptOffer, row.offer) if row.offer else None
