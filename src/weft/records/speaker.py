"""Who is speaking to the database: told to the audit triggers of both databases.

SQLite calls the functions in `TOLD`; PostgreSQL reads settings of the transaction, which `announce` sets.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import connection

ERASE = "erase"
"""Purpose under which append-only rows may go; every such write is audited."""
FLUSH = "flush"
"""Purpose of emptying a test database."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one connection says of itself."""

    actor: str = ""
    """User id, ``visitor`` or ``system``; empty when nobody said."""
    request: str = ""
    purpose: str = ""


_speaker: ContextVar[Speaker] = ContextVar("weft_speaker", default=Speaker())  # noqa: B039  frozen

TOLD = {
    "weft_actor": lambda: _speaker.get().actor,
    "weft_request": lambda: _speaker.get().request,
    "weft_purpose": lambda: _speaker.get().purpose,
}


@contextmanager
def speaking(*, actor: str | None = None, request: str | None = None, purpose: str | None = None) -> Iterator[Speaker]:
    """Speak as this actor for the block; what is not given stays as it is.

    On PostgreSQL call it inside a transaction: outside one the database would forget at once.
    """
    before = _speaker.get()
    given = {"actor": actor, "request": request, "purpose": purpose}
    now = replace(before, **{name: value for name, value in given.items() if value is not None})
    token = _speaker.set(now)
    try:
        announce(now)
        yield now
    finally:
        _speaker.reset(token)
    # Not after a failure: the transaction, or its savepoint, takes the setting back itself.
    announce(before)


def announce(speaker: Speaker) -> None:
    """Tell PostgreSQL, for the rest of this transaction."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('weft.actor', %s, true), set_config('weft.request', %s, true),"
            " set_config('weft.purpose', %s, true)",
            [speaker.actor, speaker.request, speaker.purpose],
        )


def current() -> Speaker:
    """Who is speaking now."""
    return _speaker.get()
