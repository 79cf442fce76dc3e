"""Somebody is off, a room is closed: what becomes of the visits that cannot be held, as a ladder of offers.

Each rung costs more time and moves more, and gives more back. Nothing is applied here: a confirmed visit moves only
with the person's consent, and nothing moves inside the notice period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from weft.core.schedule.clinic.best import Found, Program, points_of
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.floor import Spot
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.ruin import Search
from weft.core.schedule.clinic.shape import Clinic, Person, Visit
from weft.core.schedule.clinic.timetable import Timetable, noise
from weft.core.shared.words import Words, counted, joined

KEEP, KEEP_CONFIRMED = 50, 200
"""Points for a visit that stays; few enough that a lost visit is worth some moves."""
RELATIVES = 15
"""Further people who may be asked to move."""


class Rung(StrEnum):
    """How far a repair reaches."""

    ALONE = "alone"
    """Each person who was hit, one after the other; only their lost visits and the other halves of these."""
    TOGETHER = "together"
    """All who were hit, with all their visits."""
    RELATIVES = "relatives"
    """Those who were hit, and others who hold slots that they could use."""


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
    """Visits that cannot be held by themselves in the clinic as it is now."""
    people = {person.id: person for person in clinic.people}
    return tuple(visit for visit in visits if _is_lost(clinic, people[visit.person], visit))


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
    nodes: int = 30,
) -> tuple[Offer, ...]:
    """Offers to place again what was lost, cheapest first.

    Args:
        clinic: As it is now, with the absence or closure in it.
        visits: The calendar as it stands, with the visits that were lost. The others keep the rules.
        fixed_until: No visit before this day moves: the notice period.
        rungs: How far to go; a caller with little time asks for the first alone.
        nodes: When a joint program stops.
    """
    lost = lost_visits(clinic, visits)
    left = [visit for visit in visits if visit not in lost]
    return tuple(_offer(clinic, rung, left, lost, fixed_until, nodes) for rung in rungs) if lost else ()


def _offer(
    clinic: Clinic, rung: Rung, left: Sequence[Visit], lost: Sequence[Visit], fixed_until: int, nodes: int
) -> Offer:
    timetable = Timetable(
        clinic, [replace(visit, confirmed=not _may_move(rung, visit, lost, fixed_until)) for visit in left]
    )
    rows = {person.id: at for at, person in enumerate(clinic.people)}
    hit = list(dict.fromkeys(rows[visit.person] for visit in lost))
    if rung is Rung.ALONE:
        program = Program(timetable.floor, noise(1))
        for at in hit:
            timetable.clear(at)
            timetable.put(at, program.best(timetable.members[at]))
    else:
        group = hit if rung is Rung.TOGETHER else [*hit, *_relatives(timetable, hit)]
        _together(timetable, group, {(v.person, timetable.floor.spot(v)) for v in left if v.confirmed}, nodes)
    was = {(v.person, v.discipline, v.day, v.start, v.practitioner): v for v in left}
    now = tuple(replace(v, confirmed=_key(v) in was and was[_key(v)].confirmed) for v in timetable.answer().visits)
    asks = tuple(visit for key, visit in was.items() if visit.confirmed and key not in {_key(v) for v in now})
    recovered = len(now) - len(left)
    return Offer(rung, now, recovered, asks, _said(recovered, len(lost), len(asks)))


def _key(visit: Visit) -> tuple[str, str, int, int, str]:
    return visit.person, visit.discipline, visit.day, visit.start, visit.practitioner


def _may_move(rung: Rung, visit: Visit, lost: Sequence[Visit], fixed_until: int) -> bool:
    """Of people who were not hit nothing is taken up on the lower rungs, so theirs need no fixing."""
    if visit.day < fixed_until:
        return False
    own = [one.day for one in lost if one.person == visit.person]
    return rung is not Rung.ALONE or not own or visit.day in own


def _relatives(timetable: Timetable, hit: Sequence[int]) -> list[int]:
    search, found = Search(timetable, noise(1)), dict[int, None]()
    for _ in range(RELATIVES):
        for at in hit:
            found.update(dict.fromkeys(one for one in search.kin(at) if one not in hit))
    return list(found)[:RELATIVES]


def _together(timetable: Timetable, group: Sequence[int], confirmed: set[tuple[str, Spot]], nodes: int) -> None:
    old: list[Found] = [timetable.clear(at) for at in group]
    keep = {
        (at, spot): KEEP_CONFIRMED if (timetable.members[at].person.id, spot) in confirmed else KEEP
        for at, (_, spots) in zip(group, old, strict=True)
        for spot in spots
    }
    found = Joint(timetable, group, keep).solve(Effort(nodes=nodes), old) or old
    for at, (_, spots) in zip(group, found, strict=True):
        timetable.put(at, (points_of(timetable.floor, timetable.members[at], spots), spots))


def _said(recovered: int, lost: int, asked: int) -> Words:
    given = Words("{recovered} of {lost} lost visits have a place again", recovered=recovered, lost=lost)
    moved = Words("no confirmed visit moves")
    if asked:
        moved = counted(asked, "{count} confirmed visit would move", "{count} confirmed visits would move")
    return joined((given, moved), "{first}; {second}")
