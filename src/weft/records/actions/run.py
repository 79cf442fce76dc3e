"""Long runs as people see them: asked for, cancelled, booked. The work itself is done by a worker (`run_tasks`)."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, NotFound, clinic_of, row_of
from weft.records.actions.base import action, once
from weft.records.actions.run_tasks import book, fill
from weft.records.models import RunState, ScheduleRun
from weft.records.reads.calendar_weeks import monday_of
from weft.records.refused import Reason, Refused
from weft.records.run_answer import answer_of

__all__ = ["SECONDS", "WEEKS", "ask_for_run", "book_run", "cancel_run"]

WEEKS, SECONDS = (1, 2, 3, 4), (20, 60, 120)
"""What may be asked for."""
GOING_ON = (RunState.WAITING, RunState.RUNNING, RunState.BOOKING)


@action
def ask_for_run(*, weeks: int, seconds: int, by: Member, key: str = "") -> UUID:
    """Ask a worker to look for the visits that the next weeks lack, from tomorrow.

    Args:
        weeks: One of `WEEKS`: whole weeks, the first from tomorrow to its Sunday.
        seconds: One of `SECONDS`.
        by: Somebody with the diary.
        key: One-time key.

    Returns:
        The run's id, or Refused: ALREADY_DONE while one goes on.
    """
    by.need(Job.DIARY)
    if weeks not in WEEKS or seconds not in SECONDS:
        raise Refused(Reason.NOT_POSSIBLE, Words("Choose how many weeks and how long from the lists."))
    return once(lambda: _ask(weeks, seconds, by), by=by, name="ask_for_run", key=key, keep=str, found=UUID)


def _ask(weeks: int, seconds: int, by: Member) -> UUID:
    first, last = days_of(clinic_of(by.clinic_id).zone, weeks)
    try:
        with transaction.atomic():
            run = ScheduleRun.objects.create(
                clinic_id=by.clinic_id, asked_by_id=by.author_id, first_day=first, last_day=last, seconds=seconds
            )
    except IntegrityError as error:
        raise Refused(Reason.ALREADY_DONE, Words("A run is going on already. Wait for it, or cancel it.")) from error
    fill.enqueue(run_id=str(run.id), clinic_id=str(by.clinic_id))
    return run.id


def days_of(zone: str, weeks: int) -> tuple[date, date]:
    """From tomorrow to the Sunday of the last week; a week that ends tomorrow is not counted."""
    first = clock.today(zone) + timedelta(days=1)
    begins = monday_of(first) if first.weekday() < 6 else first + timedelta(days=1)
    return first, begins + timedelta(days=7 * weeks - 1)


@action
def cancel_run(*, run_id: UUID, by: Member) -> UUID:
    """Ask the worker to stop; what was found until then is kept. One that still waits ends at once.

    Returns:
        The run's id, or Refused: ALREADY_DONE when it has ended.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    if run.closure_id is not None:  # of an absence, which cancels its own (`away_longer`)
        raise NotFound
    return stop(run, by)


def stop(run: ScheduleRun, by: Member) -> UUID:
    """Ask for the end of a run of either kind, its row locked. For use inside an action.

    Raises:
        Refused: ALREADY_DONE.
    """
    if run.state not in GOING_ON:
        raise Refused(Reason.ALREADY_DONE, Words("This run has ended already."))
    if run.cancel_asked_at is None:
        run.cancel_asked_at, run.cancel_asked_by_id = clock.now(), by.author_id
    if run.heartbeat is None:  # no worker has it yet
        was_booking = run.state == RunState.BOOKING
        run.state, run.ended_at = RunState.FOUND, run.ended_at or clock.now()
        run.end = run.end if was_booking else "cancelled"
    run.save()
    return run.id


@action
def book_run(*, run_id: UUID, people: Collection[UUID], by: Member) -> UUID:
    """Have a worker book the trips of these people, one after the other, each as a booking at the desk would be.

    Returns:
        The run's id, or Refused: CHANGED_MEANWHILE while something goes on or when it is a matter of the past,
        MISSING when nobody was chosen, NOT_POSSIBLE when nothing was found for them.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    if run.closure_id is not None:  # it found times for visits that stand: each of their people is asked
        raise NotFound
    if run.state not in (RunState.FOUND, RunState.BOOKED):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This run is going on. Wait until it has ended."))
    answer = answer_of(run.answer)
    found = {str(one.person) for one in answer.people if one.trips} if answer else set()
    chosen = sorted({str(each) for each in people} & found - run.told.keys())
    if not people:
        raise Refused(Reason.MISSING, Words("Choose whose trips are to be booked."))
    if not chosen:
        raise Refused(Reason.NOT_POSSIBLE, Words("There is nothing left to book for them."))
    run.state, run.chosen, run.share, run.heartbeat = RunState.BOOKING, chosen, 0, None
    run.book_asked_at, run.book_asked_by_id = clock.now(), by.author_id
    run.cancel_asked_at = run.cancel_asked_by_id = None
    _save_as_the_only_one(run)
    book.enqueue(run_id=str(run.id), clinic_id=str(by.clinic_id))
    return run.id


def _save_as_the_only_one(run: ScheduleRun) -> None:
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("Another run is going on. Wait until it has ended.")) from error
