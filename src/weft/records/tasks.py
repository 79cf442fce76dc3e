"""Work that waits for a person, with a clock: raised and finished inside actions, never twice for the same thing."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from weft.core.screen.severity import urgency
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, versions
from weft.records.access import Job, Member
from weft.records.models import Task


def raise_task(  # noqa: PLR0913  what waits, for whom, until when, about what
    kind: str, says: Words, *, by: Member, job: Job, due: datetime, urgent: Action = Action.NONE,
    person_id: UUID | None = None, enquiry_id: UUID | None = None, subject: UUID | None = None,
) -> UUID:  # fmt: skip
    """Raise a task, or make the open one of this kind about the same person or enquiry the more urgent of the two."""
    about = {"person_id": person_id, "enquiry_id": enquiry_id}
    open_one = _open(by.clinic_id, kind, **about).select_for_update().first()
    if open_one is None:
        made = Task.objects.create(
            clinic_id=by.clinic_id, kind=kind, says=to_json(says), job=job.value, due=due, urgency=urgent.value,
            subject=subject, **about,
        )  # fmt: skip
        return made.id
    if urgency(urgent) < urgency(Action(open_one.urgency or Action.NONE)):
        open_one.urgency, open_one.says = urgent.value, to_json(says)
    open_one.due, open_one.subject = min(due, open_one.due), subject
    open_one.save(update_fields=["urgency", "says", "due", "subject"])
    return open_one.id


def finish_tasks(*kinds: str, by: Member, outcome: str, **about: UUID) -> int:
    """Finish every open task of these kinds about one person or enquiry; how many there were."""
    ended = {"done_at": clock.now(), "done_by_id": by.user_id, "outcome": outcome}
    return sum(_open(by.clinic_id, kind, **about).update(**ended) for kind in kinds)


def mark_of(row: Task) -> str:
    """What somebody saw of a task: whose it is, and what waits. Another reason or a more urgent one changes it."""
    return versions.mark_of(row.owner_id, row.urgency, row.subject, row.says)


def hand_on(*kinds: str, to: UUID, by: Member, **about: UUID) -> None:
    """Give every open task of these kinds about one person or enquiry to another membership, who must see it next."""
    for kind in kinds:
        _open(by.clinic_id, kind, **about).update(owner_id=to)


def is_waiting(kind: str, *, by: Member, **about: UUID) -> bool:
    """Whether such a task is open."""
    return _open(by.clinic_id, kind, **about).exists()


def _open(clinic_id: UUID, kind: str, **about: UUID | None) -> QuerySet[Task]:
    wanted = {name: value for name, value in about.items() if value is not None}
    return Task.objects.within(clinic_id).filter(kind=kind, done_at__isnull=True, **wanted).order_by("due")
