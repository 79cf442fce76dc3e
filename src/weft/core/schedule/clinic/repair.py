"""Somebody is off, a room is closed: what becomes of the visits that cannot be held, as a ladder of offers.

Each rung costs more time and moves more, and gives more back. Nothing is applied here: a confirmed visit moves only
with the person's consent, and nothing moves inside the notice period.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from weft.core.schedule.clinic.best import Found, Program, points_of
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.member import Member
from weft.core.schedule.clinic.ruin import Search
from weft.core.schedule.clinic.shape import Clinic, Person, Span, Visit
from weft.core.schedule.clinic.timetable import Timetable, noise
from weft.core.shared.words import Words, counted, joined

KEEP, KEEP_CONFIRMED = 50, 200
"""Points for a visit that stays; few enough that a lost visit is worth some moves."""
EFFORT = Effort(nodes=30)
NEAR_TIME, NEAR_DAY = 60, 30
"""Points for a lost visit's person who can come at the same time or on the same day after all: a change of practitioner
is little beside another day, and a pair is more."""
RELATIVES = 10
"""Further people who may be asked to move: with 15 as many came back, in half as much time again."""


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
    effort: Effort = EFFORT,
    lost: Sequence[Visit] | None = None,
) -> tuple[Offer, ...]:
    """Offers to place again what was lost, cheapest first.

    Args:
        clinic: As it is now, with the absence or closure in it.
        visits: The calendar as it stands, with the visits that were lost. The others keep the rules.
        fixed_until: No visit before this day moves, but for a lost one's other half: the notice period.
        rungs: How far to go; a caller with little time asks for the first alone.
        effort: When a joint program stops. What the rung before it found is never given up.
        lost: Those to place again; all that cannot be held when left out.
    """
    if lost is None:
        lost = lost_visits(clinic, visits)
    gone = {_key(visit) for visit in lost}
    left = [visit for visit in visits if _key(visit) not in gone]
    if not lost:
        return ()
    clinic = _only_weeks(clinic, lost)
    alone = _alone(clinic, left, lost, fixed_until)
    found = (
        alone if rung is Rung.ALONE else _together(clinic, rung, left, lost, fixed_until, alone, effort)
        for rung in rungs
    )
    return tuple(_offer(rung, left, lost, visits) for rung, visits in zip(rungs, found, strict=True))


def _offer(rung: Rung, left: Sequence[Visit], lost: Sequence[Visit], found: Sequence[Visit]) -> Offer:
    was = {_key(v): v for v in left}
    now = tuple(replace(v, confirmed=_key(v) in was and was[_key(v)].confirmed) for v in found)
    stays = {_key(v) for v in now}
    asks = tuple(visit for key, visit in was.items() if visit.confirmed and key not in stays)
    gone, more = _by_kind(lost), _by_kind(now) - _by_kind(left)
    recovered = (gone & more).total()  # what a plan lacks besides is no lost one
    return Offer(rung, now, recovered, asks, _said(recovered, len(lost), len(asks)))


def _by_kind(visits: Iterable[Visit]) -> Counter[tuple[str, str]]:
    return Counter((visit.person, visit.discipline) for visit in visits)


def _only_weeks(clinic: Clinic, lost: Sequence[Visit]) -> Clinic:
    """Without the hours of other weeks: a visit counts for its own, and what stands in the others stays."""
    weeks = {clinic.week_of(visit.day) for visit in lost}
    days = {day for day in range(len(clinic.days)) if clinic.week_of(day) in weeks}
    if len(days) == len(clinic.days):
        return clinic
    people = (replace(one, available=tuple(s for s in one.available if s[0] in days)) for one in clinic.people)
    return replace(clinic, people=tuple(people))


def _alone(clinic: Clinic, left: Sequence[Visit], lost: Sequence[Visit], fixed_until: int) -> tuple[Visit, ...]:
    """The best for one after the other; the same time or the same day, where that costs little."""
    timetable = _timetable(clinic, Rung.ALONE, left, lost, fixed_until)
    program = Program(timetable.floor, noise(1))
    for at in _hit(clinic, lost):
        was = [*timetable.spots[at], *_lost_spots(timetable, at, lost)]
        timetable.clear(at)
        timetable.put(at, _nearest(program, timetable.members[at], was, timetable.floor))
    return timetable.answer().visits


def _nearest(program: Program, one: Member, was: Sequence[Spot], floor: Floor) -> Found:
    """Of the best at these very times, on these days, and at any time: the first that is about as good."""
    days = sum(floor.day_bits[day] for day in {spot[1] // floor.stride for spot in was})
    times = {row: sum({1 << spot[1] for spot in was if spot[0] == row}) for row in range(len(floor.lanes))}
    near = replace(one, lanes=tuple(replace(lane, may=lane.may & times[lane.row]) for lane in one.lanes))
    today = replace(one, lanes=tuple(replace(lane, may=lane.may & days) for lane in one.lanes))
    found = [(NEAR_TIME, program.best(near)), (NEAR_DAY, program.best(today)), (0, program.best(one))]
    return max(found, key=lambda each: each[0] + each[1][0])[1]


def _lost_spots(timetable: Timetable, at: int, lost: Sequence[Visit]) -> list[Spot]:
    id_ = timetable.members[at].person.id
    return [timetable.floor.spot(visit) for visit in lost if visit.person == id_]


def _timetable(clinic: Clinic, rung: Rung, left: Sequence[Visit], lost: Sequence[Visit], fixed_until: int) -> Timetable:
    hours = {person.id: person.available for person in clinic.people}
    fixed = [
        replace(visit, confirmed=_has_begun(visit, hours) or not _may_move(clinic, rung, visit, lost, fixed_until))
        for visit in left
    ]
    return Timetable(clinic, fixed)


def _has_begun(visit: Visit, hours: Mapping[str, Sequence[Span]]) -> bool:
    """It lies in none of its person's hours any more: a caller leaves out of them what has passed."""
    return not any(day == visit.day and first <= visit.start < last for day, first, last in hours[visit.person])


