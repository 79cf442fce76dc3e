"""The plan of one person, for the clinicians who write it and agree to it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import plan as actions
from weft.records.reads import plan as reads
from weft.records.reads.plan import PlanSeen
from weft.records.reads.plan_choice import to_draft
from weft.web.answer import done, page
from weft.web.plan.forms import ChangeLine, DraftPlan, Yes, change_line, draft_again
from weft.web.plan.paper import plan_pdf
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def plan(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """The plan; ``?line=`` opens one line's why, ``?version=`` shows an earlier version."""
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    seen = reads.plan(request.member, plan_id, line_id=request.GET.get("line", ""), version=number)
    return _page(request, seen, change_line(seen))


@require_http_methods(["GET", "HEAD", "POST"])
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def draft(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Which set and what they wish; then the plan of the care that is open is drafted."""
    seen = to_draft(request.member, person_id)
    form = DraftPlan(request.POST if request.method == "POST" else None, sets=seen.sets)
    if form.is_valid():
        chosen, wishes = form.cleaned_data["set"], form.cleaned_data["wishes"]
        result = actions.draft(by=request.member, episode_id=seen.episode_id, pathway=chosen, wishes=wishes)
        return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))
    who = heading(seen.person)
    return page(request, "plan/draft.html", status=400 if form.is_bound else 200, who=who, seen=seen, form=form)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def change(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Change one line: a new version, to be agreed anew."""
    seen = reads.plan(request.member, plan_id, line_id=request.POST.get("line", ""))
    form = change_line(seen, request.POST) or ChangeLine(request.POST)
    if form.is_valid():
        line, version = form.cleaned_data["line"], form.cleaned_data["version"]
        result = actions.change_line(
            by=request.member, plan_id=plan_id, line_id=line, change=form.change(), version=version
        )
        return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))
    return _page(request, seen, form, status=400)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def choose(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Draft the plan again from what the records say now: with a set that fits, and with what they wish."""
    seen = reads.plan(request.member, plan_id)
    form = DraftPlan(request.POST, sets=seen.sets)
    if not form.is_valid():
        return _page(request, seen, None, again=form, status=400)
    chosen, wishes = form.cleaned_data["set"], form.cleaned_data["wishes"]
    if chosen and chosen != seen.chosen:
        result = actions.choose_pathway(by=request.member, plan_id=plan_id, pathway=chosen, wishes=wishes)
    else:
        result = actions.redraft(by=request.member, plan_id=plan_id, pathway=chosen, wishes=wishes)
    return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def agree(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Say yes: for one's own disciplines, or write down what the person said."""
    seen = reads.plan(request.member, plan_id)
    form = Yes(request.POST)
    if not form.is_valid():
        return _page(request, seen, None, status=400)
    version = form.cleaned_data["version"]
    if form.cleaned_data["whose"] == "person":
        result = actions.agree(by=request.member, plan_id=plan_id, version=version, role="person", how="recorded_yes")
    else:
        result = actions.agree_mine(by=request.member, plan_id=plan_id, version=version)
    return done(request, result, to=lambda _: reverse("plan:plan", args=[plan_id]))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def sheet(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """The version that stands, on paper."""
    content, version, _ = reads.content(request.member, plan_id)
    return plan_pdf(request, content, version=version)


def _page(
    request: ClinicRequest,
    seen: PlanSeen,
    form: ChangeLine | None,
    *,
    again: DraftPlan | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "plan/plan.html",
        status=status,
        person=seen.person,
        who=heading(seen.person),
        seen=seen,
        form=form,
        again=again or draft_again(seen),
        book_url=_url("schedule:course", seen.id),
        agreements_url=reverse("plan:agreements", args=[seen.person.id]),
    )


def _url(name: str, *args: object) -> str | None:
    """The address of a page, or nothing while this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
