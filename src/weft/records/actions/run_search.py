"""The search of a long run: a picture is read, solved with no transaction open, and the best answer kept on the way."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from weft.core.schedule.clinic.solving import Solver
from weft.records.access import Member, clinic_of
from weft.records.actions import run_pulse as pulse
from weft.records.models import RunEnd, RunState, ScheduleRun
from weft.records.reads.clinic_calendar import calendar_of
from weft.records.run_read import Reader, reader_of

BEAT = 1.5
"""Seconds between two signs of life."""
log = logging.getLogger("weft.records")


def search(run_id: UUID, *, by: Member, steps: int | None = None, rest: float = BEAT) -> None:
    """Do it, once: sent twice it is done once.

    Args:
        run_id: The run, as it was asked for.
        by: The system of its clinic.
        steps: So many steps instead of the run's seconds, always with the same answer: for tests and the demo.
        rest: Seconds between two signs of life.
    """
    if pulse.begin(run_id, RunState.RUNNING, by=by) is not True:
        return
    try:
        run = ScheduleRun.objects.within(by.clinic_id).get(id=run_id)
        calendar = calendar_of(clinic_of(by.clinic_id), run.first_day, run.last_day, site=run.site_id)
        pulse.beat(run_id, RunState.RUNNING, 0, version=calendar.version, by=by)
        _search(run, reader_of(calendar), by, steps, rest)
    except Exception as trouble:  # noqa: BLE001  the last good answer is kept, whatever it was
        log.error("run %s: %s", run_id, type(trouble).__name__)  # noqa: TRY400  a traceback could hold names
        pulse.end(run_id, RunEnd.FAILED, by=by)


def _search(run: ScheduleRun, reader: Reader, by: Member, steps: int | None, rest: float) -> None:
    solver = Solver(reader.clinic, existing=reader.calendar.visits)
    began = last = time.monotonic()
    kept: int | None = None

    def share(done: int) -> float:
        return done / steps if steps else (time.monotonic() - began) / run.seconds

    left: Callable[[], float] | None = None if steps else lambda: max(0.5, run.seconds - (time.monotonic() - began))
    for progress in solver.run(share, left):
        if time.monotonic() - last < rest and kept is not None:
            continue
        better = reader.answer(solver.answer.visits) if progress.points != kept else None
        kept, last = progress.points, time.monotonic()
        if pulse.beat(run.id, RunState.RUNNING, share(progress.steps), better, by=by) is not True:
            pulse.end(run.id, _why(run.id, by), reader.answer(solver.answer.visits), by=by)
            return
    pulse.end(run.id, RunEnd.DONE, reader.answer(solver.answer.visits), by=by)


def _why(run_id: UUID, by: Member) -> RunEnd:
    asked = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, cancel_asked_at__isnull=False)
    return RunEnd.CANCELLED if asked.exists() else RunEnd.LOST
