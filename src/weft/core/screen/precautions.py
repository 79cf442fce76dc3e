"""Precautions: what a person's health changes about single modalities, sites and points."""

from collections.abc import Iterator, Mapping

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import Effect, Level, Precaution, QuestionSet, ScreenFacts
from weft.core.screen.finding import Finding, ask, not_sure
from weft.core.screen.leads import to_ask
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.words import Words


def precaution_findings(
    precaution: Precaution, answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> Iterator[Finding]:
    """What the precaution says: it holds, or somebody was not sure, or the answer is missing; at most one.

    Args:
        precaution: One of ``facts``.
        answers: With every implied no (`core/screen/leads.py`).
        facts: All of screening, for the questions that stand before others.
        asked: The set that was put to the person.
    """
    touched = tuple(dict.fromkeys(modality for effect in precaution.effects for modality in effect.modalities))
    match answers.get(precaution.question.id):
        case Answer.YES:
            yield _holds(precaution)
        case Answer.UNSURE:
            yield not_sure(precaution, precaution.question, touched)
        case None if asked in precaution.question.asked_in:
            yield ask(precaution, to_ask(precaution.question, answers, facts), touched, Outcome.TALK_FIRST)
        case _:
            pass


def _holds(precaution: Precaution) -> Finding:
    return Finding(
        by_modality=tuple(
            (modality, _clearance(precaution, effect))
            for effect in precaution.effects
            for modality in effect.modalities
        ),
        action=Action.CAUTION,
        told=Words(precaution.person),
    )


def _clearance(precaution: Precaution, effect: Effect) -> ModalityClearance:
    reason = Reason(
        precaution.id, Words(effect.text), precaution.sources, precaution.review.status,
        said=(precaution.question.id,), action=Action.CAUTION,
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
