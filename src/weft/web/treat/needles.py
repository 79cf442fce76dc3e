"""The needle page and what is pressed on it. Every press is one small form; the page comes back with what is wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import treat
from weft.records.actions.base import Refused
from weft.records.reads.treat import NeedlePage, needle_page
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import Heading, heading
from weft.web.treat import forms, typed


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def show(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The needle half of a trip."""
    return _page(request, visit_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def put_in(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Needles in."""
    seen = needle_page(visit_id, by=request.member)
    form = forms.NeedlesIn(request.POST, places=seen.places, initial={})
    return _press(
        request, visit_id, "put_in", form,
        lambda given: treat.needles_in(
            visit_id=visit_id, by=request.member, count=given["count"], points=given["points"],
            place=form.place_id(), minutes=given["minutes"] or 0, key=given["key"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES, Job.MOVEMENT})
def check(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Somebody looked in."""
    form = forms.Check(request.POST)
    return _press(
        request, visit_id, "check", form,
        lambda given: treat.check(visit_id=visit_id, by=request.member, finding=given["finding"]),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
def take_out(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Needles out."""
    form = forms.NeedlesOut(request.POST)
    return _press(
        request, visit_id, "take_out", form,
        lambda given: treat.needles_out(
            visit_id=visit_id, by=request.member, count=given["count"], key=given["key"]
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def correct(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The number that went in was wrong."""
    form = forms.CorrectCount(request.POST)
    return _press(
        request, visit_id, "correct", form,
        lambda given: treat.correct_count(
            visit_id=visit_id, by=request.member, count=given["count"], reason=given["reason"]
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def missing(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """A needle was not found."""
    seen = needle_page(visit_id, by=request.member)
    form = forms.MissingNeedle(request.POST, others=seen.others)
    return _press(
        request, visit_id, "missing", form,
        lambda given: treat.report_missing_needle(
            visit_id=visit_id, by=request.member, story=given["story"], second_by=form.second(),
            working_alone=given["working_alone"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def draft(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Keep what is typed; for htmx only the line that says so."""
    saved = treat.save_draft(visit_id=visit_id, by=request.member, form="needles", content=typed.draft_of(request))
    return typed.kept(request, saved, reverse("treat:needles", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.NEEDLES})
@sensitive_post_parameters()
def sign(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Sign the needle half; the window opens."""
    seen = needle_page(visit_id, by=request.member)
    form = forms.SignNeedles(request.POST, others=seen.others, reactions=seen.reaction_choices, draft={})
    return _press(
        request, visit_id, "sign", form,
        lambda given: treat.sign_needles(
            visit_id=visit_id, by=request.member, modalities=form.modalities(), reaction=form.reacted(),
            content={name: given[name] for name in ("rationale", "needle", "note")},
            pain_before=forms.asked(given["pain_before"]), pain_after=forms.asked(given["pain_after"]),
            hand_over=given["hand_over"], second_by=form.second(), counted_again=given["counted_again"],
            working_alone=given["working_alone"], key=given["key"],
        ),
    )  # fmt: skip


def _press(
    request: ClinicRequest, visit_id: UUID, name: str, form: django_forms.Form, do: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Form, action, and back to the page; what is wrong stays beside what was typed."""
    if not form.is_valid():
        return _page(request, visit_id, status=400, **{name: form})
    result = do(form.cleaned_data)
    if isinstance(result, Refused):
        return _page(request, visit_id, status=result.status, refused=typed.spoken(result), **{name: form})
    return done(request, result, to=reverse("treat:needles", args=[visit_id]))


def _page(request: ClinicRequest, visit_id: UUID, status: int = 200, **bound: Any) -> HttpResponse:
    seen = needle_page(visit_id, by=request.member)
    usual: dict[str, Any] = {
        "put_in": forms.NeedlesIn(None, places=seen.places, initial={"place": str(seen.visit.place_id or "")}),
        "take_out": forms.NeedlesOut(),
        "correct": forms.CorrectCount(),
        "missing": forms.MissingNeedle(others=seen.others),
        "sign": forms.SignNeedles(others=seen.others, reactions=seen.reaction_choices, draft=seen.draft),
        "amend": forms.Amend(),
    }
    return page(
        request, "treat/needles.html", status=status, seen=seen, who=_who(seen),
        may=request.member.may(Job.NEEDLES), left=typed.clock_of(seen.timer.left), **(usual | bound),
    )  # fmt: skip


def _who(seen: NeedlePage) -> Heading:
    alerts = tuple(caution.text.said(gettext) for caution in seen.standing.cautions)
    facts = (gettext("trip {number}").format(number=seen.trip), gettext("needles"))
    return replace(heading(seen.person), facts=facts, alerts=alerts)
