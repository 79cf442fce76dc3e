"""Incidents: report one, see who is told, look at what went wrong."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import incidents as actions
from weft.records.actions.base import Refused
from weft.records.reads import incidents as reads
from weft.records.reads.paged import cut
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.meanwhile import written
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.treat.incident_forms import Outcome, Report
from weft.web.treat.typed import spoken

A_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY, Job.PEOPLE, Job.RECORD, Job.OUTCOMES})
@sensitive_post_parameters()
def of_visit(request: ClinicRequest, visit_id: UUID) -> HttpResponse:
    """Something went wrong in this visit."""
    return _report(request, visit_id=visit_id)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY, Job.PEOPLE, Job.RECORD, Job.OUTCOMES})
@sensitive_post_parameters()
def of_person(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Something went wrong for this person."""
    return _report(request, person_id=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF)
@sensitive_post_parameters()
def of_nobody(request: ClinicRequest) -> HttpResponse:
    """Something went wrong, and nobody on the list of people was in it."""
    return _report(request)


@require_safe
@policy(Audience.STAFF)
def incident(request: ClinicRequest, incident_id: UUID) -> HttpResponse:
    """One report: who is told, and what came of it."""
    seen = reads.incident_page(incident_id, request.member)
    return _one(request, seen)


@require_safe
@policy(Audience.STAFF, jobs={Job.OUTCOMES})
def incidents(request: ClinicRequest) -> HttpResponse:
    """Everything that went wrong; what waits stands first."""
    return _list(request, reads.incident_list(request.member))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD, Job.OUTCOMES})
def person_incidents(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Everything that went wrong for one person."""
    return _list(request, reads.incidents_of(person_id, request.member))


@require_POST
@policy(Audience.STAFF, jobs={Job.OUTCOMES})
@sensitive_post_parameters()
def look(request: ClinicRequest, incident_id: UUID) -> HttpResponse:
    """The clinical lead looked at a report."""
    seen = reads.incident_page(incident_id, request.member)
    form = Outcome(request.POST, about=incident_id)
    if not form.is_valid():
        return _one(request, seen, form, status=400)
    result = actions.look(by=request.member, incident_id=incident_id, outcome=form.cleaned_data["outcome"])
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _one(request, reads.incident_page(incident_id, request.member), form, status=result.status)
    return done(request, result, to=lambda _: reverse("treat:incident", args=[incident_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.OUTCOMES})
@sensitive_post_parameters()
def look_at_event(request: ClinicRequest, adverse_event_id: UUID) -> HttpResponse:
    """The clinical lead looked at an unwanted event without a report."""
    person_id = reads.person_of_event(adverse_event_id, request.member)
    return _look(request, person_id, adverse_event_id, event_id=adverse_event_id)


@require_POST
@policy(Audience.STAFF, jobs={Job.OUTCOMES})
@sensitive_post_parameters()
def look_at_missing(request: ClinicRequest, missing_needle_report_id: UUID) -> HttpResponse:
    """The clinical lead looked at a missing needle."""
    person_id = reads.person_of_report(missing_needle_report_id, request.member)
    return _look(request, person_id, missing_needle_report_id, report_id=missing_needle_report_id)


def _report(request: ClinicRequest, **about: UUID) -> HttpResponse:
    seen = reads.report_form(request.member, **about)
    form = Report(request.POST if request.method == "POST" else None, seen)
    if not form.is_bound:
        return _form(request, seen, form)
    if not form.is_valid():
        return _form(request, seen, form, status=400)
    key = form.cleaned_data["key"]
    result = actions.file_incident(by=request.member, told=form.told(), key=key, **about)
    if isinstance(result, Refused):
        return _form(request, seen, form, status=result.status, refused=spoken(result))
    return done(request, result, to=lambda made: reverse("treat:incident", args=[made]))


def _look(request: ClinicRequest, person_id: UUID, row_id: UUID, **about: UUID) -> HttpResponse:
    form = Outcome(request.POST, about=row_id)
    if not form.is_valid():
        return _list(request, reads.incidents_of(person_id, request.member), wrong=form, status=400)
    result = actions.look(by=request.member, outcome=form.cleaned_data["outcome"], **about)
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        return _list(request, reads.incidents_of(person_id, request.member), wrong=form, status=result.status)
    return done(request, result, to=lambda _: reverse("treat:person_incidents", args=[person_id]))


def _form(request: ClinicRequest, seen: reads.ReportForm, form: Report, status: int = 200, **more: Any) -> HttpResponse:
    person = heading(seen.header) if seen.header else None
    return page(request, "treat/report.html", status=status, seen=seen, form=form, person=person, **more)


def _one(
    request: ClinicRequest, seen: reads.IncidentPage, form: Outcome | None = None, status: int = 200
) -> HttpResponse:
    person = heading(seen.header) if seen.header else None
    may_look = seen.may_look and seen.seen.look is None
    return page(
        request, "treat/incident.html", status=status, page=seen, seen=seen.seen, person=person, wrong=form,
        form=(form or Outcome(None, about=seen.seen.id)) if may_look else None,
        over=written(form) if form and not may_look else (),
    )  # fmt: skip


def _list(
    request: ClinicRequest, seen: reads.IncidentList, wrong: Outcome | None = None, status: int = 200
) -> HttpResponse:
    person = heading(seen.header) if seen.header else None
    at = reverse("treat:person_incidents", args=[seen.header.id]) if seen.header else ""
    every = (*seen.waiting, *seen.looked_at)
    place = next((n for n, each in enumerate(every) if wrong and each.id == wrong.about), None)
    found = cut(every, number_of(request) if place is None else place // A_PAGE + 1, A_PAGE)
    rows = [
        (each, _form_for(each, wrong) if seen.may_look and each.table != "incident" else None)
        for each in found if each.look is None
    ]  # fmt: skip
    over = written(wrong) if wrong and all(each.id != wrong.about for each in seen.waiting) else ()
    return page(
        request, "treat/incidents.html", status=status, seen=seen, rows=rows, form=wrong, over=over, person=person,
        looked_at=[each for each in found if each.look is not None], open=len(seen.waiting),
        pages=pages_of(request, found, at=at),
    )  # fmt: skip


def _form_for(each: reads.IncidentSeen, wrong: Outcome | None) -> Outcome:
    return wrong if wrong and wrong.about == each.id else Outcome(None, about=each.id)
