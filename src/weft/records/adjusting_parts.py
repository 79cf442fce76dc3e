"""Goals, movement sessions and how long the pain has lasted, as the rules of adjust are given them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from weft.core.adjust.seen import Happened, Moved
from weft.core.measure.facts import Better, Instrument
from weft.core.shared.care import MOVEMENT
from weft.records.adjusting import REVIEW_MEASURE
from weft.records.models import Episode, Goal, Problem, Score, ScoreMoment, Visit, VisitState

TOO_MUCH = "movement.flare_over_a_day"
LONG_WEEKS = 12
"""From so many weeks on pain is called long-lasting: three months."""


def is_long(episode: Episode, today: date) -> bool | None:
    """Whether any problem of the episode has lasted three months or more; None where nobody said."""
    rows = Problem.objects.within(episode.clinic_id).filter(episode=episode, since_weeks__isnull=False)
    weeks = [(row.since_weeks or 0) + max((today - row.noted_on).days // 7, 0) for row in rows]
    return any(each >= LONG_WEEKS for each in weeks) if weeks else None


def goals_of(
    episode: Episode, scores: Iterable[Score], instruments: Mapping[str, Instrument]
) -> tuple[bool | None, ...]:  # fmt: skip
    last = {row.goal_id: row for row in scores if row.goal_id}
    rows = Goal.objects.within(episode.clinic_id).filter(episode=episode, retired_at__isnull=True)
    return tuple(_is_reached(goal, last.get(goal.id), instruments) for goal in rows.order_by("position"))


def _is_reached(goal: Goal, row: Score | None, instruments: Mapping[str, Instrument]) -> bool | None:
    """Reached when somebody said so, or when it was last answered at the best end of its scale."""
    if goal.reached_at:
        return True
    if row is None or row.measure not in instruments:
        return None
    low, high = instruments[row.measure].range
    return row.value == (low if instruments[row.measure].better is Better.LOWER else high)


def sessions_of(
    episode: Episode, visits: Iterable[Visit], scores: Iterable[Score], events: Iterable[Happened]
) -> Iterable[Moved]:
    pain = {(row.visit_id, row.moment): row.value for row in scores if row.measure == REVIEW_MEASURE}
    flared = {event.on for event in events if event.code == TOO_MUCH}
    before: dict[date, Decimal] = {}
    for visit in visits:
        for moment in (ScoreMoment.BEFORE_NEEDLES, ScoreMoment.AFTER_NEEDLES):
            if (visit.id, moment) in pain:
                before[visit.local_date] = pain[visit.id, moment]
    for visit in visits:
        if visit.discipline == MOVEMENT and visit.episode_id == episode.id and visit.state == VisitState.DONE:
            day = visit.local_date
            after = pain.get((visit.id, ScoreMoment.AFTER_MOVEMENT))
            yield Moved(day, before.get(day), after, too_much=True if day in flared else None)
