"""The plan of one person, for the clinicians who write it and agree to it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from weft.records.access import Job
from weft.records.actions import plan as actions
from weft.records.actions.base import Reason, Refused
from weft.records.actions.drafts import let_go
from weft.records.reads import plan as reads
from weft.records.reads.plan import PlanSeen
from weft.records.reads.plan_choice import to_draft
from weft.records.reads.plan_shapes import DraftSeen
from weft.records.reads.will_be_told import WillBeTold, plan_told
from weft.web import meanwhile, typing
from weft.web.answer import done, page
from weft.web.meanwhile import written
from weft.web.plan.forms import ChangeLine, DraftAgain, DraftPlan, Yes, change_line, draft_again
from weft.web.plan.paper import plan_pdf
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest
from weft.web.screen.heading import heading

LINE_DRAFT = "page.plan_line"
"""Name of the draft of a line that is being changed."""
STORED = ("text", "because", "now", "until", "per_week", "minutes")
"""Fields of a line that stand in the plan; what a change rests on is said anew with each."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def plan(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """The plan; ``?line=`` opens one line's why, ``?version=`` shows an earlier version.

    ``?as=person`` shows it in the words of the person's own page, ``?changes=all`` what changed since version 1.
    """
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    seen = reads.plan(request.member, plan_id, line_id=request.GET.get("line", ""), version=number)
    if request.GET.get("as") == "person":
        return page(request, "plan/as_person.html", seen=seen, who=heading(seen.person))
    if request.GET.get("changes") == "all":
        return page(request, "plan/changes.html", seen=seen, who=heading(seen.person))
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
        if not isinstance(result, Refused):
            return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))
        form.add_error(None, result.words.said(gettext))
        return _draft_page(request, seen, form, status=result.status)
    return _draft_page(request, seen, form, status=400 if form.is_bound else 200)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def change(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Change one line: a new version, to be agreed anew. Whoever comes second sees both versions and picks."""
    seen = reads.plan(request.member, plan_id, line_id=request.POST.get("line", ""))
    stands = change_line(seen)
    data, unchosen = meanwhile.settled(request.POST, [stands] if stands else [])
    form = change_line(seen, data) or ChangeLine(data)
    if not form.is_valid():
        return _page(request, seen, form, status=400)
    said = form.cleaned_data
    result = meanwhile.NOT_CHOSEN if unchosen else actions.change_line(
        by=request.member, plan_id=plan_id, line_id=said["line"], change=form.change(), version=said["version"]
    )  # fmt: skip
    if isinstance(result, Refused):
        return _not_changed(request, plan_id, form, result)
    let_go(by=request.member, form=LINE_DRAFT, subject=plan_id)
    return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def keep_line(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Keep what stands in the form of a line, seen by its author only."""
    person_id, line = reads.person_of(request.member, plan_id), request.POST.get("line", "")
    url = f"{reverse('plan:plan', args=[plan_id])}?{urlencode({'line': line})}#line"
    return typing.keep(request, LINE_DRAFT, plan_id, person_id, url)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def forget_line(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Let go of what was typed about a line and not saved."""
    reads.person_of(request.member, plan_id)
    result = let_go(by=request.member, form=LINE_DRAFT, subject=plan_id)
    return done(request, result, to=reverse("plan:plan", args=[plan_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def choose(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Draft the plan again from what the records say now: with a set that fits, and with what they wish."""
    seen = reads.plan(request.member, plan_id)
    stands = draft_again(seen)
    data, unchosen = meanwhile.settled(request.POST, [stands] if stands else [])
    form = DraftAgain(data, sets=seen.sets)
    if not form.is_valid():
        return _page(request, seen, None, again=form, status=400)
    said = form.cleaned_data
    given = {"pathway": said["set"], "wishes": said["wishes"], "version": said["version"]}
    act = actions.choose_pathway if said["set"] and said["set"] != seen.chosen else actions.redraft
    result = meanwhile.NOT_CHOSEN if unchosen else act(by=request.member, plan_id=plan_id, **given)
    if isinstance(result, Refused):
        return _not_drafted(request, plan_id, form, result)
    return done(request, result, to=lambda made: reverse("plan:plan", args=[made.plan_id]))


def _not_drafted(request: ClinicRequest, plan_id: UUID, form: DraftAgain, no: Refused) -> HttpResponse:
    """The page with the choice as it was made; beside what stands, where somebody else was faster."""
    seen, both = reads.plan(request.member, plan_id), None
    stands = draft_again(seen)
    if no.reason is Reason.CHANGED_MEANWHILE and stands:
        form = DraftAgain(meanwhile.renewed(form, version=str(seen.version.number)), sets=seen.sets)
        both = meanwhile.both(request, no, form, stands, form.data.get("marks", ""))
    form.add_error(None, no.words.said(gettext))
    return _page(request, seen, None, again=form, both_again=both, status=no.status)


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
def agree(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """Say yes: for one's own disciplines, or write down what the person said."""
    seen = reads.plan(request.member, plan_id)
    form = Yes(request.POST)
    if not form.is_valid():
        says = gettext("Choose whose yes it is, to the version on this page.")
        return _page(request, seen, None, not_agreed=says, status=400)
    version = form.cleaned_data["version"]
    if form.cleaned_data["whose"] == "person":
        result = actions.agree(by=request.member, plan_id=plan_id, version=version, role="person", how="recorded_yes")
    else:
        result = actions.agree_mine(by=request.member, plan_id=plan_id, version=version)
    if isinstance(result, Refused):  # on the plan as it stands now: what they would say yes to
        seen = reads.plan(request.member, plan_id)
        return _page(request, seen, None, not_agreed=result.words.said(gettext), status=result.status)
    return done(request, result, to=lambda _: reverse("plan:plan", args=[plan_id]))


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def sheet(request: ClinicRequest, plan_id: UUID) -> HttpResponse:
    """The version that stands, on paper."""
    content, version, person = reads.content(request.member, plan_id)
    return plan_pdf(request, content, version=version, person=person)


def _draft_page(request: ClinicRequest, seen: DraftSeen, form: DraftPlan, *, status: int) -> HttpResponse:
    return page(request, "plan/draft.html", status=status, who=heading(seen.person), seen=seen, form=form)


def _not_changed(request: ClinicRequest, plan_id: UUID, form: ChangeLine, no: Refused) -> HttpResponse:
    """The page with what was typed: beside the version that stands, or, when that has no such line, for itself."""
    seen = reads.plan(request.member, plan_id, line_id=form.data.get("line", ""))
    stands, both = change_line(seen), None
    if no.reason is Reason.CHANGED_MEANWHILE and stands:
        data = meanwhile.renewed(form, version=str(seen.version.number))
        form = change_line(seen, data) or form
        both = meanwhile.both(request, no, form, stands, data.get("marks", ""), only=STORED)
    form.add_error(None, no.words.said(gettext))
    return _page(request, seen, form, both=both, status=no.status)


def _page(
    request: ClinicRequest,
    seen: PlanSeen,
    form: ChangeLine | None,
    *,
    again: DraftPlan | None = None,
    both: meanwhile.Both | None = None,
    both_again: meanwhile.Both | None = None,
    not_agreed: str = "",
    status: int = 200,
) -> HttpResponse:
    kept = _typed_before(request, seen, form)
    return page(
        request,
        "plan/plan.html",
        status=status,
        person=seen.person,
        who=heading(seen.person),
        seen=seen,
        form=form,
        over=written(form) if form and form.is_bound and not seen.selected else (),
        both=both,
        both_again=both_again,
        not_agreed=not_agreed,
        kept=kept,
        again=again or draft_again(seen),
        book_url=_url("schedule:course", seen.id),
        agreements_url=reverse("plan:agreements", args=[seen.person.id]),
        told=_told(request, seen),
    )


def _told(request: ClinicRequest, seen: PlanSeen) -> WillBeTold | None:
    """Whether the person hears of the version that stands; None of an earlier one, or one that nobody agrees to."""
    if not seen.is_latest or not seen.yeses:
        return None
    return plan_told(seen.version.id, seen.person.id, request.member, is_agreed=seen.is_agreed)


def _typed_before(request: ClinicRequest, seen: PlanSeen, form: ChangeLine | None) -> typing.Typed | None:
    """What the reader typed about this line and did not save: the form shows it; None about another line."""
    if form is None or form.is_bound:
        return None
    kept = typing.typed(request.member, LINE_DRAFT, seen.id)
    if kept is None or kept.every("line") != [form.initial["line"]]:
        return None
    typing.restore(form, kept)
    return kept


def _url(name: str, *args: object) -> str | None:
    """The address of a page, or nothing while this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
