"""Discharge: goals are asked first, and questions are set for the time after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from weft.core.prevent.facts import Recurrence
from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class GoalAsked:
    """One own goal and its last answer."""

    text: str
    """In the person's own words."""
    asked_on: date | None = None
    """When it was last asked for this discharge; None when it was not."""
    reached: Decimal | None = None
    """0-10 as the person sees it; None when they would rather not say."""


def may_discharge(goals: Sequence[GoalAsked], *, said_no_goals: bool = False) -> Gate:
    """Whether an episode may end: every own goal was asked, or the person said they had none.

    A goal that was asked and not reached does not hold a person back.

    Args:
        goals: The person's own goals.
        said_no_goals: The person was asked and named none.
    """
    waiting = tuple(goal.text for goal in goals if goal.asked_on is None)
    inputs = {"goals": len(goals), "not_asked": len(waiting), "said_no_goals": said_no_goals}
    if waiting:
        words = Words("Ask about these goals before discharge: {goals}.", goals="; ".join(waiting))
    elif not goals and not said_no_goals:
        words = Words("Ask which goals the person had, or note that they named none.")
    else:
        return Gate(True, explain("discharge.goals", Words("Goals were asked."), inputs=inputs))
    return Gate(False, explain("discharge.goals", words, inputs=inputs))


def recurrence_dates(facts: Recurrence, discharged_on: date) -> tuple[date, ...]:
    """Days on which the recurrence question is asked, in order."""
    return tuple(discharged_on + timedelta(days=days) for days in sorted(facts.days_after_discharge))
