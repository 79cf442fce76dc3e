"""The search of a long run: a picture is read, solved with no transaction open, and the best answer kept on the way."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from weft.core.schedule.clinic.solving import Solver
from weft.library.compiled import compiled
from weft.records.access import Member, clinic_of
from weft.records.actions import run_pulse as pulse
from weft.records.models import RunEnd, RunState, ScheduleRun
from weft.records.reads.calendar_sites import calendars_of, version_of_all
from weft.records.run_answer import RunAnswer, together
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
        calendars = calendars_of(clinic_of(by.clinic_id), run.first_day, run.last_day, run.site_id)
        pulse.beat(run_id, RunState.RUNNING, 0, version=version_of_all(calendars), by=by)
        _search(run, [reader_of(calendar) for calendar in calendars], by, steps, rest)
    except Exception as trouble:  # noqa: BLE001  the last good answer is kept, whatever it was
        log.error("run %s: %s", run_id, type(trouble).__name__)  # noqa: TRY400  a traceback could hold names
        pulse.end(run_id, RunEnd.FAILED, by=by)


def _search(run: ScheduleRun, readers: Sequence[Reader], by: Member, steps: int | None, rest: float) -> None:
    """Site after site, each with a part of the time as large as its part of what is lacking."""
    best = [reader.answer(reader.calendar.visits) for reader in readers]
    lacks = [sum(reader.lacks.values()) for reader in readers]
    parts = [number / sum(lacks) for number in lacks] if any(lacks) else [1 / len(lacks)] * len(lacks)
    for at, reader in enumerate(readers):
        done = sum(parts[:at])
        for share, better in _looked(reader, run.seconds * parts[at], steps, rest):
            best[at] = better or best[at]
            kept = together(best) if better else None
            if pulse.beat(run.id, RunState.RUNNING, done + share * parts[at], kept, by=by) is not True:
                pulse.end(run.id, why_stopped(run.id, by), together(best), by=by)
                return
    pulse.end(run.id, RunEnd.DONE, together(best), by=by)


def _looked(
    reader: Reader, seconds: float, steps: int | None, rest: float
) -> Iterator[tuple[float, RunAnswer | None]]:  # fmt: skip
    """Now and then the share of one site's time that is spent, with the best answer when it is a better one."""
    solver = Solver(reader.clinic, existing=reader.calendar.visits, compiled=compiled)
    began = last = time.monotonic()
    kept: int | None = None

    def share(done: int) -> float:
        return done / steps if steps else (time.monotonic() - began) / max(seconds, 0.5)

    left: Callable[[], float] | None = None if steps else lambda: max(0.5, seconds - (time.monotonic() - began))
    for progress in solver.run(share, left):
        if kept is not None and time.monotonic() - last < rest:
            continue
        better = reader.answer(solver.answer.visits) if progress.points != kept else None
        kept, last = progress.points, time.monotonic()
        yield min(1.0, share(progress.steps)), better
    yield 1.0, reader.answer(solver.answer.visits)


def why_stopped(run_id: UUID, by: Member) -> RunEnd:
    """Somebody cancelled it, or its worker ends."""
    asked = ScheduleRun.objects.within(by.clinic_id).filter(id=run_id, cancel_asked_at__isnull=False)
    return RunEnd.CANCELLED if asked.exists() else RunEnd.LOST
