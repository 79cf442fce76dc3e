"""Work that waits for a person: raised, taken by somebody, done with an outcome."""

from datetime import datetime
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.records import clock, tasks, versions
from weft.records.access import Job, Member, NotAllowed, row_of
from weft.records.actions.base import action
from weft.records.actions.mail_held import MAIL_HELD
from weft.records.models import EnquiryState, Task
from weft.records.refused import Reason, Refused

THE_TASK = Words("the task")


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
def take(*, by: Member, task_id: UUID, over: bool = False, seen: str | None = None) -> UUID:
    """Put one's name on a task, so that nobody does it twice.

    Args:
        by: Somebody with the task's job.
        task_id: Which one.
        over: Take it from the person who has it now.
        seen: With ``over``: `records.tasks.mark_of` of the task on the page; None does not ask.

    Returns:
        Id of the task; or Refused: ALREADY_DONE, CHANGED_MEANWHILE (somebody else has it, or somebody else by now).
    """
    row = _open(by, task_id)
    if row.owner_id == by.membership_id:
        return row.id
    if row.owner and not over:
        words = Words("{name} has taken this. Ask them, or take it over.", name=row.owner.user.name)
        raise Refused(Reason.CHANGED_MEANWHILE, words)
    if over:
        _must_be(row, seen)
    row.owner_id = by.membership_id
    row.save(update_fields=["owner"])
    return row.id


@action
def done(*, by: Member, task_id: UUID, outcome: str, seen: str | None = None) -> UUID:
    """Finish a task with what came of it.

    A request from outside is finished where the talk is written down, held mail where it is let go or dropped.

    ``seen`` is `records.tasks.mark_of` of the task on the page; None does not ask.

    Returns:
        Id of the task; or Refused: ALREADY_DONE, CHANGED_MEANWHILE (it waits for something else by now, or somebody
        took it over), MISSING (no outcome), NOT_POSSIBLE.
    """
    row = _open(by, task_id)
    _must_be(row, seen)
    if elsewhere := _ends_elsewhere(row):
        raise Refused(Reason.NOT_POSSIBLE, elsewhere)
    if not outcome.strip():
        raise Refused(Reason.MISSING, Words("Write what came of it, in a few words."))
    if fault := note_fault(outcome):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    row.done_at, row.done_by_id, row.outcome = clock.now(), by.user_id, outcome.strip()
    row.save(update_fields=["done_at", "done_by", "outcome"])
    return row.id


def _ends_elsewhere(row: Task) -> Words | None:
    if row.enquiry and row.enquiry.state == EnquiryState.WAITING:
        return Words("Open the enquiry and write down how the call went: that finishes it.")
    if row.kind == MAIL_HELD:
        return Words("Let the messages go, or drop them: that finishes it.")
    return None


def _open(by: Member, task_id: UUID) -> Task:
    row = row_of(Task, by, task_id, for_update=True)
    if not by.is_staff or (row.owner_id != by.membership_id and row.job not in by.jobs):
        raise NotAllowed(f"needs {row.job}")
    if row.done_at:
        says = Words("This is done already. Load the page again.")
        if row.done_by and row.outcome:
            says = Words("{name} has done this already: “{outcome}”", name=row.done_by.name, outcome=row.outcome)
        raise Refused(Reason.ALREADY_DONE, says)
    return row


def _must_be(row: Task, seen: str | None) -> None:
    owner = row.owner.user.name if row.owner else ""
    says = Words("This task has changed meanwhile. Read what it says now, then go on.")
    if owner:
        says = Words("This task has changed meanwhile: {name} has it. Read what it says now, then go on.", name=owner)
    versions.need_unchanged(seen, tasks.mark_of(row), THE_TASK, lambda: versions.last_written(row), says=says)
