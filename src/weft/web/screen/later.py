"""What a visitor sends to their own address: a link to finish later, or the page that says where to get help."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.core.shared.words import Words
from weft.records.actions import book_link as actions
from weft.records.reads import screen_questions as reads
from weft.web.answer import done
from weft.web.book.forms import ToMe
from weft.web.book.to_me import says_sent, send_to_me
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def later(request: ClinicRequest) -> HttpResponse:
    """Keep what was answered so far, and send the way back to an address of theirs."""
    given = kept.answers(request)
    if not given and not says_sent(request):
        return done(request, None, to="screen:check")
    if reads.can_ask(request.clinic.id) and reads.route(request.member, given).is_stop:
        return done(request, None, to="screen:stop")
    on = kept.onward(request) if given else reverse("screen:check")
    send = partial(actions.keep_for_later, by=request.member, answers=given)
    return send_to_me(request, "screen:later", "screen/later.html", _to_me(request), send, on_url=on)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def send_stop(request: ClinicRequest) -> HttpResponse:
    """Send the page that stops to an address of theirs; they ask for it, so it says what it says."""
    if not reads.can_ask(request.clinic.id):
        return done(request, None, to="screen:check")
    given = kept.answers(request)
    route = reads.route(request.member, given)
    if not route.is_stop:
        return done(request, None, to=kept.url_of(route))
    send = partial(actions.send_me, by=request.member, told=_said(request, route), answers=given)
    return send_to_me(request, "screen:send_stop", "screen/send_stop.html", _to_me(request), send)


def _to_me(request: ClinicRequest) -> ToMe:
    return ToMe(request.POST if request.method == "POST" else None, texts_in=actions.texts_in(request.member))


def _said(request: ClinicRequest, route: reads.Route) -> tuple[str, ...]:
    """The page in words."""
    number = request.clinic.emergency_number
    first = Words("Get help now. Call {number}.", number=number) if route.action == "emergency" else Words(
        "See a doctor today. If it gets worse fast, call {number}.", number=number
    )  # fmt: skip
    say = Words("What to say: “My back hurts. I was asked these questions and my answer is yes.”")
    words = (first, *route.told, say, *(Words(one.text) for one in route.raised_by))
    return tuple(each.said(gettext) for each in words)
