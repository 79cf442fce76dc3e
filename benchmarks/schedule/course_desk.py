"""One course at the front desk: the course as a clinic with one person, and the desk's answer in a course's points."""

from collections import Counter

import numpy as np
from benchmarks.schedule.answers import judged
from benchmarks.schedule.desk import booked

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, Clinic, Need, Person, Rooms, Span, Staff, Treatment
from weft.core.schedule.request import Bools, CourseRequest
from weft.core.schedule.supply import Supply


def by_hand(request: CourseRequest, supply: Supply, *, pairs: bool) -> int:
    """What the desk's answer is worth; who came most often counts as the person's own, to the desk's favour."""
    clinic = clinic_of(request, supply)
    visits = booked(clinic, pairs=pairs)
    points = int(judged(clinic, visits)["objective"])
    for id_ in (spec.id for spec in request.disciplines if spec.id not in request.primaries):
        seen = Counter(visit.practitioner for visit in visits if visit.discipline == id_)
        points += request.weights.primary * max(seen.values(), default=0)
    return points


def clinic_of(request: CourseRequest, supply: Supply) -> Clinic:
    """The same free time, needs and rules; the benchmark's courses have one site."""
    slots = request.available.shape[1]
    return Clinic(
        format=CLINIC_FORMAT,
        slot_minutes=request.slot_minutes,
        opens_minutes=request.opens_minutes,
        slots=slots,
        days=request.days,
        first_day=request.first_day,
        disciplines=tuple(
            Treatment(id=s.id, slots=s.slots, hands_on=s.hands_on, rooms=s.rooms, days_apart=request.apart(s.id))
            for s in request.disciplines
        ),
        practitioners=tuple(
            Staff(id=one.id, disciplines=tuple(sorted(one.disciplines)), works=_spans(supply.free[at]))
            for at, one in enumerate(supply.practitioners)
        ),
        rooms=tuple(_rooms(room.kind, supply.capacity[at]) for at, room in enumerate(supply.rooms)),
        people=(
            Person(
                id="person",
                available=_spans(request.available),
                needs=tuple(
                    Need(week=n.week, visits={s.id: n.wanted(s.id) for s in request.disciplines}, pairs=n.paired)
                    for n in request.needs
                ),
                primaries=dict(request.primaries),
            ),
        ),
        window_slots=request.window_minutes // request.slot_minutes,
        min_gap_slots=request.min_gap_minutes // request.slot_minutes,
    )


def _spans(free: Bools) -> tuple[Span, ...]:
    spans: list[Span] = []
    for day, row in enumerate(free):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(np.int64), [0]]))).tolist()
        spans += [(day, first, last) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(spans)


def _rooms(kind: str, left: "np.typing.NDArray[np.int64]") -> Rooms:
    count = int(left.max())
    closed = [
        (day, slot, slot + 1, count - number)
        for day, row in enumerate(left.tolist())
        for slot, number in enumerate(row)
        if number < count
    ]
    return Rooms(kind=kind, count=count, closed=tuple(closed))
