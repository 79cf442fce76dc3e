"""One person of a clinic as a course of their own, for the exact program and its alternatives."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from weft.core.schedule.clinic.shape import Clinic, Person, Span, Visit
from weft.core.schedule.request import Bools, CourseRequest, DisciplineSpec, WeekNeed, Weights
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES


def course_of(clinic: Clinic, person: Person) -> CourseRequest:
    """What one person asks for. Weeks that the calendar does not reach stay asked for, and are reported as missing."""
    specs = tuple(
        DisciplineSpec(one.id, one.slots, one.hands_on, clinic.rooms_for(person, one)) for one in clinic.disciplines
    )
    return CourseRequest(
        days=clinic.days,
        first_day=clinic.first_day or clinic.days[0],
        needs=tuple(_need(person, at) for at in range(len(person.needs))),
        available=_bools(clinic, person.available),
        disciplines=specs,
        cleared=frozenset(one.id for one in clinic.disciplines if person.may_have(one.id)),
        slot_minutes=clinic.slot_minutes,
        opens_minutes=clinic.opens_minutes,
        allow_split=person.allow_split,
        window_minutes=clinic.window_slots * clinic.slot_minutes,
        min_gap_minutes=clinic.min_gap_slots * clinic.slot_minutes,
        min_days_apart={one.id: one.days_apart for one in clinic.disciplines},
        primaries=person.primaries,
        keep_same_people=person.same_people,
        last_visits={id_: clinic.days[0] - timedelta(ago) for id_, ago in person.last_visits.items()},
        weights=Weights(clinic.worth.placed, clinic.worth.pair, clinic.worth.primary, clinic.worth.waiting),
    )


def _need(person: Person, at: int) -> WeekNeed:
    need = person.needs[at]
    others = {id_: number for id_, number in need.visits.items() if id_ not in {NEEDLES, MOVEMENT}}
    needles, movement = need.wanted(NEEDLES), need.wanted(MOVEMENT)
    return WeekNeed(need.week, f"week {need.week}", needles, movement, need.pairs, need.order, others)


def _bools(clinic: Clinic, spans: Sequence[Span]) -> Bools:
    found = np.zeros((len(clinic.days), clinic.slots), dtype=np.bool_)
    for day, first, last in spans:
        found[day, first:last] = True
    return found


def supply_of(clinic: Clinic, others: Sequence[Visit] = ()) -> Supply:
    """What the clinic has left beside other people's visits."""
    shape = (len(clinic.days), clinic.slots)
    free = np.array([_bools(clinic, one.works) for one in clinic.practitioners], dtype=np.bool_).reshape(-1, *shape)
    capacity = np.array([np.full(shape, rooms.count) for rooms in clinic.rooms], dtype=np.int64).reshape(-1, *shape)
    for row, rooms in enumerate(clinic.rooms):
        for day, first, last, number in rooms.closed:
            capacity[row, day, first:last] -= number
    rows = {one.id: row for row, one in enumerate(clinic.practitioners)}
    kinds = [rooms.kind for rooms in clinic.rooms]
    treatments = {one.id: one for one in clinic.disciplines}
    for visit in others:
        one = treatments[visit.discipline]
        free[rows[visit.practitioner], visit.day, one.hands_slots(visit.start)] = False
        capacity[kinds.index(visit.room), visit.day, visit.start : visit.start + one.slots] -= 1
    return Supply(
        sites=("here",),
        practitioners=tuple(Practitioner(one.id, one.id, frozenset(one.disciplines)) for one in clinic.practitioners),
        free=free,
        site_of=np.zeros(free.shape[:2], dtype=np.int64),
        rooms=tuple(Room(kind, kind, 0) for kind in kinds),
        capacity=capacity,
    )
