"""The public home of a clinic, and two ways to ask for a first talk."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.draw.capsule_data import CapsuleData, Half
from weft.records.actions import book as actions
from weft.records.reads import screen_questions as questions
from weft.web.answer import done, page
from weft.web.book.forms import CallBack, Consult
from weft.web.book.requested import show_requested, what_was_requested
from weft.web.context import url_of
from weft.web.plan import kept as plan_kept
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen import kept

A_PAIR = CapsuleData(needles=Half(starts=9 * 60, minutes=45), movement=Half(starts=9 * 60 + 55, minutes=40))
"""The pair that the home page draws: any morning."""


@require_safe
@policy(Audience.PUBLIC)
def home(request: ClinicRequest) -> HttpResponse:
    """Is this for me, decided in twenty seconds; a way in that this installation lacks is not shown."""
    return page(
        request,
        "book/home.html",
        a_pair=A_PAIR,
        consult_url=url_of("screen:check"),
        call_back_url=url_of("book:call_back"),
        plan_url=url_of("plan:for_someone"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def consult(request: ClinicRequest) -> HttpResponse:
    """Ask for the free talk, once the questions are answered and nothing stops."""
    if not questions.can_ask(request.clinic.id):
        return done(request, None, to="screen:check")
    given = kept.answers(request)
    route = questions.route(request.member, given)
    if not route.is_done:
        return done(request, None, to=kept.url_of(route))
    form = Consult(request.POST if request.method == "POST" else None)
    if form.is_valid():
        language = get_language() or "en"
        said = {**form.cleaned_data, **plan_kept.to_book(request)}
        result = actions.request_consult(by=request.member, answers=given, language=language, **said)
        return done(request, result, to=lambda made: show_requested(request, made))
    return page(
        request,
        "book/consult.html",
        status=400 if form.is_bound else 200,
        form=form,
        back_url=reverse("screen:answers"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PUBLIC)
@sensitive_post_parameters()
def call_back(request: ClinicRequest) -> HttpResponse:
    """Ask to be called: a name and a number are enough."""
    form = CallBack(request.POST if request.method == "POST" else None)
    if form.is_valid():
        result = actions.request_call_back(by=request.member, language=get_language() or "en", **form.cleaned_data)
        return done(request, result, to=lambda made: show_requested(request, made))
    return page(request, "book/call_back.html", status=400 if form.is_bound else 200, form=form)


@require_safe
@policy(Audience.PUBLIC)
def requested(request: ClinicRequest) -> HttpResponse:
    """What happens now."""
    return page(request, "book/requested.html", asked=what_was_requested(request))
