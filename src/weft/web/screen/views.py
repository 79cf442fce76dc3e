"""The public questions: one decision a page, danger first. They end in a route, never in a verdict."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.core.screen.facts import QuestionSet
from weft.records.actions import book as actions
from weft.records.reads import screen_questions as reads
from weft.records.reads.book_hours import opens_again
from weft.web.answer import done, page
from weft.web.book.forms import RingMe
from weft.web.book.requested import show_requested
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept
from weft.web.screen.forms import OneAnswer

_NOTHING = "nothing=1"
"""Nothing was chosen: said on a page that is loaded anew, so that going Back to it asks nobody to send a form again."""


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
def check(request: ClinicRequest) -> HttpResponse:
    """What is asked and why; Start begins anew."""
    can_ask = reads.can_ask(request.clinic.id)
    if request.method == "POST" and can_ask:
        kept.forget(request)
        return done(request, None, to=kept.onward(request))
    has_begun = can_ask and bool(kept.answers(request))
    on = kept.onward(request) if has_begun else None
    return page(request, "screen/check.html", can_ask=can_ask, on_url=on, call_back_url=reverse("book:call_back"))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def question(request: ClinicRequest, question_id: str) -> HttpResponse:
    """One question. Its answer is kept at once and decides what comes next."""
    asked = reads.question(request.member, QuestionSet.CONSULT, question_id, kept.answers(request))
    if asked is None:  # the question before it was answered no, or not yet
        return done(request, None, to=kept.onward(request))
    form = OneAnswer(_said_here(request, asked), asked=asked)
    if request.method == "POST" and form.is_valid():
        before = reads.route(request.member, kept.answers(request))
        kept.keep(request, question_id, form.said())
        _say_what_changed(request, before)
        return done(request, None, to=kept.onward(request))
    if request.method == "POST" and not request.POST.get("answer"):
        return done(request, None, to=f"{reverse('screen:question', args=[question_id])}?{_NOTHING}")
    back = reverse("screen:question", args=[asked.before]) if asked.before else reverse("screen:check")
    can_keep, status = bool(kept.answers(request)), _status(form) if request.method == "POST" else 200
    return page(
        request, "screen/question.html", status=status, form=form, asked=asked, back_url=back, can_keep=can_keep
    )


@require_safe
@policy(Audience.PUBLIC)
def answers(request: ClinicRequest) -> HttpResponse:
    """Everything that was answered, with a way to change it, and where it leads."""
    if not reads.can_ask(request.clinic.id):
        return done(request, None, to="screen:check")
    given = kept.answers(request)
    route = reads.route(request.member, given)
    if not route.is_done:
        return done(request, None, to=kept.url_of(route))
    asked = reads.questions(request.member, QuestionSet.CONSULT, given)
    return page(request, "screen/answers.html", asked=asked, route=route, consult_url=reverse("book:consult"))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def stop(request: ClinicRequest) -> HttpResponse:
    """Get help first. Nothing is booked; a clinician rings when the person leaves a number."""
    if not reads.can_ask(request.clinic.id):
        return done(request, None, to="screen:check")
    given = kept.answers(request)
    route = reads.route(request.member, given)
    if not route.is_stop:
        return done(request, None, to=kept.url_of(route))
    form = RingMe(request.POST if request.method == "POST" else None)
    if form.is_valid():
        result = actions.request_call_back(by=request.member, answers=given, **form.cleaned_data)
        return done(request, result, to=lambda made: show_requested(request, made))
    opens = opens_again(request.member)
    mistake = reverse("screen:question", args=[route.raised_by[0].id]) if route.raised_by else reverse("screen:check")
    context: dict[str, Any] = {"form": form, "route": route, "mistake_url": mistake, "opens": opens}
    return page(request, "screen/stop.html", status=_status(form), **context)


def _said_here(request: ClinicRequest, asked: reads.Asked) -> Any:
    """What is checked: a form that was sent; or, back on its page, that nothing was chosen in it."""
    if request.method == "POST":
        return request.POST
    return {} if request.GET.get("nothing") == "1" and asked.answer is None else None


def _say_what_changed(request: ClinicRequest, before: reads.Route) -> None:
    """An edit that leads elsewhere says so, before somebody goes on."""
    if not (before.is_done or before.is_stop):
        return
    now = reads.route(request.member, kept.answers(request))
    if now.is_stop and not before.is_stop:
        messages.warning(request, gettext("The answer you changed leads elsewhere now: help comes first."))
    elif now.next and before.is_done:
        messages.warning(request, gettext("The answer you changed brings one more question."))
    elif before.is_stop and not now.is_stop:
        messages.info(request, gettext("You changed that answer. We go on where you were."))
    elif now.outcome is not before.outcome or now.told != before.told:
        messages.warning(request, gettext("The answer you changed leads elsewhere now. Please read what it says."))


def _status(form: OneAnswer | RingMe) -> int:
    return 400 if form.is_bound else 200
