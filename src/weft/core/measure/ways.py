"""The named ways from answers to one value. Each takes the answers that were given, by item, as they count."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from weft.core.measure.facts import Instrument, Item, Scoring

Given: TypeAlias = Mapping[str, Decimal]
Way: TypeAlias = Callable[[Instrument, Given], Decimal | None]

HUNDRED = Decimal(100)


def counted(instrument: Instrument, given: Given) -> dict[str, Decimal]:
    """The answers as they count: an item that counts from some answer on becomes 1 or 0."""
    rules = {item.id: item for item in instrument.items}
    return {name: _counts(rules.get(name), value) for name, value in given.items()}


def _counts(item: Item | None, value: Decimal) -> Decimal:
    if item is None or item.counts_from is None:
        return value
    return Decimal(value >= item.counts_from)


def rounded(instrument: Instrument, value: Decimal) -> Decimal:
    """To the step of the scale, halves upwards."""
    steps = (value / instrument.step).to_integral_value(ROUND_HALF_UP)
    return steps * instrument.step


def _sum(_: Instrument, given: Given) -> Decimal:
    return sum(given.values(), Decimal(0))


def _mean(_: Instrument, given: Given) -> Decimal:
    return sum(given.values(), Decimal(0)) / len(given)


def _first(instrument: Instrument, given: Given) -> Decimal | None:
    return given.get(instrument.items[0].id)


def _single(_: Instrument, given: Given) -> Decimal:
    return next(iter(given.values()))


def _percent_of_answered(instrument: Instrument, given: Given) -> Decimal:
    _, most = instrument.answers or instrument.range
    return _sum(instrument, given) / (most * len(given)) * HUNDRED


def _mean_minus_one_times_25(instrument: Instrument, given: Given) -> Decimal:
    return (_mean(instrument, given) - 1) * 25


def _share(instrument: Instrument, given: Given) -> Decimal | None:
    """Of nothing there is no share."""
    part, whole = (given.get(item.id) for item in instrument.items)
    return part / whole * HUNDRED if part is not None and whole else None


WAYS: dict[Scoring, Way] = {
    Scoring.SINGLE: _single,
    Scoring.FIRST: _first,
    Scoring.MEAN_OF_GIVEN: _mean,
    Scoring.SUM: _sum,
    Scoring.COUNT_TICKED: _sum,
    Scoring.PERCENT_OF_ANSWERED: _percent_of_answered,
    Scoring.MEAN_MINUS_ONE_TIMES_25: _mean_minus_one_times_25,
    Scoring.SHARE: _share,
}
