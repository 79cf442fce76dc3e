"""A free talk as an entry of a calendar: when and where, and not a word about what for."""

from django.utils.translation import gettext

from weft.core.shared.words import LINE, Words, joined
from weft.draw.calendar_file import Entry, sent_file
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.appointments import sender_of, site_of, when_and_where
from weft.records.models import EnquirySource, Talk


def talk_file(talk: Talk, clinic: ClinicSeen, link: str = "") -> bytes:
    """The file for whoever booked it; once it is cancelled, calendars take it out.

    Args:
        talk: With its enquiry.
        clinic: Whose.
        link: The page of their own where a talk by video is joined; a talk held otherwise names no link.
    """
    return sent_file([_entry(talk, clinic, link)], sender_of(clinic), clock.now())


def _entry(talk: Talk, clinic: ClinicSeen, link: str) -> Entry:
    is_off = talk.cancelled_at is not None
    is_joined = bool(link) and not is_off and talk.enquiry.source == EnquirySource.ONLINE
    says = when_and_where(talk)
    if is_joined:
        says = joined([says, Words("By video. Join from this page: {link}", link=link)], LINE)
    return Entry(
        id=talk.id, starts=talk.starts, ends=talk.ends, changes=talk.moved + is_off, is_off=is_off,
        summary=Words("Talk, {clinic}", clinic=clinic.name).said(gettext), says=says.said(gettext),
        place=site_of(talk), link=link if is_joined else "",
        join=(link, gettext("Join the talk")) if is_joined else None,
    )  # fmt: skip
