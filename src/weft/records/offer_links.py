"""Links with which somebody answers an offer without an account: 128 bits, only their hash in the database.

As with `front_links`, the token is worked out from the offer's id when the message goes out; a message that waits
carries the id alone, with which nothing can be opened.
"""

import re
from uuid import UUID

from weft.records import sealed
from weft.records.models import TimeOffer

_PATH = "/o/"
_WAITING = re.compile(rf"(?<={re.escape(_PATH)})[0-9a-f]{{32}}\b")
"""The id of an offer where its token will stand."""


def token_of(offer_id: UUID) -> str:
    """What stands in the address."""
    return sealed.token_of("weft.time-offer", offer_id.hex)


def hash_of(offer_id: UUID) -> str:
    """What is kept."""
    return sealed.hash_of(token_of(offer_id))


def waiting_path(offer_id: UUID) -> str:
    """The path for a message that waits: `with_tokens` makes it work when the message goes out."""
    return f"{_PATH}{offer_id.hex}"


def with_tokens(body: str) -> str:
    """The text of a message as it goes out."""
    return _WAITING.sub(lambda said: token_of(UUID(said.group())), body)


def found(clinic_id: UUID, token: str) -> TimeOffer | None:
    """The offer of this token in this clinic, however it stands."""
    return TimeOffer.objects.within(clinic_id).filter(hash=sealed.hash_of(token)).select_related("freed").first()
