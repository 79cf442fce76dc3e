"""Time that many want has a price: who can come at another time is led there, and nothing is decided by it alone."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import MASSAGE, clinic, person, random_clinic, visit

from weft.core.schedule.clinic.best import Program
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.prices import Market, Prices
from weft.core.schedule.clinic.shape import Clinic, Staff
from weft.core.schedule.clinic.timetable import Timetable, noise
from weft.core.shared.care import MOVEMENT, NEEDLES

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=25, deadline=None)


def prices_of(one: Clinic, rounds: int = 40) -> Prices:
    market = Market(one, Timetable(one).members)
    for _ in range(rounds):
        market.round(10.0)
    return market.prices


def priced(one: Clinic, prices: Prices) -> Timetable:
    timetable = Timetable(one)
    program = Program(timetable.floor, noise(1))
    program.guide(prices)
    for member in timetable.members:
        timetable.put(member.at, program.best(member))
    return timetable


def test_time_that_too_many_want_becomes_dear_and_the_rest_costs_nothing() -> None:
    narrow = [person(name, movement=1, available=((0, 0, 2),)) for name in ("ana", "bo", "cy")]

    found = prices_of(clinic(*narrow))

    assert found.hands[1, :2].min() > 10
    assert not found.hands[0].any()
    assert not found.hands[:, 2:].any()


def test_who_can_come_later_leaves_scarce_time_to_who_cannot() -> None:
    narrow = person("narrow", movement=1, available=((0, 0, 2),))
    wide = person("wide", movement=1, available=((0, 0, 4),))
    one = clinic(wide, narrow)

    found = priced(one, prices_of(one))

    assert [(v.person, v.start) for v in found.answer().visits] == [("narrow", 0), ("wide", 2)]


def test_rooms_have_prices_too() -> None:
    two = (Staff(id="dana", disciplines=(MOVEMENT,), works=((0, 0, 8),)),) * 1
    staff = (*two, Staff(id="eli", disciplines=(MOVEMENT,), works=((0, 0, 8),)))
    people = [person(name, movement=1, available=((0, 0, 2),)) for name in ("ana", "bo")]

    found = prices_of(clinic(*people, practitioners=staff))

    assert found.rooms[2, :2].min() > 1


@FEW
@given(SEEDS)
def test_visits_found_at_prices_keep_the_rules_and_are_worth_what_they_say(seed: int) -> None:
    one = random_clinic(seed, people=5)

    found = priced(one, prices_of(one, 10)).answer()

    checked = check_clinic(one, found.visits)
    assert (checked.violations, checked.objective) == ((), found.points)


@FEW
@given(SEEDS)
def test_prices_of_nothing_change_nothing(seed: int) -> None:
    one = random_clinic(seed, people=1)
    member = Timetable(one).members[0]
    free = prices_of(one, 0)

    guided = priced(one, free)
    plain = Program(guided.floor, noise(1))
    guided.clear(0)

    assert not free.hands.any()
    assert priced(one, free).total == plain.best(member)[0]


def test_the_same_clinic_has_the_same_prices() -> None:
    one = random_clinic(9, people=6)

    assert np.array_equal(prices_of(one).hands, prices_of(one).hands)


def test_visits_that_stay_are_no_demand_and_their_time_is_taken() -> None:
    one = clinic(person(movement=1, available=((0, 0, 2),)), person("bo", movement=1, available=((0, 0, 2),)))
    kept = Timetable(one, (visit(MOVEMENT, confirmed=True),))
    market = Market(one, kept.members)
    market.round(10.0)

    assert not market.prices.hands.any()


def test_prices_bear_with_what_cannot_be() -> None:
    nowhere = person("shy", needles=1, movement=1, pairs=1, rooms={NEEDLES: ()})
    alone = person("alone", movement=1, same_people=True)
    one = clinic(nowhere, alone, replace(person("bo", needles=1), available=()))

    found = prices_of(one, 3)
    odd = prices_of(replace(one, disciplines=(*one.disciplines, MASSAGE), rooms=()), 3)

    assert found.hands.shape[0] == 2
    assert odd.rooms.shape[0] == 0
    assert found.times(2.0).hands.shape == found.hands.shape
