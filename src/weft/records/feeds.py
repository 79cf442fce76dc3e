"""Private calendar addresses: what stands in one. It is worked out, so that its owner can see it again (`sealed`)."""

from datetime import timedelta
from uuid import UUID

from weft.records import links, sealed

HOLDS = timedelta(days=365)
"""How long an address works before it has to be made anew."""
_SALT = "weft.calendar-feed"


def token_of(feed_id: UUID) -> str:
    """The 128 bits of this feed, as they stand in its address."""
    return sealed.token_of(_SALT, str(feed_id))


def address_of(feed_id: UUID, clinic_id: UUID) -> str:
    """The whole address, for a calendar program."""
    return links.to_clinic(clinic_id, f"/calendar/{token_of(feed_id)}.ics")
