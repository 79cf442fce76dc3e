"""What the page of the assessment is told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.assess.facts import AssessFacts, ChoiceList, Factor, Region, TriedClass, TriedOption
from weft.core.assess.findings import MovementFinding
from weft.core.assess.judge import Judged
from weft.core.assess.movement_tests import MovementTest
from weft.core.assess.parts import Part
from weft.core.shared.care import Action, Outcome
from weft.core.shared.words import Words
from weft.records.access import PersonSeen
from weft.records.reads.measure_activities import ActivitiesAsked


@dataclass(frozen=True, slots=True)
class MeasureAsked:
    """One baseline measure."""

    id: str
    name: Words
    question: Words
    low: Words
    high: Words


@dataclass(frozen=True, slots=True)
class TestGroup:
    """Tests of one kind, folded together on the form."""

    __test__ = False  # not for pytest

    id: str
    name: Words
    tests: tuple[MovementTest, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers, from the knowledge that the clinic accepts."""

    regions: tuple[Region, ...]
    factors: tuple[Factor, ...]
    tests: tuple[TestGroup, ...]
    tried: tuple[tuple[TriedClass, Words, tuple[TriedOption, ...]], ...]
    """By class: its id, its name, and what belongs to it."""
    lists: dict[str, ChoiceList]
    spreads: tuple[tuple[str, Words], ...]
    measures: tuple[MeasureAsked, ...]
    things: ActivitiesAsked | None
    """Things that their problem makes hard, to be named; None where the clinic does not accept the measure."""
    facts: AssessFacts
    """For the single rules: risk questions, licensed bands, irritability."""
    required: tuple[str, ...]
    """Findings that the clinic asks for before the needles part is signed."""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """One part as its reader sees it: signed, or what they have typed themselves."""

    kind: str
    part: Part | None
    signed_as: str = ""
    signed_at: datetime | None = None
    """In the clinic's own time."""
    findings: tuple[MovementFinding, ...] = ()
    can_sign: bool = False
    """The reader has the discipline, and it is not signed."""
    named_findings: tuple[tuple[Words, MovementFinding], ...] = ()
    """Findings with the name of their test, and its side."""
    tried: tuple[tuple[Words, Words], ...] = ()
    """Of a signed story: what was tried, and how it went."""
    written: tuple[tuple[Words, str], ...] = ()
    """Of a signed part: each text that somebody wrote, with its label."""
    ticked: tuple[tuple[Words, tuple[Words, ...]], ...] = ()
    """Of a signed part: what was ticked on each list."""


@dataclass(frozen=True, slots=True)
class ProblemSeen:
    """One problem of the episode."""

    id: UUID
    key: str
    region: Words
    text: str
    since_weeks: int | None


@dataclass(frozen=True, slots=True)
class ScoreSeen:
    """The first score on one measure."""

    measure: str
    name: Words
    value: str


@dataclass(frozen=True, slots=True)
class JudgedSeen:
    """One decision about the examination as the page shows it."""

    about: Words
    """What it is about: stage, picture, nerves of the legs…"""
    place: Words | None
    """The problem, where there is more than one."""
    judged: Judged
    asks: tuple[Words, ...] = ()
    """Names of danger signs to ask about now."""


@dataclass(frozen=True, slots=True)
class AssessmentSeen:
    """The open episode with its examination."""

    episode_id: UUID
    assessment_id: UUID
    problems: tuple[ProblemSeen, ...]
    story: PartSeen
    revision: int
    parts: tuple[PartSeen, ...]
    goals: tuple[str, ...]
    baseline: tuple[ScoreSeen, ...]
    plan_id: UUID | None
    judged: tuple[JudgedSeen, ...]
    """What it says so far; once story and movement are signed, what it said at the last signature."""
    suggested: tuple[tuple[Words, Words], ...]
    """Factors that something suggests, and what; a clinician ticks them."""


@dataclass(frozen=True, slots=True)
class StopSeen:
    """That the latest answers stop, for whoever opens the page: no answer, no reason."""

    outcome: Outcome
    action: Action
    is_live: bool


@dataclass(frozen=True, slots=True)
class WholeSeen:
    """The whole page."""

    person: PersonSeen
    stop: StopSeen | None
    """None unless the latest answers stop."""
    seen: AssessmentSeen | None
    """None before care is open."""
    choices: Choices
