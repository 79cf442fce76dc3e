"""Beds in which a needle is not accounted for: nobody else's needles go in there before it is found or reported."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from weft.core.shared.words import Words
from weft.core.treat.bed_stage import COUNTING, is_searching
from weft.core.treat.count import count_needles
from weft.records import clock
from weft.records.live import Live, as_live, covered
from weft.records.models import Event, EventKind, Resource, Visit, VisitState
from weft.records.refused import Reason, Refused

HELD = (
    "{bed}: {count} of {all} needles not accounted for ({who}). Count them out, or report them missing; until then "
    "choose another bed."
)
TAKEN = "{bed} is taken: the needles of {who} are in. Choose another bed."
_SEARCHING = Words("A needle of this visit is being looked for. Count it out, or report it missing; then go on.")
_KINDS = (*(kind.value for kind in COUNTING), EventKind.SEARCH.value)


@dataclass(frozen=True, slots=True)
class HeldBed:
    """A bed, and whose needles are not accounted for in it."""

    visit_id: UUID
    bed: str
    who: str
    count: int
    needles_in: int
    is_overdue: bool
    """Somebody looks for them, or they are of a day before."""

    @property
    def words(self) -> Words:
        """Which bed, why, and the way out."""
        if self.count == self.needles_in and not self.is_overdue:
            return Words(TAKEN, bed=self.bed, who=self.who)
        return Words(HELD, bed=self.bed, count=self.count, all=self.needles_in, who=self.who)


def beds_held(visit: Visit) -> dict[UUID, HeldBed]:
    """Beds and rooms by id in which needles of another visit, of this day or before, are still in.

    One query, and one more while there are such.
    """
    clinic_id, today = visit.clinic_id, clock.today(visit.zone)
    rows = Event.objects.within(clinic_id).filter(kind__in=_KINDS, visit__state=VisitState.IN_TREATMENT)
    others = rows.filter(visit__local_date__lte=today).exclude(visit=visit)
    events = others.select_related("visit__person", "visit__place", "place")
    by_visit = {
        visit_id: list(group)
        for visit_id, group in groupby(events.order_by("visit_id", "at"), key=lambda event: event.visit_id)
    }
    counts = {visit_id: count_needles([as_live(row) for row in told]) for visit_id, told in by_visit.items()}
    still_in = {visit_id: by_visit[visit_id] for visit_id, count in counts.items() if count.still_in}
    reported = covered(clinic_id, still_in) if still_in else {}
    held = {}
    for visit_id, told in still_in.items():
        last = next(row for row in reversed(told) if row.kind == EventKind.NEEDLES_IN)
        place, count = last.place or last.visit.place, counts[visit_id]
        if place is not None and reported.get(visit_id, 0) < count.still_in:
            who = last.visit.person.known_as or last.visit.person.name.split()[0]
            is_overdue = last.visit.local_date < today or is_searching([as_live(row) for row in told])
            held[place.id] = HeldBed(visit_id, place.name, who, count.still_in, count.needles_in, is_overdue)
    return held


def require_bed_free(found: Live, place_id: UUID | None) -> None:
    """Go on only when no needle is missing in this visit, and none of another in the bed.

    Raises:
        Refused: NEEDLES_IN, with the bed and the reason.
    """
    if is_searching(found.events):
        raise Refused(Reason.NEEDLES_IN, _SEARCHING)
    places = Resource.objects.within(found.visit.clinic_id).filter(id__in=[place_id] if place_id else [])
    places.select_for_update().first()  # of two who put needles into one bed at once the second sees the first's
    held = beds_held(found.visit)
    if place_id in held:
        raise Refused(Reason.NEEDLES_IN, held[place_id].words)
