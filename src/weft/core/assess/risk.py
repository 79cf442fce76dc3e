"""How likely the pain is to stay: our own few questions, and bands for the total of a licensed questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass

from weft.core.assess.rules import RiskBand, RiskMeaning, RiskQuestions, StartBackBands
from weft.core.shared.care import Answer
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

_SAID = {
    RiskBand.LOW: Words("Low risk of lasting pain"),
    RiskBand.MEDIUM: Words("Medium risk of lasting pain"),
    RiskBand.HIGH: Words("High risk of lasting pain"),
    RiskBand.NOT_KNOWN: Words("Not known yet: {missing} of the questions that decide are open."),
}


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A band with what it rests on."""

    band: RiskBand
    why: Explanation
    note: Words
    """What the questions are not."""


def risk(answers: Mapping[str, Answer], rule: RiskQuestions) -> RiskFound:
    """Judge our own questions.

    A question that is not answered, or answered "unsure", is not a no: the band is NOT_KNOWN while it could change it.

    Args:
        answers: By question id.
        rule: From `knowledge/assess/risk_questions.toml`.

    Raises:
        ValueError: If an answer is to no question of the rule.
    """
    if unknown := sorted(answers.keys() - {question.id for question in rule.questions}):
        raise ValueError(f"no risk question is called {unknown[0]!r}")
    open_ids = {each.id for each in rule.questions if answers.get(each.id) not in {Answer.YES, Answer.NO}}
    sure = set(counting(answers, rule))
    band, worst = _band(sure, rule), _band(sure | open_ids, rule)
    band = band if band is worst else RiskBand.NOT_KNOWN
    why = explain(
        rule.id, _words(band, rule.means, missing=len(open_ids)),
        inputs={each.id: answers.get(each.id) for each in rule.questions},
        limits={"medium_from": rule.medium_from, "high_mind_from": rule.high_mind_from},
        sources=rule.sources, status=rule.review.status,
    )  # fmt: skip
    return RiskFound(band, why, Words(rule.note))


def counting(answers: Mapping[str, Answer], rule: RiskQuestions) -> tuple[str, ...]:
    """Ids of the questions whose answer counts, in the rule's order."""
    return tuple(
        each.id
        for each in rule.questions
        if answers.get(each.id) is (Answer.YES if each.counts_when_yes else Answer.NO)
    )


def start_back(total: int, mind: int, bands: StartBackBands, rule: RiskQuestions) -> RiskFound:
    """Read the total of the licensed questionnaire: the clinician enters two numbers, no wording is ours.

    Args:
        total: All items that count, 0 to ``bands.total_most``.
        mind: Those of the psychological part, 0 to ``bands.mind_most``.
        bands: From `knowledge/assess/start_back.toml`.
        rule: Our own questions: what each band means for the plan is the same.

    Raises:
        ValueError: If the two numbers cannot be.
    """
    if not 0 <= mind <= bands.mind_most or not mind <= total <= bands.total_most - bands.mind_most + mind:
        raise ValueError(f"{total} with {mind} in the psychological part cannot be")
    if total <= bands.low_at_most:
        band = RiskBand.LOW
    else:
        band = RiskBand.HIGH if mind >= bands.high_mind_from else RiskBand.MEDIUM
    why = explain(
        bands.id, _words(band, rule.means),
        inputs={"total": total, "mind": mind},
        limits={"low_at_most": bands.low_at_most, "high_mind_from": bands.high_mind_from},
        sources=bands.sources, status=bands.review.status,
    )  # fmt: skip
    return RiskFound(band, why, Words(bands.note))


def _band(counted: set[str], rule: RiskQuestions) -> RiskBand:
    if len(counted & {each.id for each in rule.questions if each.mind}) >= rule.high_mind_from:
        return RiskBand.HIGH
    return RiskBand.MEDIUM if len(counted) >= rule.medium_from else RiskBand.LOW


def _words(band: RiskBand, means: tuple[RiskMeaning, ...], missing: int = 0) -> Words:
    meaning = next((each for each in means if each.band is band), None)
    if meaning is None:
        return Words(_SAID[band].message, missing=missing)
    if meaning.contacts is None:
        return Words("{band}. {says}", band=_SAID[band], says=Words(meaning.says))
    fewest, most = meaning.contacts
    message = "{band}. {says} Usually {fewest} to {most} contacts."
    return Words(message, band=_SAID[band], says=Words(meaning.says), fewest=fewest, most=most)
