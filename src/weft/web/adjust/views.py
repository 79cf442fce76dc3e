"""The review: what is proposed and why, and a clinician's decision."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.adjust.proposal import ProposalKind
from weft.records.access import Job, NotFound
from weft.records.actions import adjust as actions
from weft.records.actions.adjust import Answered, Decided
from weft.records.actions.base import Refused
from weft.records.actions.drafts import let_go
from weft.records.reads.adjust import ProposalSeen, ReviewPage, person_of, review_page
from weft.web import meanwhile, typing
from weft.web.adjust.forms import ANSWERS, Decide, Looked
from weft.web.answer import done, page
from weft.web.desk.person import heading
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

DRAFT = "page.proposal"
"""Name of the draft of a decision."""


@require_safe
@policy(Audience.STAFF, jobs={Job.RECORD})
def review(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """Every proposal that waits, with what it rests on; below, what was decided before."""
    seen = review_page(person_id, request.member)
    return _page(request, seen, _others(request, seen))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def keep(request: ClinicRequest, proposal_id: UUID) -> HttpResponse:
    """Keep what stands in the form of a decision, seen by its author only."""
    person_id = person_of(proposal_id, request.member)
    if person_id is None:
        raise NotFound
    return typing.keep(request, DRAFT, proposal_id, person_id, reverse("adjust:review", args=[person_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def decide(request: ClinicRequest, proposal_id: UUID) -> HttpResponse:
    """Accept, change or decline one proposal."""
    person_id = person_of(proposal_id, request.member)
    if person_id is None:
        raise NotFound
    seen = review_page(person_id, request.member)
    proposal = next((one for one in seen.waiting if one.id == proposal_id), None)
    if proposal is None:
        return _decided_meanwhile(request, proposal_id, seen)
    form = Decide(request.POST, proposal=proposal)
    if not form.is_valid():
        return _page(request, seen, _others(request, seen, form), form, status=400)
    given = form.cleaned_data
    changed = {name: given.get(name) for name in ("per_week", "visits")} if given["answer"] == "changed" else {}
    said = {"answer": given["answer"], "reason": given["reason"], "version": given["version"], **changed}
    result = actions.decide(by=request.member, proposal_id=proposal_id, **said)
    if isinstance(result, Refused):
        return _not_decided(request, person_id, form, result)
    let_go(by=request.member, form=DRAFT, subject=proposal_id)
    _tell(request, result)
    return done(request, result, to=lambda made: _next_page(made, seen))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def looked(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The plan's own review points are done, and the plan stands."""
    seen = review_page(person_id, request.member)
    form = Looked(request.POST)
    if not form.is_valid():
        return _page(request, seen, _others(request, seen), form, status=400, look=form)
    result = actions.looked(by=request.member, person_id=person_id, found=form.cleaned_data["found"])
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        seen = review_page(person_id, request.member)
        over = () if seen.points else meanwhile.written(form)  # without a point that is due there is no such form
        return _page(request, seen, _others(request, seen), form, status=result.status, look=form, over=over)
    return done(request, result, to=lambda _: reverse("adjust:review", args=[person_id]))


def _others(request: ClinicRequest, seen: ReviewPage, form: Decide | None = None) -> list[Decide]:
    """The form of each proposal that waits: the one that was sent, and the others as their reader left them."""
    return [
        form if form and one.id == form.proposal.id else _as_typed(request, one, seen.version) for one in seen.waiting
    ]


def _as_typed(request: ClinicRequest, proposal: ProposalSeen, version: int | None) -> Decide:
    """The form of a proposal, with what its reader typed before and did not send."""
    form, kept = Decide(None, proposal=proposal, version=version), typing.typed(request.member, DRAFT, proposal.id)
    if kept:
        typing.restore(form, kept)
        form.initial["version"] = version  # what is read now is what a yes is said to
    return form


def _not_decided(request: ClinicRequest, person_id: UUID, form: Decide, no: Refused) -> HttpResponse:
    """The page as it stands now, with what was typed in its form."""
    seen = review_page(person_id, request.member)
    proposal = next((one for one in seen.waiting if one.id == form.proposal.id), None)
    if proposal is None:
        return _decided_meanwhile(request, form.proposal.id, seen)
    data = meanwhile.renewed(form, version=str(seen.version or ""))
    again = Decide(data, proposal=proposal, version=seen.version)
    again.add_error(None, no.words.said(gettext))
    return _page(request, seen, _others(request, seen, again), again, status=no.status)


def _decided_meanwhile(request: ClinicRequest, proposal_id: UUID, seen: ReviewPage) -> HttpResponse:
    """Somebody was faster: the page says so, with what was typed to read and to copy."""
    # A no without a reason is never kept: this asks only why the proposal waits no longer.
    result = actions.decide(by=request.member, proposal_id=proposal_id, answer=Answered.DECLINED)
    look = Looked({"found": ""})
    if isinstance(result, Refused):
        look.add_error(None, result.words.said(gettext))
    over = [(label, text) for label, text in _typed(request) if text]
    return _page(request, seen, _others(request, seen), look, status=409, over=over)


def _typed(request: ClinicRequest) -> list[tuple[str, str]]:
    answers = {value: str(label) for value, label in ANSWERS}
    return [
        (gettext("Your decision"), answers.get(request.POST.get("answer", ""), "")),
        (gettext("Why"), request.POST.get("reason", "").strip()),
    ]


def _next_page(made: Decided, seen: ReviewPage) -> str:
    """Where the next tap is: the discharge, another proposal that waits, or the plan that waits to be agreed."""
    if made.kind == ProposalKind.FINISH:
        return reverse("prevent:discharge", args=[seen.header.id])
    if made.version and seen.plan_id and len(seen.waiting) == 1:
        return reverse("plan:plan", args=[seen.plan_id])
    return reverse("adjust:review", args=[seen.header.id])


def _tell(request: ClinicRequest, result: Decided | Refused) -> None:
    if isinstance(result, Refused):
        return
    if result.version:
        messages.info(request, gettext("Decided. Plan version %d waits to be agreed.") % result.version)
    else:
        messages.info(request, gettext("Decided."))


def _page(
    request: ClinicRequest, seen: ReviewPage, forms: list[Decide], form: Decide | Looked | None = None,
    status: int = 200, look: Looked | None = None, over: Sequence[tuple[str, str]] = (),
) -> HttpResponse:  # fmt: skip
    return page(
        request, "adjust/review.html", status=status, seen=seen, forms=forms, form=form, look=look or Looked(),
        person=heading(seen.header), over=over,
    )  # fmt: skip
