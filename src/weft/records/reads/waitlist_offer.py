"""One offer of a freed time, as the person behind its link sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.library.stored import from_json
from weft.records import clock, offer_links
from weft.records.access import Member, clinic_of
from weft.records.actions.time_message import place_of
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.models import Membership, OfferState, TimeOffer, Visit, VisitState
from weft.records.waitlist import lapsed, mark_of, own_trip
from weft.records.wanted import VisitWanted

AFTER = timedelta(days=1)
"""How long after its time a link still says how it came out."""


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody else would treat them; names."""

    who: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer as the person behind its link sees it. One that is not open or theirs tells no time."""

    id: UUID
    state: str
    """An `OfferState`; ``changed``: they said yes, and what was booked then was moved or cancelled since."""
    starts: datetime | None = None
    """In the clinic's own time, as all times here."""
    minutes: int = 0
    """From the start of the first to the end of the last visit."""
    until: datetime | None = None
    place: str = ""
    city: str = ""
    instead_of: date | None = None
    """The day of their own later trip that would come forward."""
    changes: tuple[Change, ...] = ()
    """Where somebody else would treat them than in that trip."""
    stays: tuple[str, ...] = ()
    """With whom the rest of it is then, as before."""
    mark: str = ""
    """Of this offer and all that is said here of it: an answer is to this."""

    def is_other_than(self, read: str) -> bool:
        """Whoever answers has read of another offer, or of something else while this one is open."""
        return read != self.mark if self.state == OfferState.OPEN else not read.startswith(self.id.hex)


def offer_at(by: Member, token: str) -> UUID | None:
    """The offer that a link opens, however it stands; None when it is none of ours or long over."""
    row = offer_links.found(by.clinic_id, token)
    return row.id if row is not None and _is_known(row) else None


def offer_seen(by: Member, offer_id: UUID) -> OfferSeen | None:
    """An offer for who came in with its link; None when it is long over."""
    rows = TimeOffer.objects.within(by.clinic_id).filter(id=offer_id, hash__isnull=False)
    row = rows.select_related("freed").first()
    if row is None or not _is_known(row):
        return None
    state = _state(row)
    if state not in {OfferState.OPEN, OfferState.YES}:
        return OfferSeen(row.id, state)
    clinic, visits = clinic_of(by.clinic_id), from_json(tuple[VisitWanted, ...], row.visits)
    if state == OfferState.YES and not _stands(row, visits[0]):
        return OfferSeen(row.id, "changed")
    trip = own_trip(by.clinic_id, row.instead_of) if state == OfferState.OPEN else ()
    changes, stays = _changes(trip, visits, by.clinic_id)
    lasts = max(one.ends for one in visits) - visits[0].starts
    return OfferSeen(
        id=row.id, state=state, starts=wall_time(visits[0].starts, clinic.zone),
        minutes=int(lasts.total_seconds() // 60), until=wall_time(row.expires, clinic.zone),
        place=place_of(visits[0], clinic), city=city_of(clinic.zone),
        instead_of=trip[0].local_date if trip else None, changes=changes, stays=stays,
        mark=f"{row.id.hex}_{mark_of(visits, trip)}",
    )  # fmt: skip


def _state(row: TimeOffer) -> str:
    """As it stands; one that is open and that a yes would not book has ended, before the round says so."""
    if row.state != OfferState.OPEN:
        return row.state
    if row.expires <= clock.now():
        return OfferState.EXPIRED
    return OfferState.STOPPED if lapsed([row], row.clinic_id) else OfferState.OPEN


def _stands(row: TimeOffer, first: VisitWanted) -> bool:
    mine = Visit.objects.within(row.clinic_id).filter(person_id=row.person_id, starts=first.starts)
    return mine.exclude(state=VisitState.CANCELLED).exists()


def _is_known(row: TimeOffer) -> bool:
    return clock.now() < row.freed.ends + AFTER


def _changes(
    trip: Iterable[Visit], wanted: Iterable[VisitWanted], clinic_id: UUID
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Who would treat them instead of whom, and who as before; nothing is said where nobody changes."""
    now = {visit.discipline: visit.practitioner_id for visit in trip}
    both = [(one.practitioner_id, now[one.discipline]) for one in wanted if one.discipline in now]
    if all(new == old for new, old in both):
        return (), ()
    rows = Membership.objects.within(clinic_id).filter(id__in={id_ for each in both for id_ in each})
    names = {row.id: row.user.name for row in rows.select_related("user")}
    changes = dict.fromkeys(Change(names[new], names[old]) for new, old in both if new != old)
    return tuple(changes), tuple(names[new] for new, old in both if new == old)
