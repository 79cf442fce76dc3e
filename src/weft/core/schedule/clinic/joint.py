"""Several people at once, exactly: a small mixed-integer program, solved by HiGHS. The only file that asks it.

Day options in link form: a start (discipline, time, kind of room), who treats (discipline, time, practitioner), and a
pair (time, gap) are variables of their own, tied together by rows; their product would be many times as large.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import highspy
import numpy as np

from weft.core.schedule.clinic.best import Found, levels, points_of
from weft.core.schedule.clinic.floor import Spot
from weft.core.schedule.clinic.member import Member, MemberLane
from weft.core.schedule.clinic.timetable import Timetable

MOST_COLUMNS = 60_000
"""A larger program is not begun: it would only use up the time."""


@dataclass(frozen=True, slots=True)
class Effort:
    """When HiGHS stops. Nodes make the same answer everywhere; seconds keep a promise to somebody who waits."""

    nodes: int = 30
    seconds: float | None = None
    gap: float = 0.0001

    def within(self, seconds: float) -> "Effort":
        """The same, in no more than so many seconds."""
        return replace(self, seconds=max(0.0, seconds if self.seconds is None else min(self.seconds, seconds)))


@dataclass(slots=True)
class _Rows:
    """A program as it grows: columns with points, rows as lists of (column, factor)."""

    points: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[list[tuple[int, float]]] = field(default_factory=list)

    def column(self, points: float) -> int:
        self.points.append(points)
        return len(self.points) - 1

    def row(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        self.rows.append(terms)
        self.lower.append(lower)
        self.upper.append(upper)


class Joint:
    """The best visits of a few people together, everybody else's as they are."""

    def __init__(
        self, timetable: Timetable, group: Sequence[int], keep: Mapping[tuple[int, Spot], int] | None = None
    ) -> None:
        """Lay out the program for people whose visits have been cleared from the timetable.

        Args:
            timetable: The floor with everybody else's visits.
            group: Rows of the people.
            keep: Points for a visit that stays as it is, by person and spot; they decide, and are counted nowhere else.
        """
        self._timetable, self._rows = timetable, _Rows()
        self._keep = {(at, spot[:3]): points for (at, spot), points in (keep or {}).items()}
        self._hands: dict[tuple[int, int], list[int]] = {}
        self._places: dict[tuple[int, int], list[int]] = {}
        self._who: dict[tuple[int, int, int], dict[int, int]] = {}
        """Columns by person, lane and start: practitioner to column."""
        self._where: dict[tuple[int, int, int], dict[int, int]] = {}
        self._pairs: dict[tuple[int, int, int, int, int], int] = {}
        self.group = list(group)
        for at in self.group:
            self._person(timetable.members[at])
        for columns in self._hands.values():
            self._rows.row([(column, 1.0) for column in columns], 0.0, 1.0)
        for (room, bit), columns in self._places.items():
            left = timetable.floor.left(room, bit)
            if len(columns) > left:
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
            self._rows.row([*terms, *((column, -1.0) for column in both.get(day, ()))], -np.inf, 1.0)

    def _lane(self, member: Member, lane: MemberLane, by_day: dict[tuple[int, int], list[int]]) -> None:
        floor, worth = self._timetable.floor, self._timetable.clinic.worth
        rooms = {room: floor.room_starts(room, lane.slots) & lane.may for room in lane.rooms}
        hands = {who: floor.hand_starts(who, lane.hands) for who in lane.people}
        may = 0
        for starts in rooms.values():
            may |= starts
        for start in _bits(may):
            who = {one: self._rows.column(0.0) for one, free in hands.items() if free >> start & 1}
            if not who:
                continue
            for one, column in who.items():
                bonus = self._keep.get((member.at, (lane.row, start, one)), 0)
                self._rows.points[column] = member.placed + worth.primary * (one == lane.own) + bonus
                for slot in lane.hands:
                    self._hands.setdefault((one, start + slot), []).append(column)
            key = member.at, lane.row, start
            self._who[key] = who
            by_day.setdefault((lane.row, start // floor.stride), []).extend(who.values())
            self._rooms(key, lane, [room for room, starts in rooms.items() if starts >> start & 1])

    def _rooms(self, key: tuple[int, int, int], lane: MemberLane, rooms: list[int]) -> None:
        """One kind of room needs no columns of its own."""
        start, who = key[2], list(self._who[key].values())
        if len(rooms) == 1:
            for bit in range(start, start + lane.slots):
                self._places.setdefault((rooms[0], bit), []).extend(who)
            self._where[key] = {rooms[0]: -1}
            return
        where = {room: self._rows.column(0.0) for room in rooms}
        for room, column in where.items():
            for bit in range(start, start + lane.slots):
                self._places.setdefault((room, bit), []).append(column)
        self._rows.row([*((c, 1.0) for c in who), *((c, -1.0) for c in where.values())], 0.0, 0.0)
        self._where[key] = where

    def _limits(self, member: Member, by_day: dict[tuple[int, int], list[int]]) -> None:
        """Visits a week, and days between two visits of a discipline."""
        clinic = self._timetable.clinic
        for lane in member.lanes:
            days = {day: columns for (row, day), columns in by_day.items() if row == lane.row}
            weeks: dict[int, list[int]] = {}
            for day, columns in days.items():
                weeks.setdefault(clinic.week_of(day), []).extend(columns)
            for week, columns in weeks.items():
                self._rows.row([(c, 1.0) for c in columns], 0.0, float(self._left(member, lane, week)))
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
        return max(0, wanted - sum(clinic.week_of(day) == week for day in self._held(member, lane)))

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
            lane, firsts, seconds = member.lanes[first], dict[int, list[int]](), dict[int, list[int]]()
            for level in levels(self._timetable.clinic, lane.slots, floor.stride, split=member.person.allow_split):
                if any(level.own):
                    continue  # who treats is worth its points by itself
                for at, row, start in [key for key in self._who if key[0] == member.at and key[1] == first]:
                    then = start + lane.slots + level.gap
                    fits = (days & level.fits) >> start & 1
                    if fits and (at, second, then) in self._who:
                        column = self._rows.column(float(level.points))
                        firsts.setdefault(start, []).append(column)
                        seconds.setdefault(then, []).append(column)
                        found.setdefault(start // floor.stride, []).append(column)
                        self._pairs[at, row, start, second, then] = column
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
        return self._read(np.asarray(solver.getSolution().col_value) > 0.5) if is_sound else None

    def _solver(self, effort: Effort) -> highspy.Highs:
        rows, model = self._rows, highspy.HighsLp()
        model.num_col_, model.num_row_ = self.columns, len(rows.rows)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.array(rows.points)
        model.col_lower_, model.col_upper_ = np.zeros(self.columns), np.ones(self.columns)
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
        if effort.seconds is not None:
            solver.setOptionValue("time_limit", effort.seconds)
        solver.passModel(model)
        return solver

    def _hint(self, solver: highspy.Highs, start: Sequence[Found]) -> None:
        values = np.zeros(self.columns)
        for at, (_, spots) in zip(self.group, start, strict=True):
            for row, begins, who, room in spots:
                values[self._who[at, row, begins][who]] = 1
                column = self._where[at, row, begins][room]
                if column >= 0:
                    values[column] = 1
            for first in spots:
                for second in spots:
                    column = self._pairs.get((at, first[0], first[1], second[0], second[1]), -1)
                    if column >= 0:
                        values[column] = 1
        solution = highspy.HighsSolution()
        solution.col_value = list(values)
        solver.setSolution(solution)

    def _read(self, chosen: "np.typing.NDArray[np.bool_]") -> list[Found]:
        spots: dict[int, list[Spot]] = {at: [] for at in self.group}
        for (at, row, start), who in self._who.items():
            for one, column in who.items():
                if chosen[column]:
                    room = next(kind for kind, col in self._where[at, row, start].items() if col < 0 or chosen[col])
                    spots[at].append((row, start, one, room))
        timetable = self._timetable
        return [
            (points_of(timetable.floor, timetable.members[at], tuple(spots[at])), tuple(spots[at])) for at in self.group
        ]


def _bits(number: int) -> list[int]:
    found = []
    while number:
        low = number & -number
        found.append(low.bit_length() - 1)
        number ^= low
    return found
