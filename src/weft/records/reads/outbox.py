"""Where messages wait: asked by the worker, which belongs to no clinic."""

from uuid import UUID

from weft.records import clock
from weft.records.models import OutboxMessage
from weft.records.outgoing import ready


def clinics_with_mail() -> tuple[UUID, ...]:
    """Ids of the clinics in which a message is due, or was left by a worker that died; never a demo clinic's."""
    rows = OutboxMessage.objects.everywhere().filter(ready(clock.now()), clinic__is_demo=False)  # a job of all clinics
    return tuple(rows.order_by("clinic_id").values_list("clinic_id", flat=True).distinct())
