"""Links with which somebody answers an offer without an account: 128 bits, only their hash in the database."""

from uuid import UUID

from weft.records import sealed
from weft.records.models import TimeOffer

_KIND = sealed.Kind("/o/", "weft.time-offer")
token_of, waiting_path, with_tokens = _KIND.token_of, _KIND.waiting_path, _KIND.with_tokens


def hash_of(offer_id: UUID) -> str:
    """What is kept."""
    return sealed.hash_of(token_of(offer_id))


def found(clinic_id: UUID, token: str) -> TimeOffer | None:
    """The offer of this token in this clinic, however it stands."""
    return TimeOffer.objects.within(clinic_id).filter(hash=sealed.hash_of(token)).select_related("freed").first()
