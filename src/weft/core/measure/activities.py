"""Things that a person has named and scores one by one: each has its own change, and so has their mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from weft.core.measure.change import Change, change, is_judged
from weft.core.measure.facts import Instrument, Scoring
from weft.core.measure.ways import rounded
from weft.core.shared.words import Words

LONGEST_NAME = 200
"""Letters of one activity; our own room, not a rule."""


@dataclass(frozen=True, slots=True)
class Activities:
    """How the named things have changed."""

    each: Mapping[str, Change]
    """By the thing, where it has a number from both times and a change on it is judged."""
    mean: Change | None
    """Of the things with a number from both times, on both sides the same ones; None without any."""
    compared: tuple[str, ...]
    """Those things, in the order given."""


def is_named(instrument: Instrument) -> bool:
    """Whether the person names the things that it asks about."""
    return bool(instrument.each_question)


def one_alone(instrument: Instrument) -> Instrument:
    """The measure of one named thing: a single number in whole steps, with change values of its own.

    Raises:
        ValueError: If the person names nothing on this measure.
    """
    if not is_named(instrument):
        raise ValueError(f"{instrument.id}: its answers are not named by the person")
    return replace(
        instrument, question=instrument.each_question, scoring=Scoring.SINGLE, step=Decimal(1), items_min=1,
        items_usual=(1, 1), meaningful=instrument.meaningful_each, bands=(), each_question="", meaningful_each=(),
    )  # fmt: skip


def activities_changed(
    instrument: Instrument, first: Mapping[str, Decimal], latest: Mapping[str, Decimal], *, on: date
) -> Activities:
    """Compare two times at which a person scored what they had named.

    Args:
        instrument: Scale and change values from ``knowledge/measure/instruments/<id>.toml``.
        first: The first number of each thing.
        latest: The newest number of each thing. What was not asked then is left out, and is no 0.
        on: Day of the newest numbers; it picks the change values that hold.

    Raises:
        ValueError: If a number lies outside the scale, or no change values hold on that day.
    """
    both = tuple(name for name in first if name in latest)
    alone = one_alone(instrument)
    each = {name: change(alone, first[name], latest[name], on=on) for name in both} if is_judged(alone) else {}
    means = [_mean(instrument, {name: said[name] for name in both}) for said in (first, latest)] if both else []
    mean = change(instrument, means[0], means[1], on=on) if means and is_judged(instrument) else None
    return Activities(each, mean, both)


def names_fault(instrument: Instrument, standing: Sequence[str], named: Sequence[str]) -> Words | None:
    """What is wrong with the things that somebody wants to add; None when they may stand beside the others.

    Args:
        instrument: ``items_usual`` says how many there may be.
        standing: Those that stay.
        named: Those that come.
    """
    most, known = instrument.items_usual[1], {_same(name) for name in standing}
    for name in named:
        if _same(name) in known:
            return Words("“{name}” stands there already. Name another thing, or score that one.", name=name[:80])
        if len(name) > LONGEST_NAME:
            return Words("Write at most {most} letters for one thing.", most=LONGEST_NAME)
        known.add(_same(name))
    if len(standing) + len(named) > most:
        return Words("Keep at most {most} things. Take one away before you add another.", most=most)
    return None


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def _mean(instrument: Instrument, numbers: Mapping[str, Decimal]) -> Decimal:
    return rounded(instrument, sum(numbers.values(), Decimal(0)) / len(numbers))
