"""Ways to ask for a first talk without choosing a time."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.actions import book as actions
from weft.records.actions.base import Reason, Refused
from weft.records.reads.book_hours import opens_again
from weft.web.answer import done, page
from weft.web.book.forms import CallBack, Consult
from weft.web.book.requested import show_requested, what_was_requested
from weft.web.book.talks import not_yet
from weft.web.network import network_of
from weft.web.plan import kept as plan_kept
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def waiting(request: ClinicRequest) -> HttpResponse:
    """No time fits, or none is free: say when you can, and we ring as soon as one comes free."""
    if (elsewhere := not_yet(request)) is not None:
        return elsewhere
    data, has_video = request.POST if request.method == "POST" else None, bool(request.clinic.video_room)
    form, status = Consult(data, has_video=has_video), 200
    if form.is_bound:
        status = 400
    if form.is_valid():
        said = {**form.cleaned_data, **plan_kept.to_book(request)}
        result = actions.request_consult(
            by=request.member, answers=kept.answers(request), language=get_language() or "en",
            network=network_of(request), **said,
        )  # fmt: skip
        if not isinstance(result, Refused) or result.reason is not Reason.TOO_MANY:
            return done(request, result, to=lambda made: show_requested(request, made))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    back = reverse("book:consult")
    return page(request, "book/waiting.html", status=status, form=form, none_free=False, back_url=back)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def call_back(request: ClinicRequest) -> HttpResponse:
    """Ask to be called: a name and a number are enough."""
    form = CallBack(request.POST if request.method == "POST" else None)
    opens = opens_again(request.member)
    if form.is_valid():
        result = actions.request_call_back(by=request.member, language=get_language() or "en", **form.cleaned_data)
        return done(request, result, to=lambda made: show_requested(request, made))
    return page(request, "book/call_back.html", status=400 if form.is_bound else 200, form=form, opens=opens)


@require_safe
@policy(Audience.PUBLIC)
def requested(request: ClinicRequest) -> HttpResponse:
    """What happens now."""
    return page(request, "book/requested.html", asked=what_was_requested(request))
