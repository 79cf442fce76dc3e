"""Somebody is away, or something is closed: why, in one word, and which parts of the time are still to be kept free."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from weft.core.shared.words import Words

Part = tuple[datetime, datetime]
"""From (included) to (not included)."""


class Why(StrEnum):
    """A word for the calendar. There is none for illness: what a colleague has is nobody's business here."""

    AWAY = "away"
    HOLIDAY = "holiday"
    TRAINING = "training"
    MEETING = "meeting"
    REPAIRS = "repairs"
    OTHER_USE = "other_use"


WHY = {
    Why.AWAY: Words("Away"),
    Why.HOLIDAY: Words("Holiday"),
    Why.TRAINING: Words("Training"),
    Why.MEETING: Words("Meeting"),
    Why.REPAIRS: Words("Repairs or cleaning"),
    Why.OTHER_USE: Words("Used for something else"),
}


def gaps(starts: datetime, ends: datetime, taken: Iterable[Part]) -> tuple[Part, ...]:
    """The parts from ``starts`` to ``ends`` that nothing takes, in order of time."""
    found, at = [], starts
    for begins, stops in sorted(taken):
        if begins >= ends:
            break
        if begins > at:
            found.append((at, begins))
        at = max(at, stops)
    if at < ends:
        found.append((at, ends))
    return tuple(found)


def shared(one: Part, other: Part) -> Part | None:
    """The time in both, or None."""
    starts, ends = max(one[0], other[0]), min(one[1], other[1])
    return (starts, ends) if starts < ends else None
