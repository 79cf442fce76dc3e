"""Scores of one episode as the rules of adjust are given them: one a day and asked alike, and how each pair went."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from weft.core.adjust.seen import PairFelt, Scored
from weft.core.measure.scoring import plain
from weft.core.plan.plan import PlanOfCare
from weft.records.models import Score, ScoreMoment, ScoreSource, Visit

REVIEW_MEASURE = "nprs"
"""The measure that the rules read: asked alike each time, over the last seven days."""


def main_measure(plan: PlanOfCare | None) -> str:
    """The measure by which the plan's own sets judge care: pain in the leg where it is the leg that is treated."""
    return str(getattr(plan, "main_measure", "") or REVIEW_MEASURE)


def standing_scores(person_id: UUID, clinic_id: UUID):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    """A person's scores, oldest first, without those that a later row replaces."""
    rows = Score.objects.within(clinic_id).filter(person_id=person_id)
    replaced = Score.objects.within(clinic_id).filter(person_id=person_id, replaces__isnull=False).values("replaces_id")
    return rows.exclude(id__in=replaced).order_by("at", "made_at")


def review_series(scores: Iterable[Score], measure: str = REVIEW_MEASURE) -> tuple[Scored, ...]:
    """One score a day on one measure, asked alike: not around a visit, and not the daily tap. The day's last counts.

    Things asked one by one (each own goal, for what somebody can do) count as their mean.
    """
    by_day: dict[date, dict[UUID | None, Decimal]] = {}
    for row in scores:
        if row.measure == measure and row.moment == ScoreMoment.GENERAL and row.source != ScoreSource.CHECK_IN:
            by_day.setdefault(row.local_date, {})[row.goal_id] = row.value
    return tuple(Scored(day, _of_a_day(by_day[day])) for day in sorted(by_day))


def _of_a_day(said: dict[UUID | None, Decimal]) -> Decimal:
    value = said.get(None, sum(said.values(), Decimal(0)) / len(said))
    return Decimal(plain(value.quantize(Decimal("0.01"))))  # as it was said: 6, not 6.00


def pairs_felt(scores: Iterable[Score], visits: Iterable[Visit]) -> tuple[tuple[date, PairFelt], ...]:
    """How each pair went for the person, oldest first; pairs in which nothing was asked are left out."""
    pair_of = {visit.id: (visit.local_date, visit.pair_id) for visit in visits if visit.pair_id}
    felt: dict[tuple[date, UUID], dict[str, Decimal]] = {}
    for row in scores:
        place = pair_of.get(row.visit_id) if row.visit_id else None
        if place and row.measure == REVIEW_MEASURE:
            felt.setdefault((place[0], place[1]), {})[row.moment] = Decimal(plain(row.value))
    return tuple(
        (
            day,
            PairFelt(
                pain_before=said.get(ScoreMoment.BEFORE_NEEDLES),
                pain_after_needles=said.get(ScoreMoment.AFTER_NEEDLES),
                pain_after_movement=said.get(ScoreMoment.AFTER_MOVEMENT),
            ),
        )
        for (day, _), said in sorted(felt.items(), key=lambda one: one[0][0])
    )
