"""What `knowledge/plan/` holds: pathways, their phases and lines, evidence cards, exercises."""

from dataclasses import field
from enum import StrEnum

from weft.core.plan.agreements import AgreementText
from weft.core.plan.alone import Alone
from weft.core.plan.amounts import Amount, Span
from weft.core.plan.criteria import Criterion
from weft.core.plan.figure import Line, Pose
from weft.core.plan.watching import Escalation, NonResponse, ReviewPoint
from weft.core.shared.care import Effort
from weft.core.shared.fact import Basis, Certainty, Review, fact


class Lane(StrEnum):
    """The three lanes of a plan."""

    NEEDLES = "needles"
    MOVEMENT = "movement"
    HOME = "home"


@fact
class Dose:
    """How much of a line. Lines of one lane and phase share their visits: see `core/plan/doses.py`."""

    per_week: float = 0
    """Visits a week booked ahead; 0 for "as needed" and for home lines counted in days."""
    total: int = 0
    """Visits in the phase that are planned and booked ahead."""
    minutes: int = 0
    """Length of one visit (needles: retention after the first session; home: a day's minutes)."""
    as_needed_max: int = 0
    """Visits allowed on the named trigger, never booked ahead."""
    days_per_week: int = 0
    """Home lines: days a week."""


@fact
class LineFact:
    """One line of a pathway's phase: what, how much, and why, now, until."""

    id: str
    lane: Lane
    text: str
    dose: Dose
    because: str
    now: str
    until: str
    modality: str
    """Modality id that clearance must allow for this line."""
    aims: tuple[str, ...] = ()
    trigger: str = ""
    """For as-needed lines: the named trigger."""
    exercises: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    order: str = "needles_first"
    """needles_first | movement_first | other_day."""
    plain: str = ""
    """What the line is, without how often: said with the final dose where that is not the one of ``text``."""
    because_of: dict[str, str] = field(default_factory=dict)
    """Another because, by what brings the pain on, for a person who said so ("sitting")."""
    alone: Alone | None = None


@fact
class PhaseFact:
    """One phase of a pathway, in a file of its own: `pathways/<pathway>/<phase>.toml`."""

    id: str
    name: str
    weeks: tuple[int, int]
    """First and last week, counted from 1."""
    ceiling: Effort
    """Effort ceiling for movement on the same day after needles."""
    entry: tuple[str, ...]
    exit: tuple[str, ...]
    leaves_when: tuple[Criterion, ...] = ()
    """The way out as values, where there are numbers: see `core/plan/criteria.py`."""
    lines: tuple[LineFact, ...]


@fact
class DoseRange:
    """Visits of one lane over a whole pathway."""

    planned: int
    min: int
    max: int
    with_reason: int = 0
    """Up to so many when a clinician writes why; 0 when nothing is said about it."""


@fact
class Pathway:
    """A phased plan set: `pathways/<id>.toml`, its phases beside it in `pathways/<id>/`."""

    id: str
    name: str
    condition: str
    regions: tuple[str, ...]
    """Body regions that it fits."""
    min_weeks: int
    """Weeks since onset from which it fits."""
    max_weeks: int | None = None
    """Weeks since onset up to which it fits; None for no limit."""
    excluded_radiation: tuple[str, ...] = ()
    """Where the pain must not spread to: ``below_knee`` asks for a plan of its own."""
    spreads_to: tuple[str, ...] = ()
    """Where the pain has to spread to; empty when that does not matter."""
    recovered_max_weeks: int | None = None
    """For a set for people who have recovered: weeks since then up to which it fits. None: it is for pain now."""
    min_episodes_before: int = 0
    """Episodes before this one from which it fits."""
    pictures: tuple[str, ...] = ()
    """Working pictures that it fits, once an assessment has named one; empty for any."""
    rank: int = 1
    """Of several sets that fit, the lowest rank is suggested."""
    phases: tuple[str, ...]
    doses_needles: DoseRange
    doses_movement: DoseRange
    review_points: tuple[ReviewPoint, ...]
    goals: tuple[str, ...]
    evidence: tuple[str, ...]
    main_measure: str = "nprs"
    """Instrument id by which care is judged."""
    expectation: str = ""
    """What people in studies could expect, with figures, for the person; it promises nothing."""
    expectation_without_needles: str = ""
    """The same for a plan without needles; empty when ``expectation`` does not speak of them."""
    non_response: NonResponse | None = None
    """When little change asks for a new look, if this set says so itself."""
    escalation: tuple[Escalation, ...] = ()
    """Who else looks, when and how soon."""
    why_this_dose: str
    """Why this dose and not the other set's; both are printed."""
    other_dose: str = ""
    """Id of the set whose dose is printed beside this one's."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class EvidenceFact:
    """An evidence card: what is claimed, what is known, and what the evidence is silent on."""

    id: str
    claim: str
    says: str
    from_: str
    """Where it comes from: kind of study, number of people, year."""
    certainty: Certainty
    silent_on: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Exercise:
    """One exercise with its start dose."""

    id: str
    name: str
    purpose: str
    phases: tuple[int, ...]
    dose: str
    how: str
    stop: str
    caution: str = ""
    easier: str = ""
    harder: str = ""
    easier_id: str = ""
    """The exercise that ``easier`` is, where it is one of its own; else it is this one in another version."""
    harder_id: str = ""
    amounts: dict[Amount, Span] = field(default_factory=dict)
    """``dose`` in numbers, where it has any: what a clinician may change for one person."""
    each_side: bool = False
    also: tuple[str, ...] = ()
    """Other words by which it is looked for, of lay people and of clinicians."""
    poses: tuple[Pose, ...] = ()
    """One, or start and end, of its figure; empty where the side view shows nothing."""
    props: tuple[Line, ...] = ()
    """What stands there: a chair, a bag."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class PlanFacts:
    """All that planning knows."""

    pathways: dict[str, Pathway]
    phases: dict[str, tuple[PhaseFact, ...]]
    """Phases of each pathway in order."""
    evidence: dict[str, EvidenceFact]
    exercises: dict[str, Exercise]
    agreements: dict[str, AgreementText] = field(default_factory=dict)
    """What is said before a person agrees, by modality id."""
