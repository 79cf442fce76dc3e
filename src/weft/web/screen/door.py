"""The few questions of every visit, read aloud where somebody comes in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Answer, Outcome
from weft.records.access import Job, Purpose, person_for
from weft.records.actions.base import Refused
from weft.records.actions.screen_door import answer_at_door
from weft.records.reads import screen as reads
from weft.records.reads import screen_questions as questions
from weft.records.reads.screen_door import answer_waits
from weft.web import meanwhile
from weft.web.answer import done, page
from weft.web.context import url_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.forms import AllAnswers
from weft.web.screen.heading import heading

ALL_NO = "all_no"
"""The button that says: every question was read aloud, and each one left open is a no."""


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.SAFETY_ANSWERS, Job.RECORD})
@sensitive_post_parameters()
def every_visit(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Ask whether anything is new; what blocks a visit of today waits for whoever gives it."""
    person = person_for(request.member, person_id, Purpose.SAFETY)
    asked = questions.outline(request.member, QuestionSet.EVERY_VISIT)  # empty while danger signs are not accepted
    latest = reads.latest(request.member, person_id)
    data = _said(request, asked) if request.method == "POST" else None
    form, status = AllAnswers(data, asked=asked, stands=latest), 400 if data is not None else 200
    if form.is_valid():
        result = answer_at_door(
            by=request.member, person_id=person_id, answers=form.answers(), key=form.cleaned_data["key"],
            seen=form.cleaned_data["seen"],
        )  # fmt: skip
        if not isinstance(result, Refused):
            is_free = (
                result.clearance.outcome is Outcome.GO
                and answer_waits(request.member, person, request.clinic.zone) is None
            )
            here = reverse("screen:every_visit", args=[person_id])
            return done(request, result, to=url_of("desk:today") or here if is_free else here)
        again = meanwhile.renewed(form, seen=str(latest.id) if latest else "")
        form, status = AllAnswers(again, asked=asked, stands=latest), result.status
        form.add_error(None, result.words.said(gettext))
    context: dict[str, Any] = {"who": heading(person), "form": form, "latest": latest, "can_ask": bool(asked)}
    waits = answer_waits(request.member, person, request.clinic.zone)
    return page(request, "screen/every_visit.html", status=status, person=person, waits=waits, **context)


def _said(request: ClinicRequest, asked: tuple[questions.Branch, ...]) -> Any:
    """What was sent; with the button for it, a no to each top question that nobody answered."""
    data = request.POST.copy()
    if ALL_NO in data:
        for branch in asked:
            data[branch.question.id] = data.get(branch.question.id) or Answer.NO.value
    return data
