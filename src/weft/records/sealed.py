"""Tokens of links that open something without an account: 128 bits, of which the database keeps only a hash.

A token is worked out from what a row is called, with the server's secret, so that it can be said again and the database
alone does not give it away.
"""

import base64
import hashlib

from django.utils.crypto import salted_hmac

_BYTES = 16


def token_of(salt: str, name: str) -> str:
    """The token of a row, as it stands in an address. ``salt`` keeps the kinds of link apart."""
    mark = salted_hmac(salt, name, algorithm="sha256").digest()[:_BYTES]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What is kept and looked up."""
    return hashlib.sha256(token.encode()).hexdigest()
