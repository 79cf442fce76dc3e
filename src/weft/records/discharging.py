"""What must be closed before an episode may end: needles, notes, and visits still booked."""

from weft.core.shared.words import Words
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
        says = Words("{count} needles are still in. Take them out and count them first.", count=each.count.still_in)
        raise Refused(Reason.NEEDLES_IN, says)
    rows = Visit.objects.within(episode.clinic_id).filter(episode=episode).exclude(state__in=live.OVER)
    found = live.lives(rows.order_by("starts"))
    for each in found.values():
        _require_closed(each)


def _require_closed(each: live.Live) -> None:
    visit = each.visit
    values = {"discipline": _name(visit), "day": f"{visit.local_date:%Y-%m-%d}"}
    has_begun = visit.state != VisitState.BOOKED or bool(each.rows)
    if has_begun and not each.is_signed:
        says = Words("The note of {day} ({discipline}) is not signed. Sign it first.", **values)
        raise Refused(Reason.NOT_POSSIBLE, says)
    if not has_begun and visit.starts > clock.now() and visit.kind != "maintenance":
        says = Words("A visit is still booked for {day} ({discipline}). Cancel it first.", **values)
        raise Refused(Reason.NOT_POSSIBLE, says)


def _name(visit: Visit) -> Words:
    known = knowledge().disciplines.get(visit.discipline)
    return Words(known.name if known else visit.discipline)
