"""What planning returns: phases by lanes, each line with its because, now and until."""

from dataclasses import dataclass
from decimal import Decimal

from weft.core.plan.criteria import Criterion
from weft.core.plan.facts import Dose, DoseRange, EvidenceFact, Lane
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Action, Effort
from weft.core.shared.explained import Explanation
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a plan. It names its problem and can always say because, now, until."""

    id: str
    problem: str
    lane: Lane
    modality: str
    text: Words
    dose: Dose
    because: Words
    now: Words
    until: Words
    aims: tuple[Words, ...]
    trigger: Words | None
    exercises: tuple[str, ...]
    evidence: tuple[str, ...]
    order: str
    status: ReviewStatus


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase with its lines by lane."""

    id: str
    name: Words
    weeks: tuple[int, int]
    ceiling: Effort
    entry: tuple[Words, ...]
    exit: tuple[Words, ...]
    lanes: dict[Lane, tuple[Line, ...]]
    leaves_when: tuple[Criterion, ...] = ()
    """The way out as values: see `core/plan/criteria.py`."""


@dataclass(frozen=True, slots=True)
class HomeExercise:
    """One home exercise (at most four at a time)."""

    id: str
    name: Words
    dose: Words
    how: Words
    stop: Words
    phases: tuple[str, ...]
    status: ReviewStatus


@dataclass(frozen=True, slots=True)
class PlannedReview:
    """A point at which a clinician looks again."""

    id: str
    text: Words
    week: int
    after_needle_visits: int = 0
    """Needle visits after which it is due, whichever comes first; 0 when only the week counts."""


@dataclass(frozen=True, slots=True)
class PlannedEscalation:
    """Who else looks, when, and how soon."""

    id: str
    when: Words
    to: Words
    soon: Action


@dataclass(frozen=True, slots=True)
class PlannedNonResponse:
    """When little change asks for a new look before more of the same."""

    pathway: str
    after_needle_visits: int
    below_fraction: Decimal
    then: Words


@dataclass(frozen=True, slots=True)
class OtherDose:
    """The dose of the set that was not taken, printed beside this one's."""

    pathway: str
    name: Words
    needles: DoseRange
    movement: DoseRange
    why: Words


@dataclass(frozen=True, slots=True)
class PlanOfCare:
    """One phased plan over all of a person's problems. Empty of phases when care must wait."""

    pathways: tuple[str, ...]
    """Pathway id of each problem, in order; empty for a problem that no set fits."""
    title: Words
    clearance: Clearance
    goals: tuple[Words, ...]
    phases: tuple[Phase, ...]
    evidence: tuple[EvidenceFact, ...]
    needles: DoseRange
    movement: DoseRange
    other_doses: tuple[OtherDose, ...]
    home: tuple[HomeExercise, ...]
    review_points: tuple[PlannedReview, ...]
    withheld: tuple[Words, ...]
    """Lines left out because their modality is blocked or unanswered, each with its reason."""
    drafts: tuple[str, ...]
    """Ids of the unreviewed facts that this plan rests on."""
    knowledge_version: str
    why_this_dose: Words | None = None
    """Why the first set's dose and not the other's; None when there is nothing to dose."""
    suggestions: tuple[Words, ...] = ()
    """For each problem in order: which set was taken and why, or that none fits and what to do."""
    expectations: tuple[Words, ...] = ()
    """What people in studies could expect, of each set; no promise."""
    escalations: tuple[PlannedEscalation, ...] = ()
    non_response: tuple[PlannedNonResponse, ...] = ()
    adjusted: tuple[Words, ...] = ()
    """What was made gentler or less than the sets say for this person, and why."""
    not_known: tuple[Words, ...] = ()
    """What the sets ask to know about the problems and nobody has said yet."""
    main_measure: str = "nprs"
    """Instrument id by which care is judged: that of the first set."""
    explanations: tuple[Explanation, ...] = ()
    """Of each suggestion: inputs, limits, rule and sources, as they were when it was drafted."""
