"""Where messages wait: asked by the worker, which belongs to no clinic."""

from uuid import UUID

from weft.records import clock
from weft.records.models import Clinic, OutboxMessage
from weft.records.outgoing import ready


def clinics_with_mail() -> tuple[UUID, ...]:
    """Ids of the clinics in which a message is due, or was left by a worker that died.

    Never a demo clinic's, nor of one whose mail is held.
    """
    rows = OutboxMessage.objects.everywhere().filter(ready(clock.now()), clinic__is_demo=False)  # a job of all clinics
    free = rows.filter(clinic__mail_held_since__isnull=True)
    return tuple(free.order_by("clinic_id").values_list("clinic_id", flat=True).distinct())


def held() -> int:
    """How many messages are due and wait only because their clinic's mail is held."""
    rows = OutboxMessage.objects.everywhere().filter(ready(clock.now()), clinic__is_demo=False)  # a job of all clinics
    return rows.filter(clinic__mail_held_since__isnull=False).count()


def clinics_at_work() -> tuple[UUID, ...]:
    """Ids of all clinics but the demo's."""
    return tuple(Clinic.objects.filter(is_demo=False).order_by("id").values_list("id", flat=True))
