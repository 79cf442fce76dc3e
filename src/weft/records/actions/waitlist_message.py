"""The message of an offer: when, where and a link; with a live consent to messages about visits, or none at all."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format, time_format

from weft.core.book.consents import Purpose
from weft.core.book.texts import Kind, kind_of
from weft.core.shared.words import Words
from weft.records import offer_links, outgoing
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.book_consent import given_by
from weft.records.actions.waitlist_end import key_of
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.message_texts import worded
from weft.records.models import Person, Reach, Resource, TimeOffer, WaitlistEntry
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
    clinic = clinic_of(by.clinic_id)
    known = kind_of(Kind.WAITLIST)
    with translation.override(person.language):
        text = worded(
            known.kind, clinic, person.language, path=offer_links.waiting_path(offer.id),
            values={"visits": _line(first, clinic), "city": Words("{city}", city=city_of(clinic.zone))},
        )  # fmt: skip
    to = (outgoing.TEXT, person.phone) if offer.channel == Reach.TEXT else (outgoing.MAIL, person.email)
    outgoing.write(
        by.clinic_id, known.purpose.value, to, text.subject, text.body, once=key_of(offer.id), person=person,
        kind=known.kind.value, text_id=text.text_id, due=leaves, until=offer.expires,
    )  # fmt: skip


def _line(first: VisitWanted, clinic: ClinicSeen) -> Words:
    wall = wall_time(first.starts, clinic.zone)
    when = Words("{day}, {time}", day=date_format(wall, "D j N Y"), time=time_format(wall, "G:i"))
    return Words("{when}, {place}", when=when, place=place_of(first, clinic))


def place_of(first: VisitWanted, clinic: ClinicSeen) -> str:
    """The site and its address, else the clinic's name."""
    rows = Resource.objects.within(clinic.id).select_related("site")
    row = rows.filter(id=first.place_id).first() if first.place_id else None
    site = row.site if row else None
    return ", ".join(filter(None, (site.name, " ".join(site.address.split())))) if site else clinic.name
