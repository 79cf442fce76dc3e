"""Small clinics as files hold them, for the tests of whole clinics."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, Clinic, Need, Person, Rooms, Span, Staff, Treatment, Visit
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

MONDAY = date(2027, 1, 4)
NEEDLING = Treatment(id=NEEDLES, slots=3, hands_on=((0, 1), (2, 3)), rooms=("bed", "private"), days_apart=2)
MOVING = Treatment(id=MOVEMENT, slots=2, hands_on=((0, 2),), rooms=("gym", "private"))
MASSAGE = Treatment(id="massage", slots=1, hands_on=((0, 1),), rooms=("private",))


def whole_days(days: int, slots: int) -> tuple[Span, ...]:
    return tuple((day, 0, slots) for day in range(days))


def weekdays(number: int, first: date = MONDAY) -> tuple[date, ...]:
    days = (first + timedelta(n) for n in range(2 * number + 2))
    return tuple(day for day in days if day.weekday() < 5)[:number]


def clinic(*people: Person, days: int = 5, slots: int = 8, **more: Any) -> Clinic:
    """One of each: Wei (needles), Dana (movement), a bed and a place in the gym, all free all day."""
    given: dict[str, Any] = {
        "format": CLINIC_FORMAT,
        "slot_minutes": 15,
        "opens_minutes": 480,
        "slots": slots,
        "days": weekdays(days),
        "disciplines": (NEEDLING, MOVING),
        "practitioners": (
            Staff(id="wei", disciplines=(NEEDLES,), works=whole_days(days, slots)),
            Staff(id="dana", disciplines=(MOVEMENT,), works=whole_days(days, slots)),
        ),
        "rooms": (Rooms(kind="bed", count=1), Rooms(kind="private", count=0), Rooms(kind="gym", count=1)),
        "people": people,
    }
    return Clinic(**(given | more))


def person(name: str = "ana", *, needles: int = 0, movement: int = 0, pairs: int = 0, **more: Any) -> Person:
    """Somebody who can always come (five days of eight slots) and needs these visits in week 1."""
    need = Need(
        week=1, visits={NEEDLES: needles, MOVEMENT: movement}, pairs=pairs, order=more.pop("order", Order.NEEDLES_FIRST)
    )
    given: dict[str, Any] = {"id": name, "available": whole_days(5, 8), "needs": (need,)}
    return Person(**(given | more))


def visit(discipline: str = NEEDLES, day: int = 0, start: int = 0, **more: Any) -> Visit:
    """Ana's, with the usual practitioner and room."""
    usual = {NEEDLES: ("wei", "bed"), MOVEMENT: ("dana", "gym")}.get(discipline, ("wei", "bed"))
    given: dict[str, Any] = {"person": "ana", "practitioner": usual[0], "room": usual[1]}
    return Visit(discipline=discipline, day=day, start=start, **(given | more))


def random_clinic(seed: int, people: int = 3, days: int = 4, slots: int = 7) -> Clinic:
    """Few days, slots, rooms and practitioners; every switch is on in some seeds."""
    rng = np.random.default_rng(seed)
    staff = tuple(
        Staff(id=f"w{n}", disciplines=skills, works=_spans(rng, days, slots, 0.9))
        for n, skills in enumerate([(NEEDLES,), (MOVEMENT,), (NEEDLES, MOVEMENT)][: int(rng.integers(1, 4))])
    )
    return clinic(
        *(_random_person(rng, f"p{n}", staff, days, slots) for n in range(people)),
        days=days,
        slots=slots,
        practitioners=staff,
        disciplines=(NEEDLING, MOVING, MASSAGE) if rng.random() < 0.3 else (NEEDLING, MOVING),
        rooms=(
            Rooms(kind="bed", count=1, closed=((0, 0, 3, 1),) if rng.random() < 0.3 else ()),
            Rooms(kind="private", count=int(rng.integers(0, 2))),
            Rooms(kind="gym", count=1),
        ),
        window_slots=int(rng.integers(0, 3)),
    )


def _spans(rng: np.random.Generator, days: int, slots: int, often: float) -> tuple[Span, ...]:
    spans = []
    for day in range(days):
        first = int(rng.integers(0, slots // 2))
        if rng.random() < often:
            spans.append((day, first, int(rng.integers(first + 3, slots + 1))))
    return tuple(spans)


def _random_person(rng: np.random.Generator, name: str, staff: tuple[Staff, ...], days: int, slots: int) -> Person:
    needles, movement = int(rng.integers(0, 3)), int(rng.integers(0, 3))
    order = Order(rng.choice(["needles_first", "needles_first", "movement_first", "other_day"]))
    pairs = 0 if order is Order.OTHER_DAY else min(needles, movement)
    primaries = {id_: next((w.id for w in staff[::-1] if id_ in w.disciplines), "") for id_ in (NEEDLES, MOVEMENT)}
    return Person(
        id=name,
        available=_spans(rng, days, slots, 0.9),
        needs=(Need(week=1, visits={NEEDLES: needles, MOVEMENT: movement}, pairs=pairs, order=order),),
        cleared=(MOVEMENT,) if rng.random() < 0.1 else None,
        primaries={id_: who for id_, who in primaries.items() if who},
        same_people=bool(rng.random() < 0.2),
        allow_split=bool(rng.random() < 0.2),
        rooms={MOVEMENT: ("private",)} if rng.random() < 0.2 else {},
        last_visits={NEEDLES: 1} if rng.random() < 0.2 else {},
        priority=int(rng.integers(1, 3)),
    )


def without(one: Clinic, name: str) -> Clinic:
    """The same clinic when one person has left."""
    return replace(one, people=tuple(person for person in one.people if person.id != name))
