"""What is asked for: a visit, as booking takes it and the calendar offers it; and one resource's time."""

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """One resource's time, from ``starts`` (included) to ``ends`` (not included), both in UTC."""

    resource_id: UUID
    starts: datetime
    ends: datetime
    visit_id: UUID | None = None
    hold_id: UUID | None = None
    closure_id: UUID | None = None
