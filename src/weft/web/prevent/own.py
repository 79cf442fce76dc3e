"""A person about themselves: it is worse again, and the questions after care has ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.core.shared.care import Outcome
from weft.records.access import NotFound
from weft.records.actions import prevent_watch as actions
from weft.records.actions.base import Refused
from weft.records.actions.prevent_watch import Told
from weft.records.reads.me import my_stop, my_watch
from weft.records.reads.prevent import danger_questions
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.prevent.forms import Since, Worse
from weft.web.request import ClinicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PATIENT)
@sensitive_post_parameters()
def flare(request: ClinicRequest) -> HttpResponse:
    """Danger questions first; then somebody rings. A danger sign is answered on the spot."""
    typed = request.POST if request.method == "POST" else None
    form = Worse(typed, questions=danger_questions(request.member, typed))
    status = 400 if form.is_bound else 200
    if form.is_valid() and request.member.person_id:
        said = {"told": form.cleaned_data["told"], "answers": form.answers()}
        result = actions.report_flare(by=request.member, person_id=request.member.person_id, **said)
        if not isinstance(result, Refused) and result.outcome is Outcome.STOP:
            return done(request, result, to="prevent:flare_stop")
        if not isinstance(result, Refused):
            return _thanks(request, result)
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(request, "prevent/flare.html", status=status, form=form)


@require_safe
@policy(Audience.PATIENT)
def flare_stop(request: ClinicRequest) -> HttpResponse:
    """Get help now, as the latest answers ask for it."""
    return page(request, "prevent/flare_stop.html", stop=my_stop(request.member))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PATIENT)
@sensitive_post_parameters()
def watch(request: ClinicRequest, watch_id: UUID) -> HttpResponse:
    """Has it come back since? Two questions."""
    if request.member.person_id is None:
        raise NotFound
    asked = my_watch(request.member, watch_id)
    form = Since(request.POST if request.method == "POST" else None, question=asked.question)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        given = form.cleaned_data
        said = {"had_pain": given["had_pain"] == "yes", "pain": given["pain"], "told": given["told"]}
        result = actions.answer_watch(by=request.member, watch_id=watch_id, **said)
        if not isinstance(result, Refused):
            return _thanks(request, result)
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(request, "prevent/watch.html", status=status, form=form)


def _thanks(request: ClinicRequest, result: Told) -> HttpResponse:
    says = gettext("Thank you. Somebody will ring you within a day.") if result.flare_id else gettext("Thank you.")
    messages.info(request, says)
    return done(request, result, to="desk:me")
