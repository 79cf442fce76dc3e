"""The sheet of home exercises as a PDF: for the clinic's printer, and for the person."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from weft.core.shared.words import Words
from weft.records.access import Job
from weft.records.reads import home_sheet as reads
from weft.records.reads.home_sheet import HomeSheet, OnSheet
from weft.web.plan.paper import pdf, whose
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

_NOT_AGREED = Words("not agreed yet")


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def sheet(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The set that holds now, to hand over."""
    return _printed(request, reads.home_sheet(request.member, person_id))


@require_safe
@policy(Audience.PATIENT)
def mine(request: ClinicRequest) -> HttpResponse:
    """One's own set."""
    return _printed(request, reads.my_home_sheet(request.member))


def _printed(request: ClinicRequest, seen: HomeSheet) -> HttpResponse:
    from weft.draw.sheet_home import HomeExercise, HomePrint, home_sheet  # typst is only needed here

    marks = [gettext("synthetic person")] if seen.person.is_synthetic else []
    marks += [] if seen.is_agreed else [_NOT_AGREED.said(gettext)]
    printed = HomePrint(
        clinic=request.clinic.name, person=whose(seen.person).said(gettext), day=date_format(seen.today, "j M Y"),
        exercises=tuple(HomeExercise(**_exercise(each)) for each in seen.exercises), effort=seen.effort,
        worse=seen.worse, call=_call(request), drafts=seen.drafts, marked=" · ".join(marks),
    )  # fmt: skip
    return pdf(home_sheet(printed, say=gettext, language=get_language() or "en"), "home-exercises.pdf")


def _exercise(each: OnSheet) -> dict[str, Any]:
    line, fact = each.line, each.line.exercise
    said: dict[str, Any] = {name: getattr(line, name) for name in ("name", "dose", "how", "purpose")}
    said |= {"stop": Words(fact.stop)}
    said["easier"] = Words(fact.easier) if fact.easier else None
    return said | {"effort": each.effort, "poses": fact.poses, "props": fact.props}


def _call(request: ClinicRequest) -> tuple[str, ...]:
    """The clinic's number with its hours, its address, and the number for an emergency."""
    clinic = request.clinic
    said = [Words("{clinic}: {phone}", clinic=clinic.name, phone=clinic.phone)] if clinic.phone else []
    if clinic.opening_hours:
        said.append(Words("Open: {hours}", hours=clinic.opening_hours))
    if clinic.email:
        said.append(Words("Or write to {email}.", email=clinic.email))
    if clinic.emergency_number:
        said.append(Words("In an emergency: {number}.", number=clinic.emergency_number))
    return tuple(each.said(gettext) for each in said)
