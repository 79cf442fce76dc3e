"""What the pages of a plan are given."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.plan.changing import LineDifference
from weft.core.plan.plan import Line
from weft.core.shared.words import Words
from weft.records.access import PersonSeen
from weft.records.reads.plan_own_data import OwnData
from weft.records.reads.plan_shown import EvidenceShown, PlanShown


@dataclass(frozen=True, slots=True)
class YesSeen:
    """One role that has to say yes, and whether it has."""

    role: str
    name: Words | None
    """The discipline's name; None for the person."""
    who: str
    """Who said yes; empty while it is open."""
    at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """One version in the list."""

    number: int
    at: datetime
    by: str
    why: Words | None
    """Why it was made, when that is one of our own words."""
    typed_why: str
    """Why, as somebody typed it."""
    id: UUID


@dataclass(frozen=True, slots=True)
class SetSeen:
    """A set that fits one of the problems."""

    id: str
    name: Words
    is_chosen: bool
    is_suggested: bool
    """The rules would take it for one of the problems."""
    why: tuple[Words, ...]
    """For each problem that it fits."""
    visits: Words
    """What it asks for."""


@dataclass(frozen=True, slots=True)
class SelectedLine:
    """The line whose why is open, with its evidence."""

    line: Line
    per_week: float
    minutes: int
    evidence: tuple[EvidenceShown, ...]
    own: OwnData | None
    """Of a needles line: the person's own numbers."""


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan as its page shows it."""

    id: UUID
    episode_id: UUID
    person: PersonSeen
    state: str
    version: VersionSeen
    versions: tuple[VersionSeen, ...]
    is_latest: bool
    shown: PlanShown
    changes: tuple[LineDifference, ...]
    changed: tuple[Words, ...]
    """What reads otherwise than in the version before, with its why, one sentence each."""
    since_first: tuple[Words, ...]
    """The same since version 1; empty in the first two versions."""
    sources: tuple[str, ...]
    """Where what to expect was read, as citations."""
    wishes: tuple[str, ...]
    """Ids of `core/plan/wishes.py`, as the version was drafted with."""
    chosen: str
    """The set that a clinician chose; empty where the rules suggested."""
    selected: SelectedLine | None
    evidence: tuple[EvidenceShown, ...]
    yeses: tuple[YesSeen, ...]
    sets: tuple[SetSeen, ...]
    is_agreed: bool
    can_change: bool
    mine: tuple[str, ...]
    """Disciplines that wait for the reader's yes."""
    person_may_agree: bool
    """Every clinician has; only the person's yes is missing."""


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """What a plan would be drafted from."""

    person: PersonSeen
    episode_id: UUID
    plan_id: UUID | None
    """There is a plan already."""
    sets: tuple[SetSeen, ...]
    missing: Words | None
    """What has to be there first; None when it can be drafted."""
