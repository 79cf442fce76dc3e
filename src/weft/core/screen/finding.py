"""What one rule says about one person's answers, before the rules are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import Precaution, Question, RedFlag
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words

UNANSWERED = "unanswered"
"""Rule id of a reason that only says: there is no answer yet."""

Rule = RedFlag | Precaution


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word on the person and on the modalities that it speaks about."""

    by_modality: tuple[tuple[str, ModalityClearance], ...] = ()
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE
    told: Words | None = None


def ask(rules: Sequence[Rule], question: Question, modalities: tuple[str, ...]) -> Finding:
    """Nobody answered ``question``, which ``rules`` need: the modalities wait, and no one is waved through."""
    words = Words("No answer yet: {question}", question=Words(question.text))
    return Finding(_wait(UNANSWERED, words, rules, modalities), Outcome.TALK_FIRST)


def not_sure(rule: str, rules: Sequence[Rule], question: Question, modalities: tuple[str, ...]) -> Finding:
    """The answer was "not sure": the modalities wait until someone has asked again.

    Args:
        rule: Id of the rule, or of the lead, that speaks.
        rules: The rules that rest on the answer, for their sources.
        question: What was asked.
        modalities: What waits.
    """
    words = Words("Not sure: {question}", question=Words(question.text))
    return Finding(_wait(rule, words, rules, modalities))


def _wait(
    rule: str, words: Words, rules: Sequence[Rule], modalities: tuple[str, ...]
) -> tuple[tuple[str, ModalityClearance], ...]:
    sources = tuple(dict.fromkeys(source for one in rules for source in one.sources))
    is_draft = any(one.review.status is ReviewStatus.DRAFT for one in rules)
    status = ReviewStatus.DRAFT if is_draft or not rules else ReviewStatus.REVIEWED
    said = ModalityClearance(Verdict.ASK, (Reason(rule, words, sources, status, is_open=True),))
    return tuple((modality, said) for modality in modalities)
