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

from weft.core.treat.bed_stage import NEXT
from weft.records.access import Job
from weft.records.actions import treat
from weft.records.actions.base import Refused
from weft.records.actions.treat_needles import BESIDE
from weft.records.reads.treat import NeedlePage, needle_page
from weft.web.answer import done, page
from weft.web.meanwhile import written
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import Heading, heading
from weft.web.treat import forms, typed

HANDS = frozenset({Job.NEEDLES, Job.MOVEMENT})
"""Dry needles are given in a movement visit; the action asks for the right of the visit's own discipline."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def show(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The needle half of a trip, or the dry needles of a movement visit."""
    return page_of(request, visit_id)


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
@sensitive_post_parameters()
def put_in(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Needles in."""
    seen = needle_page(visit_id, by=request.member)
    form = _put_in_form(seen, request.POST)
    return press(
        request, visit_id, "put_in", form,
        lambda given: treat.needles_in(
            visit_id=visit_id, by=request.member, count=given["count"], points=given["points"],
            place=form.place_id(), minutes=given["minutes"] or 0, settings=form.settings(), bell=given["bell"],
            key=given["key"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
def check(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Somebody looked in."""
    form = forms.Check(request.POST)
    return press(
        request, visit_id, "check", form,
        lambda given: treat.check(visit_id=visit_id, by=request.member, finding=given["finding"]),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
@sensitive_post_parameters()
def take_out(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Needles out: counted by hand, or an area with one tap."""
    form = forms.NeedlesOut(request.POST, is_late="reason" in request.POST)
    return press(
        request, visit_id, "take_out", form,
        lambda given: treat.needles_out(
            visit_id=visit_id, by=request.member, count=given["count"], area=given["area"],
            reason=given.get("reason", ""), key=given["key"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
@sensitive_post_parameters()
def correct(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The number that went in was wrong."""
    form = forms.CorrectCount(request.POST)
    return press(
        request, visit_id, "correct", form,
        lambda given: treat.correct_count(
            visit_id=visit_id, by=request.member, count=given["count"], reason=given["reason"]
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
@sensitive_post_parameters()
def recount(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The number that came out was wrong."""
    form = forms.RecountOut(request.POST)
    return press(
        request, visit_id, "recount", form,
        lambda given: treat.recount_out(visit_id=visit_id, by=request.member, **given),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
@sensitive_post_parameters()
def missing(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """A needle was not found."""
    seen = needle_page(visit_id, by=request.member)
    form = forms.MissingNeedle(request.POST, others=seen.others)
    return press(
        request, visit_id, "missing", form,
        lambda given: treat.report_missing_needle(
            visit_id=visit_id, by=request.member, story=form.told(), second_by=form.second(),
            working_alone=given["working_alone"],
        ),
    )  # fmt: skip


@require_POST
@policy(Audience.STAFF, jobs=HANDS)
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
    return press(
        request, visit_id, "sign", form,
        lambda given: treat.sign_needles(
            visit_id=visit_id, by=request.member, modalities=form.modalities(), reaction=form.reacted(),
            content=form.content(), pain_before=forms.asked(given["pain_before"]),
            pain_after=forms.asked(given["pain_after"]), hand_over=given["hand_over"], second_by=form.second(),
            counted_again=given["counted_again"], working_alone=given["working_alone"], key=given["key"],
        ),
        then="#own-movement-title" if seen.own_movement else "#signed-needles",
    )  # fmt: skip


def press(
    request: ClinicRequest, visit_id: UUID, name: str, form: django_forms.Form,
    do: Callable[[dict[str, Any]], object], *, then: str = "",
) -> HttpResponse:  # fmt: skip
    """Form, action, and back to the page, at the place ``then``; what is wrong stays beside what was typed."""
    if not form.is_valid():
        return page_of(request, visit_id, status=400, **{name: form})
    return after(request, visit_id, do(form.cleaned_data), then, **{name: form})


def after(request: ClinicRequest, visit_id: UUID, result: object, then: str = "", **bound: Any) -> HttpResponse:
    """Back to the page: what was refused is said above what was typed."""
    if isinstance(result, Refused):
        said = {} if _is_beside(result, bound.get("put_in")) else {"refused": typed.spoken(result)}
        return page_of(request, visit_id, status=result.status, **said, **bound)
    return done(request, result, to=reverse("treat:needles", args=[visit_id]) + then)


def _is_beside(no: Refused, form: forms.NeedlesIn | None) -> bool:
    """Whether the refusal speaks of one field: then it stands beside that."""
    field = BESIDE.get(no.words.message)
    if form is None or field is None:
        return False
    form.add_error(field, no.words.said(gettext))
    return True


def _put_in_form(seen: NeedlePage, data: Any = None) -> forms.NeedlesIn:
    usual = next((each.id for each in seen.techniques if each.is_suggested), "")
    set_last = {name: value for name, value in (seen.bed.settings or seen.last.settings).items() if value}
    allowed = {each.id for each in seen.techniques if not each.is_held}
    if set_last.get("technique") not in allowed:
        set_last["technique"] = usual
    initial = {**set_last, "place": str(seen.visit.place_id or "")}
    return forms.NeedlesIn(data, places=seen.places, techniques=seen.techniques, initial=initial)


def page_of(request: ClinicRequest, visit_id: UUID, status: int = 200, **bound: Any) -> HttpResponse:
    seen = needle_page(visit_id, by=request.member)
    usual: dict[str, Any] = {
        "put_in": _put_in_form(seen),
        "take_out": forms.NeedlesOut(is_late=seen.stage == "late"),
        "correct": forms.CorrectCount(),
        "recount": forms.RecountOut(),
        "missing": forms.MissingNeedle(others=seen.others),
        "current": forms.Current(),
        "sign": _sign_form(seen),
        "amend": forms.Amend(),
        "over": written(bound["sign"]) if "sign" in bound and seen.record else (),
    }
    answer = page(
        request, "treat/needles.html", part="live", status=status, seen=seen, who=_who(seen),
        may=seen.may, left=typed.clock_of(seen.timer.left),
        since=_since(seen), next_words=NEXT.get(seen.stage), **(usual | bound),
    )  # fmt: skip
    answer.headers["HX-Trigger-After-Settle"] = "beds"  # the strip asks for itself
    return answer


def _sign_form(seen: NeedlePage) -> forms.SignNeedles:
    """What was written last time stands as a beginning, until this author has typed something."""
    begun = {"traditional": seen.last.traditional, "functional": seen.last.functional} if not seen.draft else {}
    return forms.SignNeedles(others=seen.others, reactions=seen.reaction_choices, draft={**begun, **seen.draft})


def _since(seen: NeedlePage) -> str:
    """The clock of a faint."""
    return typed.clock_of(seen.now - seen.bed.fainted_at) if seen.bed.fainted_at else ""


def _who(seen: NeedlePage) -> Heading:
    named = ", ".join(gettext(name) for name in seen.flags)  # in one line: a narrow screen shows the first alert only
    cautions = (caution.text.said(gettext) for caution in seen.standing.cautions if not caution.is_open)
    alerts = tuple(each for each in (named, *cautions) if each)
    kind = gettext("dry needles") if seen.is_dry else gettext("needles")
    facts = (gettext("trip {number}").format(number=seen.trip), kind)
    return replace(heading(seen.person), facts=facts, alerts=alerts)
