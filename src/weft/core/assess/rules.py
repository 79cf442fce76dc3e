"""The single rules of assessing, as their files hold them."""

from decimal import Decimal
from enum import StrEnum

from weft.core.shared.fact import Basis, Review, fact


@fact
class StageRule:
    """How long it has lasted, and whether it has been there before."""

    id: str
    subacute_from_weeks: int
    chronic_from_weeks: int
    recurrent_from_episodes: int
    """Earlier episodes, the present one not counted."""
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


class Level(StrEnum):
    """Low, moderate, high; NOT_KNOWN while what is missing could change it."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NOT_KNOWN = "not_known"


@fact
class LevelChoice:
    """One answer about how the pain reacts, with the level that it stands for."""

    id: str
    name: str
    level: Level


@fact
class LevelMeaning:
    """What one level means for the first session."""

    level: Level
    says: str


@fact
class IrritabilityRule:
    """How easily it flares, how bad it is, how long it takes to settle: the middle one of the three decides."""

    id: str
    flares: tuple[LevelChoice, ...]
    settles: tuple[LevelChoice, ...]
    pain_moderate_from: Decimal
    """Pain when stirred up, 0 to 10."""
    pain_high_from: Decimal
    means: tuple[LevelMeaning, ...]
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class NeuroRule:
    """When the nerve tests together ask for a danger sign to be looked at."""

    id: str
    severe_at_most: Decimal
    """Muscle grade at or below which weakness is severe (full strength is 5)."""
    ask_when_worse: tuple[str, ...]
    """Danger signs to ask about (`knowledge/screen/red_flags/`) when it is worse or severe; so below."""
    ask_when_both_sides: tuple[str, ...]
    ask_when_cord: tuple[str, ...]
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


class RiskBand(StrEnum):
    """How likely the pain is to stay; NOT_KNOWN while what is missing could change it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_KNOWN = "not_known"


@fact
class RiskQuestion:
    """One question of our own about what makes pain likelier to stay."""

    id: str
    text: str
    about: str
    """What it looks at, in a word or two."""
    counts_when_yes: bool = True
    mind: bool = False
    """It is about fear, mood or expectation."""


@fact
class RiskMeaning:
    """What one band means for the plan."""

    band: RiskBand
    says: str
    contacts: tuple[int, int] | None = None
    """Usual number of contacts, where a source names one."""


@fact
class RiskQuestions:
    """Our own few questions, their limits, and what each band means for the plan."""

    id: str
    note: str
    """What these questions are not."""
    questions: tuple[RiskQuestion, ...]
    medium_from: int
    """Answers that count."""
    high_mind_from: int
    """Answers that count among those about the mind."""
    means: tuple[RiskMeaning, ...]
    sources: tuple[str, ...] = ()
    basis: Basis
    review: Review


@fact
class StartBackBands:
    """Bands of the licensed nine-item questionnaire, for totals that a clinician enters."""

    id: str
    name: str
    total_most: int
    mind_most: int
    low_at_most: int
    """A total at or below this is low, whatever the part about the mind."""
    high_mind_from: int
    note: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review
