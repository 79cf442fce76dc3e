"""Where a person is in their care: the newest episode, the week, the phase of the plan."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.plan.plan import Phase, PlanOfCare
from weft.records.models import Episode


def latest_episode(person_id: UUID, clinic_id: UUID) -> Episode | None:
    """The newest episode, open or not."""
    return Episode.objects.within(clinic_id).filter(person_id=person_id).order_by("-opened_at", "-made_at").first()


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def week_on(began: date, day: date) -> int:
    """The week of care, counted from 1; days before it count as week 1."""
    return max((day - began).days, 0) // 7 + 1


def phase_on(plan: PlanOfCare, began: date, day: date) -> Phase | None:
    """The phase whose weeks hold that day; after the last one, the last; None for a plan that waits."""
    week = week_on(began, day)
    inside = next((phase for phase in plan.phases if phase.weeks[0] <= week <= phase.weeks[1]), None)
    return inside or (plan.phases[-1] if plan.phases else None)
