"""How easily the pain is stirred up: it says how gently the first session goes."""

from dataclasses import dataclass
from decimal import Decimal

from weft.core.assess.rules import IrritabilityRule, Level, LevelChoice
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

_ORDER = (Level.LOW, Level.MODERATE, Level.HIGH)
_SAID = {
    Level.LOW: Words("Low irritability"),
    Level.MODERATE: Words("Moderate irritability"),
    Level.HIGH: Words("High irritability"),
    Level.NOT_KNOWN: Words("How easily it is stirred up is not known yet: ask what sets it off and how long it lasts."),
}


@dataclass(frozen=True, slots=True)
class IrritabilityFound:
    """A level with what it rests on."""

    level: Level
    why: Explanation


def irritability(
    rule: IrritabilityRule, *, flares: str = "", settles: str = "", pain: Decimal | None = None
) -> IrritabilityFound:
    """Judge irritability by the middle one of three: how easily it flares, how bad, how long until it settles.

    A missing answer is not a low one: the level is NOT_KNOWN while the missing one could change it.

    Args:
        rule: From `knowledge/assess/irritability.toml`.
        flares: Id of one of ``rule.flares``; empty when not asked. So ``settles``.
        settles: Id of one of ``rule.settles``.
        pain: Pain when it is stirred up, 0 to 10.

    Raises:
        ValueError: If ``pain`` is outside 0 to 10, or an answer is not on its list.
    """
    levels = [_chosen(rule.flares, flares), _chosen(rule.settles, settles), _of_pain(rule, pain)]
    level = _middle(levels)
    says = next((one.says for one in rule.means if one.level is level), "")
    words = Words("{level}. {says}", level=_SAID[level], says=Words(says)) if says else _SAID[level]
    why = explain(
        rule.id, words,
        inputs={"flares": flares or None, "settles": settles or None, "pain": pain},
        limits={"pain_moderate_from": rule.pain_moderate_from, "pain_high_from": rule.pain_high_from},
        sources=rule.sources, status=rule.review.status,
    )  # fmt: skip
    return IrritabilityFound(level, why)


def _middle(levels: list[Level | None]) -> Level:
    """The middle one, when it is the same whatever the missing ones are."""
    lowest = sorted(_ORDER.index(each or Level.LOW) for each in levels)[1]
    highest = sorted(_ORDER.index(each or Level.HIGH) for each in levels)[1]
    return _ORDER[lowest] if lowest == highest else Level.NOT_KNOWN


def _chosen(choices: tuple[LevelChoice, ...], id_: str) -> Level | None:
    if not id_:
        return None
    level = next((choice.level for choice in choices if choice.id == id_), None)
    if level is None:
        raise ValueError(f"{id_!r} is not one of {[choice.id for choice in choices]}")
    return level


def _of_pain(rule: IrritabilityRule, pain: Decimal | None) -> Level | None:
    if pain is None:
        return None
    if not 0 <= pain <= 10:
        raise ValueError(f"pain is {pain}: it is counted from 0 to 10")
    if pain >= rule.pain_high_from:
        return Level.HIGH
    return Level.MODERATE if pain >= rule.pain_moderate_from else Level.LOW
