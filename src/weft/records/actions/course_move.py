"""Moving what is booked: a trip as one, one half alone with a reason, and the halves together again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from weft.core.schedule.moving import Stay, move_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, resources
from weft.records.access import ClinicSeen, Job, Member, clinic_of
from weft.records.actions import course_message
from weft.records.actions.away import finish_calls
from weft.records.actions.base import action
from weft.records.actions.course_trip import halves, must_be, only_booked, trip_of
from weft.records.actions.schedule import check_time, local, needs
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.move_clear import need_clear
from weft.records.reads.schedule import in_free_places, in_hours, nearest_free
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

GRID_MINUTES = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and where the trip begins now."""

    visits: tuple[UUID, ...]
    starts: datetime


def move_pair(
    *, to: datetime, by: Member, visit_id: UUID | None = None, pair_id: UUID | None = None, seen: str | None = None
) -> Moved | Refused:
    """Move a trip so that it begins at ``to``: the two halves of a pair move as one, a single visit alone.

    Same people and lengths; another bed or room of the same kind when the own one is taken.

    Args:
        to: New start, aware.
        by: Somebody with the diary, or the person themselves.
        visit_id: One of its visits; or
        pair_id: the pair.
        seen: `course_trip.mark_of` of the trip on the page; None does not ask.

    Returns:
        What was moved, or Refused: SLOT_TAKEN (with the three nearest free times), NOT_POSSIBLE (outside working
        hours, in the past, too near another visit), ALREADY_DONE when it has begun or is cancelled, CHANGED_MEANWHILE
        when it is not as it was on the page.
    """
    may_change(by)
    trip = trip_of(by, visit_id, pair_id)
    result = move_now([visit.id for visit in trip], to, seen, by=by)
    return or_nearest(result, trip, to, by)


def split_pair(
    *, pair_id: UUID, visit_id: UUID, to: datetime, reason: str, by: Member, seen: str | None = None
) -> Moved | Refused:
    """Pull a pair apart: move one half alone, with a reason that is kept. ``seen`` is as for `move_pair`.

    Returns:
        What was moved, or Refused: MISSING without a reason, and what `move_pair` refuses.
    """
    may_change(by)
    half = [visit for visit in trip_of(by, None, pair_id) if visit.id == visit_id]
    result = split_now(pair_id, visit_id, to, reason.strip(), seen, by=by)
    return or_nearest(result, half, to, by)


@action
def rejoin(*, pair_id: UUID, by: Member) -> Moved:
    """Bring the second half back behind the first, at the first free time inside the window.

    Returns:
        What was moved, or Refused: ALREADY_DONE when the halves are together or the second has begun, NOT_POSSIBLE
        when no time inside the window is free.
    """
    may_change(by)
    pair, (first, second) = halves(by, pair_id)
    if pair.state != PairState.APART:
        raise Refused(Reason.ALREADY_DONE, Words("The two halves are together already."))
    only_booked([second])
    clinic = clinic_of(by.clinic_id)
    for gap in range(clinic.min_gap_minutes, clinic.window_minutes + 1, GRID_MINUTES):
        at = _on_grid(first.ends + timedelta(minutes=gap))
        result = _place_again((second.id,), at, by=by)
        if isinstance(result, Moved):
            pair.state, pair.local_date = PairState.TOGETHER, first.local_date
            pair.save(update_fields=["state", "local_date"])
            course_message.tell_moved([first, second], by=by)
            return result
    raise Refused(
        Reason.NOT_POSSIBLE,
        Words(
            "No time within {minutes} minutes of the first half is free. Move the whole trip.",
            minutes=clinic.window_minutes,
        ),
    )


@action
def move_now(visit_ids: Sequence[UUID], to: datetime, seen: str | None, *, by: Member) -> Moved:
    """`move_pair` without the nearest times; for an action around it."""
    must_be(_locked(visit_ids, by), seen)
    moved = _place(visit_ids, to, by)
    course_message.tell_moved(moved, by=by)
    return Moved(tuple(visit.id for visit in moved), moved[0].starts)


@action
def split_now(pair_id: UUID, visit_id: UUID, to: datetime, reason: str, seen: str | None, *, by: Member) -> Moved:
    """`split_pair` without the nearest times; for an action around it."""
    if not reason:
        raise Refused(Reason.MISSING, Words("Say why the two halves are pulled apart."))
    trip = _locked([visit.id for visit in trip_of(by, None, pair_id)], by)
    must_be(trip, seen)
    if all(visit.id != visit_id for visit in trip):
        raise Refused(Reason.NOT_POSSIBLE, Words("This visit is no half of that pair. Open the visit again."))
    Pair.objects.within(by.clinic_id).filter(id=pair_id).update(state=PairState.APART, apart_reason=reason)
    moved = _place([visit_id], to, by)
    course_message.tell_moved(moved, by=by)
    return Moved((visit_id,), moved[0].starts)


@action
def _place_again(visit_ids: Sequence[UUID], to: datetime, *, by: Member) -> Moved:
    """One try among several: a refusal undoes this one only."""
    moved = _place(visit_ids, to, by)
    return Moved(tuple(visit.id for visit in moved), moved[0].starts)


