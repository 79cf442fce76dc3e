"""Is it time to end care? What speaks for it, what is not known yet; the clinician and the person decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from weft.core.prevent.facts import Ending
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class EndingState(StrEnum):
    """What the numbers say about ending care."""

    GOALS_REACHED = "goals_reached"
    BETTER = "better"
    PLATEAU = "plateau"
    """Nothing moved at several reviews in a row: more of the same will not help."""
    GO_ON = "go_on"
    NOT_KNOWN = "not_known"
    """Too little was asked to say. That is never "better" and never "no change"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareSeen:
    """One episode, as far as ending it is concerned."""

    goals_reached: Sequence[bool | None]
    """For each own goal: reached, not reached, or None when it was not asked."""
    gain_fraction: Decimal | None = None
    """Part of the first score by which the main measure is better; negative when worse; None without two scores."""
    reviews_without_change: int = 0
    """Reviews in a row at which no measure had really changed; a review without scores breaks the row."""


@dataclass(frozen=True, slots=True)
class EndingSeen:
    """The state with what it rests on."""

    state: EndingState
    why: Explanation


_SAYS = {
    EndingState.GOALS_REACHED: Words("Every own goal is reached. Care can end with a stay-well plan."),
    EndingState.PLATEAU: Words("Nothing has moved at several reviews in a row. End, or refer, with a stay-well plan."),
    EndingState.GO_ON: Words("Neither the goals nor the numbers ask for an end yet."),
    EndingState.NOT_KNOWN: Words("Ask the goals and the main measure again: too little is known to say."),
}
_BETTER = "At least {percent} percent better, and every goal was asked. Care can taper and end."


def ending(rule: Ending, seen: CareSeen) -> EndingSeen:
    """What speaks for ending care.

    Args:
        rule: From ``knowledge/prevent/ending.toml``.
        seen: Goals, gain and reviews of one episode.
    """
    state = _state(rule, seen)
    reached = sum(1 for one in seen.goals_reached if one)
    not_asked = sum(1 for one in seen.goals_reached if one is None)
    why = explain(
        rule.id,
        _says(rule, state),
        inputs={
            "goals": len(seen.goals_reached), "reached": reached, "not_asked": not_asked,
            "gain_fraction": seen.gain_fraction, "reviews_without_change": seen.reviews_without_change,
        },
        limits={"improvement": rule.improvement, "plateaus": rule.plateaus},
        sources=rule.sources,
        status=rule.review.status,
    )  # fmt: skip
    return EndingSeen(state, why)


def _says(rule: Ending, state: EndingState) -> Words:
    if state is EndingState.BETTER:
        return Words(_BETTER, percent=f"{rule.improvement * 100:.0f}")
    return _SAYS[state]


def _state(rule: Ending, seen: CareSeen) -> EndingState:
    if seen.goals_reached and all(seen.goals_reached):
        return EndingState.GOALS_REACHED
    if seen.reviews_without_change >= rule.plateaus:
        return EndingState.PLATEAU
    if seen.gain_fraction is None or None in seen.goals_reached:
        return EndingState.NOT_KNOWN
    return EndingState.BETTER if seen.gain_fraction >= rule.improvement else EndingState.GO_ON
