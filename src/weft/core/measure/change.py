"""Is the change real? The larger of a fixed value and a part of the start decides."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from weft.core.measure.answers import check_on_scale, plain
from weft.core.measure.facts import Better, Instrument, Meaningful
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class Direction(StrEnum):
    """What happened to a score."""

    BETTER = "better"
    START = "start"
    """The part of the start is reached, the fixed value is not: "a start"."""
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Change:
    """The change of one person on one measure, judged."""

    direction: Direction
    points: Decimal
    """How far the score moved, in points; positive is better whichever way the scale runs."""
    needed: Decimal
    """How far it must move to be a real change."""
    why: Explanation


@dataclass(frozen=True, slots=True)
class RealChangeLine:
    """Where real improvement begins for one person; ``value`` is None when the scale ends before."""

    value: Decimal | None
    words: Words


def is_judged(instrument: Instrument) -> bool:
    """Whether a change on this measure may be called real, or a start: only where a change value is known.

    A screen, an answer that is itself about change, and a paraphrase of somebody's questionnaire are not judged.
    """
    return bool(instrument.meaningful)


def meaningful_on(instrument: Instrument, day: date) -> Meaningful:
    """The change values that hold on ``day``: the newest entry that has begun.

    Raises:
        ValueError: If no entry has begun by then.
    """
    begun = [entry for entry in instrument.meaningful if entry.since <= day]
    if not begun:
        raise ValueError(f"{instrument.id}: no change values on {day}")
    return max(begun, key=lambda entry: entry.since)


def gain(instrument: Instrument, baseline: Decimal, latest: Decimal) -> Decimal:
    """How far a score moved, in points; positive is better whichever way the scale runs.

    Raises:
        ValueError: If either score lies outside the scale.
    """
    check_on_scale(instrument, baseline)
    check_on_scale(instrument, latest)
    return baseline - latest if instrument.better is Better.LOWER else latest - baseline


def change(instrument: Instrument, baseline: Decimal, latest: Decimal, *, on: date) -> Change:
    """Compare two scores of one person on one measure.

    Args:
        instrument: Scale and change values from ``knowledge/measure/instruments/<id>.toml``.
        baseline: First score, in points of the scale.
        latest: Score to judge, in points of the scale.
        on: Day of the latest score; it picks the change values that hold.

    Returns:
        BETTER or WORSE when the move reaches the larger of ``points`` and ``fraction`` of the
        baseline (Ostelo 2008), START when an improvement reaches the fraction alone, else SAME.

    Raises:
        ValueError: If a score lies outside the scale, or no change values hold on that day.
    """
    limit = meaningful_on(instrument, on)
    moved = gain(instrument, baseline, latest)
    part = limit.fraction * baseline
    needed = max(limit.points, part)
    direction = _direction(moved, needed, part)
    values = {"short": Words(instrument.short), "baseline": plain(baseline), "latest": plain(latest)}
    has_room = moved < 0 or real_change_line(instrument, baseline, on=on).value is not None
    why = explain(
        f"{instrument.id}.change",
        _said(direction, needed=plain(needed), **values) if has_room else _no_room(**values),
        inputs={"baseline": baseline, "latest": latest, "on": on},
        limits={"points": limit.points, "fraction": limit.fraction, "needed": needed, "since": limit.since},
        sources=limit.sources,
        status=instrument.review.status,
    )
    return Change(direction, moved, needed, why)


def real_change_line(instrument: Instrument, baseline: Decimal, *, on: date) -> RealChangeLine:
    """The person's own number for the chart: "4 or less".

    Args:
        instrument: Scale and change values.
        baseline: First score, in points of the scale.
        on: Day that picks the change values.

    Raises:
        ValueError: If the baseline lies outside the scale, or no change values hold on that day.
    """
    check_on_scale(instrument, baseline)
    limit = meaningful_on(instrument, on)
    needed = max(limit.points, limit.fraction * baseline)
    low, high = instrument.range
    if instrument.better is Better.LOWER:
        value = _to_step(baseline - needed, instrument.step, ROUND_FLOOR)
        words = Words("{value} or less", value=plain(value))
    else:
        value = _to_step(baseline + needed, instrument.step, ROUND_CEILING)
        words = Words("{value} or more", value=plain(value))
    if not low <= value <= high:
        words = Words("From {baseline} the scale has no room for a real change.", baseline=plain(baseline))
        return RealChangeLine(None, words)
    return RealChangeLine(value, words)


def _said(direction: Direction, **values: object) -> Words:
    match direction:
        case Direction.BETTER:
            return Words("{short}: {baseline} to {latest}, a real change for the better ({needed} needed).", **values)
        case Direction.WORSE:
            return Words("{short}: {baseline} to {latest}, a real change for the worse ({needed} needed).", **values)
        case Direction.START:
            return Words("{short}: {baseline} to {latest}, a start ({needed} needed for a real change).", **values)
        case _:
            return Words("{short}: {baseline} to {latest}, no real change ({needed} needed).", **values)


def _no_room(**values: object) -> Words:
    return Words("{short}: {baseline} to {latest}. From {baseline} the scale has no room for a real change.", **values)


def _direction(moved: Decimal, needed: Decimal, part: Decimal) -> Direction:
    if moved >= needed:
        return Direction.BETTER
    if moved <= -needed:
        return Direction.WORSE
    # A part of nothing is nothing: from a first score of 0 there is no "30% of the start".
    return Direction.START if moved >= part > 0 else Direction.SAME


def _to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step
