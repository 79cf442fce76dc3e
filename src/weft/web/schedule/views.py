"""Booking the whole course: proposed, held, changed trip by trip, confirmed."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from weft.core.shared.words import Words
from weft.records.access import Job
from weft.records.actions import course as actions
from weft.records.actions.base import Refused
from weft.records.reads import course as reads
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.forms import ChoiceForm, ConfirmForm, WishesForm, as_said
from weft.web.schedule.heads import head_of

OFFER = "offer"
BOOKED = "booked"
"""Right after booking, only what is booked is shown: what could be booked next is asked for."""
Answer = actions.CourseHeld | actions.CourseBooked | UUID | Refused


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY})
def course(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Opens with a full proposal, held for some minutes; a hold ends by itself, so opening the page may make one.

    After it was made the browser comes back for the page, as after every other change.
    """
    plan = reads.plan_to_book(plan_id, by=request.member)
    seen = reads.page_of(plan, by=request.member)
    if request.method == "POST":
        form = WishesForm(request.POST)
        if not form.is_valid():
            return _shown(request, seen, form=form, status=400)
        wishes = form.wishes()
        result = actions.propose_course(plan_id=plan_id, by=request.member, wishes=wishes, plan=plan)
        return _next(request, plan_id, result)
    if request.method == "GET" and seen.held_until is None and not _is_shown_only(request, seen):
        result = actions.propose_course(plan_id=plan_id, by=request.member, plan=plan)
        if isinstance(result, Refused) and seen.booked_trips:
            return _shown(request, seen, told=result.words)
        if isinstance(result, Refused):
            return _shown(request, seen, refused=result)
        return _next(request, plan_id, result)
    return _shown(request, seen)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def choose(request: ClinicRequest, course_id: UUID) -> HttpResponse:
    """Another place for one trip."""
    plan_id = reads.plan_of(course_id, by=request.member)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _shown(request, reads.course_page(plan_id, by=request.member), status=400)
    result = actions.choose_alternative(course_id=course_id, by=request.member, **form.cleaned_data)
    return _next(request, plan_id, result)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def confirm(request: ClinicRequest, course_id: UUID) -> HttpResponse:
    """Everything that is held becomes visits, or nothing."""
    plan_id = reads.plan_of(course_id, by=request.member)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _shown(request, reads.course_page(plan_id, by=request.member), status=400)
    return _next(request, plan_id, actions.confirm_course(course_id=course_id, by=request.member, **form.cleaned_data))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def release(request: ClinicRequest, course_id: UUID) -> HttpResponse:
    """Let the held times go, and leave."""
    plan_id = reads.plan_of(course_id, by=request.member)
    result = actions.release_course(course_id=course_id, by=request.member)
    seen = reads.course_page(plan_id, by=request.member)
    return done(request, result, to=str(head_of(seen.person)["url"] or reverse("book:home")))


def _next(request: ClinicRequest, plan_id: UUID, result: Answer) -> HttpResponse:
    """On to the page, or the page again with what happened and the way out."""
    if isinstance(result, Refused):
        return _shown(request, reads.course_page(plan_id, by=request.member), refused=result)
    address = reverse("schedule:course", args=[plan_id])
    if isinstance(result, actions.CourseBooked):
        address += f"?{urlencode({BOOKED: result.trips})}"
    if isinstance(result, actions.CourseHeld) and result.expires is None:
        address += f"?{urlencode({OFFER: result.offer.serial})}"
    return done(request, result, to=address)


def _is_shown_only(request: ClinicRequest, seen: reads.CourseSeen) -> bool:
    """What has just been booked; or the offer just made that holds nothing: making it again would find no more."""
    return BOOKED in request.GET or (seen.is_empty and request.GET.get(OFFER) == seen.serial)


def _shown(
    request: ClinicRequest,
    seen: reads.CourseSeen,
    *,
    form: WishesForm | None = None,
    refused: Refused | None = None,
    told: Words | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request, "schedule/course.html", part="course", status=refused.status if refused else status,
        course=seen, form=form or WishesForm(initial=as_said(seen.wishes, seen.first_day)),
        refused=spoken(refused) if refused else None, told=told, key=uuid4().hex,
        person=head_of(seen.person), drafts=seen.drafts,
    )  # fmt: skip


def spoken(no: Refused) -> dict[str, object]:
    """A refusal in the reader's language."""
    ways = [way.said(gettext) for way in no.alternatives if isinstance(way, Words)]
    return {"words": no.words.said(gettext), "alternatives": ways}
