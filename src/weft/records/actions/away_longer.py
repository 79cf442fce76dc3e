"""A longer look at an absence is asked for, joined, cancelled; a worker does it (`away_search`) and brings it back.

It is a run like those of the diary (`run`, `run_pulse`), with the closure named: one queue, one pulse, one reaper.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from weft.core.shared.words import Words
from weft.records.access import Job, Member, clinic_of, row_of
from weft.records.actions.away_move import going_on
from weft.records.actions.base import action
from weft.records.actions.run import GOING_ON, stop
from weft.records.actions.run_tasks import look_longer
from weft.records.away_lost import lost_visits
from weft.records.local import wall_time
from weft.records.models import Closure, ScheduleRun
from weft.records.refused import Reason, Refused

SECONDS = 30
"""How long it may look; it ends sooner when everything was tried."""


@action
def ask_longer(*, by: Member, closure_id: UUID) -> UUID:
    """Ask a worker to look longer for new times; asked again while it looks, it is the same look.

    Returns:
        The run's id, or Refused: ALREADY_DONE (called off, or no visit stands in it any more).
    """
    by.need(Job.DIARY)
    absence = going_on(by, closure_id)
    running = looks_of(absence).filter(state__in=GOING_ON).first()
    if running is not None:
        return running.id
    if not lost_visits(by.clinic_id, [absence])[absence.id]:
        raise Refused(Reason.ALREADY_DONE, Words("No visit stands in it any more. Load the page again."))
    zone = clinic_of(by.clinic_id).zone
    run = ScheduleRun.objects.create(
        clinic_id=by.clinic_id, asked_by_id=by.author_id, closure=absence, seconds=SECONDS,
        first_day=wall_time(absence.starts, zone).date(),
        last_day=wall_time(absence.ends - timedelta(microseconds=1), zone).date(),
    )  # fmt: skip
    look_longer.enqueue(run_id=str(run.id), clinic_id=str(by.clinic_id))
    return run.id


@action
def cancel_longer(*, by: Member, closure_id: UUID) -> UUID:
    """Stop the look that goes on; what was looked at before stands.

    Returns:
        The run's id, or Refused: ALREADY_DONE when none goes on.
    """
    by.need(Job.DIARY)
    running = looks_of(row_of(Closure, by, closure_id)).filter(state__in=GOING_ON).first()
    if running is None:
        raise Refused(Reason.ALREADY_DONE, Words("This look has ended already."))
    return stop(row_of(ScheduleRun, by, running.id, for_update=True), by)


def looks_of(absence: Closure) -> QuerySet[ScheduleRun]:
    """Its longer looks, newest first."""
    return ScheduleRun.objects.within(absence.clinic_id).filter(closure=absence).order_by("-made_at")
