"""The messages of a free talk: time, place, link. Nothing about care."""

from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from weft.core.shared.words import Words
from weft.records import clock, front_links, links, outgoing, sealed
from weft.records.access import ClinicSeen
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.models import Enquiry, EnquirySource, FrontLink, OutboxMessage, OutboxState, Talk
from weft.records.outgoing import SERVICE, texts_go
from weft.records.talk_file import talk_file

TRIES = 2
"""So often somebody is rung; then a message with a link goes out, and they choose."""
MOST_A_DAY = 5
"""So many messages go to one address in a day, whoever asks for them: the clinic is nobody's way to flood a mailbox."""

_HOW = {
    EnquirySource.PHONE: Words("We ring you. Keep your phone near."),
    EnquirySource.VISIT: Words("Please come to the clinic."),
}
_CHANGE = Words("To move or cancel it: {link}")
_JOIN = Words("By video. From 15 minutes before, join from this page: {link}")
"""The page knows the room that holds then, also when the clinic changes it: no message carries the room itself."""


def confirm_talk(talk: Talk, link: FrontLink, clinic: ClinicSeen, *, moved: bool = False) -> None:
    """Write the confirmation into the outbox, with the booking itself; none when they want no details left."""
    row = talk.enquiry
    stop_waiting(row)
    if not is_told(row):
        return
    address = front_links.address(row.clinic_id, link)
    with override(row.language):
        on = {"time": date_format(wall_time(talk.starts, talk.zone), "l j F, H:i"), "city": city_of(talk.zone)}
        lines = (
            Words("Your talk is moved to {time} ({city} time).", **on)
            if moved
            else Words("Your talk is on {time} ({city} time).", **on),
            *_how(row, address),
        )
        body, subject = "\n".join(line.said(gettext) for line in lines), gettext("Your talk with us")
        calendar = talk_file(talk, clinic, address).decode()
    _tell(row, subject, body, until=talk.starts, calendar=calendar)


def _how(row: Enquiry, address: str) -> tuple[Words, ...]:
    """How the talk is held, and where it is joined or changed."""
    free, source = Words("It is free, and you owe us nothing."), EnquirySource(row.source)
    if source is EnquirySource.ONLINE:
        return Words(_JOIN.message, link=address), free, Words("You can move or cancel it there too.")
    return _HOW[source], free, Words(_CHANGE.message, link=address)


def tell_cancelled(talk: Talk, clinic: ClinicSeen) -> None:
    """It is off; nothing that speaks of it goes out any more."""
    row = talk.enquiry
    stop_waiting(row)
    if not is_told(row):
        return
    with override(row.language):
        body = gettext("Your talk is cancelled, as you asked. You can book another one whenever you like.")
        calendar = talk_file(talk, clinic).decode()
        _tell(row, gettext("Your talk with us"), body, calendar=calendar)


def tell_not_reached(row: Enquiry, link: FrontLink | None, clinic: ClinicSeen) -> bool:
    """We rang twice; what they can do. Returns whether a message was written."""
    if not is_told(row):
        return False
    ask = links.to_clinic(clinic.id, "/call-me")
    with override(row.language):
        way = Words("To choose another time: {link}", link=front_links.address(clinic.id, link)) if link else Words(
            "To ask for another call: {link}", link=ask
        )  # fmt: skip
        lines = (Words("We rang you twice and did not reach you."), way, Words("You need not do anything."))
        body = "\n".join(line.said(gettext) for line in lines)
        _tell(row, gettext("We did not reach you"), body)
    return True


def send_link(row: Enquiry, link: FrontLink, clinic: ClinicSeen) -> None:
    """A fresh link to what they booked."""
    with override(row.language):
        by_video = row.source == EnquirySource.ONLINE
        says = Words("To join, move or cancel your talk: {link}") if by_video else Words(
            "To move or cancel your talk: {link}"
        )  # fmt: skip
        body = Words(says.message, link=front_links.address(clinic.id, link)).said(gettext)
        _tell(row, gettext("Your talk with us"), body)


def send_to_finish(to: tuple[str, str], link: FrontLink, clinic: ClinicSeen) -> None:
    """The link with which somebody goes on where they were."""
    said = Words("To go on where you were: {link}", link=front_links.address(clinic.id, link))
    outgoing.write(clinic.id, SERVICE, to, gettext("The page you kept"), said.said(gettext), until=link.expires)


def send_page(to: tuple[str, str], lines: tuple[str, ...], clinic: ClinicSeen, **about: Any) -> None:
    """A page that somebody wants to have at hand; asked for by themselves, so it may say what the page says."""
    about.setdefault("until", clock.now() + timedelta(days=1))
    body = sealed.harmless("\n\n".join(lines))  # typed text stands in it, and no link of ours
    outgoing.write(clinic.id, SERVICE, to, gettext("The page you asked for"), body, **about)


def send_short_page(to: tuple[str, str], first: str, link: FrontLink, clinic: ClinicSeen) -> None:
    """The same as a text: its first line, and a link to the rest."""
    rest = Words("The page you asked for: {link}", link=front_links.address(clinic.id, link)).said(gettext)
    outgoing.write(clinic.id, SERVICE, to, "", f"{first}\n{rest}", until=link.expires)


def may_write_to(clinic: ClinicSeen, address: str) -> bool:
    """Whether one more message may go to this address or number today."""
    since = clock.now() - timedelta(days=1)
    rows = OutboxMessage.objects.within(clinic.id).filter(to__iexact=address, purpose=SERVICE, made_at__gt=since)
    return rows.count() < MOST_A_DAY


def stop_waiting(row: Enquiry) -> None:
    """What waits for this enquiry speaks of a time that is no more."""
    rows = OutboxMessage.objects.within(row.clinic_id).filter(enquiry=row, purpose=SERVICE)
    open_ones = rows.filter(state__in=(OutboxState.WAITING, OutboxState.SENDING))
    open_ones.update(state=OutboxState.STOPPED, fault="moved or cancelled", lease_until=None)


def is_told(row: Enquiry) -> bool:
    """Whether messages go to them: they want some, and there is a way. A phone is one where texts are set up."""
    return not row.leave_no_details and bool(row.email or (row.phone and texts_go()))


def _tell(row: Enquiry, subject: str, body: str, **more: Any) -> None:
    outgoing.write(row.clinic_id, SERVICE, outgoing.way_to(row), subject, body, enquiry=row, **more)
