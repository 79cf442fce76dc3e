"""Private calendar addresses: what stands in one, and what is kept of it.

The token is worked out from the row's own random key with the server's secret, so that its owner can see it again and
the database alone does not give it away.
"""

import base64
import hashlib
from datetime import timedelta
from uuid import UUID

from django.utils.crypto import salted_hmac

from weft.records import links

HOLDS = timedelta(days=365)
"""How long an address works before it has to be made anew."""
_BYTES = 16
_SALT = "weft.calendar-feed"


def token_of(feed_id: UUID) -> str:
    """The 128 bits of this feed, as they stand in its address."""
    mark = salted_hmac(_SALT, str(feed_id), algorithm="sha256").digest()[:_BYTES]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What is kept and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(feed_id: UUID, clinic_id: UUID) -> str:
    """The whole address, for a calendar program."""
    return links.to_clinic(clinic_id, f"/calendar/{token_of(feed_id)}.ics")
