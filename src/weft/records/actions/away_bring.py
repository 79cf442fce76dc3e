"""A longer look comes back: its answer is kept when it is better, and nothing newer is ever written over.

The desk looks anew, moves and asks while a worker looks. So `standing` is taken before the worker reads anything, and
compared under the absence's lock when it comes back: compare and swap. The absence is locked first and then its run,
here as by whoever asks for a look; whoever cancels or gives it up locks the run alone. What is booked meanwhile beside
it is not compared: as with any look, a time that is gone is refused by the claims when somebody agrees to it.

This is apart from `away_longer`, which queues the task that ends here: one file for both would be a circle of imports.
"""

from collections.abc import Collection
from uuid import UUID

from weft.library.stored import to_json
from weft.records import versions
from weft.records.access import Member, NotFound, row_of
from weft.records.actions import run_pulse as pulse
from weft.records.actions.base import action
from weft.records.actions.course_trip import mark_of
from weft.records.away_lost import lost_visits
from weft.records.away_offer import Came, CameOf, KeptOffer, kept_of
from weft.records.models import Closure, MoveQuestion, RunEnd, ScheduleRun, Visit


@action
def bring(run_id: UUID, offer: KeptOffer, *, stood: str, by: Member) -> bool:
    """End a look with what it found, which is kept when it is better and nothing is newer.

    Args:
        run_id: The look.
        offer: What it found.
        stood: `standing` as it was before the calendar was read.
        by: The system of its clinic.

    Returns:
        False when the look was given up, or was to stop, before it came back: nothing is kept.
    """
    absence = absence_in(run_id, by, for_update=True)  # first, as whoever moves, asks or looks does
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    if run.cancel_asked_at is not None:
        pulse.end(run_id, RunEnd.CANCELLED, by=by)
        return False
    came = _came(absence, offer, stood)
    if not pulse.end(run_id, RunEnd.DONE, came, by=by):
        return False
    if came.of is CameOf.KEPT:
        absence.offer = to_json(offer)
        absence.save(update_fields=["offer"])
    return True


def _came(absence: Closure, offer: KeptOffer, stood: str) -> Came:
    lost = {visit.id for visit in lost_visits(absence.clinic_id, [absence])[absence.id]}
    if absence.ended_at is not None:
        of = CameOf.OVER
    elif standing(absence) != stood:
        of = CameOf.CHANGED
    else:
        of = CameOf.KEPT if offer.back(lost) > _back_now(absence, lost) else CameOf.NO_MORE
    return Came(of, offer.back(lost), len(lost - {one.visit_id for one in offer.apart}))


def _back_now(absence: Closure, lost: Collection[UUID]) -> int:
    """How many have a place by what is kept: of those whose visits are where they were when it was looked at."""
    kept = kept_of(absence)
    moves = {move.visit_id for row in kept.rows for move in row.moves} if kept else set[UUID]()
    visits = {visit.id: visit for visit in Visit.objects.within(absence.clinic_id).filter(id__in=moves)}
    rows = [
        row
        for row in (kept.rows if kept else ())
        if mark_of(visits[move.visit_id] for move in row.moves if move.visit_id in visits) == row.mark
    ]
    return sum(move.visit_id in lost for row in rows for move in row.moves)


def standing(absence: Closure) -> str:
    """Changes whenever somebody looks anew, is moved, asked, or answers: a look may replace only what it began with."""
    kept = kept_of(absence)
    moves = {move.visit_id for row in kept.rows for move in row.moves} if kept else set[UUID]()
    lost = {visit.id for visit in lost_visits(absence.clinic_id, [absence])[absence.id]}
    visits = Visit.objects.within(absence.clinic_id).filter(id__in=moves | lost)
    asked = MoveQuestion.objects.within(absence.clinic_id).filter(closure=absence).order_by("id")
    return versions.mark_of(
        absence.offer, sorted(map(str, lost)), mark_of(visits), *(f"{one.id} {one.state}" for one in asked)
    )


def absence_in(run_id: UUID, by: Member, *, for_update: bool = False) -> Closure:
    """What a look is about.

    Raises:
        NotFound: It is a run of the diary, or another clinic's.
    """
    run = row_of(ScheduleRun, by, run_id)
    if run.closure_id is None:
        raise NotFound
    return row_of(Closure, by, run.closure_id, for_update=for_update)
