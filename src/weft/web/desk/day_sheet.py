"""The day on paper, for when the pages cannot be reached: the page that prints, and its PDF."""

from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from weft.records.access import Job
from weft.records.reads.day_sheet import day_sheet
from weft.web.answer import page
from weft.web.plan.paper import pdf
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest, day_asked


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def sheet(request: ClinicRequest) -> HttpResponse:
    """``?day=2026-11-23``; today when that is no day. What its reader may see, and nothing else."""
    seen = day_sheet(request.member, day_asked(request))
    return page(request, "desk/day_sheet.html", sheet=seen)


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def as_pdf(request: ClinicRequest) -> HttpResponse:
    """The same to keep."""
    from weft.draw import sheet_day  # typst is only needed here

    seen = day_sheet(request.member, day_asked(request))
    return pdf(sheet_day.day_sheet(seen, say=gettext, language=get_language() or "en"), f"day-{seen.day}.pdf")
