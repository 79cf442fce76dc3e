"""A longer look at an absence: asked for, how far it is, cancelled."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from weft.records.access import Job
from weft.records.actions.away_longer import ask_longer, cancel_longer
from weft.records.reads.away_longer import longer_seen
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.away import one


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_longer(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """Ask for it; how far it is, for the page that asks again and again. Without a script it is that page."""
    if request.method == "POST":
        result = ask_longer(by=request.member, closure_id=closure_id)
        return done(request, result, to=reverse("schedule:away_one", args=[closure_id]))
    if not request.htmx:
        return one(request, closure_id)
    return page(request, "schedule/away_longer.html", longer=longer_seen(closure_id, request.member), is_polled=True)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_longer_cancel(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """Stop it; what was looked at before stands."""
    result = cancel_longer(by=request.member, closure_id=closure_id)
    return done(request, result, to=reverse("schedule:away_one", args=[closure_id]))
