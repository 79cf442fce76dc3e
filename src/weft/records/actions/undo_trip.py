"""How a trip, its pair, its tasks and its messages were before a step, so that the step can be taken back exactly."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from weft.core.shared.words import Words
from weft.records import claims
from weft.records.access import Member
from weft.records.actions.schedule import needs
from weft.records.actions.undo_messages import OF_STEPS, OPEN
from weft.records.live import OVER
from weft.records.models import OutboxMessage, OutboxState, Pair, PairState, Task, Visit, VisitState
from weft.records.refused import Reason, Refused

Kept = Mapping[str, Any]
"""As JSON: it waits in the session of whoever took the step."""

OF_VISIT = (
    "state", "starts", "ends", "local_date", "local_start", "zone", "tzdata_version", "practitioner_id", "place_id",
    "hands_on", "cancelled_at", "cancelled_by_id", "cancel_reason",
)  # fmt: skip
OF_PAIR = ("state", "apart_reason", "local_date")


def rows_of(visit_id: UUID, by: Member) -> list[Visit]:
    """The visit and the other half of its pair, locked, in order of their ids. For use inside an action."""
    mine = Visit.objects.within(by.clinic_id)
    pair_id = mine.filter(id=visit_id).values_list("pair_id", flat=True).first()
    found = mine.filter(pair_id=pair_id) if pair_id else mine.filter(id=visit_id)
    return list(found.order_by("id").select_for_update(of=("self",)).select_related("practitioner"))


def trip_now(rows: Sequence[Visit]) -> dict[str, Any]:
    """The visits and their pair as they stand."""
    pair = Pair.objects.within(rows[0].clinic_id).filter(id=rows[0].pair_id).first() if rows[0].pair_id else None
    return {
        "visits": {str(row.id): _said(row, OF_VISIT) for row in rows},
        "pair": _said(pair, OF_PAIR) if pair else None,
    }


def around(person_id: UUID, by: Member) -> dict[str, Any]:
    """What waits of a person: open tasks, and messages on their way."""
    tasks = Task.objects.within(by.clinic_id).filter(person_id=person_id, done_at__isnull=True)
    waiting = OutboxMessage.objects.within(by.clinic_id).filter(person_id=person_id, state__in=OPEN)
    return {
        "tasks": [str(id_) for id_ in tasks.values_list("id", flat=True)],
        "messages": {str(id_): state for id_, state in waiting.values_list("id", "state")},
    }


def follows(before: Kept, person_id: UUID, by: Member, *, since: datetime, until: datetime) -> dict[str, Any]:
    """What a step did to all that: tasks it ended, messages it stopped, messages it wrote.

    Those it wrote wait until it cannot be taken back any more: nobody is told twice.
    """
    tasks = Task.objects.within(by.clinic_id).filter(id__in=before["tasks"], done_at__gte=since, done_by=by.user_id)
    rows = OutboxMessage.objects.within(by.clinic_id).filter(person_id=person_id)
    stopped = rows.filter(id__in=before["messages"], state=OutboxState.STOPPED)
    new = rows.filter(made_at__gte=since, state=OutboxState.WAITING, kind__in=OF_STEPS)
    new = new.exclude(id__in=before["messages"])
    written = [str(id_) for id_ in new.values_list("id", flat=True)]
    rows.filter(id__in=written, due__lt=until).update(due=until)
    return {
        "tasks": [str(id_) for id_ in tasks.values_list("id", flat=True)],
        "stopped": [str(id_) for id_ in stopped.values_list("id", flat=True) if _waited(before, id_)],
        "written": written,
    }


def put_back(rows: Sequence[Visit], before: Kept, by: Member, *, since: datetime) -> None:
    """Write the trip as it was at ``since``, and claim its time again. For use inside an action, rows locked.

    A visit that left an absence stands in it again: nobody has called its person, or it would not be taken back.

    Raises:
        Refused: SLOT_TAKEN when somebody else has that time by now.
    """
    for row in rows:
        was = before["visits"][str(row.id)]
        if was != _said(row, OF_VISIT):
            for name in OF_VISIT:
                setattr(row, name, _read(Visit, name, was[name]))
            row.changes += 1
            row.save(update_fields=[*(name.removesuffix("_id") for name in OF_VISIT), "changes"])
    if before["pair"] and rows[0].pair_id:
        kept = {name: _read(Pair, name, value) for name, value in before["pair"].items()}
        Pair.objects.within(by.clinic_id).filter(id=rows[0].pair_id).update(**kept)
    wanted = [need for row in rows if row.state not in OVER for need in needs(row)]
    try:
        claims.claim_back(by.clinic_id, wanted, release=rows, since=since)
    except Refused as no:
        says = Words("It cannot be taken back: the time it had is not free any more. {why}", why=no.words)
        raise Refused(Reason.SLOT_TAKEN, says) from no


def reopen_tasks(ids: Iterable[str], by: Member) -> None:
    """The tasks that the step ended wait again."""
    rows = Task.objects.within(by.clinic_id).filter(id__in=list(ids), done_at__isnull=False)
    rows.update(done_at=None, done_by=None, outcome="")


def _waited(before: Kept, id_: UUID) -> bool:
    return bool(before["messages"][str(id_)] == OutboxState.WAITING)


def _said(row: Visit | Pair, names: Iterable[str]) -> dict[str, Any]:
    return {name: _json(getattr(row, name)) for name in names}


def _json(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(value) if isinstance(value, VisitState | PairState) else value


def _read(model: type[Visit | Pair], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)  # noqa: SLF001  so Django calls its own description of a table
    return field.to_python(value) if hasattr(field, "to_python") else value
