"""The other times that were found for what a run lost: booked with one press, each checked as any booking is."""

from uuid import UUID

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records.access import Job, Member, clinic_of, row_of, system_of
from weft.records.actions.base import action
from weft.records.actions.run_elsewhere import look_elsewhere
from weft.records.actions.run_still_there import Hours
from weft.records.actions.run_trips import book_trips
from weft.records.models import RunState, ScheduleRun
from weft.records.reads.calendar_sites import calendars_of
from weft.records.refused import Reason, Refused
from weft.records.run_answer import Told, told_of

STANDS = (RunState.FOUND, RunState.BOOKED)


def book_elsewhere(*, run_id: UUID, by: Member) -> int | Refused:
    """Book the other times of everybody in a run; what was taken again is looked for once more.

    Returns:
        How many trips were booked, or Refused: CHANGED_MEANWHILE while something goes on, NOT_POSSIBLE when nothing is
        left to book.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id)
    if run.state not in STANDS:
        return Refused(Reason.CHANGED_MEANWHILE, Words("This run is going on. Wait until it has ended."))
    people = [UUID(id_) for id_, told in run.told.items() if told_of(told).elsewhere]
    if not people:
        return Refused(Reason.NOT_POSSIBLE, Words("There is nothing left to book for them."))
    hours = calendars_of(clinic_of(by.clinic_id), run.first_day, run.last_day, run.site_id)
    booked = 0
    for person_id in people:
        done = book_again(run_id=run_id, person_id=person_id, hours=hours, by=by)
        booked += done if isinstance(done, int) else 0
    look_elsewhere(run_id, by=system_of(by.clinic_id))
    return booked


@action
def book_again(*, run_id: UUID, person_id: UUID, hours: Hours, by: Member) -> int:
    """Book one person's other times: each trip whole or not at all; said twice it is done once.

    Returns:
        How many trips were booked, or Refused: CHANGED_MEANWHILE.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    told = told_of(run.told.get(str(person_id)))
    if run.state not in STANDS:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This run is going on. Wait until it has ended."))
    if told.elsewhere is None:
        return 0
    now = book_trips(run, told.elsewhere, hours, by)
    rest = tuple(one for one in told.dropped if one.starts not in told.instead)
    both = Told(
        told.trips + now.trips, told.visits + now.visits, rest + now.dropped,
        is_written_to=now.is_written_to if now.trips else told.is_written_to,
    )  # fmt: skip
    run.told = {**run.told, str(person_id): to_json(both)}
    run.save(update_fields=["told"])
    return now.trips
