"""Ending care, beginning it again, and "it is worse again" told to the staff."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from weft.core.shared.care import Outcome
from weft.records.access import Job
from weft.records.actions import prevent as actions
from weft.records.actions import prevent_watch, undo
from weft.records.actions.base import Refused
from weft.records.reads.prevent import DischargePage, danger_questions, discharge_page, flare_of, header_for
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.desk.ways import way
from weft.web.meanwhile import written
from weft.web.policy import Audience, policy
from weft.web.prevent.forms import Ending, FlareAnswer, Worse
from weft.web.request import ClinicRequest
from weft.web.undo import offer


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def discharge(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Goals, why care ends, the stay-well plan; afterwards the watch, flares and the way back."""
    seen = discharge_page(person_id, request.member)
    form = Ending(request.POST if request.method == "POST" else None, goals=seen.goals, first=seen.first_texts)
    if seen.episode_id and (form.is_valid() or (form.is_bound and not seen.is_open)):
        result = undo.discharge(by=request.member, episode_id=seen.episode_id, **_said(form, seen))
        if isinstance(result, Refused):
            seen = discharge_page(person_id, request.member)
            if not seen.is_open:  # ended meanwhile: there is nothing to mend, what was typed is to copy
                form.errors.clear()
            form.add_error(None, result.words.said(gettext))
            return _page(request, seen, form, status=result.status)
        return done(request, offer(request, result), to=lambda _: reverse("prevent:discharge", args=[person_id]))
    return _page(request, seen, form, status=400 if form.is_bound else 200)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
def come_back(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Begin care again."""
    result = actions.come_back(by=request.member, person_id=person_id)
    return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD, Job.SAFETY_ANSWERS})
@sensitive_post_parameters()
def flare(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """On the phone: the danger questions aloud, then what they say."""
    header = header_for(person_id, request.member)
    typed = request.POST if request.method == "POST" else None
    form = Worse(typed, questions=danger_questions(request.member, typed))
    status = 400 if form.is_bound else 200
    if form.is_valid():
        told = {"told": form.cleaned_data["told"], "source": "phone", "answers": form.answers()}
        result = prevent_watch.report_flare(by=request.member, person_id=person_id, **told)
        if not isinstance(result, Refused):
            _tell(request, result.outcome)
            return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(request, "prevent/flare_for.html", status=status, form=form, person=heading(header))


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def answer_flare(request: ClinicRequest, flare_id: UUID) -> HttpResponse:
    """Write down what was agreed."""
    person_id = flare_of(flare_id, request.member)
    form, status = FlareAnswer(request.POST, about=flare_id), 400
    if form.is_valid():
        result = prevent_watch.answer_flare(by=request.member, flare_id=flare_id, words=form.cleaned_data["words"])
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("prevent:discharge", args=[person_id]))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    seen = discharge_page(person_id, request.member)
    ending = Ending(None, goals=seen.goals, first=seen.first_texts)
    return _page(request, seen, ending, status=status, answer=form)


def _said(form: Ending, seen: DischargePage) -> dict[str, Any]:
    if not seen.is_open:  # ended meanwhile: the action says so
        return {}
    return {
        "goals": form.answers(),
        "said_no_goals": not seen.goals,
        "reason": form.cleaned_data["reason"],
        "summary": form.cleaned_data["summary"],
        "what_next": form.cleaned_data.get("what_next", ""),
        "stay_well": form.stay_well(),
    }


def _tell(request: ClinicRequest, outcome: Outcome) -> None:
    if outcome is Outcome.STOP:
        messages.error(request, gettext("A danger sign: a clinician must look now. It is in “Needs a person”."))
    else:
        messages.info(request, gettext("Written down. A clinician will ring them."))


def _page(
    request: ClinicRequest, seen: DischargePage, form: Ending, *, status: int, answer: FlareAnswer | None = None
) -> HttpResponse:
    """``answer``: what was typed about one flare. What has no form on this page any more is to copy."""
    forms = {one.id: FlareAnswer(about=one.id) for one in seen.flares if one.is_open}
    over = written(form) if form.is_bound and not seen.is_open else ()
    if answer and answer.about in forms:
        forms[answer.about] = answer
    elif answer:
        over = written(answer)
    return page(
        request, "prevent/discharge.html", status=status, seen=seen, form=form, answer=answer, over=over,
        flares=[(one, forms[one.id]) for one in seen.flares if one.is_open],
        person=heading(seen.header), letter_url=way("desk:write_letter", seen.header.id),
    )  # fmt: skip
