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
from weft.records.actions.adjust import Decided
from weft.records.actions.base import Refused
from weft.records.actions.drafts import let_go
from weft.records.reads.adjust import ProposalSeen, ReviewPage, person_of, review_page
from weft.web import typing
from weft.web.adjust.forms import Decide, Looked
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
    return _page(request, seen, [_as_typed(request, one) for one in seen.waiting])


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
        forms = [form if one.id == proposal_id else Decide(None, proposal=one) for one in seen.waiting]
        return _page(request, seen, forms, form, status=400)
    given = form.cleaned_data
    changed = {name: given.get(name) for name in ("per_week", "visits")} if given["answer"] == "changed" else {}
    said = {"answer": given["answer"], "reason": given["reason"], **changed}
    result = actions.decide(by=request.member, proposal_id=proposal_id, **said)
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        forms = [form if one.id == proposal_id else Decide(None, proposal=one) for one in seen.waiting]
        return _page(request, seen, forms, form, status=result.status)
    let_go(by=request.member, form=DRAFT, subject=proposal_id)
    _tell(request, result)
    return done(request, result, to=lambda made: reverse(_next_page(made), args=[person_id]))


@require_POST
@policy(Audience.STAFF, jobs={Job.AGREE_PLAN})
@sensitive_post_parameters()
def looked(request: ClinicRequest, person_id: UUID) -> HttpResponse:
    """The plan's own review points are done, and the plan stands."""
    seen = review_page(person_id, request.member)
    form = Looked(request.POST)
    if not form.is_valid():
        forms = [Decide(None, proposal=one) for one in seen.waiting]
        return _page(request, seen, forms, form, status=400, look=form)
    result = actions.looked(by=request.member, person_id=person_id, found=form.cleaned_data["found"])
    if isinstance(result, Refused):
        form.add_error(None, result.words.said(gettext))
        over = [(gettext("What you wrote"), form.cleaned_data["found"])] if form.cleaned_data["found"] else []
        forms = [Decide(None, proposal=one) for one in seen.waiting]
        return _page(request, seen, forms, form, status=result.status, look=form, over=over)
    return done(request, result, to=lambda _: reverse("adjust:review", args=[person_id]))


def _as_typed(request: ClinicRequest, proposal: ProposalSeen) -> Decide:
    """The form of a proposal, with what its reader typed before and did not send."""
    form, kept = Decide(None, proposal=proposal), typing.typed(request.member, DRAFT, proposal.id)
    if kept:
        typing.restore(form, kept)
    return form


def _decided_meanwhile(request: ClinicRequest, proposal_id: UUID, seen: ReviewPage) -> HttpResponse:
    """Somebody was faster: the page says so, with what was typed to read and to copy."""
    result = actions.decide(by=request.member, proposal_id=proposal_id, answer="accepted")
    if not isinstance(result, Refused):
        return done(request, result, to=lambda _: reverse("adjust:review", args=[seen.header.id]))
    look = Looked({"found": ""})
    look.add_error(None, result.words.said(gettext))
    typed = request.POST.get("reason", "").strip()
    over = [(gettext("Why"), typed)] if typed else []
    forms = [_as_typed(request, one) for one in seen.waiting]
    return _page(request, seen, forms, look, status=result.status, over=over)


def _next_page(made: Decided) -> str:
    """Where a decision leads: an end of care that was accepted goes on with the discharge."""
    return "prevent:discharge" if made.kind == ProposalKind.FINISH else "adjust:review"


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
