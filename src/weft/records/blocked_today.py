"""Visits of today that the answers stand in the way of: asked at the door, and before a task about answers is ended."""

from collections.abc import Iterator
from uuid import UUID

from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member, clinic_of
from weft.records.clearances import require_clear
from weft.records.models import Visit, VisitState
from weft.records.refused import Reason, Refused

TO_COME = (VisitState.BOOKED, VisitState.ARRIVED)


def visits_of_today(person_id: UUID, *, by: Member) -> list[Visit]:
    """Visits that have not begun, in order, each with its practitioner."""
    today = clock.today(clinic_of(by.clinic_id).zone)
    rows = Visit.objects.within(by.clinic_id).filter(person_id=person_id, local_date=today, state__in=TO_COME)
    return list(rows.select_related("practitioner").order_by("starts"))


def blocked(visits: list[Visit], *, by: Member) -> Iterator[tuple[Visit, Words]]:
    """Those whose treatment may not start, with why."""
    for visit in visits:
        known = knowledge().disciplines.get(visit.discipline)
        if known is None:
            continue
        try:
            require_clear(visit.person_id, known.modalities[0], by=by, visit_id=visit.id)
        except Refused as no:
            if no.reason is Reason.BLOCKED:
                yield visit, no.words
