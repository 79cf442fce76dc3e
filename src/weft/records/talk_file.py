"""A free talk as an entry of a calendar: when and where, and not a word about what for."""

from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.draw.calendar_file import Entry, sent_file
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.appointments import sender_of, site_of, when_and_where
from weft.records.models import Talk


def talk_file(talk: Talk, clinic: ClinicSeen) -> bytes:
    """The file for whoever booked it; once it is cancelled, calendars take it out."""
    return sent_file([_entry(talk, clinic)], sender_of(clinic), clock.now())


def _entry(talk: Talk, clinic: ClinicSeen) -> Entry:
    is_off = talk.cancelled_at is not None
    return Entry(
        id=talk.id, starts=talk.starts, ends=talk.ends, changes=talk.moved + is_off, is_off=is_off,
        summary=Words("Talk, {clinic}", clinic=clinic.name).said(gettext), says=when_and_where(talk).said(gettext),
        place=site_of(talk),
    )  # fmt: skip
