"""Synthetic clinics: a seed makes the same clinic everywhere. Nobody in it exists."""

from datetime import date, timedelta

import numpy as np

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, Clinic, Need, Person, Rooms, Span, Staff, Treatment
from weft.core.schedule.request import Ints
from weft.core.shared.care import MOVEMENT, NEEDLES

MONDAY = date(2027, 1, 4)
SLOTS = 44
"""11 hours from 8:00 in quarters of an hour."""
_SHIFTS = ((0, 14, 16, 30), (6, 20, 22, 36), (14, 28, 30, 44))
"""Early, middle, late: first slot, break from, break to, last slot."""
_SIZE = 300
"""People for whom the team below is enough, just."""
_N, _M, _BOTH = (NEEDLES,), (MOVEMENT,), (NEEDLES, MOVEMENT)
_TEAM = (_N, _M, _BOTH, _M, _N, _M, _N, _M, _BOTH, _M, _N, _M)
_COURSE = ((2, 2, 2),) * 2 + ((1, 2, 1),) * 3 + ((0, 1, 0),)
"""Needles, movement and pairs of each week of a course; the last stands for all later ones."""
_BEGAN = (110, 22, 4, 4, 0, 160)
"""Of 300 people, how many stand in each of these weeks when the calendar begins."""
_BEDS, _PRIVATE, _GYM = 5, 3, 5


def generate(people: int = _SIZE, seed: int = 1, weeks: int = 2) -> Clinic:
    """A clinic that is nearly full: team, rooms and hours grow with the number of people.

    With 300 people: 12 practitioners (two of them do both disciplines), 5 beds, 3 private rooms and 5 places in the
    gym; a third of the people stand in the first weeks of their course.

    Args:
        people: 0 or more.
        seed: The same seed, people and weeks give the same clinic.
        weeks: Weeks of the calendar, Mondays to Fridays.
    """
    rng = np.random.default_rng([seed, people, weeks])
    days = tuple(MONDAY + timedelta(n) for n in range(7 * weeks) if n % 7 < 5)
    team = _team(rng, max(3, round(people / _SIZE * len(_TEAM))), len(days))
    return Clinic(
        format=CLINIC_FORMAT,
        slot_minutes=15,
        opens_minutes=8 * 60,
        slots=SLOTS,
        days=days,
        disciplines=(
            Treatment(id=NEEDLES, slots=3, hands_on=((0, 1), (2, 3)), rooms=("bed", "private"), days_apart=2),
            Treatment(id=MOVEMENT, slots=2, hands_on=((0, 2),), rooms=("gym", "private"), days_apart=1),
        ),
        practitioners=team,
        rooms=tuple(
            Rooms(kind=kind, count=max(1, round(people / _SIZE * count)))
            for kind, count in (("bed", _BEDS), ("private", _PRIVATE), ("gym", _GYM))
        ),
        people=tuple(
            _person(rng, f"p{n:04}", team, days=len(days), needs=_needs(int(began), weeks))
            for n, began in enumerate(_began(rng, people), 1)
        ),
    )


def _team(rng: np.random.Generator, size: int, days: int) -> tuple[Staff, ...]:
    """The first so many of the full team, then again; half of them work four days a week, the shift changes by day."""
    team = []
    for at in range(size):
        off = {int(rng.integers(0, 5))} if at % 2 else set()
        works: list[Span] = []
        for day in (day for day in range(days) if day % 5 not in off):
            first, pause, back, last = _SHIFTS[int(rng.integers(0, len(_SHIFTS)))]
            works += [(day, first, pause), (day, back, last)]
        team.append(Staff(id=f"w{at + 1:02}", disciplines=_TEAM[at % len(_TEAM)], works=tuple(works)))
    return tuple(team)


def _began(rng: np.random.Generator, people: int) -> Ints:
    """The week of the course in which each person stands, from 0: always the same shares, in any order."""
    at = (np.arange(people) + 0.5) / max(1, people) * sum(_BEGAN)
    return rng.permutation(np.searchsorted(np.cumsum(_BEGAN), at, side="right"))


def _needs(began: int, weeks: int) -> tuple[Need, ...]:
    needs = []
    for week in range(1, weeks + 1):
        needles, movement, pairs = _COURSE[min(began + week, len(_COURSE)) - 1]
        wanted = {id_: number for id_, number in ((NEEDLES, needles), (MOVEMENT, movement)) if number}
        needs.append(Need(week=week, visits=wanted, pairs=pairs))
    return tuple(needs)


def _person(
    rng: np.random.Generator, name: str, team: tuple[Staff, ...], *, days: int, needs: tuple[Need, ...]
) -> Person:
    own = {id_: _one(rng, [w.id for w in team if id_ in w.disciplines]) for id_ in (NEEDLES, MOVEMENT)}
    alone = ("private",) if rng.random() < 0.06 else ()
    private: dict[str, tuple[str, ...]] = {NEEDLES: alone, MOVEMENT: alone} if alone else {}
    return Person(
        id=name,
        available=_hours(rng, days),
        needs=needs,
        primaries={id_: who for id_, who in own.items() if who},
        rooms=private,
        last_visits={NEEDLES: 3} if needs and needs[0].visits != needs[-1].visits else {},
    )


def _one(rng: np.random.Generator, names: list[str]) -> str:
    return names[int(rng.integers(0, len(names)))] if names else ""


def _hours(rng: np.random.Generator, days: int) -> tuple[Span, ...]:
    """A third can come any time, a third in half of the day, a third only before or after work."""
    kind = int(rng.integers(0, 3))
    spans: list[Span] = []
    for day in range(days):
        if rng.random() < 0.12:
            continue
        half = int(rng.integers(0, 2))
        if kind == 0:
            spans.append((day, int(rng.integers(0, 5)), SLOTS - int(rng.integers(0, 5))))
        elif kind == 1:
            spans.append((day, 0, 20) if half else (day, 20, SLOTS))
        else:
            spans += [(day, 0, int(rng.integers(5, 9))), (day, SLOTS - int(rng.integers(8, 15)), SLOTS)]
    return tuple(spans)
