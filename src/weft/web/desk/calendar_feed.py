"""One's own times in one's own calendar: a file to take once, and a private address that a program follows."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.draw.calendar_file import FILE_NAME, MEDIA_TYPE
from weft.records.access import Job
from weft.records.actions import calendar_feed as actions
from weft.records.reads import calendar_feed as reads
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

STAFF = {Job.DIARY, Job.RECORD}


@require_safe
@policy(Audience.PUBLIC)
def feed(request: ClinicRequest, token: str) -> HttpResponse:
    """What a calendar program loads, without signing in; a wrong address is no page at all."""
    return _file(reads.feed_at(request.member, token))


@require_safe
@policy(Audience.PATIENT)
def visits(request: ClinicRequest) -> HttpResponse:
    """My visits ahead, to be opened with a calendar program once."""
    return _file(reads.my_visits_file(request.member), as_file=True)


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.PATIENT)
def mine(request: ClinicRequest) -> HttpResponse:
    """My private address: see it, make it, make it anew."""
    return _address(request, as_staff=False)


@require_POST
@policy(Audience.PATIENT)
def end_mine(request: ClinicRequest) -> HttpResponse:
    """My private address stops working."""
    return done(request, actions.end(by=request.member, as_staff=False), to="desk:my_calendar")


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs=STAFF)
def clinicians(request: ClinicRequest) -> HttpResponse:
    """The same for what a clinician has to do."""
    return _address(request, as_staff=True)


@require_POST
@policy(Audience.STAFF, jobs=STAFF)
def end_clinicians(request: ClinicRequest) -> HttpResponse:
    """A clinician's private address stops working."""
    return done(request, actions.end(by=request.member, as_staff=True), to="desk:work_calendar")


def _address(request: ClinicRequest, *, as_staff: bool) -> HttpResponse:
    if request.method == "POST":
        here = "desk:work_calendar" if as_staff else "desk:my_calendar"
        return done(request, actions.renew(by=request.member, as_staff=as_staff), to=here)
    found = reads.my_feed(request.member, as_staff=as_staff)
    frame = "staff.html" if as_staff else "patient.html"
    return page(request, "desk/calendar_feed.html", frame=frame, as_staff=as_staff, found=found)


def _file(content: bytes, *, as_file: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["X-Robots-Tag"] = "noindex"
    if as_file:
        answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
