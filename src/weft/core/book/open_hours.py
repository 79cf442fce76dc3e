"""When a clinic answers its phone, and until when a promised call is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

FIRST_HOUR = timedelta(hours=1)
"""A call that would fall due while the clinic is closed is made within so long after it opens."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """One stretch of a weekday (0 is Monday) in which somebody is there, in local time."""

    weekday: int
    starts: time
    ends: time


def next_open(wall: datetime, hours: Collection[OpenHours]) -> datetime | None:
    """The first moment from ``wall`` on at which somebody is there: ``wall`` itself while it is open.

    Args:
        wall: Local time, without a zone.
        hours: When somebody is there; empty: nobody knows.
    """
    found = []
    for each in hours:
        day = wall.date() + timedelta(days=(each.weekday - wall.weekday()) % 7)
        if datetime.combine(day, each.ends) <= wall:
            day += timedelta(days=7)
        found.append(max(wall, datetime.combine(day, each.starts)))
    return min(found, default=None)


def kept_by(promised: datetime, hours: Collection[OpenHours]) -> datetime:
    """Until when a call is made that was promised by ``promised``: then, or soon after the clinic opens again."""
    opens = next_open(promised, hours)
    if opens is None or opens == promised:
        return promised
    return opens + FIRST_HOUR
