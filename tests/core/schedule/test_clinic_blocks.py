"""A calendar is cut between weeks: each block is a clinic of its own, and together they are the whole."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import MOVING, NEEDLING, clinic, person, random_clinic, visit, weekdays, whole_days

from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Clinic, Need, Rooms, Staff
from weft.core.schedule.clinic.solving import Method, Solver, solve
from weft.core.shared.care import MOVEMENT, NEEDLES

SUNDAY, MONDAY = date(2027, 1, 3), date(2027, 1, 4)


def weeks(number: int, **more: Any) -> Clinic:
    needs = tuple(Need(week=week, visits={NEEDLES: 1}) for week in range(1, number + 1))
    who = replace(person(), needs=needs, available=whole_days(5 * number, 8))
    staff = (Staff(id="wei", disciplines=(NEEDLES,), works=whole_days(5 * number, 8)),)
    return replace(clinic(who, days=5 * number, practitioners=staff), **more)


def test_each_week_is_a_block() -> None:
    assert [(one.first, len(one.clinic.days)) for one in blocks(weeks(3))] == [(0, 5), (5, 5), (10, 5)]
    assert [one.clinic.week_of(0) for one in blocks(weeks(3))] == [1, 2, 3]


def test_days_that_are_too_near_stay_together() -> None:
    every_day = replace(weeks(2), days=(SUNDAY, MONDAY), first_day=MONDAY.replace(day=4) - (MONDAY - SUNDAY) * 7)
    assert every_day.week_of(0) != every_day.week_of(1)
    assert len(blocks(every_day)) == 1
    far = replace(MOVING, days_apart=3)
    farther = replace(MOVING, days_apart=4)
    assert len(blocks(weeks(2, disciplines=(NEEDLING, far)))) == 2
    assert len(blocks(weeks(2, disciplines=(NEEDLING, farther)))) == 1


def test_a_calendar_without_days_or_disciplines_is_one_block() -> None:
    assert len(blocks(clinic(days=0, practitioners=()))) == 1
    assert len(blocks(clinic(disciplines=()))) == 1


def test_what_is_closed_and_what_came_before_are_counted_by_the_days_of_the_block() -> None:
    one = weeks(2, rooms=(Rooms(kind="bed", count=1, closed=((0, 0, 8, 1), (6, 0, 2, 1))),))
    last = blocks(replace(one, people=(replace(one.people[0], last_visits={NEEDLES: 1}),)))[1]

    assert last.clinic.rooms[0].closed == ((1, 0, 2, 1),)
    assert last.clinic.people[0].last_visits == {NEEDLES: 8}


def test_visits_go_to_their_block_and_back() -> None:
    one = blocks(weeks(2))[1]
    there = (visit(day=4), visit(day=7, confirmed=True))

    assert one.inside(there) == (visit(day=2, confirmed=True),)
    assert one.outside(one.inside(there)) == there[1:]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_weeks_that_were_searched_apart_keep_the_rules_together(seed: int) -> None:
    one = random_clinic(seed, people=4, days=10)
    more = tuple(replace(who, needs=(*who.needs, replace(who.needs[0], week=2))) for who in one.people)
    one = replace(one, days=weekdays(10), people=more)

    found = solve(one, steps=200)

    checked = check_clinic(one, found.visits)
    assert (checked.violations, checked.objective) == ((), found.points)
    assert found.points >= 0.8 * solve(one, Method.FRONT_DESK_PAIRS).points


def test_a_search_of_some_blocks_leaves_the_others_alone() -> None:
    one = generate(12, seed=1)
    whole, last = Solver(one), Solver(one, only=(1,))
    for search in (whole, last):
        next(search.run(lambda _: 0.0))

    assert whole.answers[1] == last.answers[1] == last.answer
    assert {visit.day // 5 for visit in last.answer.visits} == {1}
    assert whole.answer.points == sum(answer.points for answer in whole.answers.values())


def test_a_confirmed_visit_of_another_week_stays() -> None:
    kept = visit(MOVEMENT, day=6, confirmed=True, practitioner="dana", room="gym")
    one = clinic(replace(person(movement=1), available=whole_days(10, 8)), days=10)
    one = replace(
        one, people=(replace(one.people[0], needs=(*one.people[0].needs, Need(week=2, visits={MOVEMENT: 1}))),)
    )
    staff = tuple(replace(who, works=whole_days(10, 8)) for who in one.practitioners)

    assert kept in solve(replace(one, practitioners=staff), steps=20, existing=(kept,)).visits
