"""The things that a person has named, in a score file: read, checked, and how each has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from weft.core.measure.activities import activities_changed, is_named, names_fault
from weft.core.measure.answers import answer_fault
from weft.core.measure.change import Change
from weft.core.measure.facts import Instrument
from weft.core.shared.fact import fact
from weft.core.shared.words import Words


@fact
class ActivityLine:
    """One thing that the problem makes hard."""

    name: str
    now: Decimal | None = None
    """Its number now; left out, it was not asked, which is no 0."""
    first: Decimal | None = None
    """Its first number."""


@dataclass(frozen=True, slots=True)
class ActivityOutcome:
    """One of them, judged."""

    name: str
    now: Decimal | None
    first: Decimal | None
    change: Change | None
    """None without a number from both times."""


@dataclass(frozen=True, slots=True)
class ActivitiesOutcome:
    """All of them."""

    each: tuple[ActivityOutcome, ...]
    mean: Change | None
    notes: tuple[Words, ...]


NONE_NAMED = ActivitiesOutcome((), None, ())


def activity_line_faults(instrument: Instrument, lines: Sequence[ActivityLine]) -> Iterator[tuple[str, str]]:
    """What is wrong with them, by place."""
    if lines and not is_named(instrument):
        yield "activities", f"{instrument.short} asks nothing that the person names; write answers instead"
    for number, line in enumerate(lines):
        before = [one.name for one in lines[:number]]
        if not line.name.strip():
            yield f"activities.{number}.name", "is empty; write what is hard for them"
        elif fault := names_fault(instrument, before, [line.name]):
            yield f"activities.{number}.name", str(fault)
        for key in ("first", "now"):
            value = getattr(line, key)
            if value is not None and (fault := answer_fault(instrument, line.name, value)):
                yield f"activities.{number}.{key}", str(fault)


def activities_outcome(instrument: Instrument, lines: Sequence[ActivityLine], on: date | None) -> ActivitiesOutcome:
    """How each has changed against its first number, and their mean; nothing to judge without a day."""
    now = {line.name: line.now for line in lines if line.now is not None}
    first = {line.name: line.first for line in lines if line.first is not None}
    if on is None or not now.keys() & first.keys():
        return _shown(lines)
    try:
        found = activities_changed(instrument, first, now, on=on)
    except ValueError:
        says = Words("The changes are shown and not judged, because no change value holds on {day}.", day=on)
        return _shown(lines, says)
    each = tuple(ActivityOutcome(line.name, line.now, line.first, found.each.get(line.name)) for line in lines)
    says = Words("The mean is compared over the {count} of {all} with a number from both times.",
                 count=len(found.compared), all=len(lines))  # fmt: skip
    return ActivitiesOutcome(each, found.mean, () if len(found.compared) == len(lines) else (says,))


def _shown(lines: Sequence[ActivityLine], *notes: Words) -> ActivitiesOutcome:
    return ActivitiesOutcome(tuple(ActivityOutcome(one.name, one.now, one.first, None) for one in lines), None, notes)
