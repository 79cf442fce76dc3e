"""A message that names times and asks for a yes or a no behind its link: an offer, or a question about another time."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format, time_format

from weft.core.book.texts import Kind, kind_of
from weft.core.shared.words import LINE, Words, joined
from weft.records import outgoing
from weft.records.access import ClinicSeen
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.message_texts import worded
from weft.records.models import MoveQuestion, Person, Reach, Resource, TimeOffer
from weft.records.wanted import VisitWanted


def write(
    asks: TimeOffer | MoveQuestion, person: Person, trips: Iterable[VisitWanted], leaves: datetime, *,
    kind: Kind, path: str, once: str, clinic: ClinicSeen,
) -> None:  # fmt: skip
    """Write it into the outbox; it is not sent any more once nobody waits for an answer.

    Args:
        asks: What is asked; its channel and its end hold.
        person: Whom.
        trips: The first visit of each.
        leaves: When it may go.
        kind: Which message.
        path: Its link, as it waits.
        once: The message's own key.
        clinic: Where.
    """
    known = kind_of(kind)
    with translation.override(person.language):
        lines = joined([_line(trip, clinic) for trip in trips], LINE)
        text = worded(
            known.kind, clinic, person.language, path=path,
            values={"visits": lines, "city": Words("{city}", city=city_of(clinic.zone))},
        )  # fmt: skip
    to = (outgoing.TEXT, person.phone) if asks.channel == Reach.TEXT else (outgoing.MAIL, person.email)
    outgoing.write(
        clinic.id, known.purpose.value, to, text.subject, text.body, once=once, person=person,
        kind=known.kind.value, text_id=text.text_id, due=leaves, until=asks.expires,
    )  # fmt: skip


def place_of(first: VisitWanted, clinic: ClinicSeen) -> str:
    """The site and its address, else the clinic's name."""
    rows = Resource.objects.within(clinic.id).select_related("site")
    row = rows.filter(id=first.place_id).first() if first.place_id else None
    site = row.site if row else None
    return ", ".join(filter(None, (site.name, " ".join(site.address.split())))) if site else clinic.name


def _line(first: VisitWanted, clinic: ClinicSeen) -> Words:
    wall = wall_time(first.starts, clinic.zone)
    when = Words("{day}, {time}", day=date_format(wall, "D j N Y"), time=time_format(wall, "G:i"))
    return Words("{when}, {place}", when=when, place=place_of(first, clinic))
