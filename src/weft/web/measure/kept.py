"""The scores that were kept, and the page that corrects one."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from weft.records.access import Job
from weft.records.actions.base import Refused
from weft.records.actions.measure_correct import correct_score
from weft.records.reads.measure_kept import kept_scores, score_to_correct
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.measure.forms import Correction, explained
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def kept(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Every score of the newest care, with what was corrected."""
    number = request.GET.get("page", "1")
    seen = kept_scores(person_id, request.member, page=int(number) if number.isdecimal() and 0 < len(number) < 5 else 1)
    return page(request, "measure/kept.html", seen=seen, person=heading(seen.header))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def correct(request: ClinicRequest, score_id: UUID) -> HttpResponse:
    """Put a right value in the place of a wrong one."""
    row = score_to_correct(score_id, request.member)
    form = Correction(request.POST if request.method == "POST" else None, row=row)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        result = correct_score(
            by=request.member, score_id=score_id, why=form.cleaned_data["why"], value=form.value(),
            answers=form.answers(), key=form.cleaned_data["key"],
        )  # fmt: skip
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("measure:kept", args=[row.header.id]))
        form.add_error(None, result.words.said(gettext))
        status = result.status
    return page(
        request, "measure/correct.html", status=status, form=form, row=row, person=heading(row.header),
        above=explained(row.form) if row.form else None,
    )  # fmt: skip
