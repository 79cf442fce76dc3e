"""The best value by plain enumeration: every slot, person and room of every day, every way through the days."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from weft.core.schedule.request import CourseRequest, DisciplineSpec, Order
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

Half = tuple[str, int, int, int]
"""Discipline, practitioner, site, start."""


def best_value(request: CourseRequest, supply: Supply) -> int:
    """The highest value of any course that keeps the rules."""
    ids = [spec.id for spec in request.disciplines]
    named = [[request.primaries[id_]] if id_ in request.primaries else _registered(supply, id_) for id_ in ids]
    return max(
        _best_from(0, {}, request, [_trips(request, supply, day, team) for day in range(len(request.days))])
        for team in (dict(zip(ids, people, strict=True)) for people in product(*named))
    )


def _registered(supply: Supply, id_: str) -> list[str]:
    return [person.id for person in supply.practitioners if id_ in person.disciplines] or [""]


def _best_from(
    day: int,
    held: dict[str, list[date]],
    request: CourseRequest,
    trips: list[dict[tuple[str, ...], int]],
) -> int:
    if day == len(request.days):
        return 0
    best = _best_from(day + 1, held, request, trips)
    for disciplines, worth in trips[day].items():
        if all(_may_come(id_, request.days[day], held.get(id_, []), request) for id_ in disciplines):
            more = {**held, **{id_: [*held.get(id_, []), request.days[day]] for id_ in disciplines}}
            best = max(best, worth + _best_from(day + 1, more, request, trips))
    return best


def _may_come(id_: str, day: date, held: list[date], request: CourseRequest) -> bool:
    week = (day - request.first_day).days // 7
    this_week = [other for other in held if (other - request.first_day).days // 7 == week]
    wanted = next((need.wanted(id_) for need in request.needs if need.week == week + 1), 0)
    earlier = [*held, request.last_visits[id_]] if id_ in request.last_visits else held
    apart = request.min_days_apart.get(id_, 1)
    return len(this_week) < wanted and all((day - other).days >= apart for other in earlier)


def _trips(request: CourseRequest, supply: Supply, day: int, team: dict[str, str]) -> dict[tuple[str, ...], int]:
    """The best worth of each kind of trip on one day."""
    halves = [half for spec in request.disciplines for half in _halves(request, supply, day, spec, team)]
    best: dict[tuple[str, ...], int] = {}
    bonus = {half: 30 * (team[half[0]] == supply.practitioners[half[1]].id) for half in halves}
    for half in halves:
        best[half[:1]] = max(best.get(half[:1], 0), 1000 + bonus[half])
    need = next(
        (need for need in request.needs if need.week == (request.days[day] - request.first_day).days // 7 + 1), None
    )
    order = need.order if need else Order.OTHER_DAY
    for one, two in product(halves, halves):
        if (one[0], two[0]) == {"needles_first": (NEEDLES, MOVEMENT), "movement_first": (MOVEMENT, NEEDLES)}.get(order):
            worth = _pair_worth(one, two, request)
            if worth is not None:
                kind = (one[0], two[0])
                best[kind] = max(best.get(kind, 0), worth + bonus[one] + bonus[two])
    return best


def _pair_worth(one: Half, two: Half, request: CourseRequest) -> int | None:
    spec = next(spec for spec in request.disciplines if spec.id == one[0])
    slots_between = two[3] - one[3] - spec.slots
    gap = slots_between * request.slot_minutes + spec.spare_minutes
    inside = gap <= request.window_minutes
    if slots_between < 0 or gap < request.min_gap_minutes or one[2] != two[2] or not (inside or request.allow_split):
        return None
    quarters = 0
    while quarters * 15 < gap - request.min_gap_minutes:
        quarters += 1
    return 2000 + (200 if inside else 0) - 2 * quarters


def _halves(
    request: CourseRequest, supply: Supply, day: int, spec: DisciplineSpec, team: dict[str, str]
) -> Iterator[Half]:
    if spec.id not in request.cleared:
        return
    for row, person in enumerate(supply.practitioners):
        if spec.id not in person.disciplines or (request.keep_same_people and person.id != team[spec.id]):
            continue
        site = int(supply.site_of[row, day])
        for start in range(request.available.shape[1] - spec.slots + 1):
            slots = list(range(start, start + spec.slots))
            hands = [start + slot for a, b in spec.hands_on for slot in range(a, b)]
            if (
                all(request.available[day, slot] for slot in slots)
                and all(supply.free[row, day, slot] for slot in hands)
                and any(
                    room.site == site and room.kind in spec.rooms and all(supply.capacity[at, day, s] for s in slots)
                    for at, room in enumerate(supply.rooms)
                )
            ):
                yield spec.id, row, site, start
