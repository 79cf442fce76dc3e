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
    site: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A time in which a site is closed whatever its hours say, in local time without a zone."""

    starts: datetime
    ends: datetime
    site: str = ""


def next_open(wall: datetime, hours: Collection[OpenHours], closed: Collection[Closed] = ()) -> datetime | None:
    """The first moment from ``wall`` on at which somebody is there, at any site: ``wall`` itself while it is open.

    Args:
        wall: Local time, without a zone.
        hours: When somebody is there; empty: nobody knows.
        closed: When nobody is, although the hours say so.
    """
    found = (
        _at_site(wall, [each for each in hours if each.site == site], [each for each in closed if each.site == site])
        for site in {each.site for each in hours}
    )
    return min(found, default=None)


def _at_site(wall: datetime, hours: Collection[OpenHours], closed: Collection[Closed]) -> datetime:
    at = _in_hours(wall, hours)
    while shut := [each.ends for each in closed if each.starts <= at < each.ends]:
        at = _in_hours(max(shut), hours)
    return at


def _in_hours(wall: datetime, hours: Collection[OpenHours]) -> datetime:
    found = []
    for each in hours:
        day = wall.date() + timedelta(days=(each.weekday - wall.weekday()) % 7)
        if datetime.combine(day, each.ends) <= wall:
            day += timedelta(days=7)
        found.append(max(wall, datetime.combine(day, each.starts)))
    return min(found)


def kept_by(promised: datetime, hours: Collection[OpenHours], closed: Collection[Closed] = ()) -> datetime:
    """Until when a call is made that was promised by ``promised``: then, or soon after the clinic opens again."""
    opens = next_open(promised, hours, closed)
    if opens is None or opens == promised:
        return promised
    return opens + FIRST_HOUR
