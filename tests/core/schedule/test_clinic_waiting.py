"""A freed time: who is asked, in which order, with what; and who never is."""

from dataclasses import replace
from typing import Any

import pytest
from tests.core.schedule.clinics import NEEDLING, clinic, person, random_clinic, visit, whole_days

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.freed import Candidate
from weft.core.schedule.clinic.shape import Clinic, Rooms, Staff, Visit
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.schedule.clinic.waiting import waiting_for
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

SAM = Staff(id="sam", disciplines=(MOVEMENT,), works=whole_days(5, 8))
FIRST_FIVE = (0, 0, 5)
LATER = (visit(NEEDLES, day=3), visit(MOVEMENT, day=3, start=3))
"""Ana's pair of Thursday."""


def asked(one: Clinic, visits: tuple[Visit, ...] = (), **more: Any) -> tuple[Candidate, ...]:
    """Who is asked for Monday's first five slots of Wei and Dana."""
    return waiting_for(one, visits, FIRST_FIVE, "wei", also=("dana",), **more)


def names(found: tuple[Candidate, ...]) -> list[str]:
    return [one.person for one in found]


def test_a_freed_time_is_offered_to_who_gains_most() -> None:
    one = clinic(
        person(needles=1, movement=1, pairs=1, available=((0, 0, 5),)),
        person("bo", movement=1, available=((0, 3, 5),)),
        person("cy", movement=1),
        person("di", needles=1),
        person("ed", movement=1, available=((4, 0, 8),)),
    )
    held: tuple[Visit, ...] = (visit(MOVEMENT, person="cy", day=1), visit(NEEDLES, person="di", day=1))

    found = waiting_for(one, held, (0, 3, 5), "dana")

    assert [(who.person, who.gain) for who in found] == [("ana", 2200), ("bo", 1000)]
    assert [v.discipline for v in found[0].visits] == [NEEDLES, MOVEMENT]
    assert waiting_for(one, held, (0, 3, 5), "dana", at_most=1) == found[:1]


def test_of_two_who_gain_the_same_the_one_who_lacks_more_is_asked_first() -> None:
    found = asked(clinic(person("al", movement=1), person("bo", movement=3)))

    assert names(found) == ["bo", "al"]


def test_ones_own_practitioner_is_worth_more_and_treats_the_other_half_where_free() -> None:
    staff = (*clinic().practitioners, SAM)
    ana = person(needles=1, movement=1, pairs=1)
    own = replace(ana, primaries={NEEDLES: "wei", MOVEMENT: "sam"})

    found = waiting_for(clinic(own, practitioners=staff), (), (0, 0, 3), "wei")

    assert found[0].gain == 2260
    assert [one.practitioner for one in found[0].visits] == ["wei", "sam"]


def test_who_wants_only_the_own_people_is_not_asked_for_anothers_time() -> None:
    only = person(movement=1, primaries={MOVEMENT: "sam"}, same_people=True)
    one = clinic(only, practitioners=(*clinic().practitioners, SAM))

    assert asked(one) == ()
    assert names(waiting_for(one, (), (0, 0, 2), "sam")) == ["ana"]


def test_the_other_half_may_lie_before_or_after_the_freed_time() -> None:
    one = clinic(person(needles=1, movement=1, pairs=1))

    after = waiting_for(one, (), (0, 0, 3), "wei")[0].visits
    before = waiting_for(one, (), (0, 6, 8), "dana")[0].visits

    assert [(v.discipline, v.start) for v in after] == [(NEEDLES, 0), (MOVEMENT, 3)]
    assert [(v.discipline, v.start) for v in before] == [(NEEDLES, 3), (MOVEMENT, 6)]


def test_a_pair_that_uses_all_of_the_freed_time_comes_before_one_that_uses_half() -> None:
    one = clinic(person(needles=1, movement=1, pairs=1))
    later = (visit(NEEDLES, day=3), visit(MOVEMENT, day=3, start=3))

    new = waiting_for(one, (), (0, 3, 8), "wei", also=("dana",))[0].visits
    forward = waiting_for(one, later, (0, 3, 8), "wei", also=("dana",), earlier={"ana": [later]})[0].visits

    assert [v.start for v in new] == [v.start for v in forward] == [3, 6]


@pytest.mark.parametrize(("slots", "who"), [(2, []), (3, ["ana"])])
def test_a_visit_must_fit_wholly_into_the_freed_time(slots: int, who: list[str]) -> None:
    assert names(waiting_for(clinic(person(needles=1)), (), (0, 0, slots), "wei")) == who


