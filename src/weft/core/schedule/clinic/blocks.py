"""A calendar cut between weeks into blocks that share nothing, so that each can be searched by itself.

What is wanted is wanted by week, and over a weekend nothing is too near: people, hands and rooms of one week do not
know of another one's. A block is a clinic of its own with the same people; half the days are less than half the work.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from weft.core.schedule.clinic.shape import Clinic, Person, Span, Visit
from weft.core.shared.care import NEEDLES


@dataclass(frozen=True, slots=True)
class Block:
    """Some days of a clinic."""

    clinic: Clinic
    first: int
    """The day of the whole that is its day 0."""

    def inside(self, visits: Iterable[Visit]) -> tuple[Visit, ...]:
        """Those of the whole's visits that are in these days, by these days."""
        days = range(self.first, self.first + len(self.clinic.days))
        return tuple(replace(visit, day=visit.day - self.first) for visit in visits if visit.day in days)

    def outside(self, visits: Iterable[Visit]) -> tuple[Visit, ...]:
        """Its own visits, by the days of the whole."""
        return tuple(replace(visit, day=visit.day + self.first) for visit in visits)


def blocks(clinic: Clinic) -> tuple[Block, ...]:
    """As many blocks as the calendar has; one that is the whole where no week can be told from the next."""
    apart = max((max(2 if one.id == NEEDLES else 1, one.days_apart) for one in clinic.disciplines), default=1)
    cuts = [
        at + 1
        for at, (day, then) in enumerate(pairwise(clinic.days))
        if clinic.week_of(at) != clinic.week_of(at + 1) and (then - day).days >= apart
    ]
    if not cuts:
        return (Block(clinic, 0),)
    return tuple(_block(clinic, first, last) for first, last in pairwise((0, *cuts, len(clinic.days))))


def _block(clinic: Clinic, first: int, last: int) -> Block:
    days = range(first, last)
    one = replace(
        clinic,
        days=clinic.days[first:last],
        first_day=clinic.first_day or clinic.days[0],
        practitioners=tuple(replace(staff, works=_spans(staff.works, days)) for staff in clinic.practitioners),
        rooms=tuple(
            replace(
                kind, closed=tuple((day - first, begin, end, n) for day, begin, end, n in kind.closed if day in days)
            )
            for kind in clinic.rooms
        ),
        people=tuple(_person(clinic.days, person, days) for person in clinic.people),
    )
    return Block(one, first)


def _spans(spans: Sequence[Span], days: range) -> tuple[Span, ...]:
    return tuple((day - days.start, first, last) for day, first, last in spans if day in days)


def _person(calendar: Sequence[date], person: Person, days: range) -> Person:
    later = (calendar[days.start] - calendar[0]).days
    return replace(
        person,
        available=_spans(person.available, days),
        last_visits={id_: ago + later for id_, ago in person.last_visits.items()},
    )
