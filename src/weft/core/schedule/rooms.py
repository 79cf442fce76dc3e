"""Give every stay a numbered room: interval colouring, after the counts have said that it fits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit's time in a room of one kind and site."""

    key: str
    starts: int
    """Minutes or slots, as long as all stays use the same."""
    ends: int
    room: str = ""
    """Room it has now; empty for a new stay."""
    stays_put: bool = False
    """It may not be given another room: begun, or the room was promised."""


def number_rooms(stays: Sequence[Stay], rooms: Sequence[str]) -> dict[str, str] | None:
    """Give every stay a room so that no room holds two at once.

    Stays keep the room they have whenever that leaves room for the others; else those that may
    are moved. Exact: None means that no numbering exists with the stays that must keep theirs.

    Args:
        stays: All stays of one kind of room, site and day, the existing ones too.
        rooms: Ids of the rooms, preferred first.

    Returns:
        Room id by key of the stay, or None.
    """
    settled = [Stay(s.key, s.starts, s.ends, s.room, stays_put=bool(s.room)) for s in stays]
    return _number(settled, rooms) or _number(stays, rooms)


def _number(stays: Sequence[Stay], rooms: Sequence[str]) -> dict[str, str] | None:
    """Place stays by start. What matters later is only when each room ends, so dead ends are met once."""
    order = sorted(stays, key=lambda stay: (stay.starts, not stay.stays_put, stay.key))

    @cache
    def place(at: int, ends: tuple[int, ...]) -> tuple[str, ...] | None:
        if at == len(order):
            return ()
        stay = order[at]
        for number in _choices(stay, rooms, ends, order[at:]):
            taken = (*ends[:number], stay.ends, *ends[number + 1 :])
            rest = place(at + 1, taken)
            if rest is not None:
                return (rooms[number], *rest)
        return None

    first = min((stay.starts for stay in stays), default=0)
    found = place(0, (first,) * len(rooms))
    return None if found is None else {stay.key: room for stay, room in zip(order, found, strict=True)}


def _choices(stay: Stay, rooms: Sequence[str], ends: tuple[int, ...], left: Sequence[Stay]) -> list[int]:
    """Rooms free at the start of a stay: its own first, then the one that has been empty the shortest.

    Of rooms that the stays still to come treat alike, one is enough to try.
    """
    free = [n for n, end in enumerate(ends) if end <= stay.starts]
    if stay.stays_put:
        return [n for n in free if rooms[n] == stay.room]
    best = sorted(free, key=lambda n: (rooms[n] != stay.room, -ends[n], n))
    alike = {
        tuple(later.key for later in left if later.stays_put and later.room == rooms[n]): n for n in reversed(best)
    }
    return [n for n in best if n in alike.values()]
