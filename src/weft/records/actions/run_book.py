"""From a run's answer to visits: one person after the other, each in one transaction, guarded as any booking is.

The times were found some minutes ago. What is no longer so is left out and said; what was booked is written beside it
in the same transaction, so that beginning again after a crash doubles nothing and loses nothing.
"""

import logging
from uuid import UUID

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records.access import Job, Member, clinic_of, member_for, row_of
from weft.records.actions import run_pulse as pulse
from weft.records.actions.base import action
from weft.records.actions.run_elsewhere import look_elsewhere
from weft.records.actions.run_still_there import Hours
from weft.records.actions.run_trips import book_trips
from weft.records.models import RunState, ScheduleRun
from weft.records.reads.calendar_sites import calendars_of, version_now
from weft.records.refused import Reason, Refused
from weft.records.run_answer import Told, answer_of, told_of

log = logging.getLogger("weft.records")


def book_chosen(run_id: UUID, *, by: Member) -> None:
    """Book what was chosen, in the name of who chose it; again after a crash, it goes on where it was.

    Who no longer works here, or no longer has the diary, books nothing. What breaks for one person is left to be
    chosen again, and the others are booked.

    Args:
        run_id: The run.
        by: The system of its clinic.
    """
    if pulse.begin(run_id, RunState.BOOKING, by=by) is not True:
        return
    try:
        is_whole = _book_all(ScheduleRun.objects.within(by.clinic_id).get(id=run_id), by)
    except Exception as trouble:  # noqa: BLE001  what was booked stands, and the rest can be chosen again
        _log(run_id, trouble)
        is_whole = False
    pulse.end_booking(run_id, is_whole=is_whole, by=by)


def _book_all(run: ScheduleRun, system: Member) -> bool:
    chooser = member_for(run.book_asked_by_id, run.clinic_id) if run.book_asked_by_id else None
    if chooser is None or not chooser.may(Job.DIARY):
        return False
    hours, is_whole = _hours_if_changed(run, system), True
    left = [UUID(each) for each in run.chosen if each not in run.told]
    for at, person_id in enumerate(left):
        if pulse.beat(run.id, RunState.BOOKING, at / len(left), by=system) is not True:
            return False
        is_whole &= _book_one(run.id, person_id, hours, chooser)
    _other_times(run.id, system)
    return is_whole


def _other_times(run_id: UUID, system: Member) -> None:
    """What was found is booked, whatever becomes of this."""
    try:
        look_elsewhere(run_id, by=system)
    except Exception as trouble:  # noqa: BLE001  other times are an offer, and the next run finds them too
        _log(run_id, trouble)


def _book_one(run_id: UUID, person_id: UUID, hours: Hours, by: Member) -> bool:
    try:
        return isinstance(book_person(run_id=run_id, person_id=person_id, hours=hours, by=by), Told)
    except Exception as trouble:  # noqa: BLE001  one person must not keep all others from being booked
        _log(run_id, trouble)
        return False


def _log(run_id: UUID, trouble: Exception) -> None:
    log.error("booking of run %s: %s", run_id, type(trouble).__name__)  # a traceback could hold names


def _hours_if_changed(run: ScheduleRun, system: Member) -> Hours:
    """Claims guard themselves; hours and places do not, so they are read again when the calendar is not the same."""
    clinic = clinic_of(system.clinic_id)
    if version_now(clinic, run.first_day, run.last_day, run.site_id) == run.version:
        return None
    return calendars_of(clinic, run.first_day, run.last_day, run.site_id)


@action
def book_person(*, run_id: UUID, person_id: UUID, by: Member, hours: Hours = None) -> Told:
    """Book one person's trips: each of them whole or not at all; said twice it is done once.

    Args:
        run_id: The run, while it is being booked.
        person_id: Whose trips.
        by: Somebody with the diary.
        hours: The pictures of its sites as they are now, when it is not what the run was found in.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    if before := run.told.get(str(person_id)):
        return told_of(before)
    answer = answer_of(run.answer)
    found = next((one for one in answer.people if one.person == person_id), None) if answer else None
    if run.state != RunState.BOOKING or found is None or str(person_id) not in run.chosen:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This run is not being booked."))
    told = book_trips(run, found, hours, by)
    run.told = {**run.told, str(person_id): to_json(told)}
    run.save(update_fields=["told"])
    return told