def _place(visit_ids: Sequence[UUID], to: datetime, by: Member) -> list[Visit]:
    """Write the new times and claim them, the old ones let go; for use inside an action."""
    trip = _locked(visit_ids, by)
    only_booked(trip)
    need_clear(trip, by)
    # The days between visits have no constraint in the database: two moves of one person's visits go one by one.
    claims.lock([resources.person(trip[0].person_id, by.clinic_id).id])
    clinic = clinic_of(by.clinic_id)
    wanted = in_free_places(trip[0].person_id, _wanted(trip, to), clinic=clinic, ignoring=visit_ids)
    _check(trip, wanted, clinic)
    for visit, new in zip(trip, wanted, strict=True):
        write_time(visit, new, clinic.zone)
    claims.claim(by.clinic_id, [need for visit in trip for need in needs(visit)], release=trip)
    if len(trip) > 1:
        Pair.objects.within(by.clinic_id).filter(id__in={one.pair_id for one in trip if one.pair_id}).update(
            local_date=trip[0].local_date
        )
    finish_calls([trip[0].person_id], outcome="moved", by=by)
    return trip


def _locked(visit_ids: Sequence[UUID], by: Member) -> list[Visit]:
    rows = Visit.objects.within(by.clinic_id).filter(id__in=visit_ids).order_by("id").select_for_update()
    return sorted(rows.select_related("practitioner"), key=lambda visit: visit.starts)


def _wanted(trip: Sequence[Visit], to: datetime) -> tuple[VisitWanted, ...]:
    shift = to - trip[0].starts
    return tuple(
        VisitWanted(
            visit.discipline,
            visit.practitioner_id,
            visit.starts + shift,
            int((visit.ends - visit.starts).total_seconds() // 60),
            visit.place_id,
            tuple((a, b) for a, b in visit.hands_on),
        )
        for visit in trip
    )


def _check(trip: Sequence[Visit], wanted: tuple[VisitWanted, ...], clinic: ClinicSeen) -> None:
    for each in wanted:
        check_time(each)
    if wanted[0].starts <= clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
    if not in_hours(wanted, clinic=clinic):
        raise Refused(Reason.NOT_POSSIBLE, Words("That time is outside working hours. Choose another time."))
    fault = _rules(trip, clinic)(wanted)
    if fault is not None:
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _rules(trip: Sequence[Visit], clinic: ClinicSeen) -> Callable[[tuple[VisitWanted, ...]], Words | None]:
    """What says which rule a move of this trip would break; the person's other visits are read once."""
    standing = Visit.objects.within(clinic.id).filter(person_id=trip[0].person_id)
    rows = standing.exclude(id__in=[visit.id for visit in trip]).exclude(state=VisitState.CANCELLED)
    others = [stay_of(one.discipline, one.starts, one.ends, clinic.zone) for one in rows]
    apart = {id_: one.min_days_apart for id_, one in knowledge().disciplines.items()}

    def fault(wanted: tuple[VisitWanted, ...]) -> Words | None:
        moved = [stay_of(each.discipline, each.starts, each.ends, clinic.zone) for each in wanted]
        return move_fault(moved, others, apart=apart, min_gap_minutes=clinic.min_gap_minutes)

    return fault


def stay_of(discipline: str, starts: datetime, ends: datetime, zone: str) -> Stay:
    """A visit's time as the rules between visits see it."""
    begins, stops = local(starts, zone), local(ends, zone)
    return Stay(discipline, begins.date(), begins.hour * 60 + begins.minute, stops.hour * 60 + stops.minute)


def write_time(visit: Visit, new: VisitWanted, zone: str) -> None:
    """Write new time, place and practitioner of one visit; claims are the caller's next step. For use in an action."""
    wall = local(new.starts, zone)
    visit.starts, visit.ends = new.starts.astimezone(UTC), new.ends.astimezone(UTC)
    visit.local_date, visit.local_start = wall.date(), wall.time().replace(tzinfo=None)
    visit.zone, visit.tzdata_version, visit.place_id = zone, clock.zone_data(), new.place_id
    visit.practitioner_id = new.practitioner_id
    visit.changes += 1
    fields = ["starts", "ends", "local_date", "local_start", "zone", "tzdata_version", "place", "practitioner"]
    visit.save(update_fields=[*fields, "changes"])


def or_nearest(result: T | Refused, trip: Sequence[Visit], to: datetime, by: Member) -> T | Refused:
    """A taken time is answered with the nearest free ones, looked up after the write lock is gone."""
    if not isinstance(result, Refused) or result.reason is not Reason.SLOT_TAKEN:
        return result
    return Refused(result.reason, result.words, alternatives=_nearest(trip, to, clinic_of(by.clinic_id)))


def nearest_moves(trip: Sequence[Visit], clinic: ClinicSeen) -> tuple[tuple[VisitWanted, ...], ...]:
    """The three nearest times to which this trip could be moved."""
    return _nearest(trip, trip[0].starts, clinic)


def _nearest(trip: Sequence[Visit], to: datetime, clinic: ClinicSeen) -> tuple[tuple[VisitWanted, ...], ...]:
    rules, ids = _rules(trip, clinic), [visit.id for visit in trip]

    def fits(starts: datetime) -> bool:
        return starts != trip[0].starts and rules(_wanted(trip, starts)) is None

    return nearest_free(trip[0].person_id, _wanted(trip, to), clinic=clinic, ignoring=ids, fits=fits)


def _on_grid(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % GRID_MINUTES, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + timedelta(minutes=GRID_MINUTES)


def may_change(by: Member) -> None:
    """Whoever of the staff moves a visit has the diary."""
    if by.is_staff:
        by.need(Job.DIARY)
