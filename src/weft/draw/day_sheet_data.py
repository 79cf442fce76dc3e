"""The sheet of one day at a clinic, for when the pages cannot be reached: plain data for the page and for the PDF."""

from dataclasses import dataclass
from datetime import date, datetime

from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class DayPart:
    """One visit of a trip."""

    time: str
    """From and to, as the clocks of the clinic show it."""
    what: Words
    who: str
    place: str


@dataclass(frozen=True, slots=True)
class DayTrip:
    """One coming of one person. What the reader may not see is empty."""

    name: str
    born: date | None
    phone: str
    emergency: str
    """Whom to ring for them, as they said it."""
    parts: tuple[DayPart, ...]
    flags: tuple[Words, ...] = ()
    """Danger signs, precautions, and fainting, of the latest answers."""
    phase: Words | None = None
    plan: tuple[Words, ...] = ()
    """The lines of the plan's phase for what is booked, in short."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayTask:
    """One thing that waits for a person."""

    says: Words
    name: str
    due: datetime
    """In the clinic's own time."""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """All of it."""

    clinic: str
    day: date
    made_at: datetime
    """In the clinic's own time: what was changed later does not stand here."""
    call: tuple[Words, ...]
    """The number for an emergency, and the clinic's own."""
    trips: tuple[DayTrip, ...]
    tasks: tuple[DayTask, ...]
