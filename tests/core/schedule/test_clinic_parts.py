"""Generator, capacity, contradictions and rows of a clinic."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.core.schedule.clinics import MASSAGE, MONDAY, MOVING, NEEDLING, clinic, person, visit, weekdays

from weft.core.schedule.clinic.capacity import shortages
from weft.core.schedule.clinic.faults import clinic_faults
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.rows import RowsOf, row_names, trips_of
from weft.core.schedule.clinic.shape import Clinic, Need, Rooms, Staff, Worth
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES


def wants(one: Clinic) -> tuple[int, int]:
    needs = [need for person in one.people for need in person.needs]
    return sum(sum(need.visits.values()) for need in needs), sum(need.pairs for need in needs)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_full_clinic_has_the_sizes_of_the_design(seed: int) -> None:
    one = generate(300, seed)

    assert wants(one) == (1402, 522)
    assert len(one.practitioners) == 12
    assert {rooms.kind: rooms.count for rooms in one.rooms} == {"bed": 5, "private": 3, "gym": 5}
    assert list(clinic_faults(one)) == []


def test_a_seed_makes_the_same_clinic_and_another_seed_another() -> None:
    assert generate(40, 5) == generate(40, 5)
    assert generate(40, 5) != generate(40, 6)


@pytest.mark.parametrize(("people", "weeks"), [(0, 2), (1, 1), (7, 8)])
def test_any_size_is_a_sound_clinic(people: int, weeks: int) -> None:
    one = generate(people, 1, weeks)

    assert len(one.people) == people
    assert len(one.days) == 5 * weeks
    assert list(clinic_faults(one)) == []


def test_a_clinic_that_holds_its_demand_is_short_of_nothing() -> None:
    assert shortages(clinic(person(needles=2, movement=2))) == ()


def test_hands_that_cannot_hold_the_demand_are_named() -> None:
    staff = (Staff(id="dana", disciplines=(MOVEMENT,), works=((0, 0, 3),)),)

    found = shortages(clinic(person(movement=3), practitioners=staff))

    assert [str(one.said) for one in found] == [
        "Week 1: short of 2 movement places, practitioners have hands for 1",
    ]
    assert (found[0].wanted, found[0].holds) == (3, 1)


def test_one_visit_less_is_not_short() -> None:
    staff = (Staff(id="dana", disciplines=(MOVEMENT,), works=((0, 0, 4),)),)

    assert shortages(clinic(person(movement=2), practitioners=staff)) == ()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Week 1: short of 1 needles place, private can hold 0"),
        (1, None),
    ],
)
def test_rooms_that_some_people_need_are_counted_for_them(count: int, said: str | None) -> None:
    rooms = (Rooms(kind="bed", count=1), Rooms(kind="private", count=count), Rooms(kind="gym", count=1))
    shy = person("shy", needles=1, rooms={NEEDLES: ("private",)})

    assert [str(one.said) for one in shortages(clinic(shy, person(needles=1), rooms=rooms))] == ([said] if said else [])


def test_somebody_for_whom_no_room_will_do_is_named() -> None:
    found = shortages(clinic(person("shy", needles=2, rooms={NEEDLES: ()})))

    assert str(found[0].said) == "Week 1: short of 2 needles places, no room can hold 0"


def test_what_is_not_cleared_is_no_demand() -> None:
    assert shortages(clinic(person(needles=2, cleared=(MOVEMENT,)), practitioners=())) == ()


def test_a_discipline_without_hands_needs_only_rooms() -> None:
    alone = replace(MASSAGE, hands_on=(), rooms=("gym",))
    who = replace(person(), needs=(Need(week=1, visits={"massage": 1}),))

    assert shortages(clinic(who, disciplines=(alone,), practitioners=())) == ()


SOUND = clinic(person(needles=1, movement=1, pairs=1, primaries={NEEDLES: "wei"}))
ANA = SOUND.people[0]


def test_a_sound_clinic_has_no_fault() -> None:
    assert list(clinic_faults(SOUND)) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"format": "other"}, "format"),
        ({"slot_minutes": 4}, "slot_minutes"),
        ({"slot_minutes": 241}, "slot_minutes"),
        ({"opens_minutes": -1}, "slots"),
        ({"opens_minutes": 24 * 60 - 119}, "slots"),
        ({"slots": 0}, "slots"),
        ({"slots": 289, "slot_minutes": 5, "opens_minutes": 0}, "slots"),
        ({"days": weekdays(401)}, "days"),
        ({"days": weekdays(5, date(1999, 12, 27))}, "days"),
        ({"days": weekdays(5, date(2999, 12, 31))}, "days"),
        ({"first_day": MONDAY + timedelta(1)}, "first_day"),
        ({"days": weekdays(5)[::-1]}, "days"),
        ({"window_slots": -1}, "window_slots"),
        ({"min_gap_slots": 3}, "window_slots"),
        ({"worth": Worth(pair=-1)}, "worth.pair"),
        ({"worth": Worth(waiting=10**6 + 1)}, "worth.waiting"),
        ({"disciplines": (NEEDLING, NEEDLING)}, "disciplines"),
        ({"practitioners": SOUND.practitioners[:1] * 2}, "practitioners"),
        ({"rooms": (*SOUND.rooms, SOUND.rooms[0])}, "rooms"),
        ({"people": (ANA, ANA)}, "people"),
        ({"people": (replace(ANA, id=""),)}, "people"),
        ({"people": (replace(ANA, id="a" * 81),)}, "people"),
        ({"people": (replace(ANA, id="a\nb"),)}, "people"),
        ({"disciplines": (replace(NEEDLING, slots=0, hands_on=()), MOVING)}, "disciplines.0.slots"),
        ({"disciplines": (replace(NEEDLING, slots=9), MOVING)}, "disciplines.0.slots"),
        ({"disciplines": (replace(NEEDLING, hands_on=((0, 2), (1, 3))), MOVING)}, "disciplines.0.hands_on"),
        ({"disciplines": (replace(NEEDLING, rooms=("bed", "bed")), MOVING)}, "disciplines.0.rooms"),
        ({"disciplines": (replace(NEEDLING, days_apart=401), MOVING)}, "disciplines.0.days_apart"),
        ({"disciplines": (replace(NEEDLING, hands_on=((0, 4),)), MOVING)}, "disciplines.0.hands_on"),
        ({"disciplines": (replace(NEEDLING, days_apart=1), MOVING)}, "disciplines.0.days_apart"),
        ({"disciplines": (NEEDLING, replace(MOVING, days_apart=0))}, "disciplines.1.days_apart"),
        ({"disciplines": (NEEDLING, replace(MOVING, rooms=("hall",)))}, "disciplines.1.rooms"),
        ({"practitioners": (Staff(id="wei", disciplines=("song",), works=()),)}, "practitioners.0.disciplines"),
        ({"practitioners": (replace(SOUND.practitioners[0], works=((0, 0, 9),)),)}, "practitioners.0.works.0"),
        ({"practitioners": (replace(SOUND.practitioners[0], works=((5, 0, 8),)),)}, "practitioners.0.works.0"),
        ({"rooms": (Rooms(kind="bed", count=-1), *SOUND.rooms[1:])}, "rooms.0.count"),
        ({"rooms": (Rooms(kind="bed", count=1001), *SOUND.rooms[1:])}, "rooms.0.count"),
        ({"rooms": (Rooms(kind="bed", count=1, closed=((0, 2, 2, 1),)), *SOUND.rooms[1:])}, "rooms.0.closed.0"),
        ({"rooms": (Rooms(kind="bed", count=1, closed=((0, 0, 2, 2),)), *SOUND.rooms[1:])}, "rooms.0.closed"),
    ],
)
def test_a_clinic_that_contradicts_itself_is_refused_at_the_place(change: dict[str, Any], place: str) -> None:
    assert next(iter(clinic_faults(replace(SOUND, **change))))[0] == place


@pytest.mark.parametrize(
    "change",
    [
        {"first_day": MONDAY},
        {"worth": Worth(placed=10**6, pair=0)},
        {"people": (replace(ANA, id="a" * 80, priority=1000, last_visits={NEEDLES: 3660}),)},
        {"disciplines": (replace(NEEDLING, hands_on=((0, 1), (1, 3)), slots=8, days_apart=400), MOVING)},
        {"rooms": (Rooms(kind="bed", count=1000), *SOUND.rooms[1:])},
    ],
)
def test_the_largest_values_are_taken(change: dict[str, Any]) -> None:
    assert list(clinic_faults(replace(SOUND, **change))) == []


def test_nothing_else_is_read_while_the_calendar_is_wrong() -> None:
    assert [place for place, _ in clinic_faults(replace(SOUND, slots=0, people=(ANA, ANA)))] == ["slots"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"available": ((0, 3, 3),)}, "available.0"),
        ({"primaries": {"song": "wei"}}, "primaries"),
        ({"primaries": {NEEDLES: "dana"}}, "primaries.needles"),
        ({"cleared": ("song",)}, "cleared"),
        ({"rooms": {"song": ()}}, "rooms"),
        ({"rooms": {NEEDLES: ("gym",)}}, "rooms.needles"),
        ({"last_visits": {"song": 1}}, "last_visits"),
        ({"last_visits": {NEEDLES: 0}}, "last_visits.needles"),
        ({"last_visits": {NEEDLES: 3661}}, "last_visits.needles"),
        ({"priority": 0}, "priority"),
        ({"priority": 1001}, "priority"),
        ({"needs": (Need(week=0, visits={}),)}, "needs.0.week"),
        ({"needs": (Need(week=401, visits={}),)}, "needs.0.week"),
        ({"needs": ANA.needs * 2}, "needs"),
        ({"needs": (Need(week=1, visits={"song": 1}),)}, "needs.0.visits"),
        ({"needs": (Need(week=1, visits={NEEDLES: 8}),)}, "needs.0.visits"),
        ({"needs": (Need(week=1, visits={NEEDLES: 1}, pairs=1),)}, "needs.0.pairs"),
        ({"needs": (Need(week=1, visits={NEEDLES: 1, MOVEMENT: 1}, pairs=1, order=Order.OTHER_DAY),)}, "needs.0.pairs"),
    ],
)
def test_a_person_who_contradicts_themselves_is_refused_at_the_place(change: dict[str, Any], place: str) -> None:
    faults = list(clinic_faults(replace(SOUND, people=(replace(ANA, **change),))))

    assert faults[0][0] == f"people.0.{place}"


VISITS = (visit(), visit(MOVEMENT, start=3), visit(person="bo", start=1), visit(person="bo", day=1))


def test_rows_of_people_hold_pairs_and_only_those_who_come() -> None:
    one = clinic(person(), person("bo"), person("cy"))

    assert row_names(one, VISITS, RowsOf.PEOPLE) == ("ana", "bo")
    assert [(trip.row, len(trip.visits)) for trip in trips_of(one, VISITS, 0, RowsOf.PEOPLE)] == [("ana", 2), ("bo", 1)]


def test_rows_of_practitioners_hold_halves() -> None:
    assert row_names(SOUND, VISITS, RowsOf.PRACTITIONERS) == ("wei", "dana")
    assert [trip.row for trip in trips_of(SOUND, VISITS, 0, RowsOf.PRACTITIONERS)] == ["wei", "wei", "dana"]


def test_rows_of_rooms_are_numbered_and_no_room_holds_two_at_once() -> None:
    one = replace(SOUND, rooms=(Rooms(kind="bed", count=2), Rooms(kind="gym", count=1)))

    assert row_names(one, VISITS, RowsOf.ROOMS) == ("bed 1", "bed 2", "gym 1")
    assert [trip.row for trip in trips_of(one, VISITS, 0, RowsOf.ROOMS)] == ["bed 1", "bed 2", "gym 1"]
    assert [trip.row for trip in trips_of(SOUND, VISITS, 0, RowsOf.ROOMS)] == ["bed 1", "gym 1"]


def test_many_visits_of_one_day_are_given_rooms() -> None:
    one = replace(SOUND, rooms=(Rooms(kind="bed", count=1000),))
    visits = [visit(person=f"p{number}", start=number % 3) for number in range(1000)]

    assert len({trip.row for trip in trips_of(one, visits, 0, RowsOf.ROOMS)}) == 1000
