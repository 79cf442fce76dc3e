"""The trip that a visit belongs to: the two halves of a pair that is together, or the visit alone."""

from collections.abc import Iterable
from uuid import UUID

from weft.core.shared.words import Words
from weft.records.access import Member, NotFound, row_of
from weft.records.models import Pair, PairState, Visit, VisitState
from weft.records.refused import Reason, Refused


def trip_of(by: Member, visit_id: UUID | None, pair_id: UUID | None = None) -> list[Visit]:
    """The visits of one trip that stand, in order of time.

    Raises:
        NotFound: Unknown, another clinic's, or (for a patient) somebody else's.
    """
    if pair_id is not None:
        return _standing(row_of(Pair, by, pair_id))
    if visit_id is None:
        raise TypeError("say which visit or which pair")
    visit = row_of(Visit, by, visit_id)
    pair = row_of(Pair, by, visit.pair_id) if visit.pair_id else None
    together = pair is not None and pair.state == PairState.TOGETHER and visit.state != VisitState.CANCELLED
    return _standing(pair) if pair is not None and together else [visit]


def halves(by: Member, pair_id: UUID) -> tuple[Pair, tuple[Visit, Visit]]:
    """A pair, locked, with its first and second half.

    Raises:
        NotFound: As `trip_of`.
        Refused: ALREADY_DONE when a half is cancelled: there is nothing to put together.
    """
    pair = row_of(Pair, by, pair_id, for_update=True)
    standing = sorted(_standing(pair), key=lambda visit: visit.order_in_pair or 0)
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


def _standing(pair: Pair) -> list[Visit]:
    rows = Visit.objects.within(pair.clinic_id).filter(pair=pair).exclude(state=VisitState.CANCELLED)
    found = list(rows.select_related("practitioner__user", "place").order_by("starts"))
    if not found:
        raise NotFound
    return found
