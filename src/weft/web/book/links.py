"""The link of a message: exchanged at once for a session, so that no address bar keeps it. A GET changes nothing."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.actions import book_talk as actions
from weft.records.actions.base import Reason, Refused
from weft.records.actions.book_fresh_link import fresh_link
from weft.records.reads import book_times as reads
from weft.web.answer import done, page
from weft.web.book.talk_forms import Cancel, FreshLink, When
from weft.web.book.talks import came_with, gone, instead, link_of, remember, theirs, without_time
from weft.web.book.to_me import send_to_me
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept


@require_safe
@policy(Audience.PUBLIC)
def link(request: ClinicRequest, token: str) -> HttpResponse:
    """Take the link up: to the talk it opens, or on with the questions. One that does not hold says so, and no more."""
    found = reads.opened(request.member, token)
    if found is None:
        return too_old(request)
    if found.answers is not None:
        request.session.cycle_key()  # as in `take_up`
        kept.bring_back(request, found.answers)
        return done(request, None, to=kept.way_back(request))
    came_with(request, found.id)
    if found.is_password:
        return done(request, None, to="desk:new_password")
    return done(request, None, to="desk:account" if found.is_account else "book:booking")


@require_safe
@policy(Audience.PUBLIC)
def booking(request: ClinicRequest) -> HttpResponse:
    """The talk, to move or cancel."""
    talk = theirs(request)
    return page(request, "book/booking.html", talk=talk, form=Cancel()) if talk else too_old(request)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def move(request: ClinicRequest) -> HttpResponse:
    """Choose another time."""
    talk, link_id = theirs(request), link_of(request)
    if talk is None or link_id is None:
        return too_old(request)
    times = reads.times(request.member, link_id=link_id)
    form = When(request.POST if request.method == "POST" else None, times=times)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        result = actions.move_talk(by=request.member, link_id=link_id, starts=form.cleaned_data["starts"])
        if not isinstance(result, Refused):
            return done(request, result, to=lambda made: remember(request, made, "book:booked"))
        if result.reason is not Reason.SLOT_TAKEN:
            return too_old(request)
        times = reads.times(request.member, link_id=link_id, instead=instead(result))
        form, status = gone(When(without_time(request), times=times), result), result.status
    return page(request, "book/move.html", status=status, form=form, times=times, talk=talk)


@require_POST
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def cancel(request: ClinicRequest) -> HttpResponse:
    """Cancel it, with a reason if they like."""
    talk, link_id = theirs(request), link_of(request)
    if talk is None or link_id is None:
        return too_old(request)
    form = Cancel(request.POST)
    if not form.is_valid():
        return page(request, "book/booking.html", status=400, talk=talk, form=form)
    result = actions.cancel_talk(by=request.member, link_id=link_id, **form.cleaned_data)
    return too_old(request) if isinstance(result, Refused) else done(request, result, to="book:cancelled")


@require_safe
@policy(Audience.PUBLIC)
def cancelled(request: ClinicRequest) -> HttpResponse:
    """It is off."""
    return page(request, "book/cancelled.html")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def new_link(request: ClinicRequest) -> HttpResponse:
    """A fresh link to the address that was given with the talk. Everybody gets the same answer."""
    form = FreshLink(request.POST if request.method == "POST" else None)
    return send_to_me(
        request, "book:new_link", "book/link.html", form, partial(fresh_link, by=request.member), is_old=False
    )


def too_old(request: ClinicRequest) -> HttpResponse:
    """The same page for a link that was guessed, used up, too old, or another clinic's."""
    return page(request, "book/link.html", status=404, form=FreshLink(), sent=False, is_old=True)
