"""When a free first talk fits: somebody's hands are free for all of it, and for a talk at the clinic a place is too."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from weft.core.schedule.grid import Grid, Span
from weft.core.schedule.supply import Supply


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who could take the talk, and the places that are free for it where they work that day."""

    practitioner: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkTime:
    """One start that is free."""

    day: date
    starts: int
    """Minutes after local midnight."""
    takers: tuple[Taker, ...]
    """Whoever has most time left on that day first, so that nobody takes all of them."""

    @property
    def has_place(self) -> bool:
        """Whether the person can come to the clinic for it."""
        return any(taker.places for taker in self.takers)


def talk_times(
    grid: Grid, supply: Supply, minutes: int, *, since: tuple[date, int], unsure: Collection[Span] = ()
) -> tuple[TalkTime, ...]:
    """Every start at which a talk fits, in the order of time.

    Args:
        grid: The days that are asked about.
        supply: What is free over the grid; only those who take talks.
        minutes: How long a talk is.
        since: Day and minute; earlier starts do not count.
        unsure: Times that the wall clock skips or shows twice: nothing is booked in them.

    Raises:
        ValueError: If a talk has no length.
    """
    if minutes <= 0:
        raise ValueError("a talk takes some minutes")
    return tuple(_free(grid, supply, minutes, since, unsure))


def _free(
    grid: Grid, supply: Supply, minutes: int, since: tuple[date, int], unsure: Collection[Span]
) -> Iterator[TalkTime]:
    slots = -(-minutes // grid.slot_minutes)
    for row, day in enumerate(grid.days):
        for first in range(grid.slots - slots + 1):
            starts = grid.opens_minutes + first * grid.slot_minutes
            if (day, starts) < since or _meets(unsure, day, starts, starts + minutes):
                continue
            if takers := _takers(supply, row, first, first + slots):
                yield TalkTime(day, starts, takers)


def _meets(spans: Collection[Span], day: date, starts: int, ends: int) -> bool:
    return any(span.day == day and span.starts < ends and starts < span.ends for span in spans)


def _takers(supply: Supply, day: int, first: int, until: int) -> tuple[Taker, ...]:
    free = [who for who in range(len(supply.practitioners)) if supply.free[who, day, first:until].all()]
    ordered = sorted(free, key=lambda who: (-int(supply.free[who, day].sum()), supply.practitioners[who].name))
    return tuple(Taker(supply.practitioners[who].id, _places(supply, who, day, first, until)) for who in ordered)


def _places(supply: Supply, who: int, day: int, first: int, until: int) -> tuple[str, ...]:
    """Free beds and rooms at the site where this practitioner works that day."""
    site = int(supply.site_of[who, day])
    return tuple(
        room.id
        for place, room in enumerate(supply.rooms)
        if room.site == site and (supply.capacity[place, day, first:until] > 0).all()
    )
