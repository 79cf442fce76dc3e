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
from weft.records.actions.base import Reason, Refused
from weft.records.reads import screen as reads
from weft.records.reads import screen_questions as questions
from weft.web import meanwhile
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
    reads_them = request.member.may(Job.RECORD)  # the desk types them, and sees none
    person = person_for(request.member, person_id, Purpose.CARE if reads_them else Purpose.SAFETY)
    can_ask = questions.can_ask(request.clinic.id)
    asked = questions.outline(request.member, QuestionSet.FULL) if can_ask else ()
    latest = reads.latest(request.member, person_id)
    said_last = reads.answers_of(request.member, person_id) if request.method == "POST" else {}
    stands = AllAnswers(None, asked=asked, stands=latest).filled(said_last)
    data, unchosen = meanwhile.settled(request.POST, [stands])
    form = AllAnswers(data if request.method == "POST" else None, asked=asked, stands=latest)
    status, both = 400 if form.is_bound else 200, None
    if form.is_valid():
        key, seen = form.cleaned_data["key"], form.cleaned_data["seen"]
        result = meanwhile.NOT_CHOSEN if unchosen else actions.answer(
            by=request.member, person_id=person_id, answers=form.answers(), key=key, seen=seen
        )  # fmt: skip
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("screen:person", args=[person_id]))
        form, both = _beside(request, result, form, stands, latest)
        status = result.status
    context: dict[str, Any] = {
        "person": person,
        "who": heading(person),
        "form": form,
        "latest": latest,
        "can_ask": can_ask,
        "both": both,
    }
    return page(request, "screen/person.html", status=status, **context)


def _beside(
    request: ClinicRequest, no: Refused, form: AllAnswers, stands: AllAnswers, latest: reads.ScreeningSeen | None
) -> tuple[AllAnswers, meanwhile.Both | None]:
    """What was typed, over the answers that stand now; and both, answer by answer, for those who may read answers.

    The form was shown with nothing chosen: an answer that only the other one has is kept unless it is chosen away.
    """
    data = meanwhile.renewed(form, seen=str(latest.id) if latest else "")
    again = AllAnswers(data, asked=form.branches, stands=latest)
    again.add_error(None, no.words.said(gettext))
    if no.reason is not Reason.CHANGED_MEANWHILE or not request.member.may(Job.RECORD):
        return again, None
    blank = meanwhile.marks(AllAnswers(None, asked=form.branches))
    return again, meanwhile.both(request, no, again, stands, blank, only=form.ids)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def lift(request: ClinicRequest, person_id: UUID, modality_id: str) -> HttpResponse:
    """Sign for a precaution, or lift a block: with a reason, for one visit or until a day."""
    person = person_for(request.member, person_id, Purpose.CARE)
    seen = reads.modality(request.member, person_id, modality_id)
    visits = reads.visits_ahead(request.member, person_id, modality_id)
    form = Lift(request.POST if request.method == "POST" else None, visits=visits, answers_id=seen.answers_id)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        act = actions.sign_off if seen.standing is Standing.UNSIGNED else actions.override
        result = act(by=request.member, person_id=person_id, modality=modality_id, **form.signed())
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("screen:person", args=[person_id]))
        form = Lift(meanwhile.renewed(form, seen=str(seen.answers_id)), visits=visits)
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
