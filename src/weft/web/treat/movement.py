"""The movement page and what is pressed on it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.treat.session import NextTime
from weft.records.access import Job
from weft.records.actions import treat
from weft.records.actions.base import Refused
from weft.records.reads.treat import MovementPage, movement_page
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import Heading, heading
from weft.web.treat import forms, typed
from weft.web.treat.movement_forms import SignMovement


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def show(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The movement half of a trip."""
    return _page(request, visit_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
def start(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Movement begins, when the needles are out and the person is steady."""
    result = treat.start_movement(visit_id=visit_id, by=request.member)
    if isinstance(result, Refused):
        return _page(request, visit_id, status=result.status, refused=typed.spoken(result))
    return done(request, result, to=reverse("treat:movement", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def draft(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Keep what is typed; for htmx only the line that says so."""
    saved = treat.save_draft(visit_id=visit_id, by=request.member, form="movement", content=typed.draft_of(request))
    return typed.kept(request, saved, reverse("treat:movement", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def sign(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Sign the movement half."""
    form = SignMovement(request.POST, seen=movement_page(visit_id, by=request.member))
    if not form.is_valid():
        return _page(request, visit_id, status=400, sign=form)
    given = form.cleaned_data
    result = treat.sign_movement(
        visit_id=visit_id, by=request.member, items=form.items(), pain_after=forms.asked(given["pain_after"]),
        override_reason=given["override_reason"], next_time=NextTime(given["next_time"]), tell_needles=given["tell"],
        note=given["note"], home=given["home"], reaction=form.reacted(), sites_bleed=form.sites(),
        thermal_reason=given["thermal_reason"], key=given["key"],
    )  # fmt: skip
    if isinstance(result, Refused):
        return _page(request, visit_id, status=result.status, refused=typed.spoken(result), sign=form)
    return done(request, result, to=reverse("treat:movement", args=[visit_id]))


def _page(request: ClinicRequest, visit_id: UUID, status: int = 200, **bound: object) -> HttpResponse:
    seen = movement_page(visit_id, by=request.member)
    usual: dict[str, Any] = {"sign": SignMovement(None, seen=seen), "amend": forms.Amend()}
    left = typed.clock_of(seen.window.left) if seen.window else ""
    bar = typed.bar_of(seen.window.left, seen.window_minutes) if seen.window else None
    return page(
        request, "treat/movement.html", status=status, seen=seen, who=_who(seen), left=left, bar=bar,
        may=request.member.may(Job.MOVEMENT), **{**usual, **bound},
    )  # fmt: skip


def _who(seen: MovementPage) -> Heading:
    alerts = tuple(caution.text.said(gettext) for caution in seen.standing.cautions)
    facts = (gettext("trip {number}").format(number=seen.trip), gettext("movement"))
    return replace(heading(seen.person), facts=facts, alerts=alerts)
