"""Live agreements to treatment: the latest entry for each modality stands."""

from collections.abc import Iterable
from uuid import UUID

from weft.core.treat.agreements import may_open_record
from weft.library.knowledge import knowledge
from weft.records.models import TreatmentAgreement
from weft.records.refused import Reason, Refused


def live_agreements(person_id: UUID, clinic_id: UUID) -> frozenset[str]:
    """Modalities that the person has agreed to and not withdrawn from."""
    rows = TreatmentAgreement.objects.within(clinic_id).filter(person_id=person_id).order_by("at", "made_at")
    latest = dict(rows.values_list("modality", "given"))
    return frozenset(modality for modality, given in latest.items() if given)


def require_agreed(person_id: UUID, modalities: Iterable[str], clinic_id: UUID) -> None:
    """Go on only when every agreement that these modalities need is live.

    Raises:
        Refused: NOT_AGREED, naming the first that is missing.
    """
    gate = may_open_record(knowledge().modalities, tuple(modalities), live_agreements(person_id, clinic_id))
    if not gate.is_open:
        raise Refused(Reason.NOT_AGREED, gate.why.words)
