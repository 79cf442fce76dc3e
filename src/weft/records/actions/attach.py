"""Papers of a person: kept once they are checked, and taken out again with a reason. None is ever deleted."""

from datetime import date
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.desk.papers import MOST, says_fault
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.models import Attachment, Person, Withdrawal
from weft.records.paper_check import CleanPaper, cleaned
from weft.records.refused import Reason, Refused


def attach(
    *, by: Member, person_id: UUID, name: str, content: bytes, says: str, dated: date | None = None, key: str = ""
) -> UUID | Refused:
    """Check a paper, then keep it. It is read to its end before any lock is taken.

    Args:
        by: A clinician.
        person_id: Whose paper it is.
        name: What the file was called; only its ending is looked at, nothing of it is kept.
        content: Its bytes, as they came.
        says: What it is, in words.
        dated: The day that stands on it.
        key: From the form's hidden field: the same sending is kept once.

    Returns:
        Id of the attachment; or Refused: NOT_POSSIBLE (with what is wrong with the file), MISSING.
    """
    by.need(Job.RECORD)
    paper = cleaned(name, content)
    if isinstance(paper, Words):
        return Refused(Reason.NOT_POSSIBLE, paper)
    return _keep(by=by, person_id=person_id, paper=paper, says=says.strip(), dated=dated, key=key)


@action
def _keep(*, by: Member, person_id: UUID, paper: CleanPaper, says: str, dated: date | None, key: str) -> UUID:
    person_for(by, person_id, Purpose.CARE)
    if fault := says_fault(says):
        raise Refused(Reason.NOT_POSSIBLE if says else Reason.MISSING, fault)
    if dated and dated > clock.today(clinic_of(by.clinic_id).zone):
        raise Refused(Reason.NOT_POSSIBLE, Words("That day is still to come. Write the day that stands on the paper."))
    return once(
        lambda: _kept(by, person_id, paper, says, dated),
        by=by, name="attach", key=key, keep=str, found=UUID,
    )  # fmt: skip


def _kept(by: Member, person_id: UUID, paper: CleanPaper, says: str, dated: date | None) -> UUID:
    row_of(Person, by, person_id, for_update=True)  # two at once are counted one after the other
    mine = Attachment.objects.within(by.clinic_id).filter(person_id=person_id, withdrawal__isnull=True)
    if mine.filter(sha256=paper.sha256).exists():
        raise Refused(Reason.ALREADY_DONE, Words("This paper is here already."))
    if mine.count() >= MOST:
        says_full = Words("There are {most} papers here. Take out those that nobody needs, with a reason.", most=MOST)
        raise Refused(Reason.NOT_POSSIBLE, says_full)
    row = Attachment.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, says=says, dated=dated, media=paper.media.value,
        size=len(paper.content), sha256=paper.sha256, content=paper.content, by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    return row.id


@action
def withdraw(*, by: Member, attachment_id: UUID, reason: str) -> UUID:
    """Take a paper out of the record: it stays in the database, and is neither listed among the others nor sent out.

    Returns:
        Id of its person; or Refused: MISSING (no reason), ALREADY_DONE, NOT_POSSIBLE.
    """
    by.need(Job.RECORD)
    row = row_of(Attachment, by, attachment_id)
    person_for(by, row.person_id, Purpose.CARE)
    row_of(Person, by, row.person_id, for_update=True)
    if not reason.strip():
        raise Refused(Reason.MISSING, Words("Write why it is taken out."))
    if fault := note_fault(reason):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if Withdrawal.objects.within(by.clinic_id).filter(attachment=row).exists():
        raise Refused(Reason.ALREADY_DONE, Words("It was taken out already."))
    Withdrawal.objects.create(
        clinic_id=by.clinic_id, person_id=row.person_id, attachment=row, reason=reason.strip(), by_id=by.author_id,
        at=clock.now(),
    )  # fmt: skip
    return row.person_id
