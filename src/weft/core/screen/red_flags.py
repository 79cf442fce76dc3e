"""Danger signs: clusters of answers that may mean serious disease."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import QuestionSet, RedFlag, ScreenFacts, Trigger
from weft.core.screen.finding import Finding, ask, not_sure
from weft.core.screen.leads import borne_out_by_nothing, to_ask
from weft.core.screen.severity import less_urgent, most_urgent, worst_outcome
from weft.core.screen.triggers import is_up, said_yes
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.words import Words

ALL = "*"
"""In a flag's ``blocks``: every modality."""

NOT_SURE = Words(
    "You were not sure about one of the danger signs. A clinician will ask you about it before any treatment."
)


def is_flag_up(flag: RedFlag, answers: Mapping[str, Answer]) -> bool:
    """Whether any trigger of the flag has gone off."""
    return any(is_up(trigger, answers) for trigger in flag.triggers)


def flag_findings(
    flag: RedFlag, answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> Iterator[Finding]:
    """What the flag says: it is up, or somebody was not sure, or an answer is missing; each that applies.

    Args:
        flag: One of ``facts``.
        answers: With every implied no (`core/screen/leads.py`).
        facts: All of screening, for the questions that stand before others.
        asked: The set that was put to the person.
    """
    waits = _modalities(flag.blocks, facts)
    if is_flag_up(flag, answers):
        yield _up(flag, answers, facts)
    for question in flag.questions:
        answer = answers.get(question.id)
        if answer is Answer.UNSURE:
            yield _in_doubt(flag, not_sure(flag, question, waits), answers)
        elif answer is None and asked in question.asked_in:
            yield ask(flag, to_ask(question, answers, facts), waits, Outcome.TALK_FIRST)


def unnamed_findings(answers: Mapping[str, Answer], facts: ScreenFacts) -> Iterator[Finding]:
    """Somebody said yes to a list of signs and then no to each of them: all that they could mean waits."""
    for lead, flag in borne_out_by_nothing(answers, facts):
        yield _in_doubt(flag, not_sure(flag, lead.question, _modalities(flag.blocks, facts)), answers)


def _up(flag: RedFlag, answers: Mapping[str, Answer], facts: ScreenFacts) -> Finding:
    gone_off = [trigger for trigger in flag.triggers if is_up(trigger, answers)]
    held = {modality: _holding(flag, gone_off, modality) for modality in facts.modalities}
    return Finding(
        tuple((one, _blocked(flag, triggers, answers)) for one, triggers in held.items() if triggers),
        worst_outcome(trigger.outcome for trigger in gone_off),
        most_urgent(trigger.action for trigger in gone_off),
        Words(flag.person),
    )


def _holding(flag: RedFlag, gone_off: Sequence[Trigger], modality: str) -> tuple[Trigger, ...]:
    """The triggers that hold a modality back."""
    return tuple(one for one in gone_off if {ALL, modality} & set(one.blocks or (flag.blocks if _holds(one) else ())))


def _holds(trigger: Trigger) -> bool:
    return trigger.outcome is not Outcome.GO


def _blocked(flag: RedFlag, triggers: Sequence[Trigger], answers: Mapping[str, Answer]) -> ModalityClearance:
    said = dict.fromkeys(question for trigger in triggers for question in said_yes(trigger, answers))
    reason = Reason(
        flag.id, Words(flag.letter), flag.sources, flag.review.status, said=tuple(said),
        outcome=worst_outcome(trigger.outcome for trigger in triggers),
        action=most_urgent(trigger.action for trigger in triggers),
    )  # fmt: skip
    return ModalityClearance(Verdict.BLOCKED, (reason,))


def _in_doubt(flag: RedFlag, doubt: Finding, answers: Mapping[str, Answer]) -> Finding:
    """A doubt about what can only lead to a letter holds nobody back."""
    if not any(_holds(trigger) for trigger in flag.triggers):
        return doubt
    return replace(doubt, outcome=Outcome.TALK_FIRST, action=_when_unsure(flag, answers), told=NOT_SURE)


def _modalities(blocks: tuple[str, ...], facts: ScreenFacts) -> tuple[str, ...]:
    return facts.modalities if ALL in blocks else blocks


def _when_unsure(flag: RedFlag, answers: Mapping[str, Answer]) -> Action:
    """How soon somebody asks again: as soon as the flag would ask if every "not sure" were a yes."""
    feared = {question: Answer.YES for question, answer in answers.items() if answer is not Answer.NO}
    action = most_urgent(trigger.action for trigger in flag.triggers if is_up(trigger, feared))
    # "Not sure" is no alarm yet, so never an ambulance: the same day at the soonest.
    return less_urgent(Action.SAME_DAY, action)
