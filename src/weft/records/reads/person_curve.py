"""The curve of one person from rows: points, phases as planned and as they were, trips, lanes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median

from weft.core.measure.change import change, is_judged, real_change_line
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words
from weft.draw.curve_data import Band, CurveData, CurveLane, Point, TripGlyph, score
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.records.adjusting import REVIEW_MEASURE, review_series
from weft.records.models import Score, ScoreMoment, ScoreSource, Visit, VisitState
from weft.records.reads.curve import JUDGED, blank_curve
from weft.records.reads.person_rows import Rows

AFTER_LAST = 14
"""Days of the last phase that are drawn: it may run for months."""


def curve_of(rows: Rows) -> CurveData | None:
    """The default curve with everything under it; None before an episode."""
    if rows.episode is None or rows.began is None:
        return None
    instrument = knowledge().measure.instruments[rows.main]
    start = _start(rows)
    return _drawn(
        rows, instrument, start,
        trips=tuple(_trips(rows, start)), lanes=tuple(lane for lane in _lanes(rows, start) if lane.values),
    )  # fmt: skip


def other_curves(rows: Rows) -> tuple[CurveData, ...]:
    """Other measures of the default curve that have a score: each alone, for it may run the other way."""
    if rows.episode is None or rows.began is None:
        return ()
    start = _start(rows)
    others = (one for one in knowledge().measure.instruments.values() if one.on_curve and one.id != rows.main)
    return tuple(_drawn(rows, one, start) for one in others if review_series(rows.scores, one.id))


def first_day(rows: Rows) -> date:
    """Day 0 of the curve."""
    return _start(rows)


def pain_shift(visits: Iterable[Visit], scores: Iterable[Score]) -> Decimal | None:
    """Pain from arriving to leaving in one trip; below zero is less pain; None when it was not asked twice."""
    ids = {visit.id for visit in visits}
    said = {row.moment: row.value for row in scores if row.visit_id in ids and row.measure == REVIEW_MEASURE}
    before = said.get(ScoreMoment.BEFORE_NEEDLES)
    after = said.get(ScoreMoment.AFTER_MOVEMENT, said.get(ScoreMoment.AFTER_NEEDLES))
    return None if before is None or after is None else after - before


def _start(rows: Rows) -> date:
    days = [one.on for one in rows.series] + ([rows.began] if rows.began else [])
    return min(days, default=rows.today)


def _drawn(
    rows: Rows, instrument: Instrument, start: date,
    trips: tuple[TripGlyph, ...] = (), lanes: tuple[CurveLane, ...] = (),
) -> CurveData:  # fmt: skip
    series = review_series(rows.scores, instrument.id)
    is_accepted_here = is_accepted(instrument, rows.clinic.work_with_drafts_at is not None)
    may_judge = bool(series) and is_judged(instrument) and is_accepted_here
    is_moved = may_judge and len(series) > 1
    last = series[-1] if series else None
    judged = change(instrument, series[0].value, series[-1].value, on=series[-1].on) if is_moved else None
    return replace(
        blank_curve(instrument, start),
        points=tuple(Point(day=(one.on - start).days, value=one.value) for one in series if one.on >= start),
        bands=tuple(_bands(rows, start)),
        trips=trips,
        lanes=lanes,
        real_change=real_change_line(instrument, series[0].value, on=last.on).value if may_judge and last else None,
        recovered=instrument.recovered,
        change=JUDGED[judged.direction] if judged else None,
        today=max((rows.today - start).days, 0),
    )


def _bands(rows: Rows, start: date) -> Iterable[Band]:
    """A phase begins with its first visit, else by the weeks of the plan; what lies ahead is planned."""
    if rows.plan is None or rows.began is None:
        return
    offset, today = (rows.began - start).days, (rows.today - start).days
    first_in = {visit.phase: visit.local_date for visit in reversed(rows.visits) if visit.phase}
    starts: list[int] = []
    for phase in rows.plan.phases:
        by_weeks = offset + (phase.weeks[0] - 1) * 7
        day = (first_in[phase.id] - start).days if phase.id in first_in else by_weeks
        starts.append(max(day if starts else min(day, by_weeks), starts[-1] + 1 if starts else 0))
    if not starts:
        return
    booked = max(((visit.local_date - start).days for visit in rows.visits), default=0)
    last = offset + rows.plan.phases[-1].weeks[1] * 7
    ends = [*starts[1:], max(starts[-1] + AFTER_LAST, min(last, max(booked, today) + AFTER_LAST))]
    for number, (phase, begins, stops) in enumerate(zip(rows.plan.phases, starts, ends, strict=True), start=1):
        yield Band(number=number, name=phase.name, starts=begins, ends=stops, is_planned=begins > today)


def _trips(rows: Rows, start: date) -> Iterable[TripGlyph]:
    number = 0
    for visits in rows.trips:
        day = (visits[0].local_date - start).days
        is_planned = all(visit.state == VisitState.BOOKED for visit in visits)
        if day < 0 or (is_planned and visits[0].local_date < rows.today):
            continue
        number += not is_planned
        yield TripGlyph(
            day=day,
            needles=any(visit.discipline == "needles" for visit in visits),
            movement=any(visit.discipline != "needles" for visit in visits),
            is_planned=is_planned,
            number=0 if is_planned else number,
        )


def _lanes(rows: Rows, start: date) -> Iterable[CurveLane]:
    shifts = (((visits[0].local_date - start).days, pain_shift(visits, rows.scores)) for visits in rows.trips)
    said = tuple((day, _signed(shift)) for day, shift in shifts if shift is not None and day >= 0)
    yield CurveLane(name=Words("pain shift"), values=said)
    yield CurveLane(name=Words("usual pain"), values=tuple(_usual(rows, start)))


def _usual(rows: Rows, start: date) -> Iterable[tuple[int, str]]:
    """The middle of a week's daily taps, on the day of its last one."""
    weeks: dict[int, dict[int, Decimal]] = {}
    for row in rows.scores:
        day = (row.local_date - start).days
        if row.source == ScoreSource.CHECK_IN and row.measure == REVIEW_MEASURE and day >= 0:
            weeks.setdefault(day // 7, {})[day] = row.value
    for taps in weeks.values():
        yield max(taps), score(Decimal(median(taps.values())))


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else ''}{score(value)}" if value else "0"
