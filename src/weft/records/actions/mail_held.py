"""Mail of a restored copy: held until somebody of the clinic has looked, then let go or dropped (M4, ADR 25)."""

from datetime import datetime

from django.db.models import QuerySet

from weft.core.shared.words import Words
from weft.records import clock, stamp
from weft.records.access import Job, Member, system_of
from weft.records.actions.base import action
from weft.records.models import Clinic, OutboxMessage, OutboxState
from weft.records.refused import Reason, Refused
from weft.records.tasks import finish_tasks, raise_task

MAY = (Job.CONTENT, Job.SETTINGS)
MAIL_HELD = "mail_held"
"""Kind of task: somebody says whether what waits may go."""
NOT_HELD = Words("Nothing is held: messages go out as ever.")
DROPPED = "dropped after a restore"


def at_work() -> None:
    """What a worker says before it sends. Where the database is an older copy, every clinic's mail is held first."""
    if stamp.tells_of_a_copy():
        for clinic_id in Clinic.objects.filter(is_demo=False).order_by("id").values_list("id", flat=True):
            hold(by=system_of(clinic_id))
    stamp.count_up()


@action
def hold(*, by: Member) -> datetime:
    """Hold everything, with a task for whoever may let it go; since when."""
    clinic = _locked(by)
    if clinic.mail_held_since is not None:
        return clinic.mail_held_since
    clinic.mail_held_since = now = clock.now()
    clinic.save(update_fields=["mail_held_since"])
    says = Words("A restored copy: no message goes out. Look at those that wait, then let them go or drop them.")
    raise_task(MAIL_HELD, says, by=by, job=Job.SETTINGS, due=now)
    return now


@action
def let_go(*, by: Member) -> int:
    """What waits may go, as far as it still holds; how many wait.

    Returns:
        The number; or Refused: ALREADY_DONE.
    """
    by.need(*MAY)
    _release(by, "let go")
    return _waiting(by).count()


@action
def drop(*, by: Member) -> int:
    """Nothing of what waits goes out, everything written from now on does; how many were dropped.

    Returns:
        The number; or Refused: ALREADY_DONE.
    """
    by.need(*MAY)
    _release(by, "dropped")
    return _waiting(by).update(state=OutboxState.STOPPED, fault=DROPPED, lease_until=None)


def _release(by: Member, outcome: str) -> None:
    clinic = _locked(by)
    if clinic.mail_held_since is None:
        raise Refused(Reason.ALREADY_DONE, NOT_HELD)
    clinic.mail_held_since = None
    clinic.save(update_fields=["mail_held_since"])
    finish_tasks(MAIL_HELD, by=by, outcome=outcome)


def _waiting(by: Member) -> QuerySet[OutboxMessage]:
    rows = OutboxMessage.objects.within(by.clinic_id)
    return rows.filter(state__in=(OutboxState.WAITING, OutboxState.SENDING))


def _locked(by: Member) -> Clinic:
    return Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
