"""Faults of dated values: a list of them has one that holds today, in order, and none that begins far off."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise

from weft.library.references import Fault
from weft.library.shape import Knowledge

FAR_OFF = timedelta(days=366)
"""A value may be announced a year ahead; later is a slip of the pen."""


def date_faults(knowledge: Knowledge, today: date) -> Iterator[Fault]:
    """Lists whose entries carry ``since``, wherever they stand; ``today`` says which have begun."""
    for entry in knowledge.entries:
        for place, dates in _dated(entry.fact, ""):
            for mend in _mends(dates, today):
                yield Fault(entry.file, place, mend)


def _dated(value: object, place: str) -> Iterator[tuple[str, tuple[date, ...]]]:
    if isinstance(value, tuple):
        if value and all(isinstance(getattr(item, "since", None), date) for item in value):
            yield place, tuple(item.since for item in value)
        for number, item in enumerate(value):
            yield from _dated(item, f"{place}.{number}")
    elif is_dataclass(value):
        for field in fields(value):
            yield from _dated(getattr(value, field.name), f"{place}.{field.name}".removeprefix("."))


def _mends(dates: tuple[date, ...], today: date) -> Iterator[str]:
    if dates[0] > today:
        yield f"begins on {dates[0]}; one entry must have begun"
    if any(later <= earlier for earlier, later in pairwise(dates)):
        yield "is not in order of since, each a later day than the one before"
    if dates[-1] > today + FAR_OFF:
        yield f"names {dates[-1]}, more than a year away; mend the date"
