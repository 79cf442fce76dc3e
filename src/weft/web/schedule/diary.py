"""The diary, and the long runs that fill its weeks."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import run as actions
from weft.records.actions.base import Refused
from weft.records.actions.run_again import book_elsewhere
from weft.records.reads import diary as reads
from weft.records.reads.runs import RunSeen, run_seen, runs_of
from weft.web.answer import done, page
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.schedule.run_forms import PeopleForm, RunForm


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def diary(request: ClinicRequest) -> HttpResponse:
    """The days ahead, and the ways to fill and to mend them."""
    latest = next(iter(runs_of(request.member, most=1)), None)
    return page(
        request, "schedule/diary.html", days=reads.days_ahead(request.member), latest=latest,
        may_set=request.member.may(Job.SETTINGS),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.DIARY})
def runs(request: ClinicRequest) -> HttpResponse:
    """Ask for a run; the earlier ones."""
    form = RunForm(request.POST or None, initial={"weeks": 2, "seconds": 60, "key": uuid4().hex})
    refused, status = None, 400 if form.is_bound else 200
    if form.is_valid():
        result = actions.ask_for_run(by=request.member, **form.cleaned_data)
        if not isinstance(result, Refused):
            return done(request, result, to=reverse("schedule:run", args=[result]))
        refused, status = result.words.said(gettext), result.status
    return page(request, "schedule/runs.html", status=status, form=form, refused=refused, runs=runs_of(request.member))


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def lacks(request: ClinicRequest) -> HttpResponse:
    """What the weeks lack now: read by itself, since it takes a moment."""
    weeks = request.GET.get("weeks", "")
    seen = reads.lacks_now(request.member, int(weeks) if weeks.isdecimal() and len(weeks) == 1 else 2)
    return page(request, "schedule/lacks.html", part="lacks", lacks=seen)


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY})
def run(request: ClinicRequest, schedule_run_id: UUID) -> HttpResponse:
    """One run: its progress while it goes on, then what it found."""
    return _shown(request, run_seen(schedule_run_id, by=request.member))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def cancel(request: ClinicRequest, schedule_run_id: UUID) -> HttpResponse:
    """Stop it; what was found is kept."""
    result = actions.cancel_run(run_id=schedule_run_id, by=request.member)
    return _next(request, schedule_run_id, result)


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def book(request: ClinicRequest, schedule_run_id: UUID) -> HttpResponse:
    """Book the trips of those who are ticked."""
    seen = run_seen(schedule_run_id, by=request.member)
    form = PeopleForm(request.POST, seen=seen)
    if not form.is_valid():
        return _shown(request, seen, form=form, status=400)
    people = form.cleaned_data["people"]
    return _next(request, schedule_run_id, actions.book_run(run_id=schedule_run_id, people=people, by=request.member))


@require_POST
@policy(Audience.STAFF, jobs={Job.DIARY})
def elsewhere(request: ClinicRequest, schedule_run_id: UUID) -> HttpResponse:
    """Book the other times of trips that lost theirs."""
    result = book_elsewhere(run_id=schedule_run_id, by=request.member)
    return _next(request, schedule_run_id, result)


def _next(request: ClinicRequest, run_id: UUID, result: UUID | int | Refused) -> HttpResponse:
    if isinstance(result, Refused):
        said = result.words.said(gettext)
        return _shown(request, run_seen(run_id, by=request.member), refused=said, status=result.status)
    return done(request, result, to=reverse("schedule:run", args=[run_id]))


def _shown(
    request: ClinicRequest, seen: RunSeen, *, form: PeopleForm | None = None, refused: str | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    return page(
        request, "schedule/run.html", part="run", status=status, run=seen, form=form or PeopleForm(seen=seen),
        refused=refused,
    )  # fmt: skip
