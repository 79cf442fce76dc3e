"""The person's own plan, in plain words: agree, or ask."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import NotFound
from weft.records.actions import plan as actions
from weft.records.actions import plan_agreement
from weft.records.actions.base import Refused
from weft.records.reads import plan as reads
from weft.records.reads import plan_agreement as agreed
from weft.records.reads.plan import PlanSeen
from weft.web.answer import done, page
from weft.web.plan.forms import OwnYes, Question, Withdraw
from weft.web.plan.paper import plan_pdf
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.PATIENT)
def mine(request: ClinicRequest) -> HttpResponse:
    """My plan, or that it is being written."""
    return _page(request, OwnYes(), Question())


@require_POST
@policy(Audience.PATIENT)
def agree(request: ClinicRequest) -> HttpResponse:
    """Say yes to the version that was read."""
    form, seen = OwnYes(request.POST), _own(request)
    if not form.is_valid():
        return _page(request, form, Question(), status=400)
    version = form.cleaned_data["version"]
    result = actions.agree(by=request.member, plan_id=seen.id, version=version, role="person")
    if isinstance(result, Refused):
        return _page(request, OwnYes(), Question(), status=result.status, refused=result)
    return done(request, result, to=lambda _: reverse("plan:mine"))


@require_POST
@policy(Audience.PATIENT)
@sensitive_post_parameters()
def ask(request: ClinicRequest) -> HttpResponse:
    """Ask the clinicians something about it."""
    form, seen = Question(request.POST), _own(request)
    if not form.is_valid():
        return _page(request, OwnYes(), form, status=400)
    result = actions.ask(by=request.member, plan_id=seen.id, question=form.cleaned_data["question"])
    if isinstance(result, Refused):
        form.add_error("question", result.words.said(gettext))
        return _page(request, OwnYes(), form, status=result.status)
    return done(request, result, to=lambda _: reverse("plan:mine") + "?asked=1")


@require_POST
@policy(Audience.PATIENT)
def withdraw(request: ClinicRequest) -> HttpResponse:
    """Take a yes to a treatment back; it holds at once."""
    form = Withdraw(request.POST)
    modality = form.cleaned_data["modality"] if form.is_valid() else ""
    person_id = request.member.person_id
    if person_id is None:
        raise NotFound
    result = plan_agreement.withdraw(by=request.member, person_id=person_id, modality=modality)
    return done(request, result, to=lambda _: reverse("plan:mine"))


@require_safe
@policy(Audience.PATIENT)
def sheet(request: ClinicRequest) -> HttpResponse:
    """My plan on paper."""
    seen = _own(request)
    return plan_pdf(request, seen.shown.plan, version=seen.version.number, person=seen.person)


def _own(request: ClinicRequest) -> PlanSeen:
    seen = reads.own_plan(request.member)
    if seen is None:
        raise NotFound
    return seen


def _page(
    request: ClinicRequest, yes: OwnYes, question: Question, *, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    person_id = request.member.person_id
    seen = reads.own_plan(request.member)
    live = agreed.live_agreements(request.member, person_id) if person_id else ()
    if seen and not yes.is_bound:
        yes = OwnYes(initial={"version": seen.version.number})
    context: dict[str, Any] = {
        "yes": yes,
        "question": question,
        "live": live,
        "refused": refused.words.said(gettext) if refused else "",
        "was_asked": request.GET.get("asked") == "1",
    }
    return page(request, "plan/mine.html", status=status, seen=seen, **context)
