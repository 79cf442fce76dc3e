"""The curve's text twins: one sentence, and the table behind "Show as table"; both from the drawing's own data."""

from dataclasses import dataclass
from datetime import date, timedelta

from weft.core.plan.doses import weeks_words
from weft.core.shared.words import Words
from weft.draw.curve_data import Better, CurveData, TripGlyph, score


@dataclass(frozen=True, slots=True)
class CurveRow:
    """One day of the table."""

    on: date
    week: int
    phase: Words | None
    score: str
    """Empty when none was taken."""
    trip: Words | None
    lanes: tuple[str, ...]
    """In the order of ``CurveData.lanes``; empty texts where a lane has no value."""


def curve_words(data: CurveData) -> Words:
    """What the curve says, in one sentence."""
    first, last = data.first, data.last
    if first is None or last is None:
        return Words("{measure}: no score yet", measure=data.measure)
    if first is last:
        one = Words("{measure}: {score} of {top}", measure=data.measure, score=score(first.value), top=data.top)
        return Words("{one}. Two scores are needed to see a direction", one=one)
    moved = Words(
        "{measure}: from {first} to {last} of {top} in {time}",
        measure=data.measure,
        first=score(first.value),
        last=score(last.value),
        top=data.top,
        time=weeks_words(round((last.day - first.day) / 7)),
    )
    judged = Words("{moved}, {change}", moved=moved, change=data.change) if data.change else moved
    return Words("{judged}. {better}", judged=judged, better=better_words(data.better))


def better_words(better: Better) -> Words:
    """The measure's direction in words."""
    return Words("Lower is better") if better is Better.LOWER else Words("Higher is better")


def limit_words(data: CurveData) -> Words | None:
    """The real-change line in the person's own number: "real change: 4 or less"."""
    if data.real_change is None:
        return None
    if data.better is Better.LOWER:
        return Words("real change: {score} or less", score=score(data.real_change))
    return Words("real change: {score} or more", score=score(data.real_change))


def trip_words(trip: TripGlyph) -> Words:
    """What a trip glyph means."""
    if trip.needles and trip.movement:
        halves = Words("needles, then movement")
    else:
        halves = Words("needles") if trip.needles else Words("movement")
    numbered = Words("trip {number}: {halves}", number=trip.number, halves=halves) if trip.number else halves
    return Words("{trip}, planned", trip=numbered) if trip.is_planned else numbered


def curve_table(data: CurveData) -> tuple[CurveRow, ...]:
    """Every day that has a score, a trip or a lane value, in order."""
    scores = {point.day: score(point.value) for point in data.points}
    trips = {trip.day: trip_words(trip) for trip in data.trips}
    lanes = [dict(lane.values) for lane in data.lanes]
    days = sorted({*scores, *trips, *(day for lane in lanes for day in lane)})
    return tuple(
        CurveRow(
            on=data.start + timedelta(days=day),
            week=day // 7 + 1,
            phase=_phase(data, day),
            score=scores.get(day, ""),
            trip=trips.get(day),
            lanes=tuple(lane.get(day, "") for lane in lanes),
        )
        for day in days
    )


def _phase(data: CurveData, day: int) -> Words | None:
    inside = [band.name for band in data.bands if band.starts <= day < band.ends]
    return inside[-1] if inside else None
