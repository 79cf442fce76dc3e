"""Somebody is off, a room is closed: what becomes of the visits that cannot be held, as a ladder of offers.

Each rung costs more time and moves more, and gives more back. Nothing is applied here: a confirmed visit moves only
with the person's consent, and nothing but a lost visit's other half moves inside the notice period.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.floor import Floor
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.mending import Hole, Mending
from weft.core.schedule.clinic.shape import Clinic, Need, Person, Visit
from weft.core.schedule.clinic.staying import has_room
from weft.core.shared.words import Words, counted, joined

EFFORT = Effort(nodes=30)
LOOKS = 1000
"""How many trips of others are tried on the last rung: 0.15 s."""
JOINING = 0.2
"""Seconds that are kept for the joint program at its end."""


class Rung(StrEnum):
    """How far a repair reaches."""

    ALONE = "alone"
    """Each person who was hit, one after the other; only their lost visits and the other halves of these."""
    TOGETHER = "together"
    """All who were hit, with all their visits."""
    RELATIVES = "relatives"
    """Those who were hit, and others whose trips can give way to theirs."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One rung: the whole calendar as it would be."""

    rung: Rung
    visits: tuple[Visit, ...]
    recovered: int
    """Lost visits that have a place again."""
    asks: tuple[Visit, ...]
    """Confirmed visits that would move, as they stand now."""
    said: Words


def lost_visits(clinic: Clinic, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Visits that cannot be held in the clinic as it is now; where rooms are too few, the last of them."""
    people, floor = {person.id: person for person in clinic.people}, Floor(clinic)
    return tuple(
        visit for visit in visits if _is_lost(clinic, people[visit.person], visit) or not _finds_room(floor, visit)
    )


def _finds_room(floor: Floor, visit: Visit) -> bool:
    spot = floor.spot(visit)
    if not has_room(floor, spot):
        return False
    floor.take(spot)
    return True


def _is_lost(clinic: Clinic, person: Person, visit: Visit) -> bool:
    """Weekly counts and days apart are between visits; they were kept when the visits were made."""
    alone = replace(clinic, people=(replace(person, last_visits={}),))
    return bool(check_clinic(alone, (visit,)).violations)


def repair(
    clinic: Clinic,
    visits: Sequence[Visit],
    *,
    fixed_until: int = 0,
    rungs: Sequence[Rung] = tuple(Rung),
    effort: Effort = EFFORT,
    lost: Sequence[Visit] | None = None,
    seconds: Callable[[], float] | None = None,
) -> tuple[Offer, ...]:
    """Offers to place again what was lost, cheapest first.

    Args:
        clinic: As it is now, with the absence or closure in it.
        visits: The calendar as it stands, with the visits that were lost. The others keep the rules.
        fixed_until: No visit before this day moves, but for a lost one's other half: the notice period.
        rungs: How far to go; a caller with little time asks for the first alone.
        effort: When a joint program stops. What was found before it is never given up.
        lost: Those to place again; all that cannot be held when left out. Others that cannot be held stay where they
            are, and nobody is given their times: what has begun (a caller leaves out its hours), another absence.
        seconds: How many are left, for those who keep to a time: then the best so far is told.
    """
    is_told = lost is not None
    lost = lost_visits(clinic, visits) if lost is None else lost
    gone = {_key(visit) for visit in lost}
    left = [visit for visit in visits if _key(visit) not in gone]
    if not lost:
        return ()
    stuck = {*lost_visits(clinic, left)} if is_told else ()
    hole = Hole(_as_it_was(clinic, left, lost), left, lost, fixed_until, stuck)
    found = _found(hole, rungs, effort, seconds)
    return tuple(_offer(rung, left, lost, found[rung]) for rung in rungs)


def _found(
    hole: Hole, rungs: Collection[Rung], effort: Effort, seconds: Callable[[], float] | None
) -> dict[Rung, tuple[Visit, ...]]:
    """What each rung gives; each begins with what those who were hit can have alone."""
    mending = Mending(hole)
    mending.alone()
    found = {Rung.ALONE: mending.visits()}
    began = mending.timetable.found()
    if Rung.TOGETHER in rungs:
        mending.join(effort, seconds)
        found[Rung.TOGETHER] = mending.visits()
        mending.back(began)
    if Rung.RELATIVES in rungs:
        mending.give_way(LOOKS, lambda: seconds is not None and seconds() < JOINING)
        mending.join(effort, seconds)
        found[Rung.RELATIVES] = mending.visits()
    return found


def _offer(rung: Rung, left: Sequence[Visit], lost: Sequence[Visit], found: Sequence[Visit]) -> Offer:
    was = {_key(v): v for v in left}
    now = tuple(replace(v, confirmed=_key(v) in was and was[_key(v)].confirmed) for v in found)
    stays = {_key(v) for v in now}
    asks = tuple(visit for key, visit in was.items() if visit.confirmed and key not in stays)
    gone, more = _by_kind(lost), _by_kind(now) - _by_kind(left)
    recovered = (gone & more).total()
    return Offer(rung, now, recovered, asks, _said(recovered, len(lost), len(asks)))


def _by_kind(visits: Iterable[Visit]) -> Counter[tuple[str, str]]:
    return Counter((visit.person, visit.discipline) for visit in visits)


def _as_it_was(clinic: Clinic, left: Sequence[Visit], lost: Sequence[Visit]) -> Clinic:
    """Without the hours of other weeks: a visit counts for its own, and what stands in the others stays.

    Nobody asks for more than they had: what a plan lacks besides would only take a place from what was lost.
    """
    weeks = {clinic.week_of(visit.day) for visit in lost}
    had = Counter((visit.person, visit.discipline, clinic.week_of(visit.day)) for visit in (*left, *lost))

    def need(person: Person, asked: Need) -> Need:
        visits = {id_: min(number, had[person.id, id_, asked.week]) for id_, number in asked.visits.items()}
        return replace(asked, visits=visits)

    def as_it_was(person: Person) -> Person:
        hours = tuple(span for span in person.available if clinic.week_of(span[0]) in weeks)
        return replace(person, available=hours, needs=tuple(need(person, asked) for asked in person.needs))

    return replace(clinic, people=tuple(as_it_was(person) for person in clinic.people))


def _key(visit: Visit) -> tuple[str, str, int, int, str, str]:
    return visit.person, visit.discipline, visit.day, visit.start, visit.practitioner, visit.room


def _said(recovered: int, lost: int, asked: int) -> Words:
    given = Words("{recovered} of {lost} lost visits have a place again", recovered=recovered, lost=lost)
    moved = Words("no confirmed visit moves")
    if asked:
        moved = counted(asked, "{count} confirmed visit would move", "{count} confirmed visits would move")
    return joined((given, moved), "{first}; {second}")
