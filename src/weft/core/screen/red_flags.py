"""Danger signs: clusters of answers that may mean serious disease."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import Lead, Precaution, Question, QuestionSet, RedFlag, ScreenFacts, Trigger
from weft.core.screen.finding import Finding, not_sure
from weft.core.screen.leads import borne_out_by_nothing
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


def modalities_of(blocks: tuple[str, ...], facts: ScreenFacts) -> tuple[str, ...]:
    """The modality ids that ``blocks`` means."""
    return facts.modalities if ALL in blocks else blocks


def flag_findings(flag: RedFlag, answers: Mapping[str, Answer], facts: ScreenFacts) -> Iterator[Finding]:
    """What the flag says: it is up, or somebody was not sure about a sign of it; each that applies.

    Args:
        flag: One of ``facts``.
        answers: With every implied no (`core/screen/leads.py`).
        facts: All of screening.
    """
    if is_flag_up(flag, answers):
        yield _up(flag, answers, facts)
    for question in (*flag.questions, *_doubted_elsewhere(flag, answers, facts)):
        if answers.get(question.id) is Answer.UNSURE:
            waits = _held_by(flag, question.id, facts)
            # A doubt about what can only lead to a letter holds nobody back.
            if waits:
                yield _in_doubt(not_sure(flag.id, (flag,), question, waits), _when_unsure(flag, answers))


def unnamed_findings(answers: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet) -> Iterator[Finding]:
    """Somebody said yes to a list of signs and then no to each of them: all that they could mean waits."""
    for lead, signs in borne_out_by_nothing(answers, facts, asked):
        flags = [flag for flag in facts.red_flags if any(one.id in signs for one in flag.questions)]
        feared = {**answers, **dict.fromkeys(signs, Answer.YES)}
        action = most_urgent(_when_unsure(flag, feared) for flag in flags)
        waits = {modality for flag in flags for modality in modalities_of(flag.blocks, facts)}
        in_order = tuple(modality for modality in facts.modalities if modality in waits)
        yield _in_doubt(not_sure(lead.id, flags, lead.question, in_order), action)


def _up(flag: RedFlag, answers: Mapping[str, Answer], facts: ScreenFacts) -> Finding:
    gone_off = [trigger for trigger in flag.triggers if is_up(trigger, answers)]
    held = {modality: _holding(flag, gone_off, modality) for modality in facts.modalities}
    return Finding(
        tuple((one, _blocked(flag, triggers, answers)) for one, triggers in held.items() if triggers),
        worst_outcome(trigger.outcome for trigger in gone_off),
        most_urgent(trigger.action for trigger in gone_off),
        Words(_told(flag, gone_off)),
    )


def _told(flag: RedFlag, gone_off: Sequence[Trigger]) -> str:
    """The words of the most urgent trigger: those of a lesser one could play down what has to be done."""
    action = most_urgent(trigger.action for trigger in gone_off)
    return next((one.person for one in gone_off if one.action is action and one.person), flag.person)


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


def _held_by(flag: RedFlag, question_id: str, facts: ScreenFacts) -> tuple[str, ...]:
    """The modalities that a yes to this question could hold back."""
    mine = [one for one in flag.triggers if question_id in one.questions and _holds(one)]
    held = {modality for one in mine for modality in modalities_of(one.blocks or flag.blocks, facts)}
    return tuple(modality for modality in facts.modalities if modality in held)


def _doubted_elsewhere(flag: RedFlag, answers: Mapping[str, Answer], facts: ScreenFacts) -> tuple[Question, ...]:
    """Questions of precautions and leads, answered "not sure", with which a trigger goes off if the answer is a yes.

    By themselves they hold nobody back; here their doubt does. Another flag's question is held by that flag.
    """
    if Answer.UNSURE not in answers.values():
        return ()
    others: tuple[Precaution | Lead, ...] = (*facts.precautions, *facts.leads)
    asked = {one.question.id: one.question for one in others}
    feared = _feared(answers)
    lurking = (trigger for trigger in flag.triggers if is_up(trigger, feared) and not is_up(trigger, answers))
    named = dict.fromkeys(question for trigger in lurking for question in trigger.questions)
    return tuple(asked[name] for name in named if name in asked)


def _feared(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers if every "not sure" were a yes."""
    return {question: Answer.YES for question, answer in answers.items() if answer is not Answer.NO}


def _in_doubt(doubt: Finding, action: Action) -> Finding:
    return replace(doubt, outcome=Outcome.TALK_FIRST, action=action, told=NOT_SURE)


def _when_unsure(flag: RedFlag, answers: Mapping[str, Answer]) -> Action:
    """How soon somebody asks again: as soon as the flag would ask if every "not sure" were a yes."""
    action = most_urgent(trigger.action for trigger in flag.triggers if is_up(trigger, _feared(answers)))
    # "Not sure" is no alarm yet, so never an ambulance: the same day at the soonest.
    return less_urgent(Action.SAME_DAY, action)
