"""The stay-well plan: a first text from what the person did and what is known, for both to make their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from weft.core.prevent.facts import StayWell
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class StayWellPlan:
    """What to go on doing, what to watch for, and what to do then."""

    keep: tuple[Words, ...]
    watch_for: tuple[Words, ...]
    way_back: tuple[Words, ...]
    why: Explanation


def stay_well(facts: StayWell, home: Sequence[Words]) -> StayWellPlan:
    """A first text of the plan.

    Args:
        facts: From ``knowledge/prevent/stay_well.toml``.
        home: The person's own home exercises, as they know them; they come first.
    """
    why = explain(
        facts.id,
        Words(facts.why),
        inputs={"home_exercises": len(home)},
        limits={"way_back_points": facts.way_back_points, "way_back_days": facts.way_back_days},
        sources=facts.sources,
        status=facts.review.status,
    )
    back = Words(facts.way_back, points=facts.way_back_points, days=facts.way_back_days)
    return StayWellPlan(
        keep=(*home, *map(Words, facts.keep)),
        watch_for=tuple(map(Words, facts.watch_for)),
        way_back=(*map(Words, facts.first_days), back),
        why=why,
    )
