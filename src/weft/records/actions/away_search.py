"""The worker's part of a longer look at an absence: read, solve, bring back. Nobody is asked or moved by it."""

import logging
from threading import Thread
from uuid import UUID

from weft.core.schedule.clinic.repair import Offer, Rung
from weft.records.access import Member
from weft.records.actions import run_pulse as pulse
from weft.records.actions.away_bring import absence_in, bring, standing
from weft.records.actions.run_search import BEAT, why_stopped
from weft.records.away_offer import KeptOffer
from weft.records.models import RunEnd, RunState, ScheduleRun
from weft.records.reads.away_repair import Hit, Seconds, hit_by, no_offer, offer_of

log = logging.getLogger("weft.records")


def search_longer(run_id: UUID, *, by: Member, rest: float = BEAT) -> None:
    """Do it, once: sent twice it is done once.

    Args:
        run_id: The look, as it was asked for.
        by: The system of its clinic.
        rest: Seconds between two signs of life.
    """
    if pulse.begin(run_id, RunState.RUNNING, by=by) is not True:
        return
    try:
        _search(ScheduleRun.objects.within(by.clinic_id).get(id=run_id), by, rest)
    except Exception as trouble:  # noqa: BLE001  what was looked at before stands, whatever it was
        log.error("look %s: %s", run_id, type(trouble).__name__)  # noqa: TRY400  a traceback could hold names
        pulse.end(run_id, RunEnd.FAILED, by=by)


def _search(run: ScheduleRun, by: Member, rest: float) -> None:
    absence = absence_in(run.id, by)
    stood = standing(absence)  # before the calendar is read: what changes while it is read is newer, too
    hit = hit_by(absence)
    if hit is None or not hit.lost:
        bring(run.id, no_offer(Rung.RELATIVES, hit), stood=stood, by=by)
        return
    solving = _Solving(hit, run.seconds)
    solving.start()
    try:
        if _waited(solving, run, by, rest):
            bring(run.id, solving.offer(), stood=stood, by=by)
        else:
            pulse.end(run.id, why_stopped(run.id, by), by=by)
    finally:
        solving.seconds.stop()  # whatever broke off here, it is not to go on solving for nobody


def _waited(solving: "_Solving", run: ScheduleRun, by: Member, rest: float) -> bool:
    """It is through; False when it is to stop before."""
    while solving.is_alive():
        solving.join(rest)
        share = min(1.0, solving.seconds.spent / run.seconds)
        if pulse.beat(run.id, RunState.RUNNING, share, by=by) is not True:
            return False
    return True


class _Solving(Thread):
    """Solves in a thread that asks the database nothing: a program of a hundred people is one call of half a minute,
    and meanwhile there are signs of life, and somebody may cancel. One that is left behind ends by its own time;
    a daemon, so that a worker that is told to end does not wait for it."""

    def __init__(self, hit: Hit, seconds: float) -> None:
        super().__init__(name="look", daemon=True)
        self.seconds = Seconds(seconds, hit)
        self._hit, self._found, self._trouble = hit, list[Offer](), list[Exception]()

    def run(self) -> None:
        """The last rung, which asks others to make room."""
        try:
            self._found.append(self._hit.solved(Rung.RELATIVES, self.seconds))
        except Exception as trouble:  # noqa: BLE001  told by whoever waits for it
            self._trouble.append(trouble)

    def offer(self) -> KeptOffer:
        """What was found.

        Raises:
            Exception: What it broke off with.
        """
        for trouble in self._trouble:
            raise trouble
        took = max(1, round(self.seconds.spent))
        return offer_of(self._hit, self._found[0], seconds=took, is_cut=self.seconds.is_cut)
