"""The checker of a whole clinic: plain Python over the two files, sharing nothing with the solver."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Person, Treatment, Visit
from weft.core.schedule.request import Order
from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words, counted


@dataclass(frozen=True, slots=True)
class Checked:
    """What an answer holds, and every rule that it breaks."""

    required: int
    placed: int
    pairs: int
    pairs_required: int
    with_primary: int
    objective: int
    violations: tuple[Words, ...]


def check_clinic(clinic: Clinic, visits: Sequence[Visit]) -> Checked:
    """Judge an answer. The numbers count what is there, also where a rule is broken."""
    people = {person.id: person for person in clinic.people}
    faults = [fault for visit in visits for fault in _visit_faults(clinic, people.get(visit.person), visit)]
    if not faults:  # the rules between visits can only be read from visits that are possible
        faults += [*_twice_faults(clinic, visits), *_room_faults(clinic, visits)]
        for person, own in _by_person(visits).items():
            faults += _person_faults(clinic, people[person], own)
    needs = [need for person in clinic.people for need in person.needs]
    known = [visit for visit in visits if visit.person in people and clinic.treatment(visit.discipline)]
    pairs, points = _points(clinic, people, known)
    return Checked(
        required=sum(sum(need.visits.values()) for need in needs),
        placed=len(visits),
        pairs=pairs,
        pairs_required=sum(need.pairs for need in needs),
        with_primary=sum(_is_own(people[visit.person], visit) for visit in known),
        objective=points,
        violations=tuple(faults),
    )


def _by_person(visits: Sequence[Visit]) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(visits, key=lambda visit: (visit.day, visit.start)):
        found[visit.person].append(visit)
    return found


def _is_own(person: Person, visit: Visit) -> bool:
    return person.primaries.get(visit.discipline) == visit.practitioner


def _fault(clinic: Clinic, visit: Visit, what: Words) -> Words:
    minutes = clinic.opens_minutes + visit.start * clinic.slot_minutes
    return Words(
        "{person}, {discipline} on {day} at {time}: {what}",
        person=visit.person,
        discipline=Words(visit.discipline),
        day=clinic.days[visit.day] if 0 <= visit.day < len(clinic.days) else visit.day,
        time=f"{minutes // 60:02}:{minutes % 60:02}",
        what=what,
    )


def _visit_faults(clinic: Clinic, person: Person | None, visit: Visit) -> Iterator[Words]:
    treatment = clinic.treatment(visit.discipline)
    if person is None or treatment is None:
        yield _fault(clinic, visit, Words("the clinic knows no such person or discipline"))
    elif not 0 <= visit.day < len(clinic.days) or not 0 <= visit.start <= clinic.slots - treatment.slots:
        yield _fault(clinic, visit, Words("it does not fit into the calendar"))
    else:
        if not person.may_have(visit.discipline):
            yield _fault(clinic, visit, Words("it is not cleared for this person"))
        if not _is_inside(person.available, visit.day, _slots(visit, treatment)):
            yield _fault(clinic, visit, Words("the person cannot come then"))
        if visit.room not in clinic.rooms_for(person, treatment):
            yield _fault(clinic, visit, Words("the room will not do"))
        yield from _practitioner_faults(clinic, person, visit, treatment)


def _practitioner_faults(clinic: Clinic, person: Person, visit: Visit, treatment: Treatment) -> Iterator[Words]:
    who = next((one for one in clinic.practitioners if one.id == visit.practitioner), None)
    if who is None or visit.discipline not in who.disciplines:
        yield _fault(clinic, visit, Words("the practitioner is not registered for it"))
    elif not _is_inside(who.works, visit.day, treatment.hands_slots(visit.start)):
        yield _fault(clinic, visit, Words("the practitioner does not work then"))
    if person.same_people and not _is_own(person, visit):
        yield _fault(clinic, visit, Words("only the own practitioner may be booked"))


def _slots(visit: Visit, treatment: Treatment) -> range:
    return range(visit.start, visit.start + treatment.slots)


def _is_inside(spans: Sequence[tuple[int, int, int]], day: int, slots: Sequence[int]) -> bool:
    return all(any(on == day and first <= slot < last for on, first, last in spans) for slot in slots)


def _treatment(clinic: Clinic, visit: Visit) -> Treatment:
    return next(one for one in clinic.disciplines if one.id == visit.discipline)


def _twice_faults(clinic: Clinic, visits: Sequence[Visit]) -> Iterator[Words]:
    hands: Counter[tuple[str, int, int]] = Counter()
    bodies: Counter[tuple[str, int, int]] = Counter()
    for visit in visits:
        treatment = _treatment(clinic, visit)
        bodies.update((visit.person, visit.day, slot) for slot in _slots(visit, treatment))
        hands.update((visit.practitioner, visit.day, slot) for slot in treatment.hands_slots(visit.start))
    for taken in (hands, bodies):
        for who, day in sorted({(who, day) for (who, day, _), times in taken.items() if times > 1}):
            yield Words("{who} has two visits at once on {day}", who=who, day=clinic.days[day])


def _room_faults(clinic: Clinic, visits: Sequence[Visit]) -> Iterator[Words]:
    used: Counter[tuple[str, int, int]] = Counter()
    for visit in visits:
        used.update((visit.room, visit.day, slot) for slot in _slots(visit, _treatment(clinic, visit)))
    there, asked = {rooms.kind: rooms.count for rooms in clinic.rooms}, set(used)
    for rooms in clinic.rooms:
        for day, first, last, number in rooms.closed:
            used.update({(rooms.kind, day, slot): number for slot in range(first, last)})
    for kind, day in sorted({(kind, day) for kind, day, slot in asked if used[kind, day, slot] > there[kind]}):
        yield Words("{room} on {day}: more visits at once than rooms", room=Words(kind), day=clinic.days[day])


def _person_faults(clinic: Clinic, person: Person, visits: list[Visit]) -> Iterator[Words]:
    for discipline in sorted({visit.discipline for visit in visits}):
        own = [visit for visit in visits if visit.discipline == discipline]
        yield from _count_faults(clinic, person, discipline, own)
        yield from _apart_faults(clinic, person, discipline, own)
    for day in sorted({visit.day for visit in visits}):
        trip = [visit for visit in visits if visit.day == day]
        if len(trip) > 1:
            yield from _trip_faults(clinic, person, trip)


def _need(clinic: Clinic, person: Person, day: int) -> Need | None:
    return next((need for need in person.needs if need.week == clinic.week_of(day)), None)


def _count_faults(clinic: Clinic, person: Person, discipline: str, own: list[Visit]) -> Iterator[Words]:
    for week, placed in sorted(Counter(clinic.week_of(visit.day) for visit in own).items()):
        wanted = sum(need.wanted(discipline) for need in person.needs if need.week == week)
        if placed > wanted:
            yield counted(
                placed,
                "{person} has {count} visit of {discipline} in week {week}, wanted are {wanted}",
                "{person} has {count} visits of {discipline} in week {week}, wanted are {wanted}",
                person=person.id,
                discipline=Words(discipline),
                week=week,
                wanted=wanted,
            )


def _apart_faults(clinic: Clinic, person: Person, discipline: str, own: list[Visit]) -> Iterator[Words]:
    days = [clinic.days[visit.day].toordinal() for visit in own]
    if discipline in person.last_visits:
        days.append(clinic.days[0].toordinal() - person.last_visits[discipline])
    least = max(2 if discipline == NEEDLES else 1, _treatment(clinic, own[0]).days_apart)
    if any(abs(one - other) < least for one, other in combinations(days, 2)):
        yield counted(
            least,
            "{person}: two visits of {discipline} are less than {count} day apart",
            "{person}: two visits of {discipline} are less than {count} days apart",
            person=person.id,
            discipline=Words(discipline),
        )


def _trip_faults(clinic: Clinic, person: Person, trip: list[Visit]) -> Iterator[Words]:
    need = _need(clinic, person, trip[0].day)
    if need is None or tuple(visit.discipline for visit in trip) != HALVES[need.order]:
        yield _fault(clinic, trip[0], Words("these visits may not share a day, or not in this order"))
        return
    gap = _gap(clinic, trip)
    if gap < clinic.min_gap_slots:
        yield _fault(clinic, trip[1], Words("it starts too soon after the first half"))
    if gap > clinic.window_slots and not person.allow_split:
        yield _fault(clinic, trip[1], Words("the halves are outside the window and no split is allowed"))


def _gap(clinic: Clinic, trip: list[Visit]) -> int:
    return trip[1].start - trip[0].start - _treatment(clinic, trip[0]).slots


def _points(clinic: Clinic, people: dict[str, Person], visits: Sequence[Visit]) -> tuple[int, int]:
    """Pairs inside the window, and the objective."""
    worth, pairs, points = clinic.worth, 0, 0
    for visit in visits:
        person = people[visit.person]
        points += worth.placed * person.priority + worth.primary * _is_own(person, visit)
    for own in _by_person(visits).values():
        for trip in (list(two) for two in pairwise(own) if two[0].day == two[1].day):
            gap = _gap(clinic, trip)
            is_pair = gap <= clinic.window_slots and {trip[0].discipline, trip[1].discipline} == set(
                HALVES[Order.NEEDLES_FIRST]
            )
            pairs += is_pair
            points += worth.pair * is_pair - worth.waiting * _quarters(clinic, gap)
    return pairs, points


def _quarters(clinic: Clinic, gap: int) -> int:
    """Quarters of an hour begun beyond the smallest gap."""
    return max(0, -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15))
