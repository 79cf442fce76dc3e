"""A fresh link to what was booked with an address. Whoever asks gets the same answer in the same time."""

from django.db.models import Q

from weft.records import clock, front_links
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions import asked_for
from weft.records.actions.base import action
from weft.records.actions.book_knock import MAILS
from weft.records.actions.book_talk import LINK_HOLDS
from weft.records.actions.book_talk_message import may_write_to, send_link
from weft.records.models import EnquirySource, EnquiryState, LinkPurpose, Talk
from weft.records.outgoing import MAIL
from weft.records.refused import Refused

_ASKED = "book.fresh_link"


def fresh_link(*, by: Member, email: str, network: str = "", key: str = "") -> Refused | None:
    """Ask for a fresh link to the talk that was booked with this address.

    Nothing is looked up here. That it was asked is written down, and the worker does the rest (`send_fresh_links`): so
    neither the answer nor its time tells what is known of an address.

    Args:
        by: A visitor.
        email: As typed.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        None; or Refused: TOO_MANY.
    """
    return asked_for.ask(_ASKED, MAIL, MAILS, by=by, address=email, network=network, key=key)


@action
def send_fresh_links(*, by: Member) -> int:
    """Send the links that were asked for, and forget who asked; the old links end. How many were sent.

    To an address without a talk, or one that had its messages of the day, nothing goes.
    """
    asked = asked_for.taken(by.clinic_id, _ASKED)
    clinic = clinic_of(by.clinic_id)
    return sum(_sent(clinic, email) for email in asked)


def _sent(clinic: ClinicSeen, email: str) -> bool:
    talk = _coming(clinic, email)
    if talk is None or not may_write_to(clinic, email):
        return False
    front_links.end(clinic.id, enquiry_id=talk.enquiry_id)
    expires = talk.ends + LINK_HOLDS
    link = front_links.make(clinic.id, LinkPurpose.TALK, expires=expires, enquiry_id=talk.enquiry_id)
    send_link(talk.enquiry, link, clinic)
    return True


def _coming(clinic: ClinicSeen, email: str) -> Talk | None:
    """The next talk that was booked with this address; one by video can be joined until it ends."""
    rows = Talk.objects.within(clinic.id).filter(
        enquiry__email__iexact=email, enquiry__leave_no_details=False, enquiry__state=EnquiryState.WAITING,
        cancelled_at__isnull=True,
    )  # fmt: skip
    now = clock.now()
    rows = rows.filter(Q(starts__gt=now) | Q(ends__gt=now, enquiry__source=EnquirySource.ONLINE))
    return rows.select_related("enquiry").order_by("starts").first()
