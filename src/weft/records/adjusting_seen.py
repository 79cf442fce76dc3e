"""One episode as the rules of adjust see it, from the tables. What the tables do not say stays not known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from weft.core.adjust.seen import (
    AskedBack,
    Criteria,
    Danger,
    Due,
    EpisodeSeen,
    Happened,
    PairOn,
    Scored,
)
from weft.core.measure.facts import Instrument
from weft.core.plan.criteria import CriteriaSeen, all_met
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.care import NEEDLES, Action
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.adjusting import main_measure, pairs_felt, review_series, standing_scores
from weft.records.adjusting_parts import goals_of, is_long, sessions_of
from weft.records.adjusting_told import answered_on, asked_for, dose_answered, extensions
from weft.records.models import (
    AdverseEvent,
    Episode,
    Override,
    Review,
    Score,
    Screening,
    Visit,
    VisitState,
    Watch,
)
from weft.records.phases import local_day, phase_on, week_on
from weft.records.screenings import clearance_of, latest_of

GRADES = {"mild": 1, "moderate": 2, "serious": 3}
"""An unwanted event keeps its severity in words; serious stands for 3 and more."""
MOST_ASKS = 2
"""Once by itself, and once at the visit."""
LIFTABLE = frozenset({Action.SAME_DAY})
"""What a clinician may have lifted; an emergency never."""


def seen_of(
    episode: Episode, plan: PlanOfCare | None, began: date, clinic: ClinicSeen, instruments: Mapping[str, Instrument]
) -> EpisodeSeen:
    """Everything about an open episode that a rule may ask, in fourteen queries.

    Args:
        episode: An open one.
        plan: The plan that stands; None while there is none.
        began: Day 1 of care.
        clinic: For its days.
        instruments: The measures that the clinic accepts.
    """
    scores = tuple(standing_scores(episode.person_id, episode.clinic_id).filter(episode=episode))
    rows = Visit.objects.within(episode.clinic_id).filter(person_id=episode.person_id)
    visits = tuple(rows.exclude(state=VisitState.CANCELLED).order_by("starts"))
    events = _events(episode, clinic.zone)
    series = _series(scores, instruments)
    seen = EpisodeSeen(
        today=clock.today(clinic.zone), week=week_on(began, clock.today(clinic.zone)), main=main_measure(plan),
        scores=series, events=events, danger=_danger(episode, clinic.zone),
        goals=goals_of(episode, scores, instruments), sessions=tuple(sessions_of(episode, visits, scores, events)),
        extensions=extensions(episode), decided=answered_on(episode, clinic.zone), began=began,
        dose_answered=dose_answered(episode, clinic.zone), is_long=is_long(episode, began),
    )  # fmt: skip
    return _planned(_visited(seen, episode, visits, scores), episode, plan, began, clinic.zone)


def back_seen(episode: Episode, clinic: ClinicSeen) -> EpisodeSeen:
    """A discharged episode: only what was answered since."""
    rows = Watch.objects.within(episode.clinic_id).filter(episode=episode, answered_at__isnull=False)
    asked = (
        AskedBack(local_day(row.answered_at, clinic.zone), (row.answer or {}).get("had_pain"))
        for row in rows.order_by("answered_at")
        if row.answered_at
    )
    return EpisodeSeen(asked_back=tuple(asked), decided=answered_on(episode, clinic.zone))


def _visited(seen: EpisodeSeen, episode: Episode, visits: Iterable[Visit], scores: Iterable[Score]) -> EpisodeSeen:
    kept = [visit for visit in visits if visit.state != VisitState.NO_SHOW]
    needles = [visit for visit in kept if visit.discipline == NEEDLES]
    ours = [visit for visit in needles if visit.episode_id == episode.id and visit.state == VisitState.DONE]
    missed = [v for v in visits if v.state == VisitState.NO_SHOW and v.episode_id == episode.id]
    return replace(
        seen,
        pairs=tuple(PairOn(day, felt) for day, felt in pairs_felt(scores, kept)),
        needled=tuple(visit.local_date for visit in ours),
        needles_booked=tuple(visit.local_date for visit in needles),
        no_shows=tuple(dict.fromkeys(visit.local_date for visit in missed)),  # both halves of a pair are one trip
    )


def _planned(seen: EpisodeSeen, episode: Episode, plan: PlanOfCare | None, began: date, zone: str) -> EpisodeSeen:
    if plan is None or seen.today is None:
        return seen
    phase = phase_on(plan, began, seen.today)
    points = sorted(began + timedelta(weeks=point.week) for point in plan.review_points)
    asks = asked_for(episode, zone)
    asked = {day: sum(1 for ask in asks if ask > day) for day in points}
    own = [each for each in plan.non_response if each.after_needle_visits]
    first = min(own, key=lambda each: each.after_needle_visits, default=None)
    values = {name: tuple(one.value for one in rows) for name, rows in seen.scores.items()}
    is_met = all_met(phase.leaves_when, CriteriaSeen(scores=values)) if phase else None
    reviews = Review.objects.within(episode.clinic_id).filter(episode=episode).exclude(point="")
    return replace(
        seen,
        phase=phase.id if phase else "",
        criteria=None if is_met is None else Criteria.ALL if is_met else Criteria.SOME,
        needles_planned=plan.needles.planned,
        needles_most=plan.needles.max,
        needles_with_reason=plan.needles.with_reason,
        look_again_after=first.after_needle_visits if first else None,
        look_again_then=first.then if first else None,
        due=tuple(Due(seen.main, day, asked[day] > 0) for day in points if asked[day] < MOST_ASKS),
        reviews=tuple(reviews.order_by("due").values_list("due", flat=True)),
    )


def _series(scores: tuple[Score, ...], instruments: Mapping[str, Instrument]) -> dict[str, tuple[Scored, ...]]:
    """By measure, one a day; the halves of a screen under keys of their own. What left its scale is not read."""
    found = {name: review_series(scores, name) for name in dict.fromkeys(row.measure for row in scores)}
    on_scale = {
        name: rows
        for name, rows in found.items()
        if name in instruments and all(_fits(instruments[name], one.value) for one in rows)
    }
    for row in scores:
        for part, value in (row.parts or {}).items():
            key = f"{row.measure}.{part}"
            on_scale[key] = (*on_scale.get(key, ()), Scored(row.local_date, Decimal(value)))
    return on_scale


def _fits(instrument: Instrument, value: Decimal) -> bool:
    return instrument.range[0] <= value <= instrument.range[1]


def _events(episode: Episode, zone: str) -> tuple[Happened, ...]:
    rows = AdverseEvent.objects.within(episode.clinic_id).filter(
        person_id=episode.person_id, at__gte=episode.opened_at
    )  # fmt: skip
    return tuple(Happened(local_day(row.at, zone), row.kind, GRADES.get(row.severity)) for row in rows.order_by("at"))


def danger_of(row: Screening | None, *, is_lifted: bool, zone: str) -> Danger | None:
    """What the screening that stands asks for; None without one, and where a clinician lifted what may be lifted."""
    if row is None or (is_lifted and Action(row.action) in LIFTABLE):
        return None
    return Danger(local_day(row.at, zone), Action(row.action), tuple(clearance_of(row).flags))


def _danger(episode: Episode, zone: str) -> Danger | None:
    row = latest_of(episode.person_id, episode.clinic_id)
    is_lifted = row is not None and Override.objects.within(episode.clinic_id).filter(screening=row).exists()
    return danger_of(row, is_lifted=is_lifted, zone=zone)
