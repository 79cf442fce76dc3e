"""Reads of agreements to treatment: what a person is told, and which yes is live."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.plan.agreements import FREE_TO_SAY_NO, AgreementText
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.accepted import accepted_in
from weft.records.access import Member, PersonSeen, Purpose, person_for
from weft.records.local import wall_time
from weft.records.models import TreatmentAgreement


@dataclass(frozen=True, slots=True)
class LiveAgreement:
    """One yes that stands."""

    modality: str
    name: Words
    at: datetime
    """In the clinic's own time."""
    how: str
    by: str
    """Who wrote it down: the person, or a clinician."""
    guardian: str
    signature: str
    """The name typed on the clinic's screen; empty for a recorded yes."""
    wishes: dict[str, str]


@dataclass(frozen=True, slots=True)
class AgreementOffered:
    """One modality with what is said about it, and the live yes if there is one."""

    modality: str
    name: Words
    text: AgreementText
    is_draft: bool
    live: LiveAgreement | None


@dataclass(frozen=True, slots=True)
class AgreementsSeen:
    """The page of one person."""

    person: PersonSeen
    offered: tuple[AgreementOffered, ...]
    drafts: tuple[str, ...]
    always: Words


def agreements(by: Member, person_id: UUID) -> AgreementsSeen:
    """Every text that the clinic accepts, with the person's yes.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.OWN if by.person_id == person_id else Purpose.CARE)
    live = {each.modality: each for each in _live(by, person_id)}
    names = knowledge().modalities
    texts = accepted_in(by.clinic_id).plan.agreements.values()
    offered = tuple(
        AgreementOffered(
            modality=text.modality,
            name=Words(names[text.modality].name),
            text=text,
            is_draft=text.review.status is ReviewStatus.DRAFT,
            live=live.get(text.modality),
        )
        for text in sorted(texts, key=lambda one: names[one.modality].order)
    )
    drafts = tuple(f"plan/agreements/{each.text.id}" for each in offered if each.is_draft)
    return AgreementsSeen(person, offered, drafts, FREE_TO_SAY_NO)


def live_agreements(by: Member, person_id: UUID) -> tuple[LiveAgreement, ...]:
    """Each yes that stands now: given, and not taken back.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person_for(by, person_id, Purpose.OWN if by.person_id == person_id else Purpose.CARE)
    return _live(by, person_id)


def _live(by: Member, person_id: UUID) -> tuple[LiveAgreement, ...]:
    rows = TreatmentAgreement.objects.within(by.clinic_id).filter(person_id=person_id)
    latest = {row.modality: row for row in rows.select_related("by", "clinic").order_by("at", "made_at")}
    names = knowledge().modalities
    return tuple(
        LiveAgreement(
            modality=row.modality,
            name=Words(names[row.modality].name),
            at=wall_time(row.at, row.clinic.zone),
            how=row.how,
            by=row.by.name,
            guardian=row.guardian,
            signature=row.signature,
            wishes=row.wishes,
        )
        for row in latest.values()
        if row.given
    )
