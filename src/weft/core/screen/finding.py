"""What one rule says about one person's answers, before the rules are put together."""

from dataclasses import dataclass

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import Precaution, Question, RedFlag
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.words import Words

UNANSWERED = "unanswered"
"""Rule id of a reason that only says: there is no answer yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word on the person and on the modalities that it speaks about."""

    by_modality: tuple[tuple[str, ModalityClearance], ...] = ()
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE
    told: Words | None = None


def ask(rule: RedFlag | Precaution, question: Question, modalities: tuple[str, ...], outcome: Outcome) -> Finding:
    """Nobody answered ``question``: its modalities wait, and no one is waved through."""
    words = Words("No answer yet: {question}", question=Words(question.text))
    reason = Reason(UNANSWERED, words, rule.sources, rule.review.status, is_open=True)
    return Finding(tuple((one, ModalityClearance(Verdict.ASK, (reason,))) for one in modalities), outcome)


def not_sure(rule: RedFlag | Precaution, question: Question, modalities: tuple[str, ...]) -> Finding:
    """The answer was "not sure": its modalities wait until someone has asked again."""
    words = Words("Not sure: {question}", question=Words(question.text))
    reason = Reason(rule.id, words, rule.sources, rule.review.status, is_open=True)
    return Finding(tuple((one, ModalityClearance(Verdict.ASK, (reason,))) for one in modalities))
