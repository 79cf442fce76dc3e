"""Somebody is away by what another clinic wrote: which visits of this clinic cannot be held, and whom to call."""

from dataclasses import dataclass
from uuid import UUID

from weft.records.access import Job, Member, Purpose, clinic_of, people_for, row_of
from weft.records.away_elsewhere import away_elsewhere, booked_elsewhere, of_this_clinic
from weft.records.models import Membership, Visit
from weft.records.reads.away import AbsenceSeen, seen_elsewhere
from weft.records.reads.away_asked import Asked
from weft.records.reads.away_rows import Standing, standing_seen

NOTHING_ASKED = Asked({}, {})


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """Everything that the page shows."""

    name: str
    """Of who is away."""
    absences: tuple[AbsenceSeen, ...]
    """From now on, by time; none: it was called off, is over, or is nothing to this clinic."""
    lost: tuple[Standing, ...]
    """Visits of this clinic that stand in them, by time."""

    @property
    def talks(self) -> int:
        """Free talks that stand in them."""
        return sum(one.talks for one in self.absences)


def away_elsewhere_page(membership_id: UUID, by: Member) -> ElsewherePage:
    """All such absences of one who works here.

    Raises:
        NotFound: Nobody of this clinic.
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic, works = clinic_of(by.clinic_id), row_of(Membership, by, membership_id)
    rows = [one for one in away_elsewhere(by.clinic_id) if one.membership_id == works.id]
    booked = booked_elsewhere(by.clinic_id, rows)
    lost = {id_ for one in booked.values() for id_ in one.visits}
    seen = Visit.objects.within(by.clinic_id).filter(id__in=lost)
    visits = list(seen.select_related("practitioner__user", "place", "pair").order_by("starts", "id"))
    tells = by.may(Job.PEOPLE)
    ids = sorted({visit.person_id for visit in visits})
    found = people_for(by, ids, Purpose.CONTACT if tells else Purpose.DIARY) if ids else ()
    people = {one.id: one for one in found}
    return ElsewherePage(
        name=works.user.name,
        absences=tuple(seen_elsewhere(one, booked[one.id], clinic) for one in of_this_clinic(rows, booked)),
        lost=tuple(standing_seen(one, people[one.person_id], clinic, NOTHING_ASKED, tells=tells) for one in visits),
    )
