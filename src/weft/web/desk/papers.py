"""The papers of one person: what others wrote is kept and sent out again, what was kept by mistake is taken out."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import attach as actions
from weft.records.actions.base import Refused
from weft.records.reads import attachments as reads
from weft.records.reads.paged import cut
from weft.web.answer import done, page
from weft.web.desk.paper_forms import Paper, TakeOut
from weft.web.desk.person import heading
from weft.web.meanwhile import written
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

A_PAGE = 40
SANDBOX = "sandbox; default-src 'none'"
"""What a paper may do when somebody opens it in a browser after all: nothing."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def papers(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Letters and papers of one person."""
    return _page(request, person_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def add(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Keep a paper; what is wrong with it stands beside what was typed."""
    form = Paper(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, person_id, status=400, form=form)
    result = actions.attach(by=request.member, person_id=person_id, **form.given())
    if isinstance(result, Refused):
        form.refuse(result.words)
        return _page(request, person_id, status=result.status, form=form)
    return done(request, result, to=_address(person_id))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def file(request: ClinicRequest, attachment_id: UUID) -> HttpResponse:
    """One paper, as a download and nothing else."""
    sent = reads.file_to_send(attachment_id, request.member)
    answer = HttpResponse(sent.content, content_type=sent.media)
    spoken = quote(sent.spoken_name, safe="")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"{sent.name}\"; filename*=UTF-8''{spoken}"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
@sensitive_post_parameters()
def take_out(request: ClinicRequest, attachment_id: UUID) -> HttpResponse:
    """Take a paper out of the record, with a reason."""
    person_id = reads.person_of_paper(attachment_id, request.member)
    form = TakeOut(request.POST, about=attachment_id)
    if not form.is_valid():
        return _page(request, person_id, status=400, wrong=form)
    result = actions.withdraw(by=request.member, attachment_id=attachment_id, reason=form.cleaned_data["reason"])
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _page(request, person_id, status=result.status, wrong=form)
    return done(request, result, to=_address(person_id))


def _address(person_id: UUID) -> str:
    return reverse("desk:papers", args=[person_id])


def _page(
    request: ClinicRequest, person_id: UUID, status: int = 200, form: Paper | None = None, wrong: TakeOut | None = None
) -> HttpResponse:
    seen = reads.papers_page(person_id, request.member)
    place = next((n for n, each in enumerate(seen.here) if wrong and wrong.about == each.id), None)
    found = cut(seen.here, number_of(request) if place is None else place // A_PAGE + 1, A_PAGE)
    rows: list[tuple[Any, TakeOut]] = [
        (each, wrong if wrong and wrong.about == each.id else TakeOut(None, about=each.id)) for each in found
    ]
    over = written(wrong) if wrong and all(each.id != wrong.about for each in seen.here) else ()
    return page(
        request, "desk/papers.html", status=status, seen=seen, rows=rows, form=form or Paper(), wrong=form or wrong,
        over=over, person=heading(seen.header), pages=pages_of(request, found, at=_address(person_id)),
    )  # fmt: skip
