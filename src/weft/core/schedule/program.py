"""The exact program over days: which day holds which trip, and who the primaries are."""

from dataclasses import dataclass

import numpy as np

from weft.core.schedule.board import HALVES, Board
from weft.core.schedule.request import Ints, Order
from weft.core.schedule.states import NEVER, Space, next_states
from weft.core.schedule.worth import DayWorth, Team, day_worth

Uses = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Trip:
    """What one day holds: these disciplines, in this order."""

    day: int
    disciplines: tuple[str, ...]


@dataclass(frozen=True)
class _Option:
    disciplines: tuple[str, ...]
    worth: Ints
    """int[team]."""
    leads_to: Ints
    """int[state]."""


@dataclass(frozen=True)
class _Day:
    space: Space
    stay: Ints
    """int[state]: where an empty day leads."""
    options: tuple[_Option, ...]
    """Fullest trip first, so that among equals the course begins early."""


def best_course(board: Board) -> tuple[int, Team, tuple[Trip, ...]]:
    """The best value, its primaries and its trips, by backward induction over the days.

    Exact: a day adds to the value whatever the other days hold, and its state (days still to wait and
    visits this week, by discipline) carries every rule between days. All choices of primaries are
    worked out side by side as columns of one array, so none has to be skipped.
    """
    worth = day_worth(board)
    if not board.lanes or not board.request.days:
        return 0, worth.teams[0], ()
    days = _days(board, worth)
    values = _values(days, len(worth.teams))
    state = days[0].space.state(_waits(board))
    team = int(values[0][state].argmax())
    return int(values[0][state, team]), worth.teams[team], _walk(days, values, state, team)


def _days(board: Board, worth: DayWorth) -> tuple[_Day, ...]:
    request = board.request
    weeks = {need.week: need for need in request.needs}
    apart = tuple(request.apart(id_) for id_ in board.lanes)
    numbers = [request.week_of(day) for day in request.days]
    limits = [tuple(weeks[n].wanted(id_) if n in weeks else 0 for id_ in board.lanes) for n in numbers]
    spaces = [Space(apart, limit) for limit in limits]
    laid = []
    for at, space in enumerate(spaces):
        after = min(at + 1, len(spaces) - 1)
        step = max(1, (request.days[after] - request.days[at]).days), numbers[at] == numbers[after]
        order = weeks[numbers[at]].order if numbers[at] in weeks else Order.OTHER_DAY
        laid.append(_day(at, (space, spaces[after]), step, worth, order))
    return tuple(laid)


def _day(at: int, spaces: tuple[Space, Space], step: tuple[int, bool], worth: DayWorth, order: Order) -> _Day:
    now, then = spaces
    lanes = tuple(worth.singles)
    trips: list[tuple[tuple[str, ...], Ints]] = [((id_,), worth.singles[id_][at]) for id_ in lanes]
    if order in worth.pairs:
        trips.insert(0, (HALVES[order], worth.pairs[order][at]))
    options = []
    for disciplines, points in trips:
        wanted = all(now.limits[lanes.index(id_)] for id_ in disciplines)
        if wanted and points.max() > 0:
            uses = tuple(id_ in disciplines for id_ in lanes)
            options.append(_Option(disciplines, points, next_states(now, then, uses, *step)))
    return _Day(now, next_states(now, then, (False,) * len(lanes), *step), tuple(options))


def _values(days: tuple[_Day, ...], teams: int) -> list[Ints]:
    """int[state + 1, team] before each day and after the last: the most that can still be added."""
    values = [_ending(np.zeros((days[-1].space.size, teams), dtype=np.int64))]
    for day in reversed(days):
        later = values[-1]
        best = later[day.stay]
        for option in day.options:
            np.maximum(best, later[option.leads_to] + option.worth, out=best)
        values.append(_ending(best))
    return values[::-1]


def _ending(values: Ints) -> Ints:
    """Add the row that stands for "not allowed"."""
    return np.concatenate([values, np.full((1, values.shape[1]), NEVER, dtype=np.int64)])


def _waits(board: Board) -> tuple[int, ...]:
    """Days still to wait on the first day, from visits before the course."""
    request = board.request
    waits = []
    for id_ in board.lanes:
        last = request.last_visits.get(id_)
        waits.append(max(0, request.apart(id_) - (request.days[0] - last).days) if last else 0)
    return tuple(waits)


def _walk(days: tuple[_Day, ...], values: list[Ints], state: int, team: int) -> tuple[Trip, ...]:
    trips = []
    for at, day in enumerate(days):
        now, later = values[at][state, team], values[at + 1]
        for option in day.options:
            if later[option.leads_to[state], team] + option.worth[team] == now:
                trips.append(Trip(at, option.disciplines))
                state = int(option.leads_to[state])
                break
        else:
            state = int(day.stay[state])
    return tuple(trips)
