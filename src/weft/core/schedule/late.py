"""Somebody comes late: what can still be done of the trip, and what each way costs. Who comes after keeps their time.

Nothing clinical is made up here: how short needles may stay in is the knowledge's, how short movement may be, the
clinic's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words, joined

LATE = (10, 15, 20, 30, 45)
"""Minutes that can be chosen."""


class Way(StrEnum):
    """What is done about it."""

    AS_PLANNED = "as_planned"
    """The time between the halves takes it all."""
    SHORTER_NEEDLES = "shorter_needles"
    SHORTER_MOVEMENT = "shorter_movement"
    MOVEMENT_ONLY = "movement_only"
    NEEDLES_ONLY = "needles_only"


@dataclass(frozen=True, slots=True)
class Half:
    """One visit of the trip."""

    id: UUID
    discipline: str
    starts: int
    """Minutes after the trip's own beginning."""
    minutes: int
    hands_on: tuple[tuple[int, int], ...] = ()
    """Minutes from the start; empty: all the time."""

    @property
    def ends(self) -> int:
        """Minutes after the trip's own beginning."""
        return self.starts + self.minutes

    @property
    def rest(self) -> int:
        """Minutes of the longest time without hands, in which needles stay in; 0 when hands are always there."""
        return max((b[0] - a[1] for a, b in zip(self.hands_on, self.hands_on[1:], strict=False)), default=0)


@dataclass(frozen=True, slots=True)
class Least:
    """How short it may be, in minutes."""

    retention: int
    movement: int
    gap: int = 0
    """Between the end of the first half and the start of the second."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way, the trip as it would be, and what it costs."""

    way: Way
    halves: tuple[Half, ...]
    dropped: tuple[UUID, ...]
    says: Words
    costs: Words


def late_options(trip: Sequence[Half], late: int, least: Least) -> tuple[Option, ...]:
    """Every way in which a late trip can still be held today, the least loss first.

    Args:
        trip: One visit, or the two halves of a pair, whichever comes first; in order of time.
        late: Minutes after the beginning at which the person is here.
        least: How short it may be.

    Raises:
        ValueError: If nobody is late.
    """
    if late <= 0:
        raise ValueError(f"{late} minutes late is not late")
    ways: Sequence[Callable[[Sequence[Half], int, Least], Option | None]]
    ways = (_both_kept, _shorter_first, _shorter_second, _second_only, _first_only)
    if len(trip) == 1:
        ways = (_alone,)
    return tuple(found for way in ways if (found := way(trip, late, least)))


def _alone(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    found = _shortened(trip[0], late, least)
    if found is None:
        return None
    way, _ = _shorter(found)
    return Option(way, (found,), (), Words("Shorter today"), _cost(trip[0], found))


def _shorter(half: Half) -> tuple[Way, Words]:
    if half.discipline == NEEDLES:
        return Way.SHORTER_NEEDLES, Words("Needles shorter, movement as planned")
    return Way.SHORTER_MOVEMENT, Words("Needles as planned, movement shorter")


def _only(half: Half) -> tuple[Way, Words, Words]:
    if half.discipline == NEEDLES:
        return Way.NEEDLES_ONLY, Words("Needles only"), Words("No movement today.")
    return Way.MOVEMENT_ONLY, Words("Movement only"), Words("No needles today.")


def _both_kept(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    first, second = trip
    later = replace(first, starts=first.starts + late)
    if later.ends + least.gap > second.starts:
        return None
    costs = Words("Nothing is shorter; the wait between the two is.")
    says = Words("Both as planned, movement later")
    if first.discipline == NEEDLES:
        says = Words("Both as planned, needles later")
    return Option(Way.AS_PLANNED, (later, second), (), says, costs)


def _shorter_first(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    """The time between the halves goes first, the first half gives the rest."""
    first, second = trip
    over = first.ends + late + least.gap - second.starts
    if over <= 0:
        return None
    shorter = _shortened(replace(first, starts=first.starts + late - over), over, least)
    if shorter is None:
        return None
    way, says = _shorter(first)
    return Option(way, (shorter, second), (), says, _cost(first, shorter))


def _shorter_second(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    first, second = trip
    later = replace(first, starts=first.starts + late)
    over = later.ends + least.gap - second.starts
    shorter = _shortened(second, over, least) if over > 0 else None
    if shorter is None:
        return None
    way, says = _shorter(second)
    return Option(way, (later, shorter), (), says, _cost(second, shorter))


def _second_only(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    first, second = trip
    over = max(0, late - second.starts)
    kept = _shortened(second, over, least)
    if kept is None:
        return None
    way, says, without = _only(second)
    costs = joined((without, _cost(second, kept)), "{first} {second}") if over else without
    return Option(way, (kept,), (first.id,), says, costs)


def _first_only(trip: Sequence[Half], late: int, least: Least) -> Option | None:
    """In their own time: the bed and the hands may be somebody else's after it."""
    first, second = trip
    kept = _shortened(first, late, least)
    if kept is None:
        return None
    way, says, without = _only(first)
    return Option(way, (kept,), (second.id,), says, joined((without, _cost(first, kept)), "{first} {second}"))


def _shortened(half: Half, by: int, least: Least) -> Half | None:
    """So much later and so much shorter; None when too little would be left."""
    if by == 0:
        return half
    if half.discipline == NEEDLES:
        return _less_rest(half, by) if half.rest - by >= least.retention else None
    left = half.minutes - by
    if left < least.movement:
        return None
    hands = tuple((a, min(b, left)) for a, b in half.hands_on if a < left)
    return replace(half, starts=half.starts + by, minutes=left, hands_on=hands)


def _less_rest(half: Half, by: int) -> Half:
    """Placing and removing take as long as ever; the time between them gives."""
    rest, hands = half.rest, half.hands_on
    at = next(n for n in range(1, len(hands)) if hands[n][0] - hands[n - 1][1] == rest)
    moved = tuple((a - by, b - by) for a, b in hands[at:])
    return replace(half, starts=half.starts + by, minutes=half.minutes - by, hands_on=(*hands[:at], *moved))


def _cost(was: Half, now: Half) -> Words:
    if was.discipline == NEEDLES:
        return Words("Needles stay in {now} minutes instead of {was}.", now=now.rest, was=was.rest)
    return Words("{now} minutes instead of {was}.", now=now.minutes, was=was.minutes)
