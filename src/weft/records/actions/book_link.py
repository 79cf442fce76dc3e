"""Links and pages that a visitor sends to themselves. Whoever asks gets the same answer, whatever we know."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

from django.db import transaction

from weft.core.shared.care import Answer
from weft.records import clock, front_links
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.base import action, once
from weft.records.actions.book_talk import LINK_HOLDS
from weft.records.actions.book_talk_message import may_write_to, send_link, send_page, send_to_finish
from weft.records.models import Enquiry, EnquirySource, EnquiryState, LinkPurpose, Talk

FINISH_WITHIN = timedelta(days=7)
"""How long answers wait for somebody who goes on later."""


@action
def fresh_link(*, by: Member, email: str, key: str = "") -> None:
    """Send a fresh link to the talk that was booked with this address; the old links end.

    For an address without a talk, or one that had its messages of the day, the same is written and taken back, so that
    neither the answer nor its time tells. The key's row stays in each case: the database has something to keep.
    """
    clinic, sent = clinic_of(by.clinic_id), key or uuid4().hex
    once(lambda: _renewed(clinic, email), by=by, name="book.fresh_link", key=sent, found=str)


@action
def keep_for_later(*, by: Member, email: str, answers: Mapping[str, Answer], key: str = "") -> str:
    """Keep what was answered so far for a week, and send a link with which to go on to an address of theirs."""
    clinic = clinic_of(by.clinic_id)
    said = {name: answer.value for name, answer in answers.items()}
    return once(lambda: _kept(clinic, email, said), by=by, name="book.keep", key=key, found=str)


@action
def forget_kept(*, by: Member) -> int:
    """Forget the answers that nobody came back for in time; how many."""
    return front_links.forget_old(by.clinic_id)


@action
def send_me(*, by: Member, email: str, told: tuple[str, ...], key: str = "") -> str:
    """Send a page that somebody reads now to an address of theirs: what it says, and nothing besides."""
    clinic = clinic_of(by.clinic_id)
    return once(lambda: _sent(clinic, email, told), by=by, name="book.send_me", key=key, found=str)


def _renewed(clinic: ClinicSeen, email: str) -> str:
    talk, may_write = _coming(clinic, email), may_write_to(clinic, email)
    with transaction.atomic():
        row = talk.enquiry if talk else _nobodys(clinic, email)
        expires = (talk.ends if talk else clock.now()) + LINK_HOLDS
        front_links.end(clinic.id, enquiry_id=row.id)
        link = front_links.make(clinic.id, LinkPurpose.TALK, expires=expires, enquiry_id=row.id)
        send_link(row, link, clinic)
        transaction.set_rollback(talk is None or not may_write)
    return "asked"


def _kept(clinic: ClinicSeen, email: str, said: dict[str, str]) -> str:
    if may_write_to(clinic, email):
        expires = clock.now() + FINISH_WITHIN
        link = front_links.make(clinic.id, LinkPurpose.FINISH, expires=expires, answers=said)
        send_to_finish(email, link, clinic)
    return "kept"


def _sent(clinic: ClinicSeen, email: str, told: tuple[str, ...]) -> str:
    if may_write_to(clinic, email):
        send_page(email, told, clinic)
    return "sent"


def _coming(clinic: ClinicSeen, email: str) -> Talk | None:
    """The next talk that was booked with this address."""
    rows = Talk.objects.within(clinic.id).filter(
        enquiry__email__iexact=email, enquiry__leave_no_details=False, enquiry__state=EnquiryState.WAITING,
        cancelled_at__isnull=True, starts__gt=clock.now(),
    )  # fmt: skip
    return rows.select_related("enquiry").order_by("starts").first()


def _nobodys(clinic: ClinicSeen, email: str) -> Enquiry:
    source = EnquirySource.ONLINE
    return Enquiry.objects.create(clinic_id=clinic.id, source=source, name="-", email=email)
