"""Somebody is on the phone: the same questions, read aloud and typed; then a time for the free talk, or help first."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.core.screen.facts import QuestionSet
from weft.records.access import Job
from weft.records.actions import book as requests
from weft.records.actions import book_talk as talks
from weft.records.actions.base import Reason, Refused
from weft.records.reads import book_times as times_of
from weft.records.reads import screen_questions as questions
from weft.web.answer import done, page
from weft.web.book.talk_forms import Caller
from weft.web.book.talks import gone, instead, without_time
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.forms import AllAnswers


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE})
@sensitive_post_parameters()
def phone_script(request: ClinicRequest) -> HttpResponse:
    """Ask aloud, type, and book. The desk learns whether a clinician is needed, never what an answer means."""
    can_ask = questions.can_ask(request.clinic.id)
    asked = questions.outline(request.member, QuestionSet.CONSULT) if can_ask else ()
    data = request.POST if request.method == "POST" else None
    times = times_of.times(request.member)
    form, caller = AllAnswers(data, asked=asked), Caller(data, times=times)
    status, route = 200 if data is None else 400, None
    if data is not None and can_ask and form.is_valid():
        route = questions.route(request.member, form.answers())
        if route.next:
            form.add_error(route.next, gettext("Ask this one too. What is not asked stays open."))
        caller.help_first = route.is_stop
        if caller.is_valid() and not route.next:
            result = _write(request, form, caller, is_stop=route.is_stop)
            if not isinstance(result, Refused):
                return done(request, result, to=lambda made: reverse("book:enquiry", args=[made]))
            status = result.status
            if result.reason is Reason.SLOT_TAKEN:
                times = times_of.times(request.member, instead=instead(result))
                caller = gone(Caller(without_time(request), times=times), result)
            else:
                caller.add_error(None, result.words.said(gettext))
    stop = route if route and route.is_stop else None
    context: dict[str, Any] = {"form": form, "caller": caller, "times": times, "can_ask": can_ask, "stop": stop}
    return page(request, "book/phone_script.html", status=status, **context)


def _write(request: ClinicRequest, form: AllAnswers, caller: Caller, *, is_stop: bool) -> UUID | Refused:
    """Help first, a time, or a place on the list."""
    said = {"by": request.member, "answers": form.answers(), **caller.contact()}
    if is_stop:
        made = requests.request_call_back(**{name: value for name, value in said.items() if name != "channel"})
        return made if isinstance(made, Refused) else made.id
    if caller.cleaned_data["starts"] is None:
        listed = requests.request_consult(**said)
        return listed if isinstance(listed, Refused) else listed.id
    booked = talks.book_talk(starts=caller.cleaned_data["starts"], **said)
    return booked if isinstance(booked, Refused) else booked.enquiry_id
