"""How the answers to several questions add up to a danger sign."""

from collections.abc import Mapping

from weft.core.screen.facts import Trigger, TriggerKind
from weft.core.shared.care import Answer


def is_up(trigger: Trigger, answers: Mapping[str, Answer]) -> bool:
    """Whether enough of the trigger's questions were answered yes. Only a yes counts here."""
    return len(said_yes(trigger, answers)) >= _needed(trigger)


def said_yes(trigger: Trigger, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The trigger's questions that were answered yes."""
    return tuple(question for question in trigger.questions if answers.get(question) is Answer.YES)


def _needed(trigger: Trigger) -> int:
    if trigger.kind is TriggerKind.ANY_OF:
        return 1
    return len(trigger.questions) if trigger.kind is TriggerKind.ALL_OF else trigger.count
