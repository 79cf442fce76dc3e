"""Ask for scores and write them down."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.access import Job
from weft.records.actions.base import Refused
from weft.records.actions.measure import record_scores
from weft.records.actions.measure_wording import MAY
from weft.records.reads.measure import scores_asked
from weft.records.reads.measured import measured
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.measure.forms import Scores, explained
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def scores(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The measures of the curve and the person's own goals, or one other measure (``?measure=``), as they say them."""
    asked = scores_asked(person_id, request.member, chosen=request.GET.get("measure", ""))
    form = Scores(request.POST if request.method == "POST" else None, asked=asked)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        result = record_scores(
            by=request.member, person_id=person_id, scores=form.measures(), goals=form.goals(), forms=form.filled(),
            activities=form.activities(), moment=form.cleaned_data["moment"], key=form.cleaned_data["key"],
        )  # fmt: skip
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))
        form.add_error(None, result.words.said(gettext))  # what was typed stays, beside what is missing
        status = result.status
    return page(
        request, "measure/scores.html", status=status, form=form, asked=asked, person=heading(asked.header),
        above=explained(asked.form) if asked.form else None, may_set_up=bool(request.member.jobs & set(MAY)),
    )  # fmt: skip


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def what_was_measured(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The window, days to half, and delivered against planned: it describes, and proves nothing."""
    seen = measured(person_id, request.member)
    return page(request, "measure/measured.html", seen=seen, person=heading(seen.header))
