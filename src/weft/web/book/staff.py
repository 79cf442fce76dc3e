"""What the desk and the care team do with enquiries."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import book_heard as heard
from weft.records.actions import book_people as actions
from weft.records.actions.base import Refused
from weft.records.actions.book_people import Newcomer
from weft.records.reads import book as reads
from weft.records.reads.paged import cut
from weft.web.answer import done, page
from weft.web.book.forms import Call, NewPerson, Talk
from weft.web.fields import new_key
from weft.web.meanwhile import written
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

A_PAGE = 50


@require_safe
@policy(Audience.STAFF, jobs={Job.PEOPLE, Job.RECORD})
def enquiries(request: ClinicRequest) -> HttpResponse:
    """Who waits for us, the nearest clock first; ``?all=1`` with those that were answered."""
    all_of_them = request.GET.get("all") == "1"
    may_ask = request.member.may(Job.PEOPLE)
    found = cut(reads.enquiries(request.member, also_answered=all_of_them), number_of(request), A_PAGE)
    return page(
        request, "book/enquiries.html", rows=found.rows, found=found.found, pages=pages_of(request, found),
        all_of_them=all_of_them, may_ask=may_ask,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE, Job.RECORD})
def enquiry(request: ClinicRequest, enquiry_id: UUID) -> HttpResponse:
    """One enquiry: what they said, and how the call went."""
    seen = reads.enquiry(request.member, enquiry_id)
    form = _talk_form(request)
    status = 400 if form.is_bound else 200
    if form.is_valid():
        result = _write(request, enquiry_id, form)
        if not isinstance(result, Refused):
            return done(request, result, to=lambda _: reverse("book:enquiry", args=[enquiry_id]))
        form.add_error(None, result.words.said(gettext))
        seen, status = reads.enquiry(request.member, enquiry_id), result.status
    may_admit = request.member.may(Job.PEOPLE) and seen.row.person_id is None
    return page(
        request,
        "book/enquiry.html",
        status=status,
        seen=seen,
        form=form,
        over=written(form) if form.is_bound and seen.row.is_answered else (),
        admit_url=reverse("book:admit", args=[enquiry_id]) if may_admit else None,
        person_url=person_url(seen.row.person_id) if seen.row.person_id else None,
        reads_answers=request.member.may(Job.RECORD),
        send_key=new_key(),
    )


@require_POST
@policy(Audience.STAFF, jobs={Job.RECORD})
def send_outline(request: ClinicRequest, enquiry_id: UUID) -> HttpResponse:
    """Send the outline, because they asked for it in the talk."""
    result = heard.send_outline(by=request.member, enquiry_id=enquiry_id, key=request.POST.get("key", ""))
    if not isinstance(result, Refused):
        messages.info(request, gettext("The outline is on its way."))
    return done(request, result, to=lambda _: reverse("book:enquiry", args=[enquiry_id]))


def _talk_form(request: ClinicRequest) -> Talk | Call:
    """A clinician holds the talk; the desk only says how a call went."""
    data = request.POST if request.method == "POST" else None
    if not request.member.may(Job.RECORD):
        return Talk(data)
    return Call(data, disciplines=reads.disciplines())


def _write(request: ClinicRequest, enquiry_id: UUID, form: Talk | Call) -> UUID | Refused:
    if isinstance(form, Call):
        return heard.write_call(by=request.member, enquiry_id=enquiry_id, **form.said())
    return actions.answer_enquiry(by=request.member, enquiry_id=enquiry_id, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE})
@sensitive_post_parameters()
def admit(request: ClinicRequest, enquiry_id: UUID) -> HttpResponse:
    """Make the enquiry a person of the clinic: somebody known, or somebody new."""
    seen = reads.enquiry(request.member, enquiry_id)
    facts = Newcomer(seen.row.name, seen.phone, seen.email, leave_no_details=seen.leave_no_details)
    form = _new_person(request, facts)
    if form.is_valid():
        result = actions.admit(
            by=request.member, enquiry_id=enquiry_id, match=form.match(), newcomer=form.newcomer(),
            although_alike=form.is_new(), key=form.cleaned_data["key"],
        )  # fmt: skip
        if not isinstance(result, Refused):
            return done(request, result, to=person_url)
        return _not_written_in(request, form, result, seen.row)
    return page(request, "book/person.html", status=400 if form.is_bound else 200, form=form, enquiry=seen.row)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.PEOPLE})
@sensitive_post_parameters()
def add_person(request: ClinicRequest) -> HttpResponse:
    """Write in somebody who came without an enquiry; or go to them when they are known already."""
    form = _new_person(request, None)
    if form.is_valid():
        known, key = form.match(), form.cleaned_data["key"]
        result = known or actions.add_person(
            by=request.member, newcomer=form.newcomer(), although_alike=form.is_new(), key=key
        )
        if not isinstance(result, Refused):
            return done(request, result, to=person_url)
        return _not_written_in(request, form, result, None)
    return page(request, "book/person.html", status=400 if form.is_bound else 200, form=form, enquiry=None)


def _not_written_in(
    request: ClinicRequest, form: NewPerson, no: Refused, before: reads.EnquiryRow | None
) -> HttpResponse:
    """The form as it was typed, with what the action said."""
    form.add_error(None, no.words.said(gettext))
    return page(request, "book/person.html", status=no.status, form=form, enquiry=before)


def _new_person(request: ClinicRequest, before: Newcomer | None) -> NewPerson:
    """The form, asking "is it one of these?" when somebody alike is known to what was typed."""
    if request.method != "POST":
        alike = reads.alike_to(request.member, before) if before else ()
        return NewPerson(alike=alike, initial=asdict(before) if before else None)
    typed = NewPerson(request.POST)
    alike = reads.alike_to(request.member, typed.newcomer()) if typed.is_valid() else ()
    return NewPerson(request.POST, alike=alike)


def person_url(person_id: UUID) -> str:
    """The person's page; their screening while this installation has no such page."""
    try:
        return reverse("desk:person", args=[person_id])
    except NoReverseMatch:
        return reverse("screen:person", args=[person_id])
