"""Who said that they come also to somebody else: the own people where one can, else as few changes as can be."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from tests.core.schedule.clinics import MONDAY, clinic, person, random_clinic, visit, weekdays, whole_days

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.forward import forward
from weft.core.schedule.clinic.freed import Candidate, Look
from weft.core.schedule.clinic.shape import Clinic, Need, Person, Rooms, Span, Staff, Visit
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.schedule.clinic.waiting import waiting_for
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

WEI, DANA = clinic().practitioners
SAM = Staff(id="sam", disciplines=(MOVEMENT,), works=whole_days(5, 8))
REN = Staff(id="ren", disciplines=(NEEDLES, MOVEMENT), works=whole_days(5, 8))
ROOMS = (Rooms(kind="bed", count=2), Rooms(kind="private", count=0), Rooms(kind="gym", count=2))
SINGLE = (visit(MOVEMENT, day=3),)
PAIR = (visit(NEEDLES, day=3), visit(MOVEMENT, day=3, start=3))
FREED = (0, 0, 5)


def with_staff(*staff: Staff, **wish: Any) -> Clinic:
    """Ana has what she needs; there are rooms for two at once."""
    return clinic(person(**wish), practitioners=staff, rooms=ROOMS)


def asked(
    one: Clinic, trip: tuple[Visit, ...], who: str, *also: str, others: tuple[Visit, ...] = (), yes: bool = True
) -> tuple[Candidate, ...]:  # fmt: skip
    """Who is asked for Monday's first five slots; Ana asked to come earlier, and to anybody when ``yes``."""
    return waiting_for(
        one, (*trip, *others), FREED, who, also=also, earlier={"ana": [trip]}, anybody={"ana"} if yes else ()
    )


def people(found: tuple[Candidate, ...]) -> list[str]:
    return [one.practitioner for one in found[0].visits] if found else []


@pytest.mark.parametrize(("yes", "who"), [(True, ["sam"]), (False, [])])
def test_only_who_said_so_comes_forward_to_somebody_else(yes: bool, who: list[str]) -> None:
    found = asked(with_staff(WEI, DANA, SAM), SINGLE, "sam", yes=yes)

    assert people(found) == who
    assert [one.changes for one in found] == [1] * yes


def test_who_wants_the_same_people_only_comes_to_nobody_else_whatever_was_said() -> None:
    same = with_staff(WEI, DANA, SAM, same_people=True, primaries={MOVEMENT: "dana"})

    assert asked(same, SINGLE, "sam") == ()
    assert people(asked(same, SINGLE, "dana")) == ["dana"]


def test_nobody_treats_who_is_not_skilled_for_it() -> None:
    needling = replace(SAM, disciplines=(NEEDLES,))

    assert asked(with_staff(WEI, DANA, needling), SINGLE, "sam") == ()


@pytest.mark.parametrize("wish", [
    {"available": ((1, 0, 8),)},
    {"cleared": (NEEDLES,)},
    {"last_visits": {MOVEMENT: 0}},
])  # fmt: skip
def test_clearance_hours_and_days_apart_hold_as_with_the_own_people(wish: dict[str, Any]) -> None:
    assert asked(with_staff(WEI, DANA, SAM, **wish), SINGLE, "sam") == ()


@pytest.mark.parametrize(("gyms", "who"), [(1, []), (2, ["sam"])])
def test_there_must_be_a_room(gyms: int, who: list[str]) -> None:
    one = with_staff(WEI, DANA, SAM)
    one = replace(
        one, rooms=(*ROOMS[:2], Rooms(kind="gym", count=gyms)), people=(*one.people, person("bo", movement=1))
    )
    bo = [visit(MOVEMENT, start=start, person="bo") for start in (0, 2, 4)]

    assert people(asked(one, SINGLE, "sam", others=tuple(bo))) == who


@pytest.mark.parametrize(("free", "room"), [(1, "gym"), (0, "private")])
def test_the_own_room_where_it_is_free_else_another_that_will_do(free: int, room: str) -> None:
    rooms = (ROOMS[0], Rooms(kind="private", count=1), Rooms(kind="gym", count=1, closed=((0, 0, 8, 1 - free),)))
    one = replace(with_staff(WEI, DANA), rooms=rooms)

    assert [visit.room for visit in asked(one, SINGLE, "dana")[0].visits] == [room]


