"""The message of an offer: when, where and a link; with a live consent to messages about visits, or none at all."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from weft.core.book.consents import Purpose
from weft.core.book.texts import Kind
from weft.records import offer_links, outgoing
from weft.records.access import Member, clinic_of
from weft.records.actions.book_consent import given_by
from weft.records.actions.time_message import write
from weft.records.actions.waitlist_end import key_of
from weft.records.models import Person, Reach, TimeOffer, WaitlistEntry
from weft.records.wanted import VisitWanted


def ways_to(
    people: Collection[Person], entries: dict[UUID, WaitlistEntry], clinic_id: UUID
) -> dict[UUID, Reach]:  # fmt: skip
    """How each of them can be offered a time: as they asked, else as can be; by phone where nothing may be sent."""
    willing = given_by([one.id for one in people], clinic_id, Purpose.VISIT_REMINDERS) if people else frozenset()
    return {one.id: _way_to(one, entries.get(one.id), is_willing=one.id in willing) for one in people}


def _way_to(person: Person, entry: WaitlistEntry | None, *, is_willing: bool) -> Reach:
    asked = entry.reach if entry and entry.wanted else Reach.MAIL
    if not is_willing or person.leave_no_details or asked == Reach.PHONE:
        return Reach.PHONE
    can_text = bool(person.phone) and outgoing.texts_go()
    if asked == Reach.TEXT and can_text:
        return Reach.TEXT
    if person.email:
        return Reach.MAIL
    return Reach.TEXT if can_text else Reach.PHONE


def tell(offer: TimeOffer, person: Person, first: VisitWanted, leaves: datetime, *, by: Member) -> None:
    """Write it into the outbox; it is not sent any more once the offer has expired."""
    write(
        offer, person, [first], leaves, kind=Kind.WAITLIST, path=offer_links.waiting_path(offer.id),
        once=key_of(offer.id), clinic=clinic_of(by.clinic_id),
    )  # fmt: skip
