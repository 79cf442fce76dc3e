"""One course as an integer program over the options of each day, written without the solver's arrays.

An option is a visit or a pair, the second half as soon as it can follow; who treats is said only where it is worth
points. The course of the benchmark has one site and two disciplines; the person's own practitioners are chosen with the
course where none is named.
"""

from collections import defaultdict
from itertools import product

import numpy as np
from benchmarks.schedule.rows import Rows

from weft.core.schedule.request import Bools, CourseRequest, DisciplineSpec, WeekNeed
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

Own = dict[str, list[int]]
"""Options of one day by discipline."""
Starts = dict[str, dict[int, list[list[int]]]]
"""Slots at which a visit may begin, by discipline, practitioner and day."""


def course_program(request: CourseRequest, supply: Supply) -> Rows:
    """All options and the rules between them."""
    rows = Rows()
    starts = {spec.id: _starts(request, supply, spec) for spec in request.disciplines}
    primary = {(id_, who): rows.column() for id_, by in starts.items() for who in by}
    for id_ in starts:
        named = request.primaries.get(id_)
        for (of, who), column in primary.items():
            if of == id_ and named is not None and supply.practitioners[who].id != named:
                rows.row([(column, 1.0)], 0, 0)
        rows.row([(column, 1.0) for (of, _), column in primary.items() if of == id_], 0, 1)
    days: list[Own] = []
    for day, date in enumerate(request.days):
        need, tied = request.need_on(date), defaultdict[tuple[str, int], list[int]](list)
        days.append(_day(rows, request, starts, day, need, tied) if need else {})
        for key, columns in tied.items():
            rows.row([*((column, 1.0) for column in columns), (primary[key], -1.0)], -np.inf, 0)
    for spec in request.disciplines:
        _limit(rows, request, days, spec.id)
    return rows


def _starts(request: CourseRequest, supply: Supply, spec: DisciplineSpec) -> dict[int, list[list[int]]]:
    """By practitioner and day: slots at which a visit may begin."""
    rooms = [row for row, room in enumerate(supply.rooms) if room.kind in spec.rooms]
    found: dict[int, list[list[int]]] = {}
    for who, one in enumerate(supply.practitioners):
        if spec.id in one.disciplines:
            found[who] = [
                [
                    slot
                    for slot in range(request.available.shape[1] - spec.slots + 1)
                    if _all(request.available[day], slot, slot + spec.slots)
                    and all(_all(supply.free[who, day], slot + a, slot + b) for a, b in spec.hands_on)
                    and any(_all(supply.capacity[row, day] > 0, slot, slot + spec.slots) for row in rooms)
                ]
                for day in range(len(request.days))
            ]
    return found


def _all(free: Bools, first: int, last: int) -> bool:
    return bool(free[first:last].all())


def _day(
    rows: Rows, request: CourseRequest, starts: Starts, day: int, need: WeekNeed, tied: dict[tuple[str, int], list[int]]
) -> Own:
    """Options by discipline; those that count on an own practitioner are tied to the choice of that one."""
    weights, own, everything = request.weights, defaultdict[str, list[int]](list), list[int]()

    def option(points: int, *halves: tuple[str, int | None]) -> None:
        column = rows.column(points + weights.primary * sum(who is not None for _, who in halves))
        everything.append(column)
        for id_, who in halves:
            own[id_].append(column)
            if who is not None:
                tied[id_, who].append(column)

    for id_, by in starts.items():
        able = [who for who, times in by.items() if times[day] and need.wanted(id_)]
        for who in [*able, None] if able else []:
            option(weights.placed, (id_, who))
    if need.needles and need.movement:
        for (one, two), gap in _gaps(request, starts, day).items():
            waiting = weights.waiting * -(-gap * request.slot_minutes // 15)
            option(2 * weights.placed + weights.pair - waiting, (NEEDLES, one), (MOVEMENT, two))
    rows.row([(column, 1.0) for column in everything], 0, 1)
    return own


def _gaps(request: CourseRequest, starts: Starts, day: int) -> dict[tuple[int | None, int | None], int]:
    """The smallest gap inside the window, by who is an own practitioner; None stands for anybody."""
    length = next(spec.slots for spec in request.disciplines if spec.id == NEEDLES)
    found: dict[tuple[int | None, int | None], int] = {}
    for one, two in product(starts[NEEDLES], starts[MOVEMENT]):
        gap = _gap(starts[NEEDLES][one][day], starts[MOVEMENT][two][day], length)
        if gap * request.slot_minutes <= request.window_minutes:
            for key in product((one, None), (two, None)):
                found[key] = min(gap, found.get(key, gap))
    return found


def _gap(firsts: list[int], seconds: list[int], length: int) -> int:
    return min((two - one - length for one in firsts for two in seconds if two >= one + length), default=10**6)


def _limit(rows: Rows, request: CourseRequest, days: list[Own], id_: str) -> None:
    """Visits a week, and days between two visits."""
    own = [day.get(id_, []) for day in days]
    for need in request.needs:
        inside = [c for day, columns in enumerate(own) if request.need_on(request.days[day]) is need for c in columns]
        rows.row([(column, 1.0) for column in inside], 0, need.wanted(id_))
    for date in request.days:
        near = [at for at, then in enumerate(request.days) if 0 <= (then - date).days < request.apart(id_)]
        if len(near) > 1:
            rows.row([(column, 1.0) for at in near for column in own[at]], 0, 1)
