"""The visits that stand in an absence and cannot be held."""

from collections.abc import Iterable
from uuid import UUID

from weft.records.closed_times import booked_in
from weft.records.models import Closure, Visit


def lost_visits(clinic_id: UUID, closures: Iterable[Closure]) -> dict[UUID, tuple[Visit, ...]]:
    """By closure, in order of time; a constant number of queries whatever their number."""
    rows = list(closures)
    found = {id_: booked.visits for id_, booked in booked_in(rows).items()}
    asked = {visit for visits in found.values() for visit in visits}
    seen = Visit.objects.within(clinic_id).filter(id__in=asked)
    visits = list(seen.select_related("person", "practitioner__user", "place", "pair").order_by("starts", "id"))
    return {row.id: tuple(each for each in visits if each.id in found[row.id]) for row in rows}
