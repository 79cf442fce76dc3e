"""Which of several is worse. The enums of `core/shared/care.py` are written in that order."""

from collections.abc import Iterable

from weft.core.shared.care import Action, Outcome, Verdict

_VERDICTS = tuple(Verdict)
_OUTCOMES = tuple(Outcome)
_ACTIONS = tuple(Action)


def worst_verdict(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several; CLEAR when there is none."""
    return max(verdicts, key=_VERDICTS.index, default=Verdict.CLEAR)


def worst_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst of several; GO when there is none."""
    return max(outcomes, key=_OUTCOMES.index, default=Outcome.GO)


def most_urgent(actions: Iterable[Action]) -> Action:
    """The most urgent of several; NONE when there is none."""
    return min(actions, key=_ACTIONS.index, default=Action.NONE)


def less_urgent(one: Action, other: Action) -> Action:
    """The less urgent of two."""
    return max(one, other, key=_ACTIONS.index)


def urgency(action: Action) -> int:
    """0 for an emergency, more for what can wait longer."""
    return _ACTIONS.index(action)
