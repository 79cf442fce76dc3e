"""One person and several people of a clinic are placed exactly: against brute force and against the exact course."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinic_brute import best_points
from tests.core.schedule.clinics import clinic, person, random_clinic, visit

from weft.core.schedule.clinic.best import Program
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.shape import Clinic, Rooms, Visit
from weft.core.schedule.clinic.single import course_of, supply_of
from weft.core.schedule.clinic.timetable import Timetable, noise
from weft.core.schedule.course import propose
from weft.core.shared.care import MOVEMENT

SEEDS = st.integers(0, 10**6)
EXACT = settings(max_examples=40, deadline=None)


def first_alone(one: Clinic, seed: int = 1, existing: tuple[Visit, ...] = ()) -> Timetable:
    timetable = Timetable(one, existing)
    timetable.put(0, Program(timetable.floor, noise(seed)).best(timetable.members[0]))
    return timetable


@EXACT
@given(SEEDS)
def test_one_person_has_what_the_exact_course_has(seed: int) -> None:
    one = random_clinic(seed, people=1)
    who = one.people[0]

    exact = propose(course_of(one, who), supply_of(one))
    found = first_alone(one).answer()

    checked = check_clinic(one, found.visits)
    assert (checked.violations, checked.objective) == ((), found.points)
    named = all(id_ in who.primaries or not who.may_have(id_) for need in who.needs for id_ in need.visits)
    if named and who.priority == 1:
        assert found.points == exact.value


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_one_person_has_what_brute_force_finds(seed: int) -> None:
    one = random_clinic(seed, people=1, days=2, slots=5)

    assert first_alone(one).total == best_points(one)


@settings(max_examples=12, deadline=None)
@given(SEEDS)
def test_people_together_have_what_brute_force_finds(seed: int) -> None:
    one = random_clinic(seed, people=2, days=1, slots=5)
    timetable = Timetable(one)

    found = Joint(timetable, (0, 1)).solve(Effort(), ((0, ()), (0, ())))

    assert sum(points for points, _ in found or ()) == best_points(one)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_people_together_are_never_worse_than_one_after_the_other(seed: int) -> None:
    one = random_clinic(seed)
    timetable = Timetable(one)
    program = Program(timetable.floor, noise(seed))
    for member in timetable.members:
        timetable.put(member.at, program.best(member))
    before = timetable.total
    old = [timetable.clear(at) for at in range(3)]

    found = Joint(timetable, range(3)).solve(Effort(), old) or old
    for at, had in enumerate(found):
        timetable.put(at, had)

    assert timetable.total >= before
    assert check_clinic(one, timetable.answer().visits).violations == ()


@EXACT
@given(SEEDS, st.integers(0, 3), st.integers(0, 6))
def test_a_further_free_slot_never_makes_one_course_worse(seed: int, day: int, slot: int) -> None:
    one = random_clinic(seed, people=1)
    more = replace(one.people[0], available=(*one.people[0].available, (day, slot, slot + 1)))

    assert first_alone(replace(one, people=(more,))).total >= first_alone(one).total


def test_a_confirmed_half_stays_and_its_day_takes_nothing_more() -> None:
    one = clinic(person(needles=2, movement=2, pairs=2))
    kept = visit(day=1, start=4, confirmed=True)

    timetable = first_alone(one, existing=(kept,))

    found = timetable.answer().visits
    assert kept in found
    assert check_clinic(one, found).violations == ()
    assert {v.day for v in found if v != kept}.isdisjoint({1})


def test_confirmed_visits_of_a_joint_program_count_for_their_week_and_keep_others_away() -> None:
    one = clinic(person(needles=2, movement=0))
    timetable = Timetable(one, (visit(day=1, confirmed=True),))

    found = Joint(timetable, (0,)).solve(Effort(), ((0, ()),))
    assert found
    timetable.put(0, found[0])

    assert len(found[0][1]) == 1
    assert check_clinic(one, timetable.answer().visits).violations == ()


def test_a_program_that_is_too_large_or_empty_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = Timetable(clinic(person()))
    somebody = Timetable(clinic(person(needles=1)))
    monkeypatch.setattr("weft.core.schedule.clinic.joint.MOST_COLUMNS", 3)

    assert Joint(nobody, (0,)).solve(Effort(), ((0, ()),)) is None
    assert Joint(somebody, (0,)).solve(Effort(), ((0, ()),)) is None


def test_a_program_without_time_gives_what_it_was_given_or_nothing() -> None:
    timetable = Timetable(clinic(person(needles=1, movement=2)))

    found = Joint(timetable, (0,)).solve(Effort(seconds=0.0), ((0, ()),))

    assert found in (None, [(0, ())])


def test_a_joint_program_begins_with_what_people_have() -> None:
    one = clinic(
        person(needles=1, movement=1, pairs=1), rooms=tuple(Rooms(kind=k, count=1) for k in ("bed", "private", "gym"))
    )
    timetable = first_alone(one)
    old = [timetable.clear(0)]

    assert (Joint(timetable, (0,)).solve(Effort(nodes=0), old) or old)[0][0] == old[0][0]


def test_the_calendar_bounds_what_is_asked() -> None:
    one = clinic(person(movement=2), days=1, practitioners=())

    assert first_alone(one).total == 0
    assert first_alone(clinic(person(movement=2), days=0, practitioners=(), rooms=())).total == 0


def test_a_course_of_nobody_is_empty() -> None:
    one = clinic(person(movement=1), practitioners=())

    assert propose(course_of(one, one.people[0]), supply_of(one)).visits == ()


def test_visits_of_others_leave_less() -> None:
    one = clinic(person(movement=1, available=((0, 0, 2),)))
    taken = visit(MOVEMENT, person="bo")

    assert propose(course_of(one, one.people[0]), supply_of(one)).value > 0
    assert propose(course_of(one, one.people[0]), supply_of(one, (taken,))).value == 0
