"""The movement page and what is pressed on it."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.book.texts import Kind
from weft.core.shared.care import Effort
from weft.core.treat.same_day import Ceiling
from weft.core.treat.session import NextTime
from weft.records.access import Job
from weft.records.actions import treat
from weft.records.actions.base import Refused
from weft.records.reads.treat import MovementPage, movement_page
from weft.records.reads.will_be_told import NONE_WENT, WillBeTold, was_told, will_be_told
from weft.web.answer import done, page
from weft.web.meanwhile import written
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import Heading, heading
from weft.web.treat import forms, movement_note, typed
from weft.web.treat.movement_forms import LEVELS, SignMovement
from weft.web.typing import clock_time


@dataclass(frozen=True, slots=True)
class EffortBar:
    """Easy to hard, 300 wide, a third for each effort; the rest is closed."""

    open_width: int
    closed_width: int
    first_closed: Effort | None
    """None when all of it is open."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def show(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """The movement half of a trip."""
    return _page(request, movement_page(visit_id, by=request.member))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
def start(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Movement begins, when the needles are out and the person is steady."""
    result = treat.start_movement(visit_id=visit_id, by=request.member)
    if isinstance(result, Refused):
        seen = movement_page(visit_id, by=request.member)
        return _page(request, seen, status=result.status, refused=typed.spoken(result))
    return done(request, result, to=reverse("treat:movement", args=[visit_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def draft(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Keep what is typed; for htmx the line that says so, and the note as the taps write it now."""
    saved = treat.save_draft(visit_id=visit_id, by=request.member, form="movement", content=typed.draft_of(request))
    if isinstance(saved, Refused) or not request.htmx:
        return done(request, saved, to=reverse("treat:movement", args=[visit_id]))
    form = SignMovement(request.POST, seen=movement_page(visit_id, by=request.member))
    movement_note.show(form)
    return page(request, "treat/movement_kept.html", sign=form, at=date_format(clock_time(request), "H:i"))


@require_POST
@policy(Audience.STAFF, jobs={Job.MOVEMENT})
@sensitive_post_parameters()
def sign(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Sign the movement half."""
    seen = movement_page(visit_id, by=request.member)
    form = SignMovement(request.POST, seen=seen)
    if not form.is_valid():
        return _page(request, seen, status=400, sign=form)
    result = treat.sign_movement(visit_id=visit_id, by=request.member, **_given(form))
    if isinstance(result, Refused):
        return _page(request, seen, status=result.status, refused=typed.spoken(result), sign=form)
    return done(request, result, to=reverse("treat:movement", args=[visit_id]) + "#signed-movement")


def _given(form: SignMovement) -> dict[str, Any]:
    """The form as the action takes it."""
    given = form.cleaned_data
    now = movement_note.written(form)
    note = None if movement_note.is_untouched(form) else "\n".join(movement_note.merged_in(form, now))
    return {
        "items": form.items(), "pain_after": form.pain(), "override_reason": form.reason(),
        "next_time": NextTime(given["next_time"]), "tell_needles": given["tell"],
        "note": note, "note_from_taps": now, "home": form.home_set().ids,
        "home_changes": form.home_changes(), "taught": given["taught"], "since": form.since_tapped(),
        "since_said": given["since_said"], "tests": form.tests(), "reaction": form.reacted(),
        "sites_bleed": form.sites(), "thermal_reason": given["thermal_reason"], "key": given["key"],
    }  # fmt: skip


def _page(request: ClinicRequest, seen: MovementPage, status: int = 200, **bound: Any) -> HttpResponse:
    sign_form: SignMovement = bound.pop("sign", None) or SignMovement(None, seen=seen)
    may = request.member.may(Job.MOVEMENT)
    if may and seen.is_started and not seen.record:
        movement_note.show(sign_form)
    left = typed.clock_of(seen.window.left) if seen.window else ""
    bar = typed.bar_of(seen.window.left, seen.window_minutes) if seen.window else None
    over = written(sign_form) if sign_form.is_bound and seen.record else ()
    return page(
        request, "treat/movement.html", part="half", status=status, seen=seen, who=_who(seen), left=left, bar=bar,
        effort=_effort(seen.ceiling), sign=sign_form, amend=forms.Amend(), may=may, levels=LEVELS,
        over=over, told=_told(request, seen), **bound,
    )  # fmt: skip


def _told(request: ClinicRequest, seen: MovementPage) -> WillBeTold | None:
    """Whether the person hears of what to do at home; None where nothing is said about that."""
    person_id, record = seen.person.id, seen.record
    if record is None:
        is_asked = request.member.may(Job.MOVEMENT) and seen.is_started
        return will_be_told(person_id, Kind.EXERCISES, request.member) if is_asked else None
    if not record.content.get("home_said"):
        return None
    told = was_told(person_id, Kind.EXERCISES, f"exercises:{record.id}", request.member)
    return None if told.goes and told.says == NONE_WENT else told  # the set is as it was before this visit


def _effort(ceiling: Ceiling | None) -> EffortBar | None:
    if ceiling is None:
        return None
    steps = tuple(Effort)
    is_open = steps.index(ceiling.effort) + 1
    return EffortBar(100 * is_open, 300 - 100 * is_open, steps[is_open] if is_open < len(steps) else None)


def _who(seen: MovementPage) -> Heading:
    cautions = (caution.text.said(gettext) for caution in seen.standing.cautions if not caution.is_open)
    alerts = (*cautions, *(gettext(name) for name in seen.flags))
    facts = (gettext("trip {number}").format(number=seen.trip), gettext("movement"))
    return replace(heading(seen.person), facts=facts, alerts=alerts)
