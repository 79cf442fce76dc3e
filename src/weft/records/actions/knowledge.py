"""The clinical lead: signs a version of the knowledge, and says whether the clinic works with drafts."""

from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.knowledge_book import told
from weft.records.models import Clinic, DraftsChoice, KnowledgeSignOff
from weft.records.refused import Reason, Refused
from weft.records.signing import signed_as

LONGEST = 2000


@action
def sign_version(*, by: Member, digest: str, note: str = "") -> UUID:
    """Sign the version that is in use: this clinician has read it and accepts it for this clinic.

    Args:
        by: The clinical lead, with a registration in force.
        digest: Of what was shown; another one means that the knowledge has changed since.
        note: What is left open, or what was agreed about it.

    Returns:
        Id of the signature; or Refused: CHANGED_MEANWHILE, ALREADY_DONE (signed by the same clinician),
        MISSING (no registration), NOT_POSSIBLE (the note).
    """
    by.need(Job.CONTENT)
    now = told()
    if digest != now.digest:
        raise Refused(
            Reason.CHANGED_MEANWHILE, Words("The knowledge has changed since this page was shown. Read it again.")
        )
    _alone(by)
    if KnowledgeSignOff.objects.within(by.clinic_id).filter(digest=digest, by_id=by.author_id).exists():
        raise Refused(Reason.ALREADY_DONE, Words("You have signed this version already."))
    _check(note)
    row = KnowledgeSignOff.objects.create(
        clinic_id=by.clinic_id, version=knowledge().version, digest=now.digest, files=now.files, by_id=by.author_id,
        signed_as=_registered(by), at=clock.now(), note=note.strip(),
    )  # fmt: skip
    return row.id


@action
def work_with_drafts(*, by: Member, on: bool, reason: str) -> UUID:
    """Let the clinic use values that no clinician has reviewed yet, or stop that; at once, for everybody.

    Returns:
        Id of the choice; or Refused: ALREADY_DONE (it is so), MISSING (no reason, or no registration), NOT_POSSIBLE.
    """
    by.need(Job.CONTENT)
    clinic = _alone(by)
    if on == (clinic.work_with_drafts_at is not None):
        says = (
            Words("The clinic works with drafts already.") if on else Words("The clinic works without drafts already.")
        )
        raise Refused(Reason.ALREADY_DONE, says)
    if not reason.strip():
        raise Refused(Reason.MISSING, Words("Write the reason. It stays with the choice."))
    _check(reason)
    row = DraftsChoice.objects.create(
        clinic_id=by.clinic_id, is_on=on, reason=reason.strip(), by_id=by.author_id, signed_as=_registered(by),
        at=clock.now(),
    )  # fmt: skip
    clinic.work_with_drafts_by_id = by.author_id if on else None
    clinic.work_with_drafts_at = row.at if on else None
    clinic.save(update_fields=["work_with_drafts_by", "work_with_drafts_at"])
    return row.id


def _alone(by: Member) -> Clinic:
    """The clinic's row, locked: two who press at once come one after the other."""
    return Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)


def _registered(by: Member) -> str:
    """Name and registration; clinical content is answered for by somebody who is registered."""
    signature = signed_as(by)
    if signature == by.name:
        says = Words("No registration of yours is in force here, so you cannot answer for clinical content.")
        raise Refused(Reason.MISSING, says)
    return signature


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise Refused(Reason.NOT_POSSIBLE, Words("Write at most {most} letters.", most=LONGEST))
    if fault := note_fault(text):
        raise Refused(Reason.NOT_POSSIBLE, fault)
