"""What a person is told after a step was taken back: nothing, as long as nothing has gone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import Q

from weft.core.book.texts import Kind
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import course_message
from weft.records.actions.course_message import ANEW, BEFOREHAND
from weft.records.models import OutboxMessage, OutboxState, Visit, VisitState

OPEN = (OutboxState.WAITING, OutboxState.SENDING)
OF_STEPS = (Kind.MOVED, Kind.CANCELLED, Kind.BOOKED, Kind.PLAN_CHANGED)
"""What a step writes; time itself may write others at the same moment."""
ON_THEIR_DAY = (Kind.REMINDER, Kind.NEWS)
"""Messages that say again what holds again, whatever else was sent meanwhile."""
TAKEN_BACK = "taken back"


def unsay(after: Mapping[str, Any], rows: Sequence[Visit], by: Member, *, since: datetime) -> None:
    """Take back what was written of times that hold no more, by the step or since; what it stopped waits again.

    Where something has gone already, or another step has put these times into its own list, the next message says how
    it is now. For use inside an action, rows as they are now.
    """
    mine = OutboxMessage.objects.within(by.clinic_id).filter(person_id=rows[0].person_id)
    of_the_trip = Q(id__in=after["written"]) | Q(kind__in=BEFOREHAND, visit_id__in=[row.id for row in rows])
    told = mine.filter(of_the_trip | Q(once__startswith=ANEW), made_at__gte=since).exclude(id__in=after["stopped"])
    told.filter(state=OutboxState.WAITING).update(state=OutboxState.STOPPED, fault=TAKEN_BACK)
    unsaid = told.filter(once__startswith=ANEW, fault=TAKEN_BACK)
    stopped = mine.filter(id__in=after["stopped"], state=OutboxState.STOPPED)
    if unsaid.exclude(id__in=after["written"]).exists():
        course_message.tell_all(rows, by=by)
        stopped = stopped.filter(kind__in=ON_THEIR_DAY)
    elif told.filter(state__in=(OutboxState.SENDING, OutboxState.SENT)).exists():
        _tell_again(rows, by)
        stopped = stopped.filter(kind__in=ON_THEIR_DAY)
    stopped.update(state=OutboxState.WAITING, fault="")


def is_still_told(rows: Iterable[Visit], changes: int, by: Member) -> None:
    """What was written of this time before the step stands for it afterwards: nobody is reminded of it twice.

    Args:
        rows: The trip as it is now.
        changes: How often it had been changed before the step: so ends the key of what was written.
        by: Of this clinic.
    """
    visits = list(rows)
    now = sum(row.changes for row in visits)
    mine = OutboxMessage.objects.within(by.clinic_id).filter(visit_id__in=[row.id for row in visits])
    for row in mine.filter(kind__in=ON_THEIR_DAY, once__endswith=f":{changes}"):
        row.once = f"{str(row.once).rpartition(':')[0]}:{now}"
        row.save(update_fields=["once"])


def _tell_again(rows: Sequence[Visit], by: Member) -> None:
    ids = [row.id for row in rows if row.state == VisitState.BOOKED and row.starts > clock.now()]
    stand = Visit.objects.within(by.clinic_id).filter(id__in=ids).select_related("pair", "practitioner__user", "place")
    for trip in course_message.trips_of(stand):
        course_message.tell_booked([trip], f"again:{uuid4()}", by=by)
