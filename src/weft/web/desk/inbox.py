"""Needs a person: take it, go to where it is worked on, finish it with what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.core.shared.words import Words
from weft.records.access import Member
from weft.records.actions import tasks as actions
from weft.records.actions.base import Refused
from weft.records.reads.inbox import Group, TaskRow, Whose, grouped, inbox, sorted_out
from weft.records.reads.paged import cut
from weft.web.answer import done, page
from weft.web.desk.forms import Finish
from weft.web.desk.inbox_ways import Ways, ways_of
from weft.web.paged import number_of, pages_of
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest

A_PAGE = 40
"""As many stand on one page, the most urgent first; more are sorted out by kind, or turned."""


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """A task with its ways on and, when this member may finish it, its form."""

    row: TaskRow
    ways: Ways
    form: Finish | None


@dataclass(frozen=True, slots=True)
class LinkedGroup:
    """Tasks of one kind, or all of them."""

    id: str
    label: Words | None
    tasks: tuple[LinkedTask, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter, with how many it shows."""

    whose: Whose
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class KindChip:
    """One kind, with how many there are on all pages."""

    group: Group
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class NotDone:
    """What was typed about a task that could not be taken or finished, and why."""

    task_id: UUID
    form: Finish | None = None
    refused: Refused | None = None


@require_safe
@policy(Audience.STAFF)
def waiting(request: ClinicRequest) -> HttpResponse:
    """Everything that waits for this member's jobs, red answers first; ``?whose=mine`` or ``nobodys`` sorts out."""
    return _shown(request)


@require_POST
@policy(Audience.STAFF)
def take(request: ClinicRequest, task_id: UUID) -> HttpResponse:
    """Put one's name on it; ``over`` takes it from somebody else."""
    over, seen = request.POST.get("over") == "1", request.POST.get("seen")
    result = actions.take(by=request.member, task_id=task_id, over=over, seen=seen)
    if isinstance(result, Refused):
        return _shown(request, NotDone(task_id, refused=result))
    return done(request, result, to="desk:inbox")


@require_POST
@policy(Audience.STAFF)
@sensitive_post_parameters()
def finish(request: ClinicRequest, task_id: UUID) -> HttpResponse:
    """Done, with what came of it. What was typed comes back when somebody else was quicker."""
    form = Finish(request.POST, prefix=str(task_id))
    is_right = form.is_valid()
    is_mine = any(row.id == task_id and row.is_mine for row in inbox(request.member))
    if not is_right and is_mine:
        return _shown(request, NotDone(task_id, form))
    outcome, seen = form.cleaned_data.get("outcome", ""), request.POST.get("seen")
    result = actions.done(by=request.member, task_id=task_id, outcome=outcome, seen=seen)
    if isinstance(result, Refused):
        return _shown(request, NotDone(task_id, form, result))
    return done(request, result, to="desk:inbox")


def _shown(request: ClinicRequest, wrong: NotDone | None = None) -> HttpResponse:
    whose = _whose(request.GET.get("whose", ""))
    every = inbox(request.member)
    asked = sorted_out(every, whose)
    kinds = grouped(asked) if len(asked) > A_PAGE else ()
    kind = next((each for each in kinds if each.id == request.GET.get("kind")), None)
    rows = kind.rows if kind else asked
    place = next((n for n, row in enumerate(rows) if wrong and row.id == wrong.task_id), None)
    found = cut(rows, number_of(request) if place is None else place // A_PAGE + 1, A_PAGE)
    status = (wrong.refused.status if wrong.refused else 400) if wrong else 200
    return page(
        request,
        "desk/inbox.html",
        status=status,
        groups=[
            LinkedGroup(group.id, group.label, tuple(_linked(row, request.member, wrong) for row in group.rows))
            for group in grouped(found.rows)
        ],
        kinds=[KindChip(each, len(each.rows), each is kind) for each in kinds],
        pages=pages_of(request, found, at=reverse("desk:inbox")),
        chips=[Chip(each, len(sorted_out(every, each)), each is whose) for each in Whose],
        whose=whose,
        form=wrong.form if wrong and not wrong.refused else None,
        refused=wrong.refused.words.said(gettext) if wrong and wrong.refused else "",
        typed=_typed(wrong, every),
    )


def _typed(wrong: NotDone | None, every: Iterable[TaskRow]) -> str:
    """What was typed about a task that has no form for it any more."""
    if (
        not wrong
        or not wrong.form
        or not wrong.refused
        or any(row.id == wrong.task_id and row.is_mine for row in every)
    ):
        return ""
    return str(wrong.form.data.get(wrong.form.add_prefix("outcome"), ""))


def _whose(asked: str) -> Whose:
    return Whose(asked) if asked in set(Whose) else Whose.ALL


def _linked(row: TaskRow, by: Member, wrong: NotDone | None) -> LinkedTask:
    form = None
    if row.is_mine and not row.ends_elsewhere:
        form = wrong.form if wrong and wrong.form and wrong.task_id == row.id else Finish(prefix=str(row.id))
    return LinkedTask(row, ways_of(row, by), form)
