"""The address of a room for video talks: the clinic's own, the same for everybody, so it names no person."""

import re
from datetime import timedelta

from weft.core.shared.words import Words

LONGEST_ROOM = 300
OPENS_BEFORE = timedelta(minutes=15)
"""So long before a talk its page shows the way in: early enough to try the camera, too late to walk in on others."""
STAYS_AFTER = timedelta(minutes=30)
"""So long after its end the way in stays: talks begin late and run over."""

_ROOM = re.compile(
    r"""https://(?P<host>[^\s./?#:@<>"'\\\[\]]+(?:\.[^\s./?#:@<>"'\\\[\]]+)+)(?::[1-9]\d{0,4})?(?:[/?#][^\s<>"\\]*)?""",
    re.IGNORECASE,
)
"""A host with a dot in it, perhaps a port, and what follows, of signs that an address can have."""

NO_ROOM = Words("Write the whole address of the room, such as https://video.example.org/our-clinic.")
NOT_SEALED = Words("The address has to begin with https://, so that nobody listens in on the way.")
NAMES_SOMEBODY = Words("Leave out what stands before the @: an address that everybody gets carries nobody's name.")
ROOM_TOO_LONG = Words("This address is longer than {longest} characters.", longest=LONGEST_ROOM)


def room_fault(address: str) -> Words | None:
    """What is wrong with the address of a room, or None; an empty one says that there is none."""
    if len(address) > LONGEST_ROOM:
        return ROOM_TOO_LONG
    if address.lower().startswith("http://"):
        return NOT_SEALED
    if "@" in address.partition("://")[2].partition("/")[0]:
        return NAMES_SOMEBODY
    is_whole = _ROOM.fullmatch(address) is not None and address.isprintable()  # what is copied may hide a joiner
    return None if not address or is_whole else NO_ROOM


def host_of(address: str) -> str:
    """Who runs the room: the host's name."""
    found = _ROOM.fullmatch(address)
    return found["host"].lower() if found else ""
