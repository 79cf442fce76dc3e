"""Somebody is away by what another clinic wrote: whom of this clinic to call."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from weft.records.access import Job
from weft.records.reads.away_elsewhere import away_elsewhere_page
from weft.web.answer import page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_elsewhere(request: ClinicRequest, membership_id: UUID) -> HttpResponse:
    """When somebody who works here is away, and this clinic's visits that stand in it."""
    return page(request, "schedule/away_elsewhere.html", seen=away_elsewhere_page(membership_id, request.member))
