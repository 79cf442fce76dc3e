"""Precautions: what a person's health changes about single modalities, sites and points."""

from collections.abc import Iterator, Mapping

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import Effect, Level, Precaution, Question
from weft.core.screen.finding import Finding, not_sure
from weft.core.shared.care import Action, Answer, Verdict
from weft.core.shared.words import Words


def precaution_findings(
    precaution: Precaution, answers: Mapping[str, Answer], questions: Mapping[str, Question]
) -> Iterator[Finding]:
    """What the precaution says: it holds, or somebody was not sure about what it rests on.

    Args:
        precaution: One of the knowledge.
        answers: With every implied no (`core/screen/leads.py`).
        questions: Every question by id, for those that it shares with another rule.
    """
    if said := _answered(Answer.YES, precaution, answers):
        yield _holds(precaution, said)
        return
    touched = tuple(dict.fromkeys(modality for effect in precaution.effects for modality in effect.modalities))
    for doubted in _answered(Answer.UNSURE, precaution, answers):
        yield not_sure(precaution.id, (precaution,), questions[doubted], touched)


def rests_on(precaution: Precaution) -> tuple[str, ...]:
    """Ids of the questions of which one yes raises the precaution: its own first."""
    return (precaution.question.id, *precaution.also)


def _answered(answer: Answer, precaution: Precaution, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    return tuple(question for question in rests_on(precaution) if answers.get(question) is answer)


def _holds(precaution: Precaution, said: tuple[str, ...]) -> Finding:
    return Finding(
        by_modality=tuple(
            (modality, _clearance(precaution, effect, said))
            for effect in precaution.effects
            for modality in effect.modalities
        ),
        action=Action.CAUTION,
        told=Words(precaution.person),
    )


def _clearance(precaution: Precaution, effect: Effect, said: tuple[str, ...]) -> ModalityClearance:
    reason = Reason(
        precaution.id, Words(effect.text), precaution.sources, precaution.review.status,
        said=said, action=Action.CAUTION,
    )  # fmt: skip
    return ModalityClearance(
        verdict=Verdict.BLOCKED if _blocks_everywhere(effect) else Verdict.CAUTION,
        reasons=(reason,),
        sign_off=effect.level is Level.REL,
        blocked_points=effect.points if effect.level is not Level.PRE else (),
        site_rules=(reason,) if effect.site_only else (),
    )


def _blocks_everywhere(effect: Effect) -> bool:
    return effect.level is Level.ABS and not effect.site_only and not effect.points
