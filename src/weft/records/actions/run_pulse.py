"""A run's pulse: taken up, a sign of life every second or two, each in a transaction of its own, ended; and a reaper.

django-tasks leaves a task running for ever when its worker is killed, so a run that has given no sign of life for a
minute is ended here, with the last answer that it kept; so is one that waits while no task for it is left.
"""

from contextvars import ContextVar
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django_tasks_db.models import DBTaskResult

from weft.library.stored import to_json
from weft.records import clock
from weft.records.access import Member
from weft.records.actions.base import action
from weft.records.away_offer import Came
from weft.records.models import RunEnd, RunState, ScheduleRun
from weft.records.run_answer import RunAnswer

LOST_AFTER = timedelta(seconds=60)
"""Without a sign of life; much longer than a step of the search takes."""
KEPT = timedelta(days=7)
"""How long the queue remembers what is over."""
told_to_end: ContextVar[Event | None] = ContextVar("weft_worker_ends", default=None)
"""Set in a worker: when it is told to end, a search ends with it."""


@action
def begin(run_id: UUID, state: RunState, *, by: Member) -> bool:
    """Take it up; False when it is no longer waiting for that, or somebody else has it."""
    rows = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, heartbeat__isnull=True)
    if state is RunState.RUNNING:
        taken = rows.filter(state=RunState.WAITING).update(state=state, started_at=clock.now(), heartbeat=clock.now())
    else:
        taken = rows.filter(state=state).update(heartbeat=clock.now())
    return bool(taken)


@action
def beat(
    run_id: UUID, state: RunState, share: float, answer: RunAnswer | None = None, *, version: str = "", by: Member
) -> bool:
    """A sign of life, and the answer when it has become better; False when it is to stop."""
    said: dict[str, Any] = {"heartbeat": clock.now(), "share": min(100, round(100 * share))}
    if answer is not None:
        said["answer"] = to_json(answer)
    if version:
        said["version"] = version
    rows = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, state=state)
    ends = told_to_end.get()
    return bool(rows.update(**said)) and not rows.filter(cancel_asked_at__isnull=False).exists() and not (
        ends is not None and ends.is_set()
    )  # fmt: skip


@action
def end(run_id: UUID, how: RunEnd, answer: RunAnswer | Came | None = None, *, by: Member) -> bool:
    """The search is over; without an answer the last that was kept stands. A run that was given up stays so."""
    said: dict[str, Any] = {"state": RunState.FOUND, "end": how, "ended_at": clock.now(), "heartbeat": clock.now()}
    if answer is not None:
        said["answer"] = to_json(answer)
    rows = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, state=RunState.RUNNING)
    return bool(rows.update(**said))


@action
def end_booking(run_id: UUID, *, is_whole: bool, by: Member) -> bool:
    """All that were chosen are through, or it was stopped and can go on."""
    rows = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, state=RunState.BOOKING)
    return bool(rows.update(state=RunState.BOOKED if is_whole else RunState.FOUND, share=100, heartbeat=clock.now()))


def silent_since() -> datetime:
    """Who gave no sign of life since then is given up."""
    return clock.now() - LOST_AFTER


@action
def reap(*, by: Member) -> int:
    """Give up the runs of this clinic whose worker is gone; how many there were."""
    gone = list(lost(ScheduleRun.objects.within(by.clinic_id)).select_for_update())
    for run in gone:
        if run.state != RunState.BOOKING:
            run.end, run.ended_at = RunEnd.LOST, clock.now()
        run.state = RunState.FOUND
        run.save(update_fields=["state", "end", "ended_at"])
    dead = DBTaskResult.objects.running().filter(args_kwargs__kwargs__run_id__in=[str(run.id) for run in gone])
    dead.update(status="FAILED", finished_at=clock.now())
    return len(gone)


def lost(runs: QuerySet[ScheduleRun]) -> QuerySet[ScheduleRun]:
    """Of these runs, those whose worker is gone: it fell silent, or died before it began and left no task."""
    silent = silent_since()
    begun = Q(state__in=(RunState.RUNNING, RunState.BOOKING), heartbeat__lt=silent)
    asked = Q(state__in=(RunState.WAITING, RunState.BOOKING), heartbeat__isnull=True, asked_at__lt=silent)
    return runs.annotate(asked_at=Coalesce("book_asked_at", "made_at")).filter(
        begun | (asked & ~Q(id__in=_in_hand(silent)))
    )


def _in_hand(silent: datetime) -> list[UUID]:
    """Runs for which a task waits, or was taken up just now."""
    tasks = DBTaskResult.objects.filter(Q(status="READY") | Q(status="RUNNING", started_at__gte=silent))
    said = (each["kwargs"].get("run_id") for each in tasks.values_list("args_kwargs", flat=True))
    return [UUID(id_) for id_ in said if id_]


def forget() -> None:
    """Remove the queue's own rows of what is long over."""
    over = ~Q(status__in=("READY", "RUNNING")) & Q(finished_at__lt=clock.now() - KEPT)
    DBTaskResult.objects.filter(over).delete()
