"""What the scores of one episode say, as far as several rules need it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from weft.core.adjust.seen import EpisodeSeen, Scored
from weft.core.measure.change import Direction, change, gain, is_judged
from weft.core.measure.facts import Better, Instrument


@dataclass(frozen=True, slots=True)
class Curve:
    """One judged measure with its first score."""

    instrument: Instrument
    baseline: Scored
    later: tuple[Scored, ...]


def review_measure(seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Curve | None:
    """The measure that decides; None when the clinic has it not, or it was never scored."""
    return curve_of(seen, instruments, seen.main)


def curve_of(seen: EpisodeSeen, instruments: Mapping[str, Instrument], measure: str) -> Curve | None:
    """One measure that is judged by its change; None when it is not, or was never scored."""
    instrument, baseline = instruments.get(measure), seen.baseline(measure)
    if instrument is None or baseline is None or not is_judged(instrument):
        return None
    return Curve(instrument, baseline, seen.later(measure))


def reached(instrument: Instrument, baseline: Scored, latest: Scored, part: Decimal) -> bool:
    """Whether the gain is at least this part of the first score.

    Raises:
        ValueError: If a score lies outside the scale.
    """
    return gain(instrument, baseline.value, latest.value) >= part * baseline.value


def has_no_room(curve: Curve) -> bool:
    """Whether a real change takes all that there was to improve at the start: then little change says nothing."""
    low, high = curve.instrument.range
    best = low if curve.instrument.better is Better.LOWER else high
    needed = change(curve.instrument, curve.baseline.value, curve.baseline.value, on=curve.baseline.on).needed
    return abs(curve.baseline.value - best) <= needed


def is_recent(seen: EpisodeSeen, one: Scored, days: int) -> bool:
    """Whether a score is at most so many days old: an older one says nothing about now."""
    return seen.today is not None and seen.today - one.on <= timedelta(days=days)


def fell(curve: Curve) -> bool:
    """Whether the newest score is worse than the one before, by however little."""
    row = (curve.baseline, *curve.later)
    return len(row) > 1 and gain(curve.instrument, row[-2].value, row[-1].value) < 0


def moved(curve: Curve, earlier: Scored, later: Scored) -> Direction:
    """What happened between two scores, by the measure's own change values."""
    return change(curve.instrument, earlier.value, later.value, on=later.on).direction


def really_worse(seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> tuple[str, ...]:
    """Measures whose newest score is really worse than the first, or than the one before it."""
    curves = (curve_of(seen, instruments, measure) for measure in sorted(seen.scores))
    return tuple(curve.instrument.id for curve in curves if curve and _is_worse(curve))


def _is_worse(curve: Curve) -> bool:
    if not curve.later:
        return False
    before = (curve.baseline, *curve.later)[-2]
    return any(moved(curve, one, curve.later[-1]) is Direction.WORSE for one in (curve.baseline, before))
