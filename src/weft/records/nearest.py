"""The nearest free pairs to a time that is taken: plain search over the claims of two weeks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Part:
    """One visit of the pair, as minutes after the pair's start, and who or what it needs."""

    starts: int
    minutes: int
    always: tuple[tuple[UUID, int, int], ...]
    """(resource, from, to) in minutes after the pair's start: person and practitioner."""
    places: tuple[UUID, ...]
    """Beds or rooms of which any will do, the wished one first; empty when none is needed."""


@dataclass(frozen=True, slots=True)
class FreePair:
    """A time at which the whole pair fits."""

    starts: datetime
    places: tuple[UUID | None, ...]
    """The bed or room of each part."""


@dataclass(frozen=True, slots=True)
class Busy:
    """What is taken, by resource."""

    spans: dict[UUID, list[Span]]

    def free(self, resource: UUID, starts: datetime, ends: datetime) -> bool:
        """Nothing of this resource lies in the time."""
        return all(ends <= taken_from or starts >= taken_to for taken_from, taken_to in self.spans.get(resource, ()))


def nearest(
    wished: datetime,
    parts: tuple[Part, ...],
    busy: Busy,
    starts: Iterable[datetime],
    is_open: Callable[[datetime], bool],
    *,
    count: int = 3,
) -> tuple[FreePair, ...]:
    """The ``count`` free starts nearest to ``wished``, nearest first; of two equally near ones the earlier first.

    Args:
        wished: The time that is taken, aware.
        parts: The visits, as minutes after the start.
        busy: What is taken.
        starts: The times to try.
        is_open: Whether the practitioners work then; asked only until enough are found.
        count: How many to find.
    """
    found: list[FreePair] = []
    for start in sorted(starts, key=lambda each: (abs(each - wished), each)):
        places = _places(start, parts, busy) if start != wished and is_open(start) else None
        if places is not None:
            found.append(FreePair(start, places))
        if len(found) == count:
            break
    return tuple(found)


def _places(starts: datetime, parts: tuple[Part, ...], busy: Busy) -> tuple[UUID | None, ...] | None:
    chosen: list[UUID | None] = []
    for part in parts:
        if not all(busy.free(who, _after(starts, a), _after(starts, b)) for who, a, b in part.always):
            return None
        free = _free_place(starts, part, busy)
        if part.places and free is None:
            return None
        chosen.append(free)
    return tuple(chosen)


def _free_place(starts: datetime, part: Part, busy: Busy) -> UUID | None:
    a, b = _after(starts, part.starts), _after(starts, part.starts + part.minutes)
    return next((place for place in part.places if busy.free(place, a, b)), None)


def _after(starts: datetime, minutes: int) -> datetime:
    return starts + timedelta(minutes=minutes)


def grid(around: datetime, *, days: int, slot_minutes: int) -> Iterator[datetime]:
    """Every start on the clinic's slots from so many days before ``around`` to so many after."""
    step, first = timedelta(minutes=slot_minutes), around - timedelta(days=days)
    return (first + step * n for n in range(2 * days * 24 * 60 // slot_minutes + 1))
