"""Several people at once, exactly: a small mixed-integer program, solved by HiGHS. The only file that asks it.

Day options in link form: a start (discipline, time), who treats, in which kind of room, and a pair (time, gap) are
variables of their own, tied together by rows; their product would be many times as large. Who treats those who come to
anybody, and where, is counted for all of them together: it does not matter which of two who begin at once has whom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import highspy
import numpy as np

from weft.core.schedule.clinic.best import Found, levels, points_of
from weft.core.schedule.clinic.floor import Lane, Spot
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.timetable import Timetable

MOST_COLUMNS = 60_000
"""A larger program is not begun: it would only use up the time."""
LEAN = {"mip_allow_restart": False, "mip_pool_soft_limit": 500, "mip_pool_age_limit": 5}
"""Cuts that no longer cut are soon forgotten, and nothing is begun anew: less memory, and not worse (ADR 21)."""
ANYBODY = -1
"""In place of a practitioner: one of those who may treat."""

_Shared = tuple[int, tuple[int, ...], int]
"""Lane, practitioners or kinds of room that will do, start."""


@dataclass(frozen=True, slots=True)
class Effort:
    """When HiGHS stops. Nodes make the same answer everywhere; seconds keep a promise to somebody who waits."""

    nodes: int = 30
    seconds: float | None = None
    gap: float = 0.0001

    def within(self, seconds: float) -> "Effort":
        """The same, in no more than so many seconds."""
        return replace(
            self,
            seconds=max(0.0, seconds if self.seconds is None else min(self.seconds, seconds)),
        )


@dataclass(slots=True)
class _Rows:
    """A program as it grows: columns with points, rows as lists of (column, factor)."""

    points: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[list[tuple[int, float]]] = field(default_factory=list)

    def column(self, points: float, most: float = 1.0) -> int:
        self.points.append(points)
        self.most.append(most)
        return len(self.points) - 1

    def row(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        self.rows.append(terms)
        self.lower.append(lower)
        self.upper.append(upper)


class Joint:
    """The best visits of a few people together, everybody else's as they are."""

    def __init__(
        self,
        timetable: Timetable,
        group: Sequence[int],
        keep: Mapping[tuple[int, Spot], int] | None = None,
        least: Mapping[tuple[int, int, int], int] | None = None,
    ) -> None:
        """Lay out the program for people whose visits have been cleared from the timetable.

        Args:
            timetable: The floor with everybody else's visits.
            group: Rows of the people.
            keep: Points for a visit that stays as it is, by person and spot; they decide, and are counted nowhere else.
            least: Visits that somebody must have, by person, lane and week.
        """
        self._timetable, self._rows, self._least = timetable, _Rows(), least or {}
        self._keep = {(at, spot[:3]): points for (at, spot), points in (keep or {}).items()}
        self._hands: dict[tuple[int, int], list[int]] = {}
        self._places: dict[tuple[int, int], list[int]] = {}
        self._who: dict[tuple[int, int, int], dict[int, int]] = {}
        """Columns by person, lane and start: practitioner (the own one, or who had it before) or anybody, to column."""
        self._may: dict[tuple[int, int, int], tuple[tuple[int, ...], tuple[int, ...]]] = {}
        """By person, lane and start: who may treat, and the kinds of room."""
        self._come: dict[_Shared, list[int]] = {}
        self._by: dict[_Shared, dict[int, int]] = {}
        """Columns of those who come to anybody, and practitioner to column."""
        self._stay: dict[_Shared, list[int]] = {}
        self._where: dict[_Shared, dict[int, int]] = {}
        """Columns of those who need a room, and kind of room to column."""
        self._pairs: dict[tuple[int, int, int, int, int], int] = {}
        self.group = list(group)
        for at in self.group:
            self._person(timetable.members[at])
        self._share()
        for columns in self._hands.values():
            self._rows.row([(column, 1.0) for column in columns], 0.0, 1.0)
        for (room, bit), columns in self._places.items():
            left = timetable.floor.left(room, bit)
            if sum(self._rows.most[column] for column in columns) > left:
                self._rows.row([(column, 1.0) for column in columns], 0.0, float(left))

    @property
    def columns(self) -> int:
        """Size of the program."""
        return len(self._rows.points)

    def _person(self, member: Member) -> None:
        by_day: dict[tuple[int, int], list[int]] = {}
        for lane in member.lanes:
            if lane.may and lane.wanted:
                self._lane(member, lane, by_day)
        self._limits(member, by_day)
        trips: dict[int, list[tuple[int, float]]] = {}
        for (_, day), columns in by_day.items():
            trips.setdefault(day, []).extend((column, 1.0) for column in columns)
        both = self._both(member)
        for day, terms in trips.items():
            self._rows.row(
                [*terms, *((column, -1.0) for column in both.get(day, ()))],
                -np.inf,
                1.0,
            )

    def _lane(self, member: Member, lane: MemberLane, by_day: dict[tuple[int, int], list[int]]) -> None:
        floor = self._timetable.floor
        rooms = {room: floor.room_starts(room, lane.slots) & lane.may for room in lane.rooms}
        hands = {who: floor.hand_starts(who, lane.hands) for who in lane.people}
        may = 0
        for starts in rooms.values():
            may |= starts
        for start in _bits(may):
            free = tuple(sorted(who for who, starts in hands.items() if starts >> start & 1))
            if free:
                columns = self._columns(member, lane, start, free)
                by_day.setdefault((lane.row, start // floor.stride), []).extend(columns)
                kinds = tuple(room for room, starts in rooms.items() if starts >> start & 1)
                self._stay.setdefault((lane.row, kinds, start), []).extend(columns)
                self._may[member.at, lane.row, start] = free, kinds

    def _columns(self, member: Member, lane: MemberLane, start: int, free: tuple[int, ...]) -> Iterable[int]:
        """One column for each practitioner who counts as such, and one for anybody."""
        primary, found = self._timetable.clinic.worth.primary, dict[int, int]()
        self._who[member.at, lane.row, start] = found
        for who in free:
            bonus = self._keep.get((member.at, (lane.row, start, who)), 0)
            if who == lane.own or bonus:
                found[who] = self._rows.column(member.placed + primary * (who == lane.own) + bonus)
                self._take_hands(who, lane, start, found[who])
        if any(who not in found for who in free):
            found[ANYBODY] = self._rows.column(member.placed)
            self._come.setdefault((lane.row, free, start), []).append(found[ANYBODY])
        return found.values()

    def _take_hands(self, who: int, lane: MemberLane | Lane, start: int, column: int) -> None:
        for slot in lane.hands:
            self._hands.setdefault((who, start + slot), []).append(column)

    def _share(self) -> None:
        """Who treats those who come to anybody, and in which kind of room everybody is; one kind needs no column."""
        lanes = self._timetable.floor.lanes
        for key, columns in self._come.items():
            row, free, start = key
            most = 1.0 if lanes[row].hands else float(len(columns))
            self._by[key] = {who: self._rows.column(0.0, most) for who in free}
            for who, column in self._by[key].items():
                self._take_hands(who, lanes[row], start, column)
            self._equal(columns, self._by[key].values())
        for key, columns in self._stay.items():
            row, kinds, start = key
            shared = {kind: self._rows.column(0.0, float(len(columns))) for kind in kinds} if len(kinds) > 1 else {}
            self._where[key] = shared
            for kind in kinds:
                for bit in range(start, start + lanes[row].treatment.slots):
                    self._places.setdefault((kind, bit), []).extend([shared[kind]] if shared else columns)
            if shared:
                self._equal(columns, shared.values())

    def _equal(self, one: Iterable[int], other: Iterable[int]) -> None:
        self._rows.row(
            [*((column, 1.0) for column in one), *((column, -1.0) for column in other)],
            0.0,
            0.0,
        )

    def _limits(self, member: Member, by_day: dict[tuple[int, int], list[int]]) -> None:
        """Visits a week, and days between two visits of a discipline."""
        clinic = self._timetable.clinic
        for lane in member.lanes:
            days = {day: columns for (row, day), columns in by_day.items() if row == lane.row}
            weeks: dict[int, list[int]] = {}
            for day, columns in days.items():
                weeks.setdefault(clinic.week_of(day), []).extend(columns)
            for week, columns in weeks.items():
                self._rows.row(
                    [(c, 1.0) for c in columns],
                    float(self._least.get((member.at, lane.row, week), 0)),
                    float(self._left(member, lane, week)),
                )
            apart = self._timetable.floor.apart(lane.row)
            ordinals = {day: clinic.days[day].toordinal() for day in days}
            for day, own in days.items():
                near = [other for other in days if 0 <= ordinals[other] - ordinals[day] < apart]
                if len(near) > 1:
                    self._rows.row([(c, 1.0) for other in near for c in days[other]], 0.0, 1.0)
                if self._is_too_near(member, lane, ordinals[day]):
                    self._rows.row([(c, 1.0) for c in own], 0.0, 0.0)

    def _held(self, member: Member, lane: MemberLane) -> list[int]:
        return [start // self._timetable.floor.stride for row, start, *_ in member.kept if row == lane.row]

    def _left(self, member: Member, lane: MemberLane, week: int) -> int:
        clinic = self._timetable.clinic
        wanted = sum(need.wanted(lane.id) for need in member.person.needs if need.week == week)
        return max(
            0,
            wanted - sum(clinic.week_of(day) == week for day in self._held(member, lane)),
        )

    def _is_too_near(self, member: Member, lane: MemberLane, ordinal: int) -> bool:
        clinic = self._timetable.clinic
        others = [clinic.days[day].toordinal() for day in self._held(member, lane)]
        if lane.id in member.person.last_visits:
            others.append(clinic.days[0].toordinal() - member.person.last_visits[lane.id])
        return any(abs(ordinal - other) < self._timetable.floor.apart(lane.row) for other in others)

    def _both(self, member: Member) -> dict[int, list[int]]:
        """Columns of two halves on one day, by day."""
        floor, found = self._timetable.floor, dict[int, list[int]]()
        for first, second, days in member.pairs:
            lane, firsts, seconds = (
                member.lanes[first],
                dict[int, list[int]](),
                dict[int, list[int]](),
            )
            starts = [start for at, row, start in self._who if at == member.at and row == first]
            for level in levels(
                self._timetable.clinic,
                lane.slots,
                floor.stride,
                split=member.person.allow_split,
            ):
                for start in starts:
                    then = start + lane.slots + level.gap
                    fits = (days & level.fits) >> start & 1
                    if fits and (member.at, second, then) in self._who:
                        column = self._rows.column(float(level.points))
                        firsts.setdefault(start, []).append(column)
                        seconds.setdefault(then, []).append(column)
                        found.setdefault(start // floor.stride, []).append(column)
                        self._pairs[member.at, first, start, second, then] = column
            self._link(member.at, first, firsts)
            self._link(member.at, second, seconds)
        return found

    def _link(self, at: int, row: int, halves: dict[int, list[int]]) -> None:
        """A pair needs both of its halves to begin then."""
        for start, columns in halves.items():
            who = self._who[at, row, start].values()
            self._rows.row([*((c, 1.0) for c in who), *((c, -1.0) for c in columns)], 0.0, np.inf)

    def solve(self, effort: Effort, start: Sequence[Found]) -> list[Found] | None:
        """What HiGHS finds for each of the group; None when it finds nothing, or the program is too large.

        Args:
            effort: When to stop.
            start: What the people had, as a first answer.
        """
        if not self.columns or self.columns > MOST_COLUMNS:
            return None
        solver = self._solver(effort)
        self._hint(solver, start)
        solver.run()
        is_sound = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return self._read(np.rint(solver.getSolution().col_value).astype(np.int64)) if is_sound else None

    def _solver(self, effort: Effort) -> highspy.Highs:
        rows, model = self._rows, highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, len(rows.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array(rows.points)
        model.col_lower_, model.col_upper_ = np.zeros(self.columns), np.array(rows.most)
        model.row_lower_, model.row_upper_ = np.array(rows.lower), np.array(rows.upper)
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.columns
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows.rows)])
        model.a_matrix_.index_ = np.array([column for row in rows.rows for column, _ in row])
        model.a_matrix_.value_ = np.array([factor for row in rows.rows for _, factor in row])
        solver = highspy.Highs()
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 1)
        solver.setOptionValue("mip_max_nodes", effort.nodes)
        solver.setOptionValue("mip_rel_gap", effort.gap)
        for option, value in LEAN.items():
            solver.setOptionValue(option, value)
        if effort.seconds is not None:
            solver.setOptionValue("time_limit", effort.seconds)
        solver.passModel(model)
        return solver

    def _hint(self, solver: highspy.Highs, start: Sequence[Found]) -> None:
        values = np.zeros(self.columns)
        for at, (_, spots) in zip(self.group, start, strict=True):
            for spot in spots:
                for column in self._columns_of(at, spot):
                    values[column] += 1
            for first in spots:
                for second in spots:
                    column = self._pairs.get((at, first[0], first[1], second[0], second[1]), -1)
                    if column >= 0:
                        values[column] = 1
        solution = highspy.HighsSolution()
        solution.col_value = list(values)
        solver.setSolution(solution)

    def _columns_of(self, at: int, spot: Spot) -> Iterator[int]:
        """The columns that make one visit."""
        row, start, who, room = spot
        free, kinds = self._may[at, row, start]
        named = self._who[at, row, start]
        if who in named:
            yield named[who]
        else:
            yield named[ANYBODY]
            yield self._by[row, free, start][who]
        if len(kinds) > 1:
            yield self._where[row, kinds, start][room]

    def _read(self, values: "np.typing.NDArray[np.int64]") -> list[Found]:
        """Whoever and whatever is shared is given out one after the other."""
        held = {key: _given(columns, values) for key, columns in self._by.items()}
        where = {key: _given(columns, values) for key, columns in self._where.items()}
        spots: dict[int, list[Spot]] = {at: [] for at in self.group}
        for (at, row, start), columns in self._who.items():
            free, kinds = self._may[at, row, start]
            for one, column in columns.items():
                if values[column]:
                    who = held[row, free, start].pop() if one == ANYBODY else one
                    room = where[row, kinds, start].pop() if len(kinds) > 1 else kinds[0]
                    spots[at].append((row, start, who, room))
        timetable = self._timetable
        return [
            (
                points_of(timetable.floor, timetable.members[at], tuple(spots[at])),
                tuple(spots[at]),
            )
            for at in self.group
        ]


def _given(columns: Mapping[int, int], values: "np.typing.NDArray[np.int64]") -> list[int]:
    return [one for one, column in columns.items() for _ in range(values[column])]


def _bits(number: int) -> list[int]:
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found
