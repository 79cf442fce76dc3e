"""Freed times and who could use them, for the desk; and who wants earlier times, said by the desk or by themselves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import ClinicSeen, Job
from weft.records.actions import waitlist as wishes
from weft.records.actions import waitlist_answer as answers
from weft.records.actions import waitlist_offer as actions
from weft.records.actions.base import Refused
from weft.records.actions.course import PartOfDay
from weft.records.reads import visit as visits
from weft.records.reads import waitlist as reads
from weft.records.reads import waitlist_wish as wish_reads
from weft.records.reads.freed_times import Freed, Looking
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.heads import head_of
from weft.web.schedule.waiting_forms import EarlierForm, FindForm, OfferingForm, SaidForm, WhoForm

PAGE = "schedule:waitlist"


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def waitlist(request: ClinicRequest) -> HttpResponse:
    """Freed times ahead with who could use them, and who asked for earlier ones."""
    return _shown(request)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def find(request: ClinicRequest) -> HttpResponse:
    """A time that nobody had, offered by hand; or who could use a known one, looked for again."""
    seen = reads.waitlist(request.member)
    form = FindForm(request.POST, staff=seen.staff)
    freed = _freed(form, request.clinic)
    if freed is None:
        return _shown(request, seen, find_form=form, status=400)
    result = actions.keep_freed(freed, Looking(request.clinic).ranked(freed), by=request.member)
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _shown(request, seen, find_form=form, status=result.status)
    return done(request, result, to=lambda id_: f"{reverse(PAGE)}#freed-{id_}")


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def offer(request: ClinicRequest, freed_time_id: UUID) -> HttpResponse:
    """To one person, or to the first who can be written to."""
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _shown(request, status=400)
    result = actions.offer(by=request.member, freed_id=freed_time_id, person_id=form.cleaned_data["person"])
    return _after(request, result, gettext("Offered. If they say no, or nothing, the next is asked."))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def said(request: ClinicRequest, freed_time_id: UUID) -> HttpResponse:
    """What somebody answered by phone."""
    form = SaidForm(request.POST)
    if not form.is_valid():
        return _shown(request, status=400)
    typed = form.cleaned_data
    yes, seen = typed["answer"] == "yes", typed["seen"]
    result = answers.said(by=request.member, freed_id=freed_time_id, person_id=typed["person"], yes=yes, seen=seen)
    told = gettext("Booked.") if str(result) == "yes" else gettext("Noted.")
    if yes and str(result) != "yes":
        told = gettext("Not booked: the time was taken, or does not fit this person any more.")
    return _after(request, result, told)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def stop(request: ClinicRequest, freed_time_id: UUID) -> HttpResponse:
    """Offer a time no longer."""
    result = actions.stop_offering(by=request.member, freed_id=freed_time_id)
    return _after(request, result, gettext("This time is not offered any more."))


@require_POST
@policy(Audience.STAFF, jobs={Job.SETTINGS})
def settings(request: ClinicRequest) -> HttpResponse:
    """How long somebody has to answer, and whether times are offered by themselves."""
    request.member.need(Job.DIARY)
    form = OfferingForm(request.POST)
    if not form.is_valid():
        return _shown(request, offering_form=form, status=400)
    return _after(request, wishes.set_offering(by=request.member, **form.cleaned_data), gettext("Saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY})
def earlier(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Somebody's wish for earlier times, as they said it to the desk."""
    return _wish(request, person_id, "schedule/earlier.html", reverse("schedule:earlier", args=[person_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PATIENT)
def my_earlier(request: ClinicRequest) -> HttpResponse:
    """The same for the person themselves."""
    person_id = request.member.person_id
    assert person_id is not None  # noqa: S101  the policy lets in nobody else
    return _wish(request, person_id, "schedule/my_earlier.html", reverse("schedule:my_earlier"))


def _wish(request: ClinicRequest, person_id: UUID, template: str, back: str) -> HttpResponse:
    wish = wish_reads.wish_of(request.member, person_id)
    own = {
        "can_text": wish.can_text, "own": request.member.person_id == person_id, "same_people": wish.same_people,
    }  # fmt: skip
    form, status = EarlierForm(initial=_said(wish), **own), 200
    if request.method == "POST" and "end" in request.POST:
        ended = wishes.end_earlier(by=request.member, person_id=person_id)
        return _after(request, ended, gettext("Nothing is offered any more, from now on."), to=back)
    if request.method == "POST":
        form, status = EarlierForm(request.POST, **own), 400
        if form.is_valid():
            result = wishes.want_earlier(by=request.member, person_id=person_id, **form.cleaned_data)
            if not isinstance(result, Refused):
                return _after(request, result, gettext("Saved."), to=back)
            form.add_error(None, result.words.said(gettext))
            status = result.status
    return page(request, template, status=status, wish=wish, form=form, person=head_of(wish.person), to=back)


def _said(wish: wish_reads.Wish) -> dict[str, Any]:
    """What was said before; nothing said is every day but the weekend, at any time."""
    return {
        "days": list(wish.days) or [0, 1, 2, 3, 4], "times": [part.value for part in wish.times or PartOfDay],
        "reach": wish.reach, "anybody": wish.anybody,
    }  # fmt: skip


def _freed(form: FindForm, clinic: ClinicSeen) -> Freed | None:
    """The time that was typed, or None with the reason on the form."""
    if not form.is_valid():
        return None
    typed = form.cleaned_data
    starts, ends = (visits.moment_at(clinic.zone, typed["day"], typed[name]) for name in ("starts", "ends"))
    if starts is None or ends is None:
        form.add_error("starts", gettext("The clocks change then, so that time is not one moment. Choose another."))
        return None
    second = typed["second"] if typed["second"] != typed["practitioner"] else ""
    return Freed(starts, ends, UUID(typed["practitioner"]), UUID(second) if second else None)


def _after(request: ClinicRequest, result: object, told: str, to: str = "") -> HttpResponse:
    if isinstance(result, Refused):
        return _shown(request, refused=result)
    messages.info(request, told)
    return done(request, result, to=to or reverse(PAGE))


def _shown(
    request: ClinicRequest, seen: reads.Waitlist | None = None, *, refused: Refused | None = None, status: int = 200,
    **forms: Any,
) -> HttpResponse:  # fmt: skip
    shown = seen or reads.waitlist(request.member)
    empty = {
        "find_form": FindForm(staff=shown.staff),
        "offering_form": OfferingForm(initial={"minutes": shown.minutes, "by_itself": shown.by_itself}),
    }
    return page(
        request, "schedule/waitlist.html", status=refused.status if refused else status, seen=shown,
        refused=refused and refused.words.said(gettext), **(empty | forms),
    )  # fmt: skip
