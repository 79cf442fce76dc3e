"""A visit as somebody asks for it: what booking takes and the calendar offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VisitWanted:
    """One visit as somebody asks for it."""

    discipline: str
    practitioner_id: UUID
    """Id of the membership."""
    starts: datetime
    """Aware."""
    minutes: int
    place_id: UUID | None = None
    """Bed or room; None for a visit by phone."""
    hands_on: tuple[tuple[int, int], ...] = ()
    """Minutes after the start in which the practitioner is there; empty means all the time."""
    kind: str = "treatment"
    phase: str = ""
    line: str = ""

    @property
    def ends(self) -> datetime:
        """The end, aware."""
        return self.starts + timedelta(minutes=self.minutes)
