"""What the page of a course shows, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from weft.core.schedule.wishes import Wishes
from weft.core.shared.words import Words
from weft.records.access import PersonSeen


@dataclass(frozen=True, slots=True)
class HalfSeen:
    """One visit of a trip."""

    discipline: str
    name: str
    """The discipline's name, a message id."""
    minute: int
    minutes: int
    who: str
    place: str


@dataclass(frozen=True, slots=True)
class ChoiceSeen:
    """Another place for a trip, with what it costs."""

    index: int
    day: date
    minute: int
    what: Words
    costs: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class TripSeen:
    """One trip of the course: offered, or booked when it has a visit to open."""

    index: int | None
    day: date
    halves: tuple[HalfSeen, ...]
    is_pair: bool
    bent: tuple[Words, ...]
    """Wishes that were not met."""
    choices: tuple[ChoiceSeen, ...]
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DaySeen:
    """One day of one week."""

    day: date
    trips: tuple[TripSeen, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ShortSeen:
    """What found no place in a week: why, and the ways out."""

    why: Words
    ways_out: tuple[Words, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class WeekSeen:
    """One week of the course."""

    number: int
    days: tuple[DaySeen, ...]
    short: tuple[ShortSeen, ...]


@dataclass(frozen=True, slots=True)
class PhaseSeen:
    """One phase with its weeks."""

    id: str
    name: Words
    weeks: tuple[WeekSeen, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The course in figures."""

    trips: int
    visits: int
    pairs: int
    with_primary: int
    to_choose: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class CourseSeen:
    """Everything that the page shows."""

    plan_id: UUID
    person: PersonSeen
    number: int
    """Of the plan's version."""
    drafts: tuple[str, ...]
    now: datetime
    """For the page's timer."""
    course_id: UUID | None
    serial: str
    phases: tuple[PhaseSeen, ...]
    columns: tuple[date, ...]
    """The weekdays that are drawn, as days of some week."""
    wishes: Wishes
    first_day: date | None
    is_begun: bool
    """Some visits are booked, so the first day stands."""
    held_until: datetime | None
    """None when nothing is held (any more)."""
    hold_ended: datetime | None
    """When the last hold ended, if it did without being confirmed."""
    totals: Totals
    booked_trips: int
    only_weeks: int | None
    withheld: tuple[Words, ...]
    rules: tuple[Words, ...]
    is_empty: bool
    """Something was offered, and none of it found a place."""
    to_book: int
    """Trips that the plan asks for from this week on and that have no time; 0 before the first is booked."""
