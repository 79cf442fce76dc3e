"""Whoever is hit by an absence becomes a task, one for each person; for use inside actions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.formats import date_format

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import claims, clock, tasks
from weft.records.access import Job, Member, clinic_of
from weft.records.closed_times import Booked
from weft.records.models import Hold, Talk, Task, Visit

CANNOT_BE_HELD = "away"
"""The kind of task: somebody's visit or talk lies in an absence."""
ELSEWHERE = "away_elsewhere"
"""The same, and another clinic has written the absence."""
CALLS = (CANNOT_BE_HELD, ELSEWHERE)
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Call:
    """Which task it is."""

    kind: str
    says: Callable[[str], Words]
    """Of the day."""
    subject: UUID
    """What its page is about."""


def ask_to_call(call: Call, booked: Booked, by: Member) -> None:
    """One task for each person, about the first of their visits, and one for each talk.

    A proposal that somebody looks at now is let go of, and made anew; a talk is booked, and is called about.
    """
    _let_go_of_proposals(booked.holds, by)
    notice = timedelta(hours=clinic_of(by.clinic_id).notice_hours)
    first: dict[UUID, Visit] = {}
    for visit in Visit.objects.within(by.clinic_id).filter(id__in=booked.visits).order_by("starts", "id"):
        first.setdefault(visit.person_id, visit)
    for person_id, visit in first.items():
        _raise(call, visit, notice, by, person_id=person_id)
        say(call, visit, by)
    for talk in Talk.objects.within(by.clinic_id).filter(hold_id__in=booked.holds, cancelled_at__isnull=True):
        _raise(call, talk, notice, by, enquiry_id=talk.enquiry_id)


def say(call: Call, visit: Visit, by: Member) -> None:
    """What waits for its person says this visit, and leads to its page: there may be others in other absences."""
    waits = Task.objects.within(by.clinic_id).filter(kind=call.kind, person_id=visit.person_id, done_at__isnull=True)
    waits.update(says=to_json(call.says(_day(visit))), subject=call.subject)


def first_of_each(hit: Iterable[tuple[Call, Visit]]) -> dict[UUID, tuple[Call, Visit]]:
    """By person, the first of their visits that cannot be held."""
    found: dict[UUID, tuple[Call, Visit]] = {}
    for call, visit in sorted(hit, key=lambda one: one[1].starts):
        found.setdefault(visit.person_id, (call, visit))
    return found


def _let_go_of_proposals(hold_ids: Iterable[UUID], by: Member) -> None:
    talks = Talk.objects.within(by.clinic_id).filter(hold_id__in=hold_ids).values("hold_id")
    rows = Hold.objects.within(by.clinic_id).filter(id__in=hold_ids, ended_at__isnull=True).exclude(id__in=talks)
    claims.release(*rows.order_by("id").select_for_update())


def _raise(
    call: Call, one: Visit | Talk, notice: timedelta, by: Member, *,
    person_id: UUID | None = None, enquiry_id: UUID | None = None,
) -> None:  # fmt: skip
    tasks.raise_task(
        call.kind, call.says(_day(one)), by=by, job=Job.DIARY,
        due=max(clock.now() + SOON, one.starts - notice), subject=call.subject, person_id=person_id,
        enquiry_id=enquiry_id,
    )  # fmt: skip


def _day(one: Visit | Talk) -> str:
    return date_format(one.local_date, "D j N Y")
