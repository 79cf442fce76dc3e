"""How long a problem has lasted, in words that a plan can begin with."""

from dataclasses import dataclass
from enum import StrEnum

from weft.core.assess.rules import StageRule
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class Stage(StrEnum):
    """How long it has lasted."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class StageFound:
    """A stage with what it rests on."""

    stage: Stage
    is_recurrent: bool | None
    """It has been there before; None when nobody asked."""
    why: Explanation


_SAID = {
    Stage.ACUTE: Words("Recent: under {subacute_from} weeks."),
    Stage.SUBACUTE: Words("Between: {subacute_from} to under {chronic_from} weeks."),
    Stage.CHRONIC: Words("Lasting: {chronic_from} weeks or more."),
    Stage.NOT_KNOWN: Words("How long it has lasted is not known yet."),
}
_BEFORE = {False: Words("The first time."), True: Words("It has come back: {episodes} earlier.")}


def stage(since_weeks: int | None, rule: StageRule, *, earlier_episodes: int | None = None) -> StageFound:
    """Name the stage of a problem.

    Args:
        since_weeks: Whole weeks since this episode began; None when not known.
        rule: Limits in weeks, from `knowledge/assess/stage.toml`.
        earlier_episodes: How often it was there before; None when nobody asked.

    Raises:
        ValueError: If a number is below 0.
    """
    if min(since_weeks or 0, earlier_episodes or 0) < 0:
        raise ValueError("weeks and episodes are counted from 0")
    found = _stage(since_weeks, rule)
    before = None if earlier_episodes is None else earlier_episodes >= rule.recurrent_from_episodes
    limits = {"subacute_from": rule.subacute_from_weeks, "chronic_from": rule.chronic_from_weeks}
    words = Words(_SAID[found].message, **limits)
    if before is not None:
        words = Words("{lasted} {before}", lasted=words, before=_before(before, earlier_episodes))
    why = explain(
        rule.id, words,
        inputs={"since_weeks": since_weeks, "earlier_episodes": earlier_episodes},
        limits=limits | {"recurrent_from": rule.recurrent_from_episodes},
        sources=rule.sources, status=rule.review.status,
    )  # fmt: skip
    return StageFound(found, before, why)


def _before(came_back: bool, episodes: int | None) -> Words:
    return Words(_BEFORE[came_back].message, episodes=episodes)


def _stage(weeks: int | None, rule: StageRule) -> Stage:
    if weeks is None:
        return Stage.NOT_KNOWN
    if weeks >= rule.chronic_from_weeks:
        return Stage.CHRONIC
    return Stage.SUBACUTE if weeks >= rule.subacute_from_weeks else Stage.ACUTE
