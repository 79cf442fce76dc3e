"""Tokens of links that open something without an account: 128 bits, of which the database keeps only a hash.

A token is worked out from what a row is called, with the server's secret, so that it can be said again and the database
alone does not give it away.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

_BYTES = 16
_LIKE_A_LINK = re.compile(r"(/[a-z]/)([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of link that a message carries.

    A message that waits carries the row's id alone, with which nothing can be opened; the token takes its place when
    the message goes out.
    """

    path: str
    """Where such links lead: "/b/"."""
    salt: str

    def token_of(self, row_id: UUID) -> str:
        """What stands in the address."""
        return token_of(self.salt, row_id.hex)

    def waiting_path(self, row_id: UUID) -> str:
        """The path for a message that waits."""
        return f"{self.path}{row_id.hex}"

    def with_tokens(self, body: str) -> str:
        """The text of a message as it goes out."""
        waiting = rf"(?<={re.escape(self.path)})[0-9a-f]{{32}}\b"
        return re.sub(waiting, lambda said: self.token_of(UUID(said.group())), body)


def harmless(typed: str) -> str:
    """Typed text for a message: what looks like a waiting link in it stays a text, and gets no token."""
    return _LIKE_A_LINK.sub(r"\1 \2", typed)


def hidden(body: str) -> str:
    """A message that waits, for whoever reads along: who knew what a row is called could have its token sent."""
    return _LIKE_A_LINK.sub(r"\1…", body)


def token_of(salt: str, name: str) -> str:
    """The token of a row, as it stands in an address. ``salt`` keeps the kinds of link apart."""
    mark = salted_hmac(salt, name, algorithm="sha256").digest()[:_BYTES]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What is kept and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