@pytest.mark.parametrize("wish", [
    {"available": ((1, 0, 8),)},
    {"cleared": (MOVEMENT,)},
    {"last_visits": {NEEDLES: 1}},
])  # fmt: skip
def test_who_cannot_come_or_may_not_is_not_asked(wish: dict[str, Any]) -> None:
    assert asked(clinic(person(needles=1, **wish))) == ()


@pytest.mark.parametrize(("day", "who"), [(1, []), (2, ["ana"])])
def test_needles_keep_their_days_apart(day: int, who: list[str]) -> None:
    assert names(asked(clinic(person(needles=2)), (visit(NEEDLES, day=day),))) == who


def test_who_comes_that_day_already_or_needs_nothing_that_week_is_not_asked() -> None:
    twice = person(movement=3)
    later = replace(twice, id="bo", needs=(replace(twice.needs[0], week=2),))

    assert asked(clinic(twice, later), (visit(MOVEMENT, start=5),)) == ()


def test_the_week_s_number_of_visits_is_never_passed() -> None:
    both = person(needles=1, movement=1, order=Order.OTHER_DAY)

    found = asked(clinic(both), (visit(NEEDLES, day=4),))

    assert [v.discipline for v in found[0].visits] == [MOVEMENT]


def test_without_a_room_nobody_is_asked() -> None:
    rooms = (Rooms(kind="bed", count=1), Rooms(kind="private", count=0), Rooms(kind="gym", count=0))
    needed = clinic(person("bo", movement=1), rooms=rooms)

    assert asked(needed) == ()


def test_halves_of_a_discipline_that_the_clinic_lacks_make_no_pair() -> None:
    alone = clinic(person(needles=1, movement=1, pairs=1), disciplines=(NEEDLING,))

    assert [v.discipline for v in asked(alone)[0].visits] == [NEEDLES]


def test_who_asked_to_come_earlier_comes_forward_with_the_whole_pair() -> None:
    found = asked(clinic(person(needles=1, movement=1, pairs=1)), LATER, earlier={"ana": [LATER]})

    assert found[0].gain == 3
    assert found[0].instead_of == LATER
    assert [(v.discipline, v.day, v.start) for v in found[0].visits] == [(NEEDLES, 0, 0), (MOVEMENT, 0, 3)]


def test_who_lacks_a_visit_comes_before_who_only_comes_earlier() -> None:
    one = clinic(person(needles=1, movement=1, pairs=1), person("bo", movement=1))

    found = asked(one, LATER, earlier={"ana": [LATER]})

    assert names(found) == ["bo", "ana"]


@pytest.mark.parametrize("wish", [
    {"available": ((1, 0, 8),)},
    {"cleared": (MOVEMENT,)},
    {"last_visits": {NEEDLES: 1}},
])  # fmt: skip
def test_a_trip_that_may_not_stand_there_does_not_come_forward(wish: dict[str, Any]) -> None:
    one = clinic(person(needles=1, movement=1, pairs=1, **wish))

    assert asked(one, LATER, earlier={"ana": [LATER]}) == ()


def test_a_trip_comes_forward_only_to_its_own_people_and_not_onto_another_trip() -> None:
    one = clinic(person(movement=1), practitioners=(*clinic().practitioners, SAM))
    with_sam = (visit(MOVEMENT, day=3, practitioner="sam"),)
    two = (visit(MOVEMENT, start=6), visit(MOVEMENT, day=3))

    assert asked(one, with_sam, earlier={"ana": [with_sam]}) == ()
    assert asked(clinic(person(movement=2)), two, earlier={"ana": [two[1:]]}) == ()


def test_on_the_same_day_only_an_earlier_time_is_earlier() -> None:
    late, early = (visit(MOVEMENT, start=6),), (visit(MOVEMENT, start=0),)
    one = clinic(person(movement=1))

    assert [v.start for v in asked(one, late, earlier={"ana": [late]})[0].visits] == [0]
    assert asked(one, early, earlier={"ana": [early]}) == ()


@pytest.mark.parametrize("seed", range(40))
def test_whoever_is_asked_can_have_it(seed: int) -> None:
    one = random_clinic(seed, people=6)
    by_hand = Timetable(one)
    book_by_hand(by_hand, pairs=True, only=range(seed % 4))
    visits = by_hand.answer().visits
    for who in one.practitioners:
        for found in waiting_for(one, visits, (1, 0, 5), who.id):
            assert check_clinic(one, (*visits, *found.visits)).violations == ()
