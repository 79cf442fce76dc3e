"""Where messages wait: asked by the worker, which belongs to no clinic."""

from uuid import UUID

from django.db.models import Q

from weft.records import clock
from weft.records.models import OutboxMessage, OutboxState


def clinics_with_mail() -> tuple[UUID, ...]:
    """Ids of the clinics in which a message is due, or was left by a worker that died; never a demo clinic's."""
    now = clock.now()
    waiting = Q(state=OutboxState.WAITING, due__lte=now)
    left = Q(state=OutboxState.SENDING, lease_until__lt=now)
    rows = OutboxMessage.objects.everywhere().filter(waiting | left, clinic__is_demo=False)  # a job of all clinics
    return tuple(rows.order_by("clinic_id").values_list("clinic_id", flat=True).distinct())
