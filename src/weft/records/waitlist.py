"""Who wants earlier times: the newest entry of each person, and a mark of what an offer rests on."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, Subquery

from weft.core.schedule.wishes import PartOfDay, Wishes
from weft.records import versions
from weft.records.models import PlanState, PlanVersion, Visit, VisitState, WaitlistEntry


def entries_of(clinic_id: UUID, only: Collection[UUID] | None = None) -> dict[UUID, WaitlistEntry]:
    """The entry that stands, by person; whether it wants earlier times or ends that. One query."""
    rows = WaitlistEntry.objects.within(clinic_id)
    newest = rows.filter(person_id=OuterRef("person_id")).order_by("-at", "-made_at").values("id")[:1]
    found = rows.filter(id=Subquery(newest))
    return {row.person_id: row for row in (found if only is None else found.filter(person_id__in=only))}


def hours_of(entry: WaitlistEntry) -> Wishes:
    """When they can come; nothing said means any time."""
    said = entry.hours
    return Wishes(days=tuple(said.get("days", ())), times=tuple(map(PartOfDay, said.get("times", ()))))


def standing_mark(clinic_id: UUID, person_id: UUID) -> str:
    """A mark of somebody's plan and visits: when it changes, what was worked out holds no more.

    Past visits are in it: one that ends between the offer and the answer changes nothing.
    """
    visits = Visit.objects.within(clinic_id).filter(person_id=person_id).exclude(state=VisitState.CANCELLED)
    plans = PlanVersion.objects.within(clinic_id).filter(person_id=person_id).exclude(plan__state=PlanState.ENDED)
    return versions.mark_of(
        *visits.order_by("starts", "id").values_list("id", "discipline", "starts"),
        *plans.order_by("id").values_list("id", flat=True),
    )
