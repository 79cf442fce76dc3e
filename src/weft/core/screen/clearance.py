"""What screening returns: an outcome per person and a verdict per modality, with reasons."""

from dataclasses import dataclass, field

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is."""

    rule: str
    """Id of the red flag or precaution, or ``unanswered``."""
    text: Words
    sources: tuple[str, ...]
    status: ReviewStatus
    is_open: bool = False
    """Nobody answered, or the answer was "not sure": somebody asks again, and no signature stands in for it."""
    said: tuple[str, ...] = ()
    """The questions answered yes that it rests on."""
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE
    """With ``outcome``: how gravely the rule itself was judged."""


@dataclass(frozen=True, slots=True)
class ModalityClearance:
    """The verdict for one modality, with every reason that spoke (not only the worst)."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    sign_off: bool = False
    """A clinician must sign before this modality starts (a REL precaution spoke)."""
    blocked_points: tuple[str, ...] = ()
    site_rules: tuple[Reason, ...] = ()
    """Blocks that hold at an affected site only."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """The result of one screening."""

    outcome: Outcome
    action: Action
    by_modality: dict[str, ModalityClearance]
    unanswered: tuple[str, ...]
    """Questions of the asked set without an answer, in asking order."""
    flags: tuple[str, ...] = ()
    """Ids of the red flags that are up."""
    told: tuple[Words, ...] = field(default=())
    """What the person is told, most urgent first."""
    unsure: tuple[str, ...] = ()
    """Questions answered "not sure", in asking order: a clinician asks them again."""
    asked: QuestionSet = QuestionSet.FULL
    """What was asked. A treatment needs a full set behind it; a consult does not."""
