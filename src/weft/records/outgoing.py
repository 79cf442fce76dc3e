"""Which messages of the outbox a worker may take up."""

from datetime import datetime

from django.db.models import Q

from weft.records.models import OutboxState


def ready(now: datetime) -> Q:
    """What is due, and what a worker that died has left."""
    due = Q(state=OutboxState.WAITING, due__lte=now)
    return due | Q(state=OutboxState.SENDING, lease_until__lt=now)
