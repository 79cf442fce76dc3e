"""The outline of a consult on paper, for the clinician who has heard somebody out."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from weft.records.access import Job
from weft.records.reads import plan_outline as reads
from weft.web.plan.paper import outline_pdf
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def person(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """For somebody who is known; not found while nobody has answered the health questions."""
    return outline_pdf(request, reads.of_person(request.member, person_id))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def enquiry(request: ClinicRequest, enquiry_id: UUID) -> HttpResponse:
    """For somebody who asked for a talk and is not matched to a person yet."""
    return outline_pdf(request, reads.of_enquiry(request.member, enquiry_id))
