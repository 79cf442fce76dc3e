"""Declined actions: one sentence that says what happened and the way out. Nothing was saved."""

from enum import Enum
from typing import Any

from weft.core.shared.words import Words


class Reason(Enum):
    """Why an action was declined, with the HTTP status that says so."""

    SLOT_TAKEN = ("slot_taken", 409)
    CHANGED_MEANWHILE = ("changed_meanwhile", 409)
    ALREADY_DONE = ("already_done", 409)
    SIGNED = ("signed", 409)
    NEEDLES_IN = ("needles_in", 409)
    NOT_AGREED = ("not_agreed", 409)
    BLOCKED = ("blocked", 409)
    HOLD_EXPIRED = ("hold_expired", 409)
    NOT_ALLOWED = ("not_allowed", 403)
    NOT_POSSIBLE = ("not_possible", 422)
    MISSING = ("missing", 422)
    TOO_MANY = ("too_many", 429)

    def __init__(self, code: str, status: int) -> None:
        self.code = code
        self.status = status


class Refused(Exception):  # noqa: N818  not an error: an answer
    """Raised inside an action to roll it back; the action returns it to its caller."""

    def __init__(
        self, reason: Reason, words: Words, *, alternatives: tuple[Any, ...] = (), meanwhile: Any = None
    ) -> None:
        super().__init__(str(words))
        self.reason = reason
        self.words = words
        self.alternatives = alternatives
        """What could be had instead, nearest first; frozen dataclasses."""
        self.meanwhile = meanwhile
        """Of CHANGED_MEANWHILE: who was faster, and when (`records.versions.Meanwhile`)."""

    @property
    def status(self) -> int:
        """The HTTP status of this answer."""
        return self.reason.status
