"""How offers end: answered, expired, taken back, or because somebody else was faster. For use inside actions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from weft.records import clock
from weft.records.models import FreedOutcome, FreedTime, OfferState, OutboxMessage, OutboxState, TimeOffer


def key_of(offer_id: UUID) -> str:
    """Under which the message of an offer is written once."""
    return f"offer:{offer_id.hex}"


def end_offer(offer: TimeOffer, state: OfferState) -> None:
    """Write how it ended; what was to say it is not sent any more."""
    offer.state, offer.answered_at = state, clock.now()
    offer.save(update_fields=["state", "answered_at"])
    _stop_messages(offer.clinic_id, [offer.id])


def end_offers(clinic_id: UUID, state: OfferState, **which: Any) -> int:
    """Every open offer of these; how many."""
    rows = TimeOffer.objects.within(clinic_id).filter(state=OfferState.OPEN, **which)
    ids = list(rows.order_by("id").select_for_update(no_key=True).values_list("id", flat=True))
    TimeOffer.objects.within(clinic_id).filter(id__in=ids).update(state=state, answered_at=clock.now())
    _stop_messages(clinic_id, ids)
    return len(ids)


def stop_offers(clinic_id: UUID, *, person_id: UUID) -> int:
    """Take back what is offered to somebody."""
    return end_offers(clinic_id, OfferState.STOPPED, person_id=person_id)


def end_freed(freed: FreedTime, outcome: FreedOutcome, offers: OfferState) -> None:
    """It is not offered any more; what is still open of it ends so."""
    if freed.ended_at is None:
        freed.ended_at, freed.outcome = clock.now(), outcome
        freed.save(update_fields=["ended_at", "outcome"])
    end_offers(freed.clinic_id, offers, freed=freed)


def _stop_messages(clinic_id: UUID, offer_ids: Iterable[UUID]) -> None:
    """Also when a worker has taken it up already: it asks once more before it sends."""
    rows = OutboxMessage.objects.within(clinic_id).filter(once__in=[key_of(id_) for id_ in offer_ids])
    rows.filter(state__in=(OutboxState.WAITING, OutboxState.SENDING)).update(state=OutboxState.STOPPED)
