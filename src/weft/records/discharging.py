"""What must be closed before an episode may end: needles, notes, and visits still booked."""

from collections.abc import Container, Iterable
from uuid import UUID

from weft.core.shared.words import Words, counted
from weft.library.knowledge import knowledge
from weft.records import clock, live
from weft.records.models import Episode, Visit, VisitState
from weft.records.refused import Reason, Refused


def require_nothing_open(episode: Episode) -> None:
    """Go on only when no needle is in, every note is signed and nothing is booked any more.

    Raises:
        Refused: NEEDLES_IN, or NOT_POSSIBLE naming the note or the visit.
    """
    for each in live.with_needles_in(episode.clinic_id, episode.person_id):
        says = counted(
            each.count.still_in,
            "{count} needle is still in. Take it out and count it first.",
            "{count} needles are still in. Take them out and count them first.",
        )
        raise Refused(Reason.NEEDLES_IN, says)
    rows = Visit.objects.within(episode.clinic_id).filter(episode=episode).exclude(state__in=live.OVER)
    found = live.lives(rows.order_by("starts"))
    for each in found.values():
        _require_closed(each)


def first_open(visits: Iterable[Visit], signed: Container[UUID]) -> Words | None:
    """From rows that a page has anyway: what would be said first, so that it is read before anybody types.

    Args:
        visits: Of the episode, without those that are over.
        signed: Ids of the visits whose notes are signed.
    """
    said = (_open(one, has_begun=one.state != VisitState.BOOKED, is_signed=one.id in signed) for one in visits)
    return next(filter(None, said), None)


def _require_closed(each: live.Live) -> None:
    has_begun = each.visit.state != VisitState.BOOKED or bool(each.rows)
    if says := _open(each.visit, has_begun=has_begun, is_signed=each.is_signed):
        raise Refused(Reason.NOT_POSSIBLE, says)


def _open(visit: Visit, *, has_begun: bool, is_signed: bool) -> Words | None:
    values = {"discipline": _name(visit), "day": visit.local_date}
    if has_begun and not is_signed:
        return Words("The note of {day} ({discipline}) is not signed. Sign it first.", **values)
    if not has_begun and visit.starts > clock.now() and visit.kind != "maintenance":
        return Words("A visit is still booked for {day} ({discipline}). Cancel it first.", **values)
    return None


def _name(visit: Visit) -> Words:
    known = knowledge().disciplines.get(visit.discipline)
    return Words(known.name if known else visit.discipline)
