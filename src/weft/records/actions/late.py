"""Somebody comes late, or not at all: what the desk decides, written with its claims."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from weft.core.schedule.late import LATE, Half, Least, Option, Way, late_options
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, live
from weft.records.access import ClinicSeen, Job, Member, NotAllowed, clinic_of
from weft.records.actions.away import finish_calls
from weft.records.actions.base import action
from weft.records.actions.course_move import write_time
from weft.records.actions.course_trip import locked, must_be, trip_of
from weft.records.actions.schedule import needs
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

CAME_LATE = "came late"
MINUTE = timedelta(minutes=1)
__all__ = ["LATE", "NOT_BEGUN", "Way", "came_after_all", "did_not_come", "locked_trip", "settle_late", "ways_of"]
"""What pages ask for, too: how late, and which way."""

NOT_BEGUN = (VisitState.BOOKED, VisitState.ARRIVED)


@action
def settle_late(*, by: Member, visit_id: UUID, minutes: int, way: Way, seen: str | None = None) -> tuple[UUID, ...]:
    """Hold a late trip in one of the ways that `core.schedule.late` gives; what is dropped is cancelled.

    Args:
        by: Somebody with the diary.
        visit_id: One of its visits.
        minutes: How late, one of `LATE`.
        way: Which way.
        seen: `course_trip.mark_of` of the trip on the page; None does not ask.

    Returns:
        Ids of the visits that are held, or Refused: ALREADY_DONE (it has begun), CHANGED_MEANWHILE, NOT_POSSIBLE (not
        today, too little would be left), SLOT_TAKEN (hands or place are somebody else's by then).
    """
    by.need(Job.DIARY)
    if by.user_id is None:
        raise NotAllowed("somebody decides, and is named")
    trip = locked_trip(by, visit_id)
    if any(visit.state not in NOT_BEGUN for visit in trip):
        raise Refused(Reason.ALREADY_DONE, Words("This visit has begun, is over or is cancelled."))
    must_be(trip, seen)
    live.require_now(trip[0])
    clinic = clinic_of(by.clinic_id)
    option = next((one for one in ways_of(trip, minutes, clinic) if one.way is way), None)
    if option is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("Too little time would be left for that. Choose another way."))
    _write(trip, option, by, clinic)
    finish_calls([trip[0].person_id], outcome=CAME_LATE, by=by)
    return tuple(half.id for half in option.halves)


def ways_of(trip: Sequence[Visit], minutes: int, clinic: ClinicSeen) -> tuple[Option, ...]:
    """Every way of a trip, by the limits of the knowledge and of this clinic; none for a number that is not asked."""
    if minutes not in LATE:
        return ()
    least = Least(knowledge().treat.retention.min_minutes, clinic.least_movement_minutes, clinic.min_gap_minutes)
    return late_options([_half(visit, trip[0]) for visit in trip], minutes, least)


def locked_trip(by: Member, visit_id: UUID) -> list[Visit]:
    """The trip that a visit belongs to, locked, in order of time."""
    return locked([visit.id for visit in trip_of(by, visit_id)], by)


@action
def did_not_come(*, by: Member, visit_id: UUID, seen: str | None = None) -> tuple[UUID, ...]:
    """Nobody came: both halves of a pair that is together; their time is free.

    Returns:
        Ids of the visits, or Refused: ALREADY_DONE (they are here, or it is cancelled), NOT_POSSIBLE (it has not begun
        yet), CHANGED_MEANWHILE.
    """
    by.need(Job.DIARY)
    trip = locked_trip(by, visit_id)
    if any(visit.state != VisitState.BOOKED for visit in trip):
        raise Refused(Reason.ALREADY_DONE, Words("They are marked as here, or the visit is over or cancelled."))
    must_be(trip, seen)
    if trip[0].starts > clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("The visit has not begun yet. Cancel it if they will not come."))
    for visit in trip:
        live.move_to(visit, VisitState.NO_SHOW)
    claims.release(*trip)
    finish_calls([trip[0].person_id], outcome="did not come", by=by)
    return tuple(visit.id for visit in trip)


@action
def came_after_all(*, by: Member, visit_id: UUID) -> tuple[UUID, ...]:
    """That nobody came was a mistake: the visits stand again, with their times.

    Returns:
        Ids of the visits, or Refused: ALREADY_DONE, SLOT_TAKEN when the time is somebody else's by now.
    """
    by.need(Job.DIARY)
    trip = [visit for visit in locked_trip(by, visit_id) if visit.state == VisitState.NO_SHOW]
    if not trip:
        raise Refused(Reason.ALREADY_DONE, Words("Nobody is marked as not having come. Load the page again."))
    for visit in trip:
        live.move_to(visit, VisitState.BOOKED)
    wanted = [need for visit in trip for need in needs(visit)]
    claims.claim_back(by.clinic_id, wanted, release=(), since=clock.now())  # they are here, whoever is away
    return tuple(visit.id for visit in trip)


def _half(visit: Visit, first: Visit) -> Half:
    minutes = int((visit.ends - visit.starts).total_seconds() // 60)
    after = int((visit.starts - first.starts).total_seconds() // 60)
    return Half(visit.id, visit.discipline, after, minutes, tuple((a, b) for a, b in visit.hands_on))


def _write(trip: Sequence[Visit], option: Option, by: Member, clinic: ClinicSeen) -> None:
    begins, rows = trip[0].starts, {visit.id: visit for visit in trip}
    held = [rows[half.id] for half in option.halves]
    dropped = [rows[id_] for id_ in option.dropped]
    for half in option.halves:
        visit = rows[half.id]
        at = begins + half.starts * MINUTE
        new = VisitWanted(visit.discipline, visit.practitioner_id, at, half.minutes, visit.place_id, half.hands_on)
        if (visit.starts, visit.ends) != (new.starts, new.ends):
            visit.hands_on = [list(each) for each in half.hands_on]
            visit.save(update_fields=["hands_on"])
            write_time(visit, new, clinic.zone)
    for visit in dropped:
        visit.state, visit.cancelled_at, visit.cancelled_by_id = VisitState.CANCELLED, clock.now(), by.user_id
        visit.cancel_reason, visit.changes = CAME_LATE, visit.changes + 1
        visit.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason", "changes"])
        Pair.objects.within(by.clinic_id).filter(visits=visit).update(state=PairState.APART, apart_reason=CAME_LATE)
    claims.claim(by.clinic_id, [need for visit in held for need in needs(visit)], release=trip)
