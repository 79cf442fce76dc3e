"""A proposal: what the system suggests and why. A clinician decides."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.shared.explained import Explanation
from weft.core.shared.words import Words


class ProposalKind(StrEnum):
    """What may be proposed."""

    PROGRESS = "progress"
    HOLD = "hold"
    EASE = "ease"
    UNPAIR = "unpair"
    TAPER = "taper"
    STOP_NEEDLES = "stop_needles"
    RE_EXAMINE = "re_examine"
    GIVE_REASON = "give_reason"
    REFER = "refer"
    FINISH = "finish"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal with everything that it rests on."""

    kind: ProposalKind
    why: Explanation

    @property
    def rule(self) -> str:
        """Id of the rule that spoke."""
        return self.why.rule

    @property
    def because(self) -> Words:
        """The reason, in words."""
        return self.why.words

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """What was known about this person."""
        return self.why.inputs

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the rule."""
        return self.why.sources
