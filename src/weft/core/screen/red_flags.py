"""Danger signs: clusters of answers that may mean serious disease."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from weft.core.screen.clearance import ModalityClearance, Reason
from weft.core.screen.facts import QuestionSet, RedFlag
from weft.core.screen.finding import Finding, ask, not_sure
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
    flag: RedFlag, answers: Mapping[str, Answer], modalities: tuple[str, ...], asked: QuestionSet
) -> Iterator[Finding]:
    """What the flag says: it is up, or somebody was not sure, or an answer is missing; each that applies."""
    held = modalities if ALL in flag.blocks else flag.blocks
    if is_flag_up(flag, answers):
        yield _up(flag, answers, held)
    for question in flag.questions:
        answer = answers.get(question.id)
        if answer is Answer.UNSURE:
            doubt = not_sure(flag, question, held)
            yield replace(doubt, outcome=Outcome.TALK_FIRST, action=_when_unsure(flag, answers), told=NOT_SURE)
        elif answer is None and asked in question.asked_in:
            yield ask(flag, question, held, Outcome.TALK_FIRST)


def _up(flag: RedFlag, answers: Mapping[str, Answer], held: tuple[str, ...]) -> Finding:
    gone_off = [trigger for trigger in flag.triggers if is_up(trigger, answers)]
    outcome = worst_outcome(trigger.outcome for trigger in gone_off)
    action = most_urgent(trigger.action for trigger in gone_off)
    said = dict.fromkeys(question for trigger in gone_off for question in said_yes(trigger, answers))
    reason = Reason(
        flag.id, Words(flag.letter), flag.sources, flag.review.status,
        said=tuple(said), outcome=outcome, action=action,
    )  # fmt: skip
    blocked = ModalityClearance(Verdict.BLOCKED, (reason,))
    return Finding(tuple((modality, blocked) for modality in held), outcome, action, Words(flag.person))


def _when_unsure(flag: RedFlag, answers: Mapping[str, Answer]) -> Action:
    """How soon somebody asks again: as soon as the flag would ask if every "not sure" were a yes."""
    feared = {question: Answer.YES for question, answer in answers.items() if answer is not Answer.NO}
    action = most_urgent(trigger.action for trigger in flag.triggers if is_up(trigger, feared))
    # "Not sure" is no alarm yet, so never an ambulance: the same day at the soonest.
    return less_urgent(Action.SAME_DAY, action)
