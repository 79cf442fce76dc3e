"""Presses that belong to no single half: here, faint, steady, amend; and the bed strip by itself."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import treat, undo
from weft.records.reads.treat import person_of, signed_record, treated_as
from weft.web.answer import done, page
from weft.web.context import url_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading
from weft.web.treat import forms
from weft.web.undo import offer


@require_safe
@policy(Audience.STAFF)
def beds(request: ClinicRequest) -> HttpResponse:
    """The bed strip, asked again every twenty seconds."""
    return page(request, "parts/bed_strip.html")


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def arrive(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The person is here."""
    result = offer(request, undo.arrive(visit_id=visit_id, by=request.member))
    return done(request, result, to=url_of("desk:today") or reverse("schedule:visit", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def not_here(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """They were marked as here by mistake."""
    result = treat.not_here(visit_id=visit_id, by=request.member)
    return done(request, result, to=url_of("desk:today") or reverse("schedule:visit", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES, Job.MOVEMENT})
def faint(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """One press, nothing to fill in: needles out first, words later."""
    result = treat.faint(visit_id=visit_id, by=request.member, key=request.POST.get("key", ""))
    return done(request, result, to=_home(request, visit_id))


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES, Job.MOVEMENT})
def steady(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Steady on their feet: yes, or not yet."""
    result = treat.steady(visit_id=visit_id, by=request.member, yes=request.POST.get("steady") == "yes")
    return done(request, result, to=_home(request, visit_id))


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES, Job.MOVEMENT})
@sensitive_post_parameters()
def amend(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Add to a signed record."""
    record_id, form = signed_record(visit_id, by=request.member), forms.Amend(request.POST)
    if not form.is_valid():
        back = _home(request, visit_id)
        who = heading(person_of(visit_id, by=request.member))
        return page(request, "treat/amend.html", status=400, amend=form, visit_id=visit_id, back_url=back, who=who)
    result = treat.amend(record_id=record_id, by=request.member, **form.cleaned_data)
    return done(request, result, to=_home(request, visit_id))


def _home(request: ClinicRequest, visit_id: UUID) -> str:
    return reverse(f"treat:{treated_as(visit_id, by=request.member)}", args=[visit_id])
