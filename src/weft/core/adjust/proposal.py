"""A proposal, task or gate: what a rule says and why. Nothing follows by itself; a clinician decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from weft.core.adjust.facts import Rule, Strength
from weft.core.shared.care import Action
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class ProposalKind(StrEnum):
    """What a rule may say; in the order in which they are shown and in which the first of two that differ stands."""

    STOP_CARE = "stop_care"
    COUNT_NEEDLES = "count_needles"
    SAME_DAY = "same_day"
    FLARE_REVIEW = "flare_review"
    TELL_LEAD = "tell_lead"
    CONTACT = "contact"
    RING = "ring"
    INVITE = "invite"
    ASK_MEASURE = "ask_measure"
    STOP_NEEDLES = "stop_needles"
    REFER = "refer"
    RE_EXAMINE = "re_examine"
    GIVE_REASON = "give_reason"
    EASE = "ease"
    UNPAIR = "unpair"
    EXTEND = "extend"
    TAPER = "taper"
    PROGRESS = "progress"
    FINISH = "finish"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one rule says with everything that it rests on."""

    kind: ProposalKind
    why: Explanation
    strength: Strength = Strength.PROPOSAL
    within_hours: int = 0
    """Clock of a task; 0 where the rule names none."""
    action: Action = Action.NONE
    """How urgent a task is, where the rule says it in these words."""
    is_goal: bool = False
    """Every own goal is reached: that stands before all other proposals."""

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


def say(
    rule: Rule,
    kind: ProposalKind,
    words: Words,
    *,
    inputs: Mapping[str, object] | None = None,
    limits: Mapping[str, object] | None = None,
    within_hours: int = 0,
    action: Action = Action.NONE,
) -> Proposed:
    """What ``rule`` says, with its own strength, sources and status."""
    why = explain(
        rule.id, words, inputs=inputs, limits=limits, sources=rule.sources, status=rule.review.status
    )  # fmt: skip
    return Proposed(kind, why, rule.strength, within_hours, action)
