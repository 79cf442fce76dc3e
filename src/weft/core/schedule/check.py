"""An independent checker: plain Python over shapes, sharing nothing with the solver."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from weft.core.schedule.proposal import PlacedVisit, Proposal
from weft.core.schedule.request import CourseRequest, DisciplineSpec, Order
from weft.core.schedule.supply import Supply
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words, counted


def check(proposal: Proposal, request: CourseRequest, supply: Supply) -> tuple[Words, ...]:
    """Everything in a proposal that breaks a rule, or that it says wrongly about itself; empty when sound."""
    faults = [fault for visit in proposal.visits for fault in _visit_faults(visit, request, supply)]
    if faults:  # the rules between visits can only be read from visits that are possible
        return tuple(faults)
    faults += _course_faults(proposal, request)
    for trip in proposal.trips():
        faults += _trip_faults(trip, request)
    faults += _account_faults(proposal, request)
    return tuple(faults)


def _fault(visit: PlacedVisit, what: Words) -> Words:
    return Words("{discipline} on {day}: {what}", discipline=visit.discipline, day=visit.day, what=what)


def _visit_faults(visit: PlacedVisit, request: CourseRequest, supply: Supply) -> Iterator[Words]:
    spec = request.spec(visit.discipline)
    if spec is None or visit.discipline not in request.cleared:
        yield _fault(visit, Words("the discipline may not be booked"))
        return
    if visit.day not in request.days:
        yield _fault(visit, Words("the day is not in the calendar"))
        return
    last = len(request.available[0])
    if visit.start_slot < 0 or visit.start_slot + spec.slots > last:
        yield _fault(visit, Words("it does not fit into the day"))
        return
    day = request.days.index(visit.day)
    slots = range(visit.start_slot, visit.start_slot + spec.slots)
    if not all(request.available[day][slot] for slot in slots):
        yield _fault(visit, Words("the person cannot come then"))
    yield from _week_faults(visit, request)
    yield from _practitioner_faults(visit, day, spec, supply)
    yield from _room_faults(visit, day, spec, supply)


def _week_faults(visit: PlacedVisit, request: CourseRequest) -> Iterator[Words]:
    week = (visit.day - request.first_day).days // 7 + 1
    phases = {need.week: need.phase for need in request.needs}
    if visit.week != week or phases.get(week) != visit.phase:
        yield _fault(visit, Words("its week or phase is wrong"))


def _practitioner_faults(visit: PlacedVisit, day: int, spec: DisciplineSpec, supply: Supply) -> Iterator[Words]:
    rows = {person.id: row for row, person in enumerate(supply.practitioners)}
    row = rows.get(visit.practitioner)
    if row is None or spec.id not in supply.practitioners[row].disciplines:
        yield _fault(visit, Words("the practitioner is not registered for it"))
        return
    hands_on = [visit.start_slot + slot for first, last in spec.hands_on for slot in range(first, last)]
    if not all(supply.free[row][day][slot] for slot in hands_on):
        yield _fault(visit, Words("the practitioner is not free"))
    if supply.sites[supply.site_of[row][day]] != visit.site:
        yield _fault(visit, Words("the practitioner works at another site that day"))


def _room_faults(visit: PlacedVisit, day: int, spec: DisciplineSpec, supply: Supply) -> Iterator[Words]:
    rows = [
        row
        for row, room in enumerate(supply.rooms)
        if (room.id, room.kind, supply.sites[room.site]) == (visit.room, visit.room_kind, visit.site)
    ]
    slots = range(visit.start_slot, visit.start_slot + spec.slots)
    if visit.room_kind not in spec.rooms or not rows:
        yield _fault(visit, Words("the room will not do"))
    elif not all(supply.capacity[rows[0]][day][slot] >= 1 for slot in slots):
        yield _fault(visit, Words("the room is taken"))


def _course_faults(proposal: Proposal, request: CourseRequest) -> Iterator[Words]:
    placed = Counter((visit.week, visit.discipline) for visit in proposal.visits)
    wanted = {(need.week, id_): need.wanted(id_) for need in request.needs for _, id_ in placed}
    for (week, id_), number in placed.items():
        if number > wanted[week, id_]:
            yield Words("Week {week} has more {discipline} than wanted", week=week, discipline=id_)
    for id_ in sorted({visit.discipline for visit in proposal.visits}):
        yield from _spacing_faults(id_, proposal, request)
    for visit in proposal.visits:
        if request.keep_same_people and proposal.primaries.get(visit.discipline) != visit.practitioner:
            yield _fault(visit, Words("only the primary may be booked"))
    if any(proposal.primaries.get(id_, who) != who for id_, who in request.primaries.items()):
        yield Words("A primary is not the one who was named")


def _spacing_faults(id_: str, proposal: Proposal, request: CourseRequest) -> Iterator[Words]:
    days = [visit.day for visit in proposal.visits if visit.discipline == id_]
    if id_ in request.last_visits:
        days.append(request.last_visits[id_])
    least = max(2 if id_ == NEEDLES else 1, request.min_days_apart.get(id_, 1))
    if any(abs((one - other).days) < least for one, other in combinations(days, 2)):
        yield counted(
            least,
            "Two {discipline} visits are less than {count} day apart",
            "Two {discipline} visits are less than {count} days apart",
            discipline=id_,
        )


def _trip_faults(trip: tuple[PlacedVisit, ...], request: CourseRequest) -> Iterator[Words]:
    if len(trip) == 1:
        if trip[0].pair_id is not None:
            yield _fault(trip[0], Words("a single visit is no pair"))
        return
    order = next(need.order for need in request.needs if need.week == trip[0].week)
    halves = {Order.NEEDLES_FIRST: [NEEDLES, MOVEMENT], Order.MOVEMENT_FIRST: [MOVEMENT, NEEDLES]}.get(order)
    first, *rest = sorted(trip, key=lambda visit: visit.start_slot)
    if [visit.discipline for visit in (first, *rest)] != halves:
        yield _fault(first, Words("these visits may not share a day, or not in this order"))
        return
    yield from _gap_faults(first, rest[0], request)


def _gap_faults(first: PlacedVisit, second: PlacedVisit, request: CourseRequest) -> Iterator[Words]:
    gap = _gap_minutes(first, second, request)
    in_window = gap <= request.window_minutes
    if gap < request.min_gap_minutes or second.start_slot < first.start_slot + _length(first, request):
        yield _fault(second, Words("it starts too soon after the first half"))
    if not in_window and not request.allow_split:
        yield _fault(second, Words("the halves are outside the window and no split is allowed"))
    if first.site != second.site:
        yield _fault(second, Words("the halves are at two sites"))
    if (first.pair_id is not None, first.pair_id) != (in_window, second.pair_id):
        yield _fault(second, Words("what is a pair is not marked as one, or the other way round"))


def _length(visit: PlacedVisit, request: CourseRequest) -> int:
    return next(spec.slots for spec in request.disciplines if spec.id == visit.discipline)


def _gap_minutes(first: PlacedVisit, second: PlacedVisit, request: CourseRequest) -> int:
    spare = next(spec.spare_minutes for spec in request.disciplines if spec.id == first.discipline)
    return (second.start_slot - first.start_slot - _length(first, request)) * request.slot_minutes + spare


def _account_faults(proposal: Proposal, request: CourseRequest) -> Iterator[Words]:
    pairs = Counter(visit.pair_id for visit in proposal.visits if visit.pair_id is not None)
    if any(number != 2 for number in pairs.values()):
        yield Words("A pair does not have two halves")
    if proposal.value != _value(proposal, request):
        yield Words("The value is not {value}", value=_value(proposal, request))
    placed = Counter((visit.week, visit.discipline) for visit in proposal.visits)
    placed.update({(short.week, short.discipline): short.missing for short in proposal.unplaced})
    ids = {NEEDLES, MOVEMENT, *(id_ for need in request.needs for id_ in need.others)}
    if any(placed[need.week, id_] != need.wanted(id_) for need in request.needs for id_ in ids):
        yield Words("Visits that are placed and visits that are missing do not add up to what is wanted")


def _value(proposal: Proposal, request: CourseRequest) -> int:
    weights, value = request.weights, 0
    for visit in proposal.visits:
        value += weights.placed + weights.primary * (proposal.primaries.get(visit.discipline) == visit.practitioner)
    for trip in proposal.trips():
        if len(trip) == 2:
            first, second = sorted(trip, key=lambda visit: visit.start_slot)
            gap = _gap_minutes(first, second, request)
            value += weights.pair * (gap <= request.window_minutes)
            value -= weights.waiting * -(-(gap - request.min_gap_minutes) // 15)
    return value
