"""What went out: every message with its state, readable inside the product."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.records import audit, sealed
from weft.records.access import Job, Member, Purpose, clinic_of
from weft.records.local import wall_time
from weft.records.models import Clinic, OutboxMessage, OutboxState

PAGE = 50


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message."""

    id: UUID
    state: str
    """waiting | sending | sent | failed | stopped."""
    channel: str
    """mail | text | phone."""
    to: str
    name: str
    person_id: UUID | None
    enquiry_id: UUID | None
    at: datetime
    """When it was sent, else when it is due; in the clinic's own time, without a zone."""
    subject: str
    body: str
    fault: str


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Some messages, newest first."""

    rows: tuple[MessageRow, ...]
    number: int
    """From 1."""
    has_more: bool
    failed: int
    """How many could not be delivered, on all pages."""


@dataclass(frozen=True, slots=True)
class MailHeld:
    """Nothing goes out, because this is a restored copy."""

    since: datetime
    """In the clinic's own time, without a zone."""
    waiting: int
    """How many messages wait for somebody's word."""


def mail_held(by: Member) -> MailHeld | None:
    """What is held, for everybody of the staff; None while messages go out."""
    row = Clinic.objects.get(id=by.clinic_id)
    if row.mail_held_since is None:
        return None
    waiting = OutboxMessage.objects.within(by.clinic_id).filter(state__in=(OutboxState.WAITING, OutboxState.SENDING))
    return MailHeld(wall_time(row.mail_held_since, row.zone), waiting.count())


def messages(by: Member, *, number: int = 1, only_failed: bool = False) -> MessagePage:
    """One page of the messages of the clinic.

    Raises:
        NotAllowed: Without the right to contact facts.
    """
    by.need(Job.PEOPLE)
    rows = OutboxMessage.objects.within(by.clinic_id)
    failed = rows.filter(state=OutboxState.FAILED)
    start = (max(number, 1) - 1) * PAGE
    wanted = (failed if only_failed else rows).select_related("person", "enquiry").order_by("-made_at", "id")
    found = list(wanted[start : start + PAGE + 1])
    shown = found[:PAGE]
    audit.shown(by, [row.person_id for row in shown if row.person_id], Purpose.CONTACT)
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    return MessagePage(tuple(_row(row, zone) for row in shown), max(number, 1), len(found) > PAGE, failed.count())


def _row(row: OutboxMessage, zone: ZoneInfo) -> MessageRow:
    at = row.sent_at or row.due
    return MessageRow(
        id=row.id, state=row.state, channel=row.channel, to=row.to,
        name=row.person.name if row.person else row.enquiry.name if row.enquiry else "",
        person_id=row.person_id, enquiry_id=row.enquiry_id, at=wall_time(at, zone),
        subject=row.subject, body=sealed.hidden(row.body), fault=row.fault,
    )  # fmt: skip
