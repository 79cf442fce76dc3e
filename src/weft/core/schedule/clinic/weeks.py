"""What may follow what over the days of one person: the states of the program, worked out once for all people alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from weft.core.schedule.clinic.shape import HALVES, Clinic, Person
from weft.core.shared.care import NEEDLES

PAIR = -1
"""The trip of both halves; other trips are a discipline's row."""

Moves = tuple[tuple[int, int], ...]
"""From one state: (trip, state on the next day) of each trip that is allowed."""


@dataclass(frozen=True, slots=True)
class Day:
    """All states that can be reached on one day."""

    stay: tuple[int, ...]
    """By state: the state of the next day after a day without a visit."""
    moves: tuple[Moves, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What two people must have in common to share their days."""

    weeks: tuple[int, ...]
    ordinals: tuple[int, ...]
    apart: tuple[int, ...]
    limits: tuple[tuple[int, ...], ...]
    """By day: visits wanted in its week, by discipline."""
    pairs: tuple[tuple[int, int] | None, ...]
    """By day: rows of first and second half, or None where none may share it."""
    waits: tuple[int, ...]


def days_of(clinic: Clinic, person: Person, booked: Mapping[int, tuple[int, ...]]) -> tuple[Day, ...]:
    """The days of one person's program; state 0 of the first day is where it begins.

    Args:
        clinic: Calendar and disciplines.
        person: Needs that count are those that are cleared.
        booked: Disciplines (rows) by day that are booked and stay: they count for their week and keep other visits
            away, and their day takes nothing more.
    """
    needs = {need.week: need for need in person.needs}
    rows = {one.id: row for row, one in enumerate(clinic.disciplines)}
    weeks = tuple(clinic.week_of(day) for day in range(len(clinic.days)))
    limits, pairs = [], []
    for week in weeks:
        need = needs.get(week)
        limits.append(tuple(need.wanted(id_) if need and person.may_have(id_) else 0 for id_ in rows))
        halves = HALVES[need.order] if need else ()
        pairs.append((rows[halves[0]], rows[halves[1]]) if halves and {*halves} <= rows.keys() else None)
    rules = _Rules(
        weeks,
        tuple(day.toordinal() for day in clinic.days),
        tuple(max(2 if one.id == NEEDLES else 1, one.days_apart) for one in clinic.disciplines),
        tuple(limits),
        tuple(pairs),
        tuple(_wait(clinic, person, row) for row in range(len(rows))),
    )
    return _days(rules, tuple(sorted(booked.items())))


def _wait(clinic: Clinic, person: Person, row: int) -> int:
    one = clinic.disciplines[row]
    return max(0, one.days_apart - person.last_visits[one.id]) if one.id in person.last_visits else 0


_State = tuple[tuple[int, ...], tuple[int, ...]]
"""Days still to wait, and visits of this week, by discipline."""


@lru_cache(maxsize=4096)
def _days(rules: _Rules, booked: tuple[tuple[int, tuple[int, ...]], ...]) -> tuple[Day, ...]:
    kept = dict(booked)
    blocked = [_kept_away(rules, kept, day) for day in range(len(rules.weeks))]
    already = [_in_week(rules, kept, day) for day in range(len(rules.weeks))]
    states: dict[_State, int] = {(rules.waits, tuple(0 for _ in rules.waits)): 0}
    days = []
    for day in range(len(rules.weeks)):
        later: dict[_State, int] = {}
        stay, moves = [], []
        for waits, used in states:
            stay.append(_step(rules, day, (waits, used), (), later))
            found = []
            for trip, uses in _trips(rules, day):
                fits = all(
                    not waits[row]
                    and row not in blocked[day]
                    and used[row] + already[day][row] < rules.limits[day][row]
                    for row in uses
                )
                if fits and day not in kept:
                    found.append((trip, _step(rules, day, (waits, used), uses, later)))
            moves.append(tuple(found))
        days.append(Day(tuple(stay), tuple(moves)))
        states = later
    return tuple(days)


def _trips(rules: _Rules, day: int) -> list[tuple[int, tuple[int, ...]]]:
    singles = [(row, (row,)) for row in range(len(rules.apart))]
    halves = rules.pairs[day]
    return [(PAIR, halves), *singles] if halves else list(singles)


def _step(rules: _Rules, day: int, state: _State, uses: tuple[int, ...], later: dict[_State, int]) -> int:
    """The number of the next day's state after these disciplines today."""
    if day + 1 == len(rules.weeks):
        return later.setdefault(((), ()), 0)
    waits, used = state
    passed = rules.ordinals[day + 1] - rules.ordinals[day]
    then = tuple(max(0, (rules.apart[row] if row in uses else left) - passed) for row, left in enumerate(waits))
    same = rules.weeks[day + 1] == rules.weeks[day]
    count = tuple(number + (row in uses) if same else 0 for row, number in enumerate(used))
    return later.setdefault((then, count), len(later))


def _kept_away(rules: _Rules, kept: Mapping[int, tuple[int, ...]], day: int) -> frozenset[int]:
    """Disciplines that are booked too near."""
    return frozenset(
        row
        for other, rows in kept.items()
        for row in rows
        if abs(rules.ordinals[other] - rules.ordinals[day]) < rules.apart[row]
    )


def _in_week(rules: _Rules, kept: Mapping[int, tuple[int, ...]], day: int) -> tuple[int, ...]:
    return tuple(
        sum(rows.count(row) for other, rows in kept.items() if rules.weeks[other] == rules.weeks[day])
        for row in range(len(rules.apart))
    )
