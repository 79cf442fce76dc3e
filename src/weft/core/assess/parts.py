"""What an assessment writes down: one shared story, and a part for each discipline, signed on its own."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from weft.core.plan.case import Tried
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer

STORY = "story"
"""Kind of the part that all clinicians share; the other kinds are discipline ids."""


class SeenDoctor(StrEnum):
    """Whether a doctor has looked at it; empty while nobody asked."""

    NOT_SAID = ""
    NO = "no"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAnswer:
    """An answer to one of `knowledge/assess/risk_questions.toml`."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the person told, once for everybody."""

    told: str = ""
    """In their own words."""
    tried: tuple[Tried, ...] = ()
    also_treating: str = ""
    """Who else treats them, and with what."""
    regions: tuple[str, ...] = ()
    """Ids of `knowledge/assess/regions.toml`."""
    factors: tuple[str, ...] = ()
    """Ids of `knowledge/assess/factors/`, as a clinician decided."""
    aggravated_by: tuple[str, ...] = ()
    comfort: str = ""
    """Comfort wishes: position, warmth, who is in the room."""
    comfort_choices: tuple[str, ...] = ()
    """Ids of `comfort.toml`; so below: ids of the list of that name."""
    behaviour: tuple[str, ...] = ()
    weighs: tuple[str, ...] = ()
    earlier_episodes: int | None = None
    """How often it was there before; None when nobody asked."""
    seen_doctor: SeenDoctor = SeenDoctor.NOT_SAID
    seen_doctor_when: str = ""
    told_diagnosis: str = ""
    """What a doctor called it, if one did."""
    risk: tuple[RiskAnswer, ...] = ()
    start_back_total: int | None = None
    """Total of the licensed questionnaire, entered by a clinician; so the part about the mind."""
    start_back_mind: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedlesPart:
    """Findings of the acupuncturist: free text, and what was ticked on the clinic's lists."""

    pattern: str = ""
    channel: str = ""
    tongue: str = ""
    pulse: str = ""
    palpation: str = ""
    patterns: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    tongue_body: tuple[str, ...] = ()
    tongue_coat: tuple[str, ...] = ()
    pulses: tuple[str, ...] = ()
    tender_points: tuple[str, ...] = ()
    """Points and places that are tender, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestValue:
    """One movement test: a value in the test's unit or a chosen word, once or for each side."""

    __test__ = False  # not for pytest

    test: str
    value: Decimal | None = None
    left: Decimal | None = None
    right: Decimal | None = None
    choice: str = ""
    """Id of one of the test's choices."""
    choice_left: str = ""
    choice_right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementPart:
    """Findings of the physiotherapist."""

    posture: str = ""
    neuro: str = ""
    """Strength, feeling and reflexes of the nerves, in words."""
    note: str = ""
    tests: tuple[TestValue, ...] = ()
    flares: str = ""
    """How easily it is stirred up: an id of `irritability.toml`."""
    settles: str = ""
    """How long until it settles: an id of `irritability.toml`."""
    stirred_pain: Decimal | None = None
    """Pain when it is stirred up, 0 to 10."""


Part = Story | NeedlesPart | MovementPart

SHAPES: dict[str, type[Story] | type[NeedlesPart] | type[MovementPart]] = {
    STORY: Story,
    NEEDLES: NeedlesPart,
    MOVEMENT: MovementPart,
}
"""The shape of each kind of part."""

FINDINGS_ASKED = {
    "pattern": ("pattern", "patterns"),
    "channel": ("channel", "channels"),
    "tongue": ("tongue", "tongue_body", "tongue_coat"),
    "pulse": ("pulse", "pulses"),
    "palpation": ("palpation", "tender_points"),
}
"""Findings that a clinic can ask for before the needles part is signed, and where each may be written."""


def is_empty(part: Part) -> bool:
    """Whether nothing was written: such a part is not signed."""
    return part == type(part)()


def findings_missing(part: NeedlesPart, required: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the findings that the clinic asks for nobody has written yet, in the clinic's order.

    Args:
        part: As it would be signed.
        required: Names of FINDINGS_ASKED; a name that is none of them asks for the field of that name, if there is one.
    """
    asked = {name: FINDINGS_ASKED.get(name, (name,)) for name in required}
    return tuple(name for name, places in asked.items() if not any(getattr(part, place, "-") for place in places))
