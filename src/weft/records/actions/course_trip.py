"""The trip that a visit belongs to: the two halves of a pair that is together, or the visit alone."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from weft.core.shared.words import Words
from weft.records import versions
from weft.records.access import Member, row_of
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.refused import Reason, Refused

THE_VISIT = Words("the visit")


def trip_of(by: Member, visit_id: UUID | None, pair_id: UUID | None = None) -> list[Visit]:
    """The visits of one trip that stand, in order of time; both halves of a pair of which none stands.

    Raises:
        NotFound: Unknown, another clinic's, or (for a patient) somebody else's.
    """
    if pair_id is not None:
        both = _halves_of(row_of(Pair, by, pair_id))
        return _standing(both) or both
    if visit_id is None:
        raise TypeError("say which visit or which pair")
    return trip_with(row_of(Visit, by, visit_id))


def trip_with(visit: Visit) -> list[Visit]:
    """The same for who has the visit already."""
    mine = Q(pair_id=visit.pair_id) if visit.pair_id else Q(id=visit.id)
    rows = Visit.objects.within(visit.clinic_id).filter(mine).select_related("practitioner__user", "place", "pair")
    found = list(rows.order_by("starts"))
    own = next(each for each in found if each.id == visit.id)
    is_together = own.pair is not None and own.pair.state == PairState.TOGETHER and own.state != VisitState.CANCELLED
    return _standing(found) if is_together else [own]


def locked(visit_ids: Iterable[UUID], by: Member) -> list[Visit]:
    """These visits in order of time, locked in the order of their ids. For use inside an action."""
    rows = Visit.objects.within(by.clinic_id).filter(id__in=list(visit_ids)).order_by("id")
    found = rows.select_for_update(of=("self",)).select_related("practitioner", "pair")
    return sorted(found, key=lambda visit: visit.starts)


def mark_of(trip: Iterable[Visit]) -> str:
    """What somebody saw of a trip: its visits, when, where and with whom each is, and whether it still stands."""
    parts = sorted(trip, key=lambda visit: visit.id)
    return versions.mark_of(
        *(f"{one.id} {one.starts.timestamp()} {one.place_id} {one.practitioner_id} {one.state}" for one in parts)
    )


def must_be(trip: Iterable[Visit], seen: str | None) -> None:
    """Decline when the trip is not the one on the page; None does not ask. For use inside an action, rows locked.

    Raises:
        Refused: CHANGED_MEANWHILE.
    """
    rows = list(trip)
    if seen in {None, mark_of(rows)}:
        return
    # Half a pair is another trip than the pair was, also when it is the other half that was changed.
    who = versions.last_written(*(_halves_of(rows[0].pair) if rows[0].pair else rows))
    says = Words("This visit has been changed meanwhile. Look at when it is now, then decide again.")
    if who.by:
        says = Words("{name} has changed this visit meanwhile. Look at when it is now, then decide again.", name=who.by)
    versions.need_unchanged(seen, mark_of(rows), THE_VISIT, lambda: who, says=says)


def halves(by: Member, pair_id: UUID) -> tuple[Pair, tuple[Visit, Visit]]:
    """A pair, locked, with its first and second half.

    Raises:
        NotFound: As `trip_of`.
        Refused: ALREADY_DONE when a half is cancelled: there is nothing to put together.
    """
    pair = row_of(Pair, by, pair_id, for_update=True)
    standing = sorted(_standing(_halves_of(pair)), key=lambda visit: visit.order_in_pair or 0)
    if len(standing) != 2:
        raise Refused(Reason.ALREADY_DONE, Words("One half of this pair is cancelled. Book it anew."))
    return pair, (standing[0], standing[1])


def only_booked(visits: Iterable[Visit]) -> None:
    """Go on only with visits that have not begun.

    Raises:
        Refused: ALREADY_DONE otherwise.
    """
    if any(visit.state != VisitState.BOOKED for visit in visits):
        raise Refused(
            Reason.ALREADY_DONE, Words("This visit has begun, is over or is cancelled, so it cannot be changed.")
        )


def _halves_of(pair: Pair) -> list[Visit]:
    rows = Visit.objects.within(pair.clinic_id).filter(pair=pair)
    return list(rows.select_related("practitioner__user", "place").order_by("starts"))


def _standing(visits: Iterable[Visit]) -> list[Visit]:
    return [visit for visit in visits if visit.state != VisitState.CANCELLED]
