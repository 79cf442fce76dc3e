"""From answers to one score: the named ways, each with its rule for missing items."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from weft.core.measure.facts import Instrument, Scoring
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one person on one day, with what it was made from."""

    instrument: str
    value: Decimal | None
    """In the unit of the instrument; None when too little was answered."""
    used: tuple[str, ...]
    missing: tuple[str, ...]
    why: Explanation


def check_on_scale(instrument: Instrument, value: Decimal) -> None:
    """Refuse a value that the scale does not have.

    Raises:
        ValueError: If ``value`` lies outside the scale.
    """
    low, high = instrument.range
    if not low <= value <= high:
        raise ValueError(f"{instrument.id}: {value} is outside {low} to {high}")


def scale_fault(instrument: Instrument, value: Decimal) -> Words | None:
    """What is wrong with a value that somebody typed, in words that say the scale; None when the scale has it."""
    low, high = instrument.range
    values = {"short": Words(instrument.short), "low": plain(low), "high": plain(high)}
    if not value.is_finite() or not low <= value <= high:
        return Words("{short} goes from {low} to {high}. Write a number between them.", **values)
    if (value - low) % instrument.step:
        return Words("{short} goes in steps of {step}.", short=values["short"], step=plain(instrument.step))
    return None


def plain(value: Decimal) -> str:
    """A score as a person reads it: ``4``, ``4.5``; never ``4.0``."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def score(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Score:
    """Score one filled-in measure.

    Args:
        instrument: Scale and rule from ``knowledge/measure/instruments/<id>.toml``.
        answers: Answer by item, in points of the scale; None when the item was not answered.

    Returns:
        The score, or a score without value when fewer than ``items_min`` items were answered.

    Raises:
        ValueError: If an answer lies outside the scale, or there are more items than it takes.
    """
    if len(answers) > instrument.items_usual[1]:
        raise ValueError(f"{instrument.id}: {len(answers)} answers; it takes at most {instrument.items_usual[1]}")
    given = {item: value for item, value in answers.items() if value is not None}
    for one in given.values():
        check_on_scale(instrument, one)
    missing = tuple(item for item in answers if item not in given)
    enough = len(given) >= instrument.items_min
    value = SCORINGS[instrument.scoring](instrument, tuple(given.values())) if enough else None
    return Score(instrument.id, value, tuple(given), missing, _why(instrument, given, len(answers), enough=enough))


def _single(instrument: Instrument, values: tuple[Decimal, ...]) -> Decimal:
    return values[0]


def _mean_of_given(instrument: Instrument, values: tuple[Decimal, ...]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(instrument.step, ROUND_HALF_UP)


SCORINGS: dict[Scoring, Callable[[Instrument, tuple[Decimal, ...]], Decimal]] = {
    Scoring.SINGLE: _single,
    Scoring.MEAN_OF_GIVEN: _mean_of_given,
}


def _why(instrument: Instrument, given: Mapping[str, Decimal], asked: int, *, enough: bool) -> Explanation:
    if not enough:
        words = Words("No score yet: {given} of {asked} answered. {rule}", **_counts(instrument, given, asked))
    elif len(given) < min(asked, instrument.items_usual[0]) or asked < instrument.items_usual[0]:
        words = Words("From {given} of {asked} items: read it with care. {rule}", **_counts(instrument, given, asked))
    else:
        words = Words("From {given} of {asked} items. {rule}", **_counts(instrument, given, asked))
    limits = {"items_min": instrument.items_min, "items_usual": instrument.items_usual[0]}
    return explain(
        instrument.id, words, inputs=given, limits=limits, sources=instrument.sources, status=instrument.review.status
    )


def _counts(instrument: Instrument, given: Mapping[str, Decimal], asked: int) -> dict[str, object]:
    return {"given": len(given), "asked": asked, "rule": Words(instrument.missing_rule)}