def test_one_half_changes_and_the_other_keeps_its_own() -> None:
    assert people(asked(with_staff(WEI, REN, DANA, SAM), PAIR, "sam")) == ["wei", "sam"]


def test_the_other_half_changes_too_only_when_its_own_is_not_free() -> None:
    away = replace(WEI, works=((3, 0, 8),))

    assert people(asked(with_staff(away, REN, DANA, SAM), PAIR, "sam")) == ["ren", "sam"]
    assert asked(with_staff(away, DANA, SAM), PAIR, "sam") == ()


def test_the_own_people_come_before_a_change_also_with_a_later_trip() -> None:
    one = replace(with_staff(WEI, DANA, SAM), people=(person(movement=2),))
    near, far = (visit(MOVEMENT, day=2),), (visit(MOVEMENT, day=4, practitioner="sam"),)
    apart: dict[str, Any] = {"earlier": {"ana": [near, far]}, "anybody": {"ana"}}

    found = waiting_for(one, (*near, *far), FREED, "sam", **apart)[0]

    assert (found.instead_of, found.changes) == (far, 0)
    assert waiting_for(one, (*near, *far), FREED, "dana", **apart)[0].instead_of == near


def test_who_changes_goes_to_whose_time_it_is_and_else_to_the_own_practitioner() -> None:
    stand_in = (visit(NEEDLES, day=3, practitioner="eve"), PAIR[1])
    away = Staff(id="eve", disciplines=(NEEDLES,), works=((3, 0, 8),))
    one = with_staff(REN, WEI, away, DANA, SAM, primaries={NEEDLES: "wei"})

    assert people(asked(one, stand_in, "sam")) == ["wei", "sam"]
    assert people(asked(one, stand_in, "sam", "ren")) == ["ren", "dana"]


def test_of_two_who_gain_as_many_days_the_one_who_changes_nothing_is_asked_first() -> None:
    both = tuple(person(name, movement=1) for name in ("al", "bo"))
    one = clinic(*both, practitioners=(WEI, DANA, SAM), rooms=ROOMS)
    trips = {name: [(visit(MOVEMENT, day=3, person=name, practitioner=who),)] for name, who in
             (("al", "dana"), ("bo", "sam"))}  # fmt: skip

    found = waiting_for(
        one, [trip for own in trips.values() for (trip,) in own], FREED, "sam", earlier=trips, anybody={"al", "bo"}
    )

    assert [(who.person, who.changes) for who in found] == [("bo", 0), ("al", 1)]


def test_a_trip_of_the_same_day_does_not_stand_in_its_own_way() -> None:
    late = (visit(NEEDLES, start=3), visit(MOVEMENT, start=6))
    rooms = tuple(Rooms(kind=kind, count=1) for kind in ("bed", "private", "gym"))
    one = replace(with_staff(WEI, REN, DANA, SAM), rooms=rooms)

    found = waiting_for(one, late, (0, 2, 6), "sam", earlier={"ana": [late]}, anybody={"ana"})[0]

    assert [(one.practitioner, one.start) for one in found.visits] == [("wei", 0), ("sam", 3)]
    assert waiting_for(one, late, (0, 0, 2), "sam", earlier={"ana": [late]}, anybody={"ana"}) == ()


@pytest.mark.parametrize(("wanted", "found"), [(1, 0), (2, 1)])
def test_the_week_s_number_of_visits_is_not_passed_by_a_trip_of_the_next_week(wanted: int, found: int) -> None:
    held, trip = visit(MOVEMENT, day=2), (visit(MOVEMENT, day=6),)
    one = two_weeks(Need(week=1, visits={MOVEMENT: wanted}), Need(week=2, visits={MOVEMENT: 1}))

    assert len(came(one, trip, held)) == found


@pytest.mark.parametrize(("order", "found"), [(Order.NEEDLES_FIRST, 1), (Order.MOVEMENT_FIRST, 0), (None, 0)])
def test_a_pair_of_the_next_week_keeps_the_order_that_this_week_asks(order: Order | None, found: int) -> None:
    both = {NEEDLES: 1, MOVEMENT: 1}
    now = (Need(week=1, visits=both, pairs=1, order=order),) if order else ()
    trip = (visit(NEEDLES, day=6), visit(MOVEMENT, day=6, start=3))

    assert len(came(two_weeks(*now, Need(week=2, visits=both, pairs=1)), trip)) == found


