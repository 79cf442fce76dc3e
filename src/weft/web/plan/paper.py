"""The plan, and the outline of a consult, as a PDF to take along."""

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from weft.core.plan.outline import Outline
from weft.core.plan.plan import PlanOfCare
from weft.core.shared.words import Words
from weft.records.access import PersonSeen
from weft.web.request import ClinicRequest

_VERSION = Words("version {number}")
_DRAFT = Words("outline, not agreed")


def plan_pdf(
    request: ClinicRequest, plan: PlanOfCare, *, version: int | None = None, person: PersonSeen | None = None
) -> HttpResponse:
    """The sheet of this plan; without a version it is marked as an outline."""
    from weft.draw.sheet import plan_sheet  # typst is only needed here

    marked = Words(_VERSION.message, number=version) if version else _DRAFT
    pages = plan_sheet(
        plan,
        say=gettext,
        clinic_name=request.clinic.name,
        person=whose(person).said(gettext) if person else "",
        marked=marked.said(gettext),
        language=get_language() or "en",
    )
    return pdf(pages, "plan.pdf")


def whose(person: PersonSeen) -> Words:
    """Name and birth date, as every sheet begins."""
    if not person.birth_date:
        return Words("{name}", name=person.name)
    return Words("{name}, born {born}", name=person.name, born=date_format(person.birth_date, "j M Y"))


def outline_pdf(request: ClinicRequest, outline: Outline) -> HttpResponse:
    """The outline of a consult, on one page."""
    from weft.draw.sheet_outline import outline_sheet  # typst is only needed here

    pages = outline_sheet(outline, say=gettext, clinic_name=request.clinic.name, language=get_language() or "en")
    return pdf(pages, "outline.pdf")


def pdf(pages: bytes, name: str) -> HttpResponse:
    """Printed pages that the browser shows."""
    answer = HttpResponse(pages, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
