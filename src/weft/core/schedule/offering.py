"""How long somebody has to say yes to a freed time: shorter when it is near, and too near to write at all."""

from datetime import datetime, timedelta

LEAST = timedelta(minutes=15)
"""Nobody gets less to answer than this."""
BEFORE = timedelta(minutes=30)
"""An offer ends so long before its time: they must still come, and the next must still be rung."""
SHARE = 4
"""At most this part of the time that is left belongs to one person, so that others can be asked after them."""


def answer_by(leaves: datetime, starts: datetime, minutes: int) -> datetime | None:
    """Until when an offer stands; None when its time is so near that somebody is rung instead.

    Args:
        leaves: When the message goes.
        starts: When the freed time begins.
        minutes: The clinic's own length.
    """
    left = starts - leaves
    if left < LEAST + BEFORE:
        return None
    holds = max(LEAST, min(timedelta(minutes=minutes), left / SHARE))
    return (leaves + min(holds, left - BEFORE)).replace(second=0, microsecond=0)
