"""A free talk as an entry of a calendar: when and where, and not a word about what for."""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.draw.calendar_file import Entry, sent_file
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.appointments import city_of, sender_of
from weft.records.models import Talk


def talk_file(talk: Talk, clinic: ClinicSeen) -> bytes:
    """The file for whoever booked it; once it is cancelled, calendars take it out."""
    return sent_file([_entry(talk, clinic)], sender_of(clinic), clock.now())


def _entry(talk: Talk, clinic: ClinicSeen) -> Entry:
    site = talk.place.site if talk.place else None
    at = Words(
        "{day}, {time} in {city}", day=date_format(talk.local_date, "D j N Y"),
        time=time_format(talk.local_start, "G:i"), city=city_of(talk.zone),
    )  # fmt: skip
    is_off = talk.cancelled_at is not None
    return Entry(
        id=talk.id, starts=talk.starts, ends=talk.ends, changes=talk.moved + is_off, is_off=is_off,
        summary=Words("Talk, {clinic}", clinic=clinic.name).said(gettext), says=at.said(gettext),
        place=", ".join(filter(None, (site.name, " ".join(site.address.split())))) if site else "",
    )  # fmt: skip
