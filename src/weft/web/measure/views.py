"""Ask for scores and write them down."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from weft.records.access import Job
from weft.records.actions.measure import record_scores
from weft.records.reads.measure import scores_asked
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.measure.forms import Scores
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def scores(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The measures of the curve and the person's own goals, as they say them now."""
    asked = scores_asked(person_id, request.member)
    form = Scores(request.POST if request.method == "POST" else None, scales=asked.scales)
    if form.is_valid():
        result = record_scores(
            by=request.member, person_id=person_id, scores=form.measures(), goals=form.goals(),
            moment=form.cleaned_data["moment"], key=form.cleaned_data["key"],
        )  # fmt: skip
        return done(request, result, to=lambda _: reverse("desk:person", args=[person_id]))
    status = 400 if form.is_bound else 200
    return page(request, "measure/scores.html", status=status, form=form, person=heading(asked.header))
