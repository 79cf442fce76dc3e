"""A calendar with visits that cannot be held, mended: each person who was hit alone, others giving way, all at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from weft.core.schedule.clinic.best import Found, Program, points_of
from weft.core.schedule.clinic.floor import Spot
from weft.core.schedule.clinic.giving import Giving, Kind, Kinds, Spots, kinds_of, member_with, put_down
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.member import Member
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.staying import rooms_back
from weft.core.schedule.clinic.timetable import Timetable, noise

KEEP, KEEP_CONFIRMED = 50, 200
"""Points for a visit that stays; few enough that a lost visit is worth some moves."""
NEAR_TIME, NEAR_DAY = 60, 30
"""Points for a lost visit's person who can come at the same time or on the same day after all: a change of practitioner
is little beside another day, and a pair is more."""
LAID_OUT = 0.003
"""Seconds in which one person of a joint program is laid out: with fewer left it is not begun."""
OTHERS = 2
"""How many people may give way to each other for one lost visit."""


@dataclass(frozen=True, slots=True)
class Hole:
    """What was lost, and what stands."""

    clinic: Clinic
    """As it is now, without the hours of weeks in which nothing was lost, and with no more needs than visits stood."""
    left: Sequence[Visit]
    lost: Sequence[Visit]
    fixed_until: int
    stuck: Collection[Visit] = ()
    """What stands where it cannot be held, and is no question here: it has begun, or lies in another absence."""

    @property
    def hit(self) -> list[int]:
        """Rows of the people whose visits were lost."""
        rows = {person.id: at for at, person in enumerate(self.clinic.people)}
        return list(dict.fromkeys(rows[visit.person] for visit in self.lost))

    def timetable(self) -> Timetable:
        """What may not move stays for good: what is stuck or near, and other weeks."""
        gone = {(visit.person, visit.day) for visit in self.lost}
        weeks = {self.clinic.week_of(visit.day) for visit in self.lost}

        def may_move(visit: Visit) -> bool:
            """The other half of a lost half is part of a trip that cannot be held as it is, also inside the notice."""
            is_free = visit.day >= self.fixed_until and self.clinic.week_of(visit.day) in weeks
            return (is_free or (visit.person, visit.day) in gone) and visit not in self.stuck

        return Timetable(self.clinic, [replace(visit, confirmed=not may_move(visit)) for visit in self.left])


class Mending:
    """One timetable that is being mended. Nobody ever loses a visit that could be held."""

    def __init__(self, hole: Hole) -> None:
        """Begin with what stands."""
        self._hit, self.timetable = hole.hit, hole.timetable()
        self._floor = self.timetable.floor
        self._before = list(self.timetable.spots)
        self._program = Program(self._floor, noise(1))
        self._gone: dict[int, list[Spot]] = {at: [] for at in self._hit}
        rows = {person.id: at for at, person in enumerate(hole.clinic.people)}
        for visit in hole.lost:
            self._gone[rows[visit.person]].append(self._floor.spot(visit))
        confirmed = [visit for visit in hole.left if visit.confirmed]
        self._agreed = {(rows[visit.person], self._floor.spot(visit)) for visit in confirmed}
        self._stays = {at: self._other_days(at) for at in self._hit}

    def _other_days(self, at: int) -> Spots:
        """What somebody who was hit has on days on which nothing was lost."""
        gone = {spot[1] // self._floor.stride for spot in self._gone[at]}
        return tuple(spot for spot in self._before[at] if spot[1] // self._floor.stride not in gone)

    def alone(self) -> None:
        """The best for one after the other: near to what they had, where that costs little; other days stay."""
        for at in self._hit:
            one, stays, keep = member_with(self.timetable, at, self._stays[at]), self._stays[at], self._keep(at)
            had = tuple(spot for spot in self._before[at] if spot not in stays)
            put_down(self.timetable, at, stays)
            ways = [had, *(self._program.best(each)[1] for each in self._near(one, had))]
            sound = [way for way in ways if not self._kinds(had) - self._kinds(way)]
            worth = [points_of(self._floor, one, way) + sum(keep.get(spot[:3], 0) for spot in way) for way in sound]
            put_down(self.timetable, at, (*stays, *sound[worth.index(max(worth))]))

    def give_way(self, looks: int, is_late: Callable[[], bool]) -> None:
        """Let others' trips give way to what has no place yet: first one other person for each, then more."""
        giving = Giving(self.timetable, self._program, looks, is_late)
        for others in range(1, OTHERS + 1):
            for at in self._hit:
                for kind in self._missing(at) if not giving.is_over else ():
                    giving.room_for(at, self._stays[at], kind, others)
        is_whole = not any(self._missing(at) for at in self._hit)
        for at in range(len(self._before)):
            is_hit, has_moved = at in self._gone, self._before[at] != self.timetable.spots[at]
            if (is_hit and is_whole) or (has_moved and not is_hit):
                self._hold(at)

    def join(self, effort: Effort, seconds: Callable[[], float] | None) -> None:
        """The best for all who were hit or moved at once, with as few moves as that allows; nothing when it is late."""
        timetable, keep, least = self.timetable, dict[tuple[int, Spot], int](), dict[tuple[int, int, int], int]()
        moved = [at for at, spots in enumerate(self._before) if at in self._gone or spots != timetable.spots[at]]
        if seconds and seconds() < LAID_OUT * len(moved):
            return
        for at in moved:
            keep |= {(at, (*spot, 0)): points for spot, points in self._keep(at).items()}
            stays = timetable.members[at].kept
            least |= {(at, *kind): n for kind, n in self._kinds(s for s in self._before[at] if s not in stays).items()}
        old = [timetable.clear(at) for at in moved]
        program = Joint(timetable, moved, keep, least)
        found = program.solve(effort.within(seconds()) if seconds else effort, old)
        for at, had in zip(moved, found or old, strict=True):
            timetable.put(at, had)

    def back(self, found: Sequence[Found]) -> None:
        """Everybody's visits as they were found before."""
        for at in self._hit:
            self.timetable.clear(at)
        for at in self._hit:
            self.timetable.put(at, found[at])

    def visits(self) -> tuple[Visit, ...]:
        """Everybody's visits as they are now, in the rooms that they had where nothing else changed."""
        rooms_back(self.timetable, self._before)
        return self.timetable.answer().visits

    def _near(self, one: Member, had: Spots) -> Iterator[Member]:
        """One person with fewer and fewer limits: other halves where they are, the same times, the same days."""
        floor, was = self._floor, [*had, *self._gone[one.at]]
        days = sum(floor.day_bits[day] for day in {spot[1] // floor.stride for spot in was})
        times = {row: sum({1 << spot[1] for spot in was if spot[0] == row}) for row in range(len(floor.lanes))}
        for base in (self._held(one, had), one) if had else (one,):
            yield replace(base, lanes=tuple(replace(lane, may=lane.may & times[lane.row]) for lane in base.lanes))
            yield replace(base, lanes=tuple(replace(lane, may=lane.may & days) for lane in base.lanes))
            yield base

    def _held(self, one: Member, had: Spots) -> Member:
        """With the other halves where they are, at the same hands."""
        lanes = list(one.lanes)
        for row in {spot[0] for spot in had} - {spot[0] for spot in self._gone[one.at]}:
            own = [spot for spot in had if spot[0] == row]
            who = tuple(dict.fromkeys(spot[2] for spot in own))
            primary = lanes[row].own if lanes[row].own in who else -1
            lanes[row] = replace(lanes[row], may=sum(1 << spot[1] for spot in own), people=who, own=primary)
        return replace(one, lanes=tuple(lanes))

    def _keep(self, at: int) -> dict[tuple[int, int, int], int]:
        """Points for a visit that stays where it is, and fewer for one that is lost and stays on its time or day."""
        floor, worth = self._floor, dict[tuple[int, int, int], int]()
        for row, start, *_ in self._gone.get(at, ()):
            day = start // floor.stride * floor.stride
            for then in range(day, day + floor.clinic.slots):
                points = NEAR_TIME if then == start else NEAR_DAY
                worth |= {(row, then, who): points for who in floor.lanes[row].people}
        for spot in self._before[at]:
            worth[spot[:3]] = KEEP_CONFIRMED if (at, spot) in self._agreed else KEEP
        return worth

    def _kinds(self, spots: Iterable[Spot]) -> Kinds:
        return kinds_of(self._floor, spots)

    def _missing(self, at: int) -> list[Kind]:
        """Kinds of lost visits that have no place again."""
        more = self._kinds(self.timetable.spots[at]) - self._kinds(self._before[at])
        return list((self._kinds(self._gone[at]) - more).elements())

    def _hold(self, at: int) -> None:
        """Of somebody who gave way or was hit, what did not move stays from now on."""
        now = self.timetable.spots[at]
        moved = {spot[1] // self._floor.stride for spot in {*now} ^ {*self._before[at]}}
        moved |= {spot[1] // self._floor.stride for spot in self._gone.get(at, ())}
        stays = tuple(spot for spot in now if spot[1] // self._floor.stride not in moved)
        held, spots = member_with(self.timetable, at, stays), tuple(spot for spot in now if spot not in stays)
        self.timetable.clear(at)
        for spot in stays:
            self._floor.take(spot)
        self.timetable.members[at] = held
        self.timetable.put(at, (points_of(self._floor, held, spots), spots))