def _hit(clinic: Clinic, lost: Sequence[Visit]) -> list[int]:
    rows = {person.id: at for at, person in enumerate(clinic.people)}
    return list(dict.fromkeys(rows[visit.person] for visit in lost))


def _key(visit: Visit) -> tuple[str, str, int, int, str]:
    return visit.person, visit.discipline, visit.day, visit.start, visit.practitioner


def _may_move(clinic: Clinic, rung: Rung, visit: Visit, lost: Sequence[Visit], fixed_until: int) -> bool:
    """Of people who were not hit nothing is taken up on the lower rungs, so theirs need no fixing.

    The other half of a lost half is part of a trip that cannot be held as it is, also inside the notice period.
    """
    own = [one.day for one in lost if one.person == visit.person]
    if visit.day in own:
        return True
    is_near = clinic.week_of(visit.day) in {clinic.week_of(one.day) for one in lost}
    return visit.day >= fixed_until and is_near and (rung is not Rung.ALONE or not own)


def _relatives(timetable: Timetable, hit: Sequence[int]) -> list[int]:
    search, found = Search(timetable, noise(1)), dict[int, None]()
    for _ in range(RELATIVES):
        for at in hit:
            found.update(dict.fromkeys(one for one in search.kin(at) if one not in hit))
    return list(found)[:RELATIVES]


def _together(
    clinic: Clinic, rung: Rung, left: Sequence[Visit], lost: Sequence[Visit], fixed_until: int,
    alone: Sequence[Visit], effort: Effort,
) -> tuple[Visit, ...]:  # fmt: skip
    """The best for all of a group at once; what each of them would have alone is where it begins."""
    timetable, hit = _timetable(clinic, rung, left, lost, fixed_until), _hit(clinic, lost)
    group = hit if rung is Rung.TOGETHER else [*hit, *_relatives(timetable, hit)]
    keep = _worth_keeping(timetable, group, left, lost)
    for at in group:
        timetable.clear(at)
    old = [_spots(timetable, at, alone) for at in group]
    for at, found in zip(group, Joint(timetable, group, keep).solve(effort, old) or old, strict=True):
        timetable.put(at, found)
    return timetable.answer().visits


def _spots(timetable: Timetable, at: int, visits: Sequence[Visit]) -> Found:
    """One person's of these visits, beside those that stay for good."""
    member = timetable.members[at]
    own = (timetable.floor.spot(visit) for visit in visits if visit.person == member.person.id)
    spots = tuple(spot for spot in own if spot not in member.kept)
    return points_of(timetable.floor, member, spots), spots


def _worth_keeping(
    timetable: Timetable, group: Sequence[int], left: Sequence[Visit], lost: Sequence[Visit]
) -> dict[tuple[int, Spot], int]:
    """Points for a visit that stays where it is, and fewer for one that is lost and stays on its time or day."""
    floor = timetable.floor
    stays = {(visit.person, floor.spot(visit)) for visit in left if visit.confirmed}
    worth: dict[tuple[int, Spot], int] = {}
    for at in group:
        for row, start, _, room in _lost_spots(timetable, at, lost):
            day = start // floor.stride * floor.stride
            for then in range(day, day + floor.clinic.slots):
                points = NEAR_TIME if then == start else NEAR_DAY
                worth |= {(at, (row, then, who, room)): points for who in floor.lanes[row].people}
        for spot in timetable.spots[at]:
            is_confirmed = (timetable.members[at].person.id, spot) in stays
            worth[at, spot] = KEEP_CONFIRMED if is_confirmed else KEEP
    return worth


def _said(recovered: int, lost: int, asked: int) -> Words:
    given = Words("{recovered} of {lost} lost visits have a place again", recovered=recovered, lost=lost)
    moved = Words("no confirmed visit moves")
    if asked:
        moved = counted(asked, "{count} confirmed visit would move", "{count} confirmed visits would move")
    return joined((given, moved), "{first}; {second}")
