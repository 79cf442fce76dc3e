"""Choosing a time for the free talk, and what it leads to. Works without JavaScript, without an account."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.draw.calendar_file import FILE_NAME, MEDIA_TYPE
from weft.records.access import NotFound
from weft.records.actions import book_talk as actions
from weft.records.actions.base import Reason, Refused
from weft.records.reads import book_times as reads
from weft.records.reads import screen_questions as questions
from weft.web.answer import done, page
from weft.web.book.forms import Consult
from weft.web.book.talk_forms import BookTalk, When
from weft.web.came_with import take_up, taken_up
from weft.web.network import network_of
from weft.web.plan import kept as plan_kept
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept

_LINK = "talk_link"
F = TypeVar("F", bound=When)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def consult(request: ClinicRequest) -> HttpResponse:
    """Choose a time, once the questions are answered and nothing stops; name and contact are asked here, not before."""
    if (elsewhere := not_yet(request)) is not None:
        return elsewhere
    times = reads.times(request.member)
    if request.method != "POST" and not times.days:
        return page(
            request,
            "book/waiting.html",
            form=Consult(has_video=times.has_video),
            none_free=True,
            back_url=reverse("screen:answers"),
        )
    form, status = BookTalk(request.POST if request.method == "POST" else None, times=times), 200
    if form.is_bound:
        status = 400
    if form.is_valid():
        said = {**form.cleaned_data, **plan_kept.to_book(request)}
        result = actions.book_talk(
            by=request.member, answers=kept.answers(request), language=get_language() or "en",
            network=network_of(request), **said,
        )  # fmt: skip
        if not isinstance(result, Refused):
            kept.forget(request)
            plan_kept.forget(request)
            return done(request, result, to=lambda made: remember(request, made, "book:booked"))
        status = result.status
        if result.reason is Reason.SLOT_TAKEN:
            times = reads.times(request.member, instead=instead(result))
            form = gone(BookTalk(without_time(request), times=times), result)
        elif result.reason is Reason.TOO_MANY:
            form.add_error(None, result.words.said(gettext))
        else:
            return done(request, result, to="book:consult")
    return page(request, "book/consult.html", status=status, form=form, times=times, back_url=reverse("screen:answers"))


@require_safe
@policy(Audience.PUBLIC)
def booked(request: ClinicRequest) -> HttpResponse:
    """It is booked: when, who, what to have ready; kept in the session, because there is no account."""
    talk = theirs(request)
    return page(request, "book/booked.html", status=200 if talk else 404, talk=talk)


@require_safe
@policy(Audience.PUBLIC)
def calendar(request: ClinicRequest) -> HttpResponse:
    """The talk, for somebody's own calendar."""
    link_id = link_of(request)
    if link_id is None:
        raise NotFound
    answer = HttpResponse(reads.calendar_file(request.member, link_id), content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def not_yet(request: ClinicRequest) -> HttpResponse | None:
    """Where the questions are still to be answered, or stop; None when a talk may be booked."""
    if not questions.can_ask(request.clinic.id):
        return done(request, None, to="screen:check")
    route = questions.route(request.member, kept.answers(request))
    return None if route.is_done else done(request, None, to=kept.url_of(route))


def remember(request: ClinicRequest, made: actions.TalkBooked, name: str) -> str:
    """From now on this browser may open the talk; the page to go on to."""
    request.session[_LINK] = str(made.link_id)
    return reverse(name)


def came_with(request: ClinicRequest, link_id: UUID) -> None:
    """Somebody came with the link of a message."""
    take_up(request, _LINK, link_id)


def link_of(request: ClinicRequest) -> UUID | None:
    """The link that this browser came with."""
    return taken_up(request, _LINK)


def theirs(request: ClinicRequest) -> reads.TalkSeen | None:
    """The talk that this browser may open, if its link still holds."""
    link_id = link_of(request)
    return reads.booked(request.member, link_id) if link_id else None


def instead(no: Refused) -> tuple[datetime, ...]:
    """The times that are nearest to the one that has gone."""
    return tuple(each for each in no.alternatives if isinstance(each, datetime))


def without_time(request: ClinicRequest) -> object:
    """Everything that was typed; only the time that has gone is no longer chosen."""
    typed = request.POST.copy()
    typed["starts"] = ""
    return typed


def gone(form: F, no: Refused) -> F:
    """The form, saying at its times that the chosen one has just gone."""
    form.errors.pop("starts", None)
    form.add_error("starts", no.words.said(gettext))
    return form
