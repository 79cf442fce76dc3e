"""The dose of an exercise in numbers: how many, how long, how often; a range where the knowledge names one."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from weft.core.shared.words import COMMA, Words, joined


class Amount(StrEnum):
    """What a dose counts."""

    SETS = "sets"
    REPS = "reps"
    SECONDS = "seconds"
    MINUTES = "minutes"
    TIMES_A_DAY = "times_a_day"
    DAYS_A_WEEK = "days_a_week"


Span = tuple[int, int]
"""Least and most; the same number twice where there is one."""

_ONE = {
    Amount.SETS: "{count} set", Amount.REPS: "{count} time", Amount.SECONDS: "{count} second each",
    Amount.MINUTES: "{count} minute", Amount.TIMES_A_DAY: "once a day", Amount.DAYS_A_WEEK: "on {count} day a week",
}  # fmt: skip
_MANY = {
    Amount.SETS: "{count} sets", Amount.REPS: "{count} times", Amount.SECONDS: "{count} seconds each",
    Amount.MINUTES: "{count} minutes", Amount.TIMES_A_DAY: "{count} times a day",
    Amount.DAYS_A_WEEK: "on {count} days a week",
}  # fmt: skip


def amounts_said(amounts: Mapping[Amount, Span], *, each_side: bool = False) -> Words:
    """A dose as it is read: "2 sets of 8, on each side, 3 times a day".

    Args:
        amounts: By what is counted; at least one.
        each_side: It is done on both sides.
    """
    return joined(tuple(_parts(amounts, each_side=each_side)), COMMA)


def span_said(span: Span) -> Words:
    """A number, or a range of two."""
    least, most = span
    return Words("{number}", number=least) if least == most else Words("{least} to {most}", least=least, most=most)


def _parts(amounts: Mapping[Amount, Span], *, each_side: bool) -> Iterator[Words]:
    rest = dict(amounts)
    if Amount.SETS in rest and Amount.REPS in rest:
        sets, reps = rest.pop(Amount.SETS), rest.pop(Amount.REPS)
        says = "{sets} set of {reps}" if sets == (1, 1) else "{sets} sets of {reps}"
        yield Words(says, sets=span_said(sets), reps=span_said(reps))
    for each in (Amount.SETS, Amount.REPS):
        if each in rest:
            yield _said(each, rest.pop(each))
    if each_side:
        yield Words("on each side")
    for each in Amount:
        if each in rest:
            yield _said(each, rest[each])


def _said(what: Amount, span: Span) -> Words:
    return Words((_ONE if span == (1, 1) else _MANY)[what], count=span_said(span))
