"""Clinics with everything that a file may say, at random: what two programs could take differently."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
from tests.core.schedule.clinics import MONDAY, clinic

from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Person, Rooms, Span, Staff, Treatment, Worth
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

KINDS = "bed", "private", "gym", "pool"
NAMES = NEEDLES, MOVEMENT, "massage", "talk"


class Dice:
    """The same throws for the same seed."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def to(self, first: int, last: int) -> int:
        return int(self._rng.integers(first, last + 1))

    def is_so(self, often: float) -> bool:
        return bool(self._rng.random() < often)

    def one(self, *of: int) -> int:
        return of[self.to(0, len(of) - 1)]

    def some(self, of: tuple[str, ...], often: float) -> tuple[str, ...]:
        return tuple(str(one) for one in self._rng.permutation(of) if self.is_so(often))


def odd_clinic(seed: int) -> Clinic:
    """One to nine days with gaps, up to 62 slots; lanes, hands, rooms, hours and worths of any kind, or none."""
    dice = Dice(seed)
    slots, days = dice.one(3, 5, 8, 10, 61, 62), [MONDAY + timedelta(dice.to(0, 6))]
    days += [
        days[0] + timedelta(later) for later in np.cumsum([dice.one(1, 1, 2, 3) for _ in range(dice.to(0, 8))]).tolist()
    ]
    first = days[0] - timedelta(dice.to(0, 3))
    weeks, names = (days[-1] - first).days // 7 + 1, dice.some(NAMES, 0.8) or (MOVEMENT,)
    treatments = tuple(_treatment(dice, name, slots) for name in names)
    staff = tuple(
        Staff(id=f"w{n}", disciplines=dice.some(names, 0.6), works=_spans(dice, len(days), slots))
        for n in range(dice.to(1, 3))
    )
    window = dice.to(0, 3)
    one = clinic(
        *(
            _person(dice, f"p{n}", treatments, staff, weeks, _spans(dice, len(days), slots))
            for n in range(dice.to(1, 7))
        ),
        slots=slots,
        slot_minutes=dice.one(5, 10, 15),
        opens_minutes=0,
        first_day=first,
        disciplines=treatments,
        practitioners=staff,
        rooms=tuple(_rooms(dice, kind, len(days), slots) for kind in KINDS),
        window_slots=window,
        min_gap_slots=dice.to(0, window),
        worth=Worth(placed=dice.one(0, 1000, 1000, 10**6), pair=dice.one(0, 200), waiting=dice.one(0, 2, 10**6)),
    )
    return replace(one, days=tuple(days))


def _treatment(dice: Dice, name: str, slots: int) -> Treatment:
    long, hands, at = min(slots, dice.one(1, 2, 3, 4, slots)), list[tuple[int, int]](), 0
    while at < long:
        if dice.is_so(0.6):
            hands.append((at, dice.to(at + 1, long)))
            at = hands[-1][1]
        at += 1
    least = 2 if name == NEEDLES else 1
    rooms = dice.some(KINDS, 0.6)
    return Treatment(id=name, slots=long, hands_on=tuple(hands), rooms=rooms, days_apart=dice.to(least, 3))


def _rooms(dice: Dice, kind: str, days: int, slots: int) -> Rooms:
    count = dice.to(0, 2)
    closed = ((dice.to(0, days - 1), 0, dice.to(1, slots), dice.to(0, count)) for _ in range(dice.to(0, 2)))
    return Rooms(kind=kind, count=count, closed=tuple(closed))


def _spans(dice: Dice, days: int, slots: int) -> tuple[Span, ...]:
    spans = []
    for day in range(days):
        first = 0 if dice.is_so(0.5) else dice.to(0, slots - 1)
        if dice.is_so(0.9):
            spans.append((day, first, slots if dice.is_so(0.5) else dice.to(first + 1, slots)))
    return tuple(spans)


def _person(
    dice: Dice,
    id_: str,
    treatments: tuple[Treatment, ...],
    staff: tuple[Staff, ...],
    weeks: int,
    hours: tuple[Span, ...],
) -> Person:
    names = tuple(one.id for one in treatments)
    own = {name: [one.id for one in staff if name in one.disciplines] for name in names}
    return Person(
        id=id_,
        available=hours,
        needs=tuple(_need(dice, names, week) for week in range(1, weeks + 2) if dice.is_so(0.9)),
        cleared=dice.some(names, 0.7) if dice.is_so(0.2) else None,
        primaries={name: who[dice.to(0, len(who) - 1)] for name, who in own.items() if who and dice.is_so(0.6)},
        same_people=dice.is_so(0.2),
        allow_split=dice.is_so(0.3),
        rooms={one.id: dice.some(one.rooms, 0.6) for one in treatments if dice.is_so(0.2)},
        last_visits={name: dice.to(1, 3) for name in names if dice.is_so(0.2)},
        priority=dice.one(1, 1, 2, 1000),
    )


def _need(dice: Dice, names: tuple[str, ...], week: int) -> Need:
    visits, order = {name: dice.to(0, 3) for name in names}, list(Order)[dice.to(0, 2)]
    pairs = min(visits.get(half, 0) for half in (NEEDLES, MOVEMENT)) if HALVES[order] else 0
    return Need(week=week, visits=visits, pairs=pairs, order=order)
