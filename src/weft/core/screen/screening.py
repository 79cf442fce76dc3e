"""A few answers in, one clearance out: what happens to the person, and a verdict per modality."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from weft.core.screen.clearance import Clearance, ModalityClearance
from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.finding import Finding
from weft.core.screen.leads import open_questions, with_implied
from weft.core.screen.precautions import precaution_findings
from weft.core.screen.red_flags import flag_findings, is_flag_up, unnamed_findings
from weft.core.screen.severity import most_urgent, urgency, worst_outcome, worst_verdict
from weft.core.screen.unanswered import unanswered_findings
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
    given = read(answers)
    answers = with_implied(given, facts)
    waiting = open_questions(given, facts, asked)
    findings = (*_spoken(answers, facts, asked), *unanswered_findings(waiting, facts))
    heard = _heard(findings)
    return Clearance(
        outcome=worst_outcome(finding.outcome for finding in findings),
        action=most_urgent(finding.action for finding in findings),
        by_modality={modality: _together(heard.get(modality, ())) for modality in facts.modalities},
        unanswered=tuple(name for name in facts.questions if name in waiting),
        flags=tuple(flag.id for flag in facts.red_flags if is_flag_up(flag, answers)),
        told=_told(findings),
        unsure=_unsure(given, facts),
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


def _spoken(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> Iterator[Finding]:
    """What the rules say about the answers that are there."""
    for flag in facts.red_flags:
        yield from flag_findings(flag, answers, facts)
    yield from unnamed_findings(answers, facts, asked)
    for precaution in facts.precautions:
        yield from precaution_findings(precaution, answers, facts.questions)


def _heard(findings: Iterable[Finding]) -> dict[str, list[ModalityClearance]]:
    """What was said about each modality that was spoken about."""
    heard: dict[str, list[ModalityClearance]] = {}
    for finding in findings:
        for modality, said in finding.by_modality:
            heard.setdefault(modality, []).append(said)
    return heard


def _together(spoken: Sequence[ModalityClearance]) -> ModalityClearance:
    points = (point for said in spoken for point in said.blocked_points)
    return ModalityClearance(
        verdict=worst_verdict(said.verdict for said in spoken),
        reasons=tuple(reason for said in spoken for reason in said.reasons),
        sign_off=any(said.sign_off for said in spoken),
        blocked_points=tuple(dict.fromkeys(points)),
        site_rules=tuple(rule for said in spoken for rule in said.site_rules),
    )


def _unsure(answers: Mapping[str, Answer], facts: ScreenFacts) -> tuple[str, ...]:
    """A lead decides nothing by itself: whoever was not sure about the list has answered what stands under it."""
    leads = {lead.id for lead in facts.leads}
    doubted = (name for name in facts.questions if answers.get(name) is Answer.UNSURE)
    return tuple(name for name in doubted if name not in leads)


def _told(findings: Iterable[Finding]) -> tuple[Words, ...]:
    by_urgency = sorted(findings, key=lambda finding: urgency(finding.action))
    return tuple(dict.fromkeys(finding.told for finding in by_urgency if finding.told is not None))


def _refuse_unknown(answers: Mapping[str, Answer], facts: ScreenFacts) -> None:
    if unknown := sorted(answers.keys() - facts.questions.keys()):
        raise UnknownQuestion(f"no question is called {unknown[0]!r}")
