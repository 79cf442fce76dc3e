"""What a person's curve is drawn from: scores in their own direction, phases, trips, lanes. No pixels."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from weft.core.shared.words import Words

LONGEST_JOINED_DAYS = 42
"""Two scores further apart are not joined: nobody knows what happened between them."""


class Better(StrEnum):
    """The measure's own direction."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One score on one day (days since the start)."""

    day: int
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One phase, from its first day up to the next one's."""

    number: int
    name: Words
    starts: int
    ends: int
    is_planned: bool = False
    """The edge at its start is planned, not yet dated."""
    is_again: bool = False
    """The phase was repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TripGlyph:
    """One coming: a pair or a single visit, done or planned."""

    day: int
    needles: bool = False
    movement: bool = False
    is_planned: bool = False
    number: int = 0
    """Which trip it is; 0 when not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveLane:
    """A row of short values under the curve, each on its day."""

    name: Words
    values: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveData:
    """One measure of one person over one episode."""

    measure: Words
    start: date
    """Day 0."""
    top: int
    """The largest score of the scale; the smallest is 0."""
    best_words: Words
    """What 0 (lower is better) or ``top`` (higher is better) means: "no pain"."""
    worst_words: Words
    better: Better = Better.LOWER
    points: tuple[Point, ...] = ()
    bands: tuple[Band, ...] = ()
    trips: tuple[TripGlyph, ...] = ()
    lanes: tuple[CurveLane, ...] = ()
    real_change: Decimal | None = None
    """The score from which this person's change is real, in their own number."""
    recovered: Decimal | None = None
    change: Words | None = None
    """What core says about the last score: "real change", "a start", "not yet"."""
    today: int | None = None

    @property
    def last_day(self) -> int:
        """The last day on the axis, at least one week."""
        days = [7, self.today or 0]
        days += [band.ends for band in self.bands]
        days += [point.day for point in self.points] + [trip.day for trip in self.trips]
        return max(days)

    @property
    def pieces(self) -> tuple[tuple[Point, ...], ...]:
        """The points in runs that may be joined."""
        runs: list[list[Point]] = []
        for point in sorted(self.points, key=lambda one: one.day):
            if runs and point.day - runs[-1][-1].day <= LONGEST_JOINED_DAYS:
                runs[-1].append(point)
            else:
                runs.append([point])
        return tuple(tuple(run) for run in runs)

    @property
    def first(self) -> Point | None:
        """The score at the start."""
        return min(self.points, key=lambda one: one.day, default=None)

    @property
    def last(self) -> Point | None:
        """The newest score."""
        return max(self.points, key=lambda one: one.day, default=None)


def score(value: Decimal) -> str:
    """A score as a person reads it: ``4``, ``4.5``; never ``4.0``."""
    return f"{value.normalize():f}"
