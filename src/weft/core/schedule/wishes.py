"""When a person would like to come, and with whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from weft.core.schedule.grid import DAY_MINUTES, Span


class PartOfDay(StrEnum):
    """A part of the day in which the whole trip lies; parts that follow each other join."""

    MORNING = "morning"
    """Until 12:00."""
    MIDDAY = "midday"
    """12:00 to 16:00."""
    LATE = "late"
    """From 16:00."""


BOUNDS = {
    PartOfDay.MORNING: (0, 12 * 60),
    PartOfDay.MIDDAY: (12 * 60, 16 * 60),
    PartOfDay.LATE: (16 * 60, DAY_MINUTES),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person said before the course is proposed. Nothing said means anything suits."""

    days: tuple[int, ...] = ()
    """Weekdays, 0 is Monday; empty for any."""
    times: tuple[PartOfDay, ...] = ()
    """Empty for any."""
    only_same_people: bool = False
    """Nobody but one practitioner for each discipline; otherwise that is only preferred."""
    allow_split: bool = False
    """The halves of a day may lie further apart than the window."""
    first_day: date | None = None
    """First day of week 1; None lets the clinic choose."""
    weeks_ahead: int | None = None
    """So many weeks at once, from the first that still needs something; None books the whole course."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Visits a week of further disciplines, by id."""

    def can_come(self, day: date) -> tuple[Span, ...]:
        """The person's hours on a day."""
        if self.days and day.weekday() not in self.days:
            return ()
        return tuple(Span(day, *BOUNDS[part]) for part in self.times or PartOfDay)
