"""Agreement to a treatment, one for each modality; taking it back holds at once. The latest entry stands."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.plan.agreements import AgreementText, agreement_words
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import wordings
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, NotFound, Purpose, person_for
from weft.records.actions.base import action
from weft.records.agreed import live_agreements
from weft.records.local import after
from weft.records.models import HowAgreed, TreatmentAgreement
from weft.records.refused import Reason, Refused
from weft.records.signing import signer

WISHES = ("chaperone", "draping", "gender")
"""What a person may wish for: somebody else in the room, how they are covered, the practitioner's gender."""
TAKEN_BACK = Words("Taken back. Nothing of this kind is done from now on; all other care goes on.")


@action
def agree_to_treatment(
    *, by: Member, person_id: UUID, modality: str, how: str = HowAgreed.RECORDED_YES.value,
    wishes: Mapping[str, str] | None = None, guardian: str = "", signature: str = "",
) -> UUID:  # fmt: skip
    """Write down a person's yes to one modality, with the text that they were shown.

    Args:
        by: The person (their own signature), or a clinician who explained it and was told yes.
        person_id: Whose yes.
        modality: ``needling``, ``dry_needling``, ``electro_acupuncture``, ``thrust``: one with an accepted text.
        how: ``signature`` or ``recorded_yes``.
        wishes: By `WISHES`, in the person's words.
        guardian: Who agreed for them, if they could not.
        signature: The name that they typed on the clinic's screen; it makes the yes a signature.

    Returns:
        Id of the entry, or Refused: NOT_POSSIBLE (no accepted text, or a wish too long).
    """
    _may(by, person_id)
    text = _text(modality, by)
    asked = {name: said.strip() for name, said in (wishes or {}).items() if name in WISHES and said.strip()}
    for typed in (guardian, signature, *asked.values()):
        if fault := note_fault(typed):
            raise Refused(Reason.NOT_POSSIBLE, fault)
    shown = wordings.keep(*agreement_words(text, knowledge().modalities[modality].name))
    return TreatmentAgreement.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, modality=modality, given=True, wording=shown,
        how=HowAgreed.SIGNATURE if signature.strip() else HowAgreed(how), signature=signature.strip()[:200],
        guardian=guardian.strip()[:200], wishes=asked, knowledge_version=knowledge().version, by=signer(by),
        at=_now_for(person_id, by),
    ).id  # fmt: skip


@action
def withdraw(*, by: Member, person_id: UUID, modality: str) -> UUID:
    """Take one yes back. It holds at once: no record with this modality opens any more.

    Args:
        by: The person, a clinician, or the desk that was told.
        person_id: Whose.
        modality: Which.

    Returns:
        Id of the entry, or Refused: ALREADY_DONE when no yes is live.
    """
    _may(by, person_id, also_desk=True)
    if modality not in live_agreements(person_id, by.clinic_id):
        raise Refused(Reason.ALREADY_DONE, Words("There is no live agreement to take back."))
    return TreatmentAgreement.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, modality=modality, given=False, how=HowAgreed.RECORDED_YES,
        wording=wordings.keep(TAKEN_BACK), knowledge_version=knowledge().version, by=signer(by),
        at=_now_for(person_id, by),
    ).id  # fmt: skip


def _now_for(person_id: UUID, by: Member) -> datetime:
    """The entry's moment: after every entry that stands, so that the latest is the one that was written last."""
    rows = TreatmentAgreement.objects.within(by.clinic_id).filter(person_id=person_id).order_by("-at")
    return after(rows.values_list("at", flat=True).first())


def _may(by: Member, person_id: UUID, *, also_desk: bool = False) -> None:
    if by.person_id == person_id:
        person_for(by, person_id, Purpose.OWN)
    elif also_desk and not by.may(Job.RECORD):
        person_for(by, person_id, Purpose.CONTACT)
    else:
        person_for(by, person_id, Purpose.CARE)


def _text(modality: str, by: Member) -> AgreementText:
    if modality not in knowledge().modalities:
        raise NotFound
    text = accepted_in(by.clinic_id).plan.agreements.get(modality)
    if text is None:
        says = Words(
            "This clinic has accepted no text to explain {name} with.",
            name=Words(knowledge().modalities[modality].name),
        )
        raise Refused(Reason.NOT_POSSIBLE, says)
    return text
