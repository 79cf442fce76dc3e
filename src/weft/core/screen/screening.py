"""A few answers in, one clearance out: what happens to the person, and a verdict per modality."""

from collections.abc import Iterable, Mapping

from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.finding import Finding
from weft.core.screen.leads import still_open, with_implied
from weft.core.screen.order import every_question
from weft.core.screen.precautions import precaution_findings
from weft.core.screen.red_flags import flag_findings, is_flag_up, unnamed_findings
from weft.core.screen.severity import most_urgent, urgency, worst_outcome, worst_verdict
from weft.core.shared.care import Answer
from weft.core.shared.words import Words


class NoAcceptedRedFlags(Exception):  # noqa: N818  the name says what is wrong
    """There are no danger signs to ask about: missing, or drafts that the clinic does not work with."""


class UnknownQuestion(ValueError):  # noqa: N818  the name says what is wrong
    """An answer to a question that the knowledge does not have; to pass over it could hide a yes."""


class UnreadableAnswer(ValueError):  # noqa: N818  the name says what is wrong
    """An answer that is neither yes, no nor not sure; to guess at it could hide a yes."""


def screen(answers: Mapping[str, Answer], facts: ScreenFacts, *, asked: QuestionSet = QuestionSet.FULL) -> Clearance:
    """Judge one person's answers.

    Every answer given counts, also to a question outside ``asked``. A question of ``asked`` without an answer
    is never a no: its modalities are ASK, it is named in ``unanswered``, and the outcome is at least TALK_FIRST.
    "Not sure" asks too; on a danger sign the outcome is at least TALK_FIRST. Of several verdicts and outcomes the
    worst stands, of several actions the most urgent.

    Args:
        answers: What was answered, by question id; a question without an answer is absent. The plain texts
            "yes", "no" and "unsure" count as what they say.
        facts: The accepted danger signs and precautions.
        asked: The set of questions that was put to the person.

    Raises:
        NoAcceptedRedFlags: If ``facts`` has no danger signs.
        UnknownQuestion: If an answer belongs to no question of ``facts``.
        UnreadableAnswer: If an answer is anything but yes, no or not sure.
    """
    if not facts.red_flags:
        raise NoAcceptedRedFlags("screening needs accepted danger signs; see `weft knowledge check`")
    _refuse_unknown(answers, facts)
    answers = with_implied(read(answers), facts)
    findings = _findings(answers, facts, asked)
    questions = every_question(facts)
    return Clearance(
        outcome=worst_outcome(finding.outcome for finding in findings),
        action=most_urgent(finding.action for finding in findings),
        by_modality={modality: _together(modality, findings) for modality in facts.modalities},
        unanswered=tuple(question.id for question in still_open(answers, facts, asked)),
        flags=tuple(flag.id for flag in facts.red_flags if is_flag_up(flag, answers)),
        told=_told(findings),
        unsure=tuple(question.id for question in questions if answers.get(question.id) is Answer.UNSURE),
        asked=asked,
    )


def read(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers as members of `Answer`, which the rules compare with.

    Raises:
        UnreadableAnswer: If one is anything else.
    """
    return {question: _answer(question, said) for question, said in answers.items()}


def _answer(question: str, said: Answer) -> Answer:
    try:
        return Answer(said)
    except ValueError:
        raise UnreadableAnswer(f"the answer to {question!r} is {said!r}; give one of: {', '.join(Answer)}") from None


def _findings(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> tuple[Finding, ...]:
    danger = (one for flag in facts.red_flags for one in flag_findings(flag, answers, facts, asked))
    care = (one for precaution in facts.precautions for one in precaution_findings(precaution, answers, facts, asked))
    return (*danger, *unnamed_findings(answers, facts), *care)


def _together(modality: str, findings: Iterable[Finding]) -> ModalityClearance:
    spoken = [said for finding in findings for about, said in finding.by_modality if about == modality]
    reasons = dict.fromkeys(reason for said in spoken for reason in said.reasons)
    points = (point for said in spoken for point in said.blocked_points)
    return ModalityClearance(
        verdict=worst_verdict(said.verdict for said in spoken),
        reasons=tuple(reasons),
        sign_off=any(said.sign_off for said in spoken),
        blocked_points=tuple(dict.fromkeys(points)),
        site_rules=tuple(rule for said in spoken for rule in said.site_rules),
    )


def _told(findings: Iterable[Finding]) -> tuple[Words, ...]:
    by_urgency = sorted(findings, key=lambda finding: urgency(finding.action))
    return tuple(dict.fromkeys(finding.told for finding in by_urgency if finding.told is not None))


def _refuse_unknown(answers: Mapping[str, Answer], facts: ScreenFacts) -> None:
    if unknown := sorted(answers.keys() - {question.id for question in every_question(facts)}):
        raise UnknownQuestion(f"no question is called {unknown[0]!r}")
