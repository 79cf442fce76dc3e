"""A fresh link to what was booked with an address. Whoever asks gets the same answer in the same time."""

from uuid import uuid4

from weft.records import clock, front_links
from weft.records.access import ClinicSeen, Member, clinic_of, visitor_to
from weft.records.actions.base import action, once
from weft.records.actions.book_talk import LINK_HOLDS
from weft.records.actions.book_talk_message import may_write_to, send_link
from weft.records.models import EnquiryState, LinkPurpose, OneTimeKey, Talk

_ASKED = "book.fresh_link"


@action
def fresh_link(*, by: Member, email: str, key: str = "") -> None:
    """Ask for a fresh link to the talk that was booked with this address.

    Nothing is looked up here. That it was asked is written down, and the worker does the rest (`send_fresh_links`): so
    neither the answer nor its time tells what is known of an address.
    """
    visitor = visitor_to(by.clinic_id)  # whoever asks, it waits in one place
    once(lambda: email, by=visitor, name=_ASKED, key=key or uuid4().hex, found=str)


@action
def send_fresh_links(*, by: Member) -> int:
    """Send the links that were asked for, and forget who asked; the old links end. How many were sent.

    To an address without a talk, or one that had its messages of the day, nothing goes.
    """
    asked = OneTimeKey.objects.within(by.clinic_id).filter(by=visitor_to(by.clinic_id).actor, action=_ASKED)
    rows = list(asked.filter(reference__isnull=False).select_for_update(skip_locked=True))
    if not rows:
        return 0
    OneTimeKey.objects.within(by.clinic_id).filter(id__in=[row.id for row in rows]).update(reference=None)
    clinic = clinic_of(by.clinic_id)
    return sum(_sent(clinic, email) for email in {str(row.reference).casefold() for row in rows})


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
    """The next talk that was booked with this address."""
    rows = Talk.objects.within(clinic.id).filter(
        enquiry__email__iexact=email, enquiry__leave_no_details=False, enquiry__state=EnquiryState.WAITING,
        cancelled_at__isnull=True, starts__gt=clock.now(),
    )  # fmt: skip
    return rows.select_related("enquiry").order_by("starts").first()
