"""May a visit be moved there? The rules between the visits of one person, for a single move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words, counted


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit of a person, in local minutes of its day."""

    discipline: str
    day: date
    starts: int
    ends: int


def move_fault(
    moved: Iterable[Stay], others: Iterable[Stay], *, apart: Mapping[str, int], min_gap_minutes: int
) -> Words | None:
    """The first rule that a move would break, with the way out; None when it may be done.

    Args:
        moved: The visits of the trip at their new times.
        others: Every other visit of the person that stands.
        apart: Smallest difference of dates between two visits, by discipline; 1 when not given. Needles never less
            than 2.
        min_gap_minutes: On one day movement starts at least so long after the needles end.
    """
    for one, other in product(tuple(moved), tuple(others)):
        least = max(2 if one.discipline == NEEDLES else 1, apart.get(one.discipline, 1))
        if one.discipline == other.discipline and abs((one.day - other.day).days) < least:
            return counted(
                least,
                "Two visits of {discipline} are at least {count} day apart. Choose another day.",
                "Two visits of {discipline} are at least {count} days apart. Choose another day.",
                discipline=Words(one.discipline),
            )
        if one.day == other.day and not _in_order(one, other, min_gap_minutes):
            return Words("On one day movement starts after the needles have ended. Choose another time.")
    return None


def _in_order(one: Stay, other: Stay, min_gap: int) -> bool:
    by_discipline = {one.discipline: one, other.discipline: other}
    if by_discipline.keys() != {NEEDLES, MOVEMENT}:
        return True
    return by_discipline[MOVEMENT].starts >= by_discipline[NEEDLES].ends + min_gap
