"""The whole set of questions for the staff, the clearance panel, and a clinician's signature."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.core.screen.facts import QuestionSet
from weft.core.screen.standing import Standing
from weft.records.access import Job, Purpose, person_for
from weft.records.actions import screen as actions
from weft.records.actions.base import Refused
from weft.records.reads import screen as reads
from weft.records.reads import screen_questions as questions
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.forms import AllAnswers, Lift
from weft.web.screen.heading import heading


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.SAFETY_ANSWERS, Job.RECORD})
@sensitive_post_parameters()
def screening(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Ask the full set aloud and type the answers; below, what followed from the last ones."""
    person = person_for(request.member, person_id, Purpose.SAFETY)
    can_ask = questions.can_ask(request.clinic.id)
    asked = questions.outline(request.member, QuestionSet.FULL) if can_ask else ()
    form = AllAnswers(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        key = form.cleaned_data["key"]
        result = actions.answer(by=request.member, person_id=person_id, answers=form.answers(), key=key)
        return done(request, result, to=lambda _: reverse("screen:person", args=[person_id]))
    latest = reads.latest(request.member, person_id)
    status = 400 if form.is_bound else 200
    context: dict[str, Any] = {
        "person": person,
        "who": heading(person),
        "form": form,
        "latest": latest,
        "can_ask": can_ask,
    }
    return page(request, "screen/person.html", status=status, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def lift(request: ClinicRequest, person_id: UUID, modality_id: str) -> HttpResponse:
    """Sign for a precaution, or lift a block: with a reason, for one visit or until a day."""
    person = person_for(request.member, person_id, Purpose.CARE)
    seen = reads.modality(request.member, person_id, modality_id)
    visits = reads.visits_ahead(request.member, person_id, modality_id)
    form = Lift(request.POST if request.method == "POST" else None, visits=visits)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        act = actions.sign_off if seen.standing is Standing.UNSIGNED else actions.override
        result = act(by=request.member, person_id=person_id, modality=modality_id, **form.signed())
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("screen:person", args=[person_id]))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    may_sign = seen.can_lift and seen.standing in {Standing.UNSIGNED, Standing.BLOCKED}
    return page(
        request,
        "screen/lift.html",
        status=status,
        person=person,
        who=heading(person),
        seen=seen,
        form=form,
        has_form=may_sign or form.is_bound,
    )
