"""Who cares for whom: the people in whose care somebody has a part."""

from django.db.models import Exists, OuterRef, Q

from weft.records.member import Member
from weft.records.models import Assessment, AssessmentPart, PlanVersion, Visit, VisitState


def cares_for(by: Member, person: str = "pk") -> Q:
    """On rows that name a person in the column ``person``: the member has a part in their care.

    A part is: having seen them or being booked to, having begun or signed a part of their examination, or having
    written a version of their plan. Who is their practitioner for needles or movement is asked beside it.
    """
    about = {"person_id": OuterRef(person)}
    visits = Visit.objects.within(by.clinic_id).exclude(state=VisitState.CANCELLED)
    return (
        Q(Exists(visits.filter(**about, practitioner_id=by.membership_id)))
        | Q(Exists(Assessment.objects.within(by.clinic_id).filter(**about, by_id=by.user_id)))
        | Q(Exists(AssessmentPart.objects.within(by.clinic_id).filter(**about, signed_by_id=by.user_id)))
        | Q(Exists(PlanVersion.objects.within(by.clinic_id).filter(**about, by_id=by.user_id)))
    )
