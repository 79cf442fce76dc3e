"""Into the outbox, and which of its messages a worker may take up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from weft.records import clock
from weft.records.models import Enquiry, OutboxMessage, OutboxState, Person

SERVICE = "service"
"""Purpose of a message that answers a request: asked for by giving the address, so no consent stands behind it."""
MAIL, TEXT = "mail", "text"


def write(
    clinic_id: UUID, purpose: str, to: tuple[str, str], subject: str, body: str, *, once: str | None = None,
    **more: Any,
) -> None:  # fmt: skip
    """One message into the outbox, due now unless said otherwise. For use inside an action.

    Args:
        clinic_id: Whose outbox.
        purpose: A `Purpose`, or `SERVICE`.
        to: Channel and address, as `way_to` says them.
        subject: Nothing about a person stands in it.
        body: As it will be read.
        once: The same message is never written twice under one such key.
        more: Other columns of the row.
    """
    channel, address = to
    row = OutboxMessage(
        clinic_id=clinic_id, purpose=purpose, channel=channel, to=address, subject=subject, body=body,
        once=once[:120] if once else None, **({"due": clock.now()} | more),
    )  # fmt: skip
    OutboxMessage.objects.within(clinic_id).bulk_create([row], ignore_conflicts=once is not None)


def way_to(who: Person | Enquiry) -> tuple[str, str]:
    """How somebody is written to, and where: by mail when there is an address, else by text."""
    return (MAIL, who.email) if who.email else (TEXT, who.phone)


def texts_go() -> bool:
    """Whether the clinic has a way to send texts."""
    return bool(settings.WEFT_TEXTS)


def ready(now: datetime) -> Q:
    """What is due, and what a worker that died has left."""
    due = Q(state=OutboxState.WAITING, due__lte=now)
    return due | Q(state=OutboxState.SENDING, lease_until__lt=now)
