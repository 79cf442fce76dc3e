"""What the person page is drawn from: frozen values, no rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from weft.core.shared.fact import Certainty
from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData
from weft.draw.curve_data import CurveData
from weft.draw.curve_words import CurveRow


class Weight(StrEnum):
    """How a line is marked."""

    PLAIN = "plain"
    DONE = "done"
    CAUTION = "caution"
    STOP = "stop"


class Lookup(StrEnum):
    """What a timeline entry is about; the chips of the page hide by it."""

    NEEDLES = "needles"
    MOVEMENT = "movement"
    HOME = "home"
    PLAN = "plan"


class Step(StrEnum):
    """Where a next step leads."""

    SCREENING = "screening"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    COURSE = "course"
    NEEDLES = "needles"
    MOVEMENT = "movement"
    SCORES = "scores"
    REVIEW = "review"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Said:
    """One short thing, with its mark."""

    words: Words
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class Header:
    """Who this is."""

    id: UUID
    name: str
    known_as: str
    initials: str
    born: date | None
    age: int | None
    facts: tuple[Words, ...]
    """Age, trip, week."""
    alerts: tuple[Words, ...]
    """Read before you go on."""
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now."""

    label: Words
    step: Step
    id: UUID
    """Of the person, plan or visit that the step is about."""


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """An own goal."""

    words: str
    first: str
    last: str
    """0-10 as text; empty while nobody asked."""


@dataclass(frozen=True, slots=True)
class Why:
    """Because, now, until of one line."""

    version: int
    plan_id: UUID
    is_agreed: bool
    line: Words
    because: Words
    now: Words
    until: Words
    certainty: Certainty | None
    evidence: Words | None
    own: Words | None
    """What this person's own numbers say."""
    has_changed: bool
    """The line that changed last, not just the one that holds now."""

    @property
    def bars(self) -> tuple[bool, ...]:
        """Four bars, full from the left."""
        full = {"high": 4, "moderate": 3, "low": 2, "very_low": 1}.get(self.certainty or "", 0)
        return tuple(place < full for place in range(4))


@dataclass(frozen=True, slots=True)
class CareEnded:
    """What stands after discharge, in place of why this and why now."""

    on: date
    reason: Words
    summary: str
    way_back: str
    """What they do when it comes back, as it was written for them."""
    asked_next: date | None
    """The next day on which they are asked how it is; None when all were."""
    is_asked: bool
    """They were asked on that day and have not answered yet."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What the last hand-over asked for."""

    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Safety:
    """The latest clearance, in lines."""

    asked_at: datetime | None
    """In the clinic's own time; None when nobody asked."""
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who treats the person."""

    name: str
    discipline: Words


@dataclass(frozen=True, slots=True)
class TripSeen:
    """One trip to come."""

    on: date
    starts: str
    """Local time of its first visit."""
    visit_id: UUID
    """Its first visit: the one that is moved or cancelled."""
    capsule: CapsuleData
    words: Words


@dataclass(frozen=True, slots=True)
class EntryPart:
    """One discipline's part of an entry."""

    side: Lookup
    title: Words
    lines: tuple[Words, ...]
    typed: str = ""
    """What somebody wrote, as they wrote it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of what happened."""

    on: date
    at: datetime
    kinds: frozenset[Lookup]
    kind: Words
    text: tuple[Words, ...]
    typed: str = ""
    capsule: CapsuleData | None = None
    parts: tuple[EntryPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Care:
    """The clinical part: only for members with the right to the record."""

    now: tuple[Said, ...]
    """Four at most: the change, what is better or worse, what to ask, what is blocked."""
    goals: tuple[GoalSeen, ...]
    curve: CurveData | None
    table: tuple[CurveRow, ...]
    others: tuple[CurveData, ...]
    """Other measures of the default curve, without lanes."""
    why: Why | None
    intent: Intent | None
    home: tuple[Words, ...]
    safety: Safety
    timeline: tuple[Entry, ...]
    next: NextStep | None
    proposals: tuple[Words, ...]
    """What waits for a decision."""
    drafts: tuple[str, ...]
    plan_id: UUID | None = None
    episode_id: UUID | None = None
    is_open: bool = False
    ended: CareEnded | None = None

    @property
    def is_discharged(self) -> bool:
        """Care has ended, and nothing was begun anew."""
        return self.ended is not None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody, and whom to ring for them."""

    phone: str
    email: str
    notes: str
    leave_no_details: bool
    in_emergency: str = ""
    has_account: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """The person's own practitioners: names, empty while there is nobody; and whether they work here no more."""

    needles: str
    movement: str
    needles_left: bool = False
    movement_left: bool = False


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything in one scroll. ``care`` is None for members who may see names and times only."""

    header: Header
    people: tuple[Helper, ...]
    trips: tuple[TripSeen, ...]
    contact: Contact
    own: Own
    care: Care | None = field(default=None)
    course_of: UUID | None = None
    """The plan whose course is booked from here; None where there is none, or care has ended."""
    to_book: int = 0
    """Trips that the plan asks for from this week on and that have no time; 0 before the first is booked."""
