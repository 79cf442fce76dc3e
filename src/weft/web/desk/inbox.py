"""Needs a person: take it, finish it with what came of it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.records.access import Member
from weft.records.actions import tasks as actions
from weft.records.reads.inbox import TaskRow, inbox
from weft.web.answer import done, page
from weft.web.desk.forms import Finish
from weft.web.desk.ways import to_whom, way
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

PAGES = {
    "red_answer": "screen:person",
    "read_answers": "screen:person",
    "review_due": "adjust:review",
    "flare_up": "adjust:review",
    "leg_pain": "adjust:review",
    "discharge": "prevent:discharge",
}
"""Where a task of a kind is worked on, when it is about a person; else on the person's own page."""


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """A task with its way on and, when this member may finish it, its form."""

    row: TaskRow
    url: str
    form: Finish | None


@require_safe
@policy(Audience.STAFF)
def waiting(request: ClinicRequest) -> HttpResponse:
    """Everything that waits for this member's jobs, red answers first."""
    return _shown(request)


@require_POST
@policy(Audience.STAFF)
def take(request: ClinicRequest, task_id: UUID) -> HttpResponse:
    """Put one's name on it; ``over`` takes it from somebody else."""
    result = actions.take(by=request.member, task_id=task_id, over=request.POST.get("over") == "1")
    return done(request, result, to="desk:inbox")


@require_POST
@policy(Audience.STAFF)
@sensitive_post_parameters()
def finish(request: ClinicRequest, task_id: UUID) -> HttpResponse:
    """Done, with what came of it."""
    form = Finish(request.POST, prefix=str(task_id))
    is_mine = any(row.id == task_id and row.is_mine for row in inbox(request.member))
    if not form.is_valid() and is_mine:
        return _shown(request, wrong=(task_id, form))
    result = actions.done(by=request.member, task_id=task_id, outcome=form.cleaned_data.get("outcome", ""))
    return done(request, result, to="desk:inbox")


def _shown(request: ClinicRequest, wrong: tuple[UUID, Finish] | None = None) -> HttpResponse:
    rows = [_linked(row, request.member, wrong) for row in inbox(request.member)]
    form = wrong[1] if wrong else None
    return page(request, "desk/inbox.html", status=400 if wrong else 200, rows=rows, form=form)


def _linked(row: TaskRow, by: Member, wrong: tuple[UUID, Finish] | None) -> LinkedTask:
    url = way(PAGES.get(row.kind, ""), row.person_id) if row.may_take else ""
    form = None
    if row.is_mine and not row.ends_elsewhere:
        form = wrong[1] if wrong and wrong[0] == row.id else Finish(prefix=str(row.id))
    return LinkedTask(row, url or to_whom(by, row.person_id, row.enquiry_id), form)