def test_whose_weeks_ask_for_nothing_comes_from_any_of_them() -> None:
    trip = (visit(MOVEMENT, day=6),)

    assert came(two_weeks(), trip, visit(MOVEMENT, day=2))[0].instead_of == trip


def two_weeks(*needs: Need) -> Clinic:
    staff = tuple(replace(one, works=whole_days(10, 8)) for one in (WEI, DANA))
    return clinic(person(needs=needs, available=whole_days(10, 8)), days=10, practitioners=staff, rooms=ROOMS)


def came(one: Clinic, trip: tuple[Visit, ...], *others: Visit) -> tuple[Candidate, ...]:
    """Whether Ana comes forward with this trip into Monday's first five slots."""
    look = Look(one, (*trip, *others), FREED, {"wei", "dana"})
    found = forward(look, one.people[0], [trip], anybody=False)
    return (found,) if found else ()


# The law, by trying everything.


def every(one: Clinic, rest: Sequence[Visit], trip: Sequence[Visit], freed: Span, who: str) -> Iterator[int]:
    """How many visits change, of each way in which this trip could begin earlier and use the freed time."""
    slots = {kind.id: kind.slots for kind in one.disciplines}
    staff = [[w.id for w in one.practitioners if each.discipline in w.disciplines] for each in trip]
    rooms = [[room.kind for room in one.rooms] for _ in trip]
    day, first, last = freed
    for start in range(one.slots):
        shift = start - trip[0].start
        if (day, start) >= (trip[0].day, trip[0].start):
            continue
        for people, places in product(product(*staff), product(*rooms)):
            came = [
                replace(each, day=day, start=each.start + shift, practitioner=practitioner, room=place)
                for each, practitioner, place in zip(trip, people, places, strict=True)
            ]
            ends = [each.start + slots[each.discipline] for each in came]
            uses = any(
                each.practitioner == who and first <= each.start and end <= last
                for each, end in zip(came, ends, strict=True)
            )
            if uses and not check_clinic(one, (*rest, *came)).violations:
                yield sum(new.practitioner != old.practitioner for new, old in zip(came, trip, strict=True))


def best(one: Clinic, visits: Sequence[Visit], trips: Sequence[tuple[Visit, ...]], freed: Span, who: str) -> Any:
    """Fewest changes, then the nearest trip; None when none can come."""
    ways = []
    for at, trip in enumerate(trips):
        rest = [each for each in visits if each not in trip]
        if all(each.person != trip[0].person or each.day != freed[0] for each in rest):
            ways += [(changes, at) for changes in every(one, rest, trip, freed, who)]
    return min(ways, default=None)


@pytest.mark.parametrize("seed", range(50))
def test_who_comes_forward_can_and_nobody_who_could_is_left_out(seed: int) -> None:
    one = over_weeks(random_clinic(seed, people=5), seed)
    by_hand = Timetable(one)
    book_by_hand(by_hand, pairs=True, only=range(2 + seed % 3))
    visits, freed = by_hand.answer().visits, (seed % 2, 1, 5)
    for somebody, who in product(one.people, one.practitioners):
        taken = [v for v in visits if v.practitioner == who.id and v.day == freed[0]]
        left = tuple(v for v in visits if v not in taken)
        trips = trips_of(somebody, left)
        found = forward(Look(one, left, freed, {who.id}), somebody, trips, anybody=True)
        expected = best(one, left, trips, freed, who.id)
        assert (found and (found.changes, trips.index(found.instead_of))) == expected
        if found:
            rest = tuple(v for v in left if v not in found.instead_of)
            assert check_clinic(one, (*rest, *found.visits)).violations == ()


def trips_of(somebody: Person, visits: Sequence[Visit]) -> list[tuple[Visit, ...]]:
    days = sorted({v.day for v in visits if v.person == somebody.id})
    return [tuple(v for v in visits if (v.person, v.day) == (somebody.id, day)) for day in days]


def over_weeks(one: Clinic, seed: int) -> Clinic:
    """Two clinics of four have a weekend in the middle of their days; the second week needs as much as the first."""
    if seed % 4 < 2:
        return one
    people = [replace(each, needs=(*each.needs, replace(each.needs[0], week=2))) for each in one.people]
    return replace(one, days=weekdays(3 + len(one.days))[3:], first_day=MONDAY, people=tuple(people[:4]))
