"""What was found or offered a while ago: are its people and places still those of the clinic?"""

from collections.abc import Sequence

from weft.core.shared.words import Words
from weft.records.access import Member
from weft.records.models import Membership, Resource, ResourceKind
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted


def still_here(wanted: Sequence[VisitWanted], by: Member) -> None:
    """Who would treat is still here and skilled for it, and the bed or room is here; claims say what is free.

    Raises:
        Refused: CHANGED_MEANWHILE.
    """
    rows = Membership.objects.within(by.clinic_id).filter(id__in={one.practitioner_id for one in wanted}, active=True)
    skills = {row.id: row.disciplines for row in rows}
    places, kinds = {one.place_id for one in wanted if one.place_id}, (ResourceKind.BED, ResourceKind.ROOM)
    known = Resource.objects.within(by.clinic_id).filter(id__in=places, kind__in=kinds, active=True)
    if known.count() < len(places) or any(one.discipline not in skills.get(one.practitioner_id, ()) for one in wanted):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("Who or what it was to be is not here any more. Look again."))
