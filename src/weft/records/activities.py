"""Things that a person has named because their problem makes them hard, and the numbers they gave to each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from weft.core.measure.scoring import plain
from weft.records.models import Activity, Episode, Score

NAMED = "psfs"
"""The measure whose things the person names."""


@dataclass(frozen=True, slots=True)
class Number:
    """What one thing was given on one day."""

    on: date
    value: Decimal


def activities_of(episode: Episode) -> tuple[Activity, ...]:
    """Those that are still asked about, in order."""
    rows = Activity.objects.within(episode.clinic_id).filter(episode=episode, retired_at__isnull=True)
    return tuple(rows.order_by("position", "made_at"))


def numbers_of(scores: Iterable[Score]) -> Mapping[str, tuple[Number, ...]]:
    """By the id of the thing: its numbers in the order of ``scores``. What was left out stays out: it is no 0."""
    found: dict[str, list[Number]] = {}
    for row in scores:
        if row.measure == NAMED:
            for name, value in row.answers.items():
                if value is not None:
                    found.setdefault(name, []).append(Number(row.local_date, Decimal(plain(Decimal(value)))))
    return {name: tuple(numbers) for name, numbers in found.items()}
