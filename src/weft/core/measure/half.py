"""How many days until a score was half of the first one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from weft.core.measure.answers import check_on_scale, plain
from weft.core.measure.facts import Better, Instrument
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Half:
    """Days from the first score to the first that was low enough; None while there is none."""

    days: int | None
    why: Explanation


def days_to_half(rule: Instrument, watched: Instrument, series: Sequence[tuple[date, Decimal]]) -> Half:
    """Days until the part of the first score was reached that the rule names.

    Args:
        rule: ``days_to_half`` from the knowledge; its ``share_of_start`` is the part.
        watched: The measure whose scores these are; lower must be better on it.
        series: Day and score, oldest first, one a day; the first is the baseline.

    Raises:
        ValueError: If a score lies outside the scale, higher is better on it, or the rule names no part.
    """
    if rule.share_of_start is None or watched.better is not Better.LOWER:
        raise ValueError(f"{rule.id}: cannot be worked out from {watched.id}")
    for _, value in series:
        check_on_scale(watched, value)
    if not series or series[0][1] == 0:
        return Half(None, _why(rule, watched, Words("There is no first score above 0 to halve."), series))
    began, first = series[0]
    limit = first * rule.share_of_start
    days = next(((day - began).days for day, value in series if value <= limit), None)
    values = {"short": Words(watched.short), "limit": plain(limit)}
    if days is None:
        return Half(None, _why(rule, watched, Words("{short} has not yet been {limit} or less.", **values), series))
    words = Words("{short} was {limit} or less for the first time after {days} days.", days=days, **values)
    return Half(days, _why(rule, watched, words, series))


def _why(rule: Instrument, watched: Instrument, words: Words, series: Sequence[tuple[date, Decimal]]) -> Explanation:
    return explain(
        rule.id,
        words,
        inputs={"measure": watched.id} | {str(day): value for day, value in series},
        limits={"share_of_start": rule.share_of_start},
        sources=rule.sources,
        status=rule.review.status,
    )
