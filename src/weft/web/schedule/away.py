"""Somebody is away, or a room is closed: written, looked at, called off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import away as actions
from weft.records.actions.away_ask import ask_to_move
from weft.records.actions.away_move import keep_offer, leave_out, move_agreed
from weft.records.actions.base import Reason, Refused
from weft.records.reads import away as reads
from weft.records.reads.away_one import RUNGS, away_one_page
from weft.records.reads.away_repair import look, rung_of
from weft.web.answer import done, page, refused
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.away_forms import AgreedForm, AwayForm


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY})
def away(request: ClinicRequest) -> HttpResponse:
    """What is to come, and the form that writes another."""
    seen = reads.away_page(request.member)
    if request.method != "POST":
        return _page(request, seen, AwayForm(seen, request.clinic.zone))
    form = AwayForm(seen, request.clinic.zone, request.POST)
    asked = form.asked() if form.is_valid() else None
    if asked is None:
        return _page(request, seen, form, status=400)
    result = actions.write_absence(
        by=request.member, who=asked.who, starts=asked.starts, ends=asked.ends, why=asked.why, key=asked.key
    )
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _page(request, seen, form, status=result.status)
    _look(request, result, "")
    messages.info(request, gettext("Written. Nothing new is booked in it."))
    return done(request, result, to=lambda id_: reverse("schedule:away_one", args=[id_]))


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_one(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """One absence, who is hit, and the new times that were looked at last."""
    return one(request, closure_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_look(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """Look for new times, on one rung of the ladder; nothing moves."""
    result = _look(request, closure_id, request.POST.get("rung", ""))
    return done(request, result, to=reverse("schedule:away_one", args=[closure_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_agreed(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """Somebody was called and has agreed: their visits move. When it was taken meanwhile, the ladder anew."""
    form = AgreedForm(request.POST)
    if not form.is_valid():
        return one(request, closure_id, status=400)
    result = move_agreed(by=request.member, closure_id=closure_id, **form.cleaned_data)
    if isinstance(result, Refused):
        if result.reason is Reason.SLOT_TAKEN:
            _without(request, closure_id, **form.cleaned_data)
        return one(request, closure_id, refused=result, status=result.status)
    messages.info(request, gettext("Moved."))
    return done(request, result, to=reverse("schedule:away_one", args=[closure_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_ask(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """Ask somebody by message whether their new times work; nothing moves before they say yes."""
    form = AgreedForm(request.POST)
    if not form.is_valid():
        return one(request, closure_id, status=400)
    result = ask_to_move(by=request.member, closure_id=closure_id, **form.cleaned_data)
    if isinstance(result, Refused):
        return one(request, closure_id, refused=result, status=result.status)
    messages.info(request, gettext("Asked. Nothing moves before they say yes."))
    return done(request, result, to=reverse("schedule:away_one", args=[closure_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def away_end(request: ClinicRequest, closure_id: UUID) -> HttpResponse:
    """It is called off: its time can be booked again."""
    result = actions.end_absence(by=request.member, closure_id=closure_id)
    if isinstance(result, Refused):
        return refused(request, result)
    messages.info(request, gettext("Called off. The time can be booked again."))
    return done(request, result, to=reverse("schedule:away"))


def _page(request: ClinicRequest, seen: reads.AwayPage, form: AwayForm, status: int = 200) -> HttpResponse:
    return page(request, "schedule/away.html", status=status, seen=seen, form=form)


def _look(request: ClinicRequest, closure_id: UUID, rung: str) -> UUID | Refused:
    """Solved first, with no transaction open; then kept."""
    offer = look(closure_id, rung_of(rung), request.member)
    return keep_offer(by=request.member, closure_id=closure_id, offer=offer)


def _without(request: ClinicRequest, closure_id: UUID, person_id: UUID, serial: str) -> None:
    """A time is gone: what took long to find stands for the others, what took a moment is looked for anew."""
    left = leave_out(by=request.member, closure_id=closure_id, person_id=person_id, serial=serial)
    if left is not True:
        _look(request, closure_id, request.POST.get("rung", ""))


def one(request: ClinicRequest, closure_id: UUID, *, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    """The page of one absence."""
    seen = away_one_page(closure_id, request.member, request.clinic)
    said = refused and refused.words.said(gettext)
    return page(request, "schedule/away_one.html", status=status, seen=seen, rungs=RUNGS, refused=said)
