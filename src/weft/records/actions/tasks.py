"""Work that waits for a person: raised, taken by somebody, done with an outcome."""

from datetime import datetime
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.records import clock, tasks
from weft.records.access import Job, Member, NotAllowed, row_of
from weft.records.actions.base import action
from weft.records.models import EnquiryState, Task
from weft.records.refused import Reason, Refused


@action
def raise_task(  # noqa: PLR0913  what waits, for whom, until when, about what
    *, by: Member, kind: str, says: Words, job: Job, due: datetime, urgent: Action = Action.NONE,
    person_id: UUID | None = None, enquiry_id: UUID | None = None, subject: UUID | None = None,
) -> UUID:  # fmt: skip
    """Raise a task; an open one of this kind about the same person or enquiry becomes the more urgent of the two.

    Args:
        by: Who saw that it is needed.
        kind: One of `records.reads.inbox.KINDS`, or a new one.
        says: What waits; nothing that those who hold ``job`` may not read.
        job: Whose it is.
        due: Until when (aware).
        urgent: As a screening says it.
        person_id: About whom.
        enquiry_id: About which request.
        subject: Id of the row it is about, when it is neither.
    """
    about = {"person_id": person_id, "enquiry_id": enquiry_id, "subject": subject}
    return tasks.raise_task(kind, says, by=by, job=job, due=due, urgent=urgent, **about)


@action
def take(*, by: Member, task_id: UUID, over: bool = False) -> UUID:
    """Put one's name on a task, so that nobody does it twice.

    Args:
        by: Somebody with the task's job.
        task_id: Which one.
        over: Take it from the person who has it now.

    Returns:
        Id of the task; or Refused: ALREADY_DONE, CHANGED_MEANWHILE (somebody else has it).
    """
    row = _open(by, task_id)
    if row.owner_id == by.membership_id:
        return row.id
    if row.owner and not over:
        words = Words("{name} has taken this. Ask them, or take it over.", name=row.owner.user.name)
        raise Refused(Reason.CHANGED_MEANWHILE, words)
    row.owner_id = by.membership_id
    row.save(update_fields=["owner"])
    return row.id


@action
def done(*, by: Member, task_id: UUID, outcome: str) -> UUID:
    """Finish a task with what came of it. A request from outside is finished where the talk is written down.

    Returns:
        Id of the task; or Refused: ALREADY_DONE, MISSING (no outcome), NOT_POSSIBLE.
    """
    row = _open(by, task_id)
    if row.enquiry and row.enquiry.state == EnquiryState.WAITING:
        raise Refused(
            Reason.NOT_POSSIBLE, Words("Open the enquiry and write down how the call went: that finishes it.")
        )
    if not outcome.strip():
        raise Refused(Reason.MISSING, Words("Write what came of it, in a few words."))
    if fault := note_fault(outcome):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    row.done_at, row.done_by_id, row.outcome = clock.now(), by.user_id, outcome.strip()
    row.save(update_fields=["done_at", "done_by", "outcome"])
    return row.id


def _open(by: Member, task_id: UUID) -> Task:
    row = row_of(Task, by, task_id, for_update=True)
    if not by.is_staff or (row.owner_id != by.membership_id and row.job not in by.jobs):
        raise NotAllowed(f"needs {row.job}")
    if row.done_at:
        raise Refused(Reason.ALREADY_DONE, Words("This is done already. Load the page again."))
    return row
