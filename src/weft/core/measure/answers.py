"""Whether a number, or a filled-in form, is one that the measure has; what is wrong, in words that say the scale."""

from collections.abc import Mapping
from decimal import Decimal

from weft.core.measure.facts import Instrument, Item, Scoring
from weft.core.measure.ways import WAYS
from weft.core.shared.words import Words


def plain(value: Decimal) -> str:
    """A score as a person reads it: ``4``, ``4.5``; never ``4.0``."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def check_on_scale(instrument: Instrument, value: Decimal) -> None:
    """Refuse a value that the scale does not have.

    Raises:
        ValueError: If ``value`` lies outside the scale.
    """
    low, high = instrument.range
    if not low <= value <= high:
        raise ValueError(f"{instrument.id}: {value} is outside {low} to {high}")


def scale_fault(instrument: Instrument, value: Decimal) -> Words | None:
    """What is wrong with a score that somebody typed; None when the scale has it."""
    return _outside(Words(instrument.short), value, instrument.range) or _between(instrument, value)


def total_fault(instrument: Instrument, total: Decimal) -> Words | None:
    """What is wrong with a total from paper; None when it may stand without its answers.

    Where each part has a limit of its own a total hides who has to be talked with.
    """
    if any(part.positive_from is not None for part in instrument.parts):
        says = "{short} has a limit for each of its parts, and a total hides them. Give the answers instead."
        return Words(says, short=Words(instrument.short))
    return scale_fault(instrument, total)


def answers_of(instrument: Instrument, item: Item | None) -> tuple[Decimal, Decimal]:
    """Lowest and highest answer to one item."""
    return (item.range if item else None) or instrument.answers or instrument.range


def answer_fault(instrument: Instrument, item: str, value: Decimal) -> Words | None:
    """What is wrong with the answer to one item; None when it may be given."""
    if fault := _no_such(instrument, item):
        return fault
    found = next((one for one in instrument.items if one.id == item), None)
    name = Words("{short}, item {item}", short=Words(instrument.short), item=item) if found else Words(instrument.short)
    if fault := _outside(name, value, answers_of(instrument, found)):
        return fault
    if instrument.scoring is Scoring.SINGLE:
        return _between(instrument, value)
    if (found or instrument.answers) and instrument.scoring is not Scoring.SHARE and value % 1:
        return Words("{short} goes in steps of {step}.", short=name, step="1")
    return None


def form_fault(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Words | None:
    """What is wrong with a filled-in form; None when it can be scored, or has too few answers for a score.

    Args:
        instrument: Items and scale from ``knowledge/measure/instruments/<id>.toml``.
        answers: Answer by item; None when the item was not answered.
    """
    most, short = instrument.items_usual[1], Words(instrument.short)
    if len(answers) > most:
        values = {"short": short, "most": most, "given": len(answers)}
        return Words("{short} takes at most {most} answers; there are {given}.", **values)
    faults = (_fault(instrument, item, value) for item, value in answers.items())
    return next(filter(None, faults), None) or _above_first(instrument, answers) or _too_large(instrument, answers)


def _fault(instrument: Instrument, item: str, value: Decimal | None) -> Words | None:
    return _no_such(instrument, item) if value is None else answer_fault(instrument, item, value)


def _no_such(instrument: Instrument, item: str) -> Words | None:
    if not instrument.items or item in {one.id for one in instrument.items}:
        return None
    return Words("{short} has no item “{item}”.", short=Words(instrument.short), item=item[:40])


def _above_first(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Words | None:
    """Where the first item counts any of the others, none of them can be more."""
    if instrument.scoring is not Scoring.FIRST:
        return None
    first, *others = instrument.items
    most = answers.get(first.id)
    if most is None:
        return None
    for item in others:
        if (value := answers.get(item.id)) is not None and value > most:
            said = {"item": Words(item.label), "first": Words(first.label), "most": plain(most)}
            return Words("“{item}” cannot be more than “{first}” ({most}). Look at both again.", **said)
    return None


def _too_large(instrument: Instrument, answers: Mapping[str, Decimal | None]) -> Words | None:
    """A share that the scale does not have: more sets done than were planned."""
    if instrument.scoring is not Scoring.SHARE:
        return None
    given = {item: value for item, value in answers.items() if value is not None}
    found = WAYS[Scoring.SHARE](instrument, given)
    return None if found is None else _outside(Words(instrument.short), found, instrument.range)


def _outside(name: Words, value: Decimal, ends: tuple[Decimal, Decimal]) -> Words | None:
    low, high = ends
    if value.is_finite() and low <= value <= high:
        return None
    said = {"short": name, "low": plain(low), "high": plain(high)}
    return Words("{short} goes from {low} to {high}. Write a number between them.", **said)


def _between(instrument: Instrument, value: Decimal) -> Words | None:
    if (value - instrument.range[0]) % instrument.step:
        return Words("{short} goes in steps of {step}.", short=Words(instrument.short), step=plain(instrument.step))
    return None
