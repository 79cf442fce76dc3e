"""From answers to one score, with its parts, and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from weft.core.measure.answers import answers_of, check_on_scale, form_fault, plain, scale_fault, total_fault
from weft.core.measure.facts import Instrument, Scoring
from weft.core.measure.ways import WAYS, Given, counted, rounded
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

__all__ = ["Score", "check_on_scale", "form_fault", "plain", "scale_fault", "score", "score_of_total", "total_fault"]


@dataclass(frozen=True, slots=True)
class Score:
    """One score of one person on one day, with what it was made from."""

    instrument: str
    value: Decimal | None
    """In the unit of the instrument; None when too little was answered."""
    used: tuple[str, ...]
    missing: tuple[str, ...]
    why: Explanation
    parts: tuple[tuple[str, Decimal], ...] = ()
    """Score of each part by its id; without those that were not answered whole."""
    with_care: bool = False
    """Fewer items than usual stand behind it."""
    at_least: tuple[tuple[str, Decimal], ...] = ()
    """By part ("" for the whole), what a sum has reached already where an answer is missing: it can only grow."""


def score(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Score:
    """Score one filled-in measure.

    Args:
        instrument: Scale and rule from ``knowledge/measure/instruments/<id>.toml``.
        answers: Answer by item, in points of an answer; None when the item was not answered. An item of the
            measure that is not named was not answered either.

    Returns:
        The score in the unit of the instrument, or a score without value when fewer than ``items_min`` items were
        answered (or, for a share, when there is nothing to compare with).

    Raises:
        ValueError: If an answer lies outside its scale, an item is unknown, or the score lies outside the scale.
    """
    if fault := form_fault(instrument, answers):
        raise ValueError(f"{instrument.id}: {fault}")
    asked = tuple(item.id for item in instrument.items) or tuple(answers)
    given = {item: value for item in asked if (value := answers.get(item)) is not None}
    missing = tuple(item for item in asked if item not in given)
    value = _value(instrument, given)
    care = value is not None and _with_care(instrument, given)
    why = _why(instrument, given, len(asked), has_value=value is not None, with_care=care)
    parts, reached = tuple(_parts(instrument, given).items()), tuple(_at_least(instrument, given))
    return Score(instrument.id, value, tuple(given), missing, why, parts, care, reached)


def score_of_total(instrument: Instrument, total: Decimal) -> Score:
    """A score that somebody has reckoned on paper: the total alone, without its answers and parts.

    Raises:
        ValueError: If the scale does not have it, or its parts have limits that a total hides.
    """
    if fault := total_fault(instrument, total):
        raise ValueError(f"{instrument.id}: {fault}")
    words = Words("As somebody reckoned it; the answers are not kept here.")
    status = instrument.review.status
    why = explain(instrument.id, words, inputs={"total": total}, sources=instrument.sources, status=status)
    return Score(instrument.id, total, (), (), why)


def _value(instrument: Instrument, given: Given) -> Decimal | None:
    if len(given) < instrument.items_min:
        return None
    found = WAYS[instrument.scoring](instrument, counted(instrument, given))
    if found is None:
        return None
    value = rounded(instrument, found)
    check_on_scale(instrument, value)
    return value


def _parts(instrument: Instrument, given: Given) -> dict[str, Decimal]:
    """A part needs all its items: no rule for a missing one was found."""
    values, found = counted(instrument, given), {}
    for part in instrument.parts:
        items = [item.id for item in instrument.items if item.part == part.id]
        if all(item in values for item in items):
            whole = WAYS[instrument.scoring](instrument, {item: values[item] for item in items})
            found[part.id] = rounded(instrument, whole or Decimal(0))
    return found


def _at_least(instrument: Instrument, given: Given) -> Iterator[tuple[str, Decimal]]:
    """A sum with a missing answer, as if that answer were the lowest; only where something was answered."""
    if instrument.scoring is not Scoring.SUM:
        return
    for part in ("", *(part.id for part in instrument.parts)):
        items = [item for item in instrument.items if part in ("", item.part)]
        answered = [item for item in items if item.id in given]
        if answered and len(answered) < len(items):
            lowest = (given.get(item.id, answers_of(instrument, item)[0]) for item in items)
            yield part, sum(lowest, Decimal(0))


def _with_care(instrument: Instrument, given: Given) -> bool:
    # Where a blank counts as "not true", a blank is an answer; where the first item is the score, the others are extra.
    is_whole = instrument.scoring in {Scoring.COUNT_TICKED, Scoring.FIRST}
    return not is_whole and len(given) < instrument.items_usual[0]


def _why(instrument: Instrument, given: Given, asked: int, *, has_value: bool, with_care: bool) -> Explanation:
    counts = {"given": len(given), "asked": asked, "rule": Words(instrument.missing_rule)}
    if not has_value:
        words = Words("No score yet: {given} of {asked} answered. {rule}", **counts)
    elif with_care:
        words = Words("From {given} of {asked} items: read it with care. {rule}", **counts)
    else:
        words = Words("From {given} of {asked} items. {rule}", **counts)
    limits = {"items_min": instrument.items_min, "items_usual": instrument.items_usual[0]}
    return explain(
        instrument.id, words, inputs=given, limits=limits, sources=instrument.sources, status=instrument.review.status
    )
