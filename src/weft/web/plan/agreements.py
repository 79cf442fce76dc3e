"""Agreements to treatment: explained, said yes to, taken back."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from weft.records.access import Job
from weft.records.actions import plan_agreement as actions
from weft.records.actions.base import Refused
from weft.records.reads import plan_agreement as reads
from weft.records.reads.plan_agreement import AgreementOffered
from weft.web.answer import done, page
from weft.web.plan.forms import Treatment, Withdraw
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def agreements(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Read each aloud, and write down the yes."""
    seen = reads.agreements(request.member, person_id)
    form = Treatment(request.POST) if request.method == "POST" else None
    status = 400 if form else 200
    if form and form.is_valid():
        said = form.cleaned_data
        result = actions.agree_to_treatment(
            by=request.member, person_id=person_id, modality=said["modality"], wishes=form.wishes(),
            guardian=said["guardian"], signature=said["signature"],
        )  # fmt: skip
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("plan:agreements", args=[person_id]))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(
        request,
        "plan/agreements.html",
        status=status,
        person=seen.person,
        who=heading(seen.person),
        seen=seen,
        typed=form,
        forms=[(each, _form_for(each, form)) for each in seen.offered],
    )


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD, Job.PEOPLE})
def withdraw(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Take one yes back: it holds at once. The desk may, when somebody rings."""
    form = Withdraw(request.POST)
    modality = form.cleaned_data["modality"] if form.is_valid() else ""
    result = actions.withdraw(by=request.member, person_id=person_id, modality=modality)
    return done(request, result, to=lambda _: reverse("plan:agreements", args=[person_id]))


def _form_for(offered: AgreementOffered, typed: Treatment | None) -> Treatment:
    """What was typed for this one, else an empty form with ids of its own."""
    if typed and typed.data.get("modality") == offered.modality:
        return typed
    return Treatment(initial={"modality": offered.modality}, auto_id=f"{offered.modality}_%s")
