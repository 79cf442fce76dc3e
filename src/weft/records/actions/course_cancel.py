"""Cancelling a trip, or one half of it, with a reason."""

from collections.abc import Sequence
from uuid import UUID

from weft.core.shared.words import Words
from weft.records import claims, clock
from weft.records.access import Job, Member, NotAllowed
from weft.records.actions import course_message
from weft.records.actions.away import finish_calls
from weft.records.actions.base import action
from weft.records.actions.course_trip import must_be, only_booked, trip_of
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.refused import Reason, Refused


@action
def cancel_visit(
    *, reason: str, by: Member, visit_id: UUID | None = None, pair_id: UUID | None = None, only_this_half: bool = False,
    seen: str | None = None,
) -> tuple[UUID, ...]:  # fmt: skip
    """Cancel a trip: a pair as a whole, unless only one half is asked for; then the pair is apart, with the reason.

    Args:
        reason: Why; kept.
        by: Somebody with the diary, or the person themselves.
        visit_id: One of its visits; or
        pair_id: the pair.
        only_this_half: Cancel ``visit_id`` and let the other half stand.
        seen: `course_trip.mark_of` of the trip on the page; None does not ask.

    Returns:
        Ids of the cancelled visits, or Refused: MISSING without a reason, ALREADY_DONE when it has begun,
        CHANGED_MEANWHILE when it is not as it was on the page.
    """
    if by.is_staff:
        by.need(Job.DIARY)
    if by.user_id is None:
        raise NotAllowed("somebody cancels a visit, and is named")
    why = reason.strip()
    if not why:
        raise Refused(Reason.MISSING, Words("Say why the visit is cancelled."))
    trip = _locked([visit.id for visit in trip_of(by, visit_id, pair_id)], by)
    off = [visit for visit in trip if not only_this_half or visit.id == visit_id]
    only_booked(off)
    must_be(trip, seen)
    for visit in off:
        visit.state, visit.cancelled_at, visit.cancelled_by_id = VisitState.CANCELLED, clock.now(), by.user_id
        visit.cancel_reason, visit.changes = why[:200], visit.changes + 1
        visit.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason", "changes"])
    claims.release(*off)
    finish_calls({visit.person_id for visit in off}, outcome="cancelled", by=by)
    _say_so(trip, off, why, by)
    return tuple(visit.id for visit in off)


def _locked(visit_ids: Sequence[UUID], by: Member) -> list[Visit]:
    rows = Visit.objects.within(by.clinic_id).filter(id__in=visit_ids).order_by("id").select_for_update()
    return sorted(rows, key=lambda visit: visit.starts)


def _say_so(trip: Sequence[Visit], off: Sequence[Visit], why: str, by: Member) -> None:
    """Half a pair that stays is a trip of its own."""
    stays = [visit for visit in trip if visit.id not in {gone.id for gone in off}]
    course_message.tell_cancelled(off, by=by)
    if stays:
        Pair.objects.within(by.clinic_id).filter(id__in={one.pair_id for one in stays if one.pair_id}).update(
            state=PairState.APART, apart_reason=why
        )
