"""Flat arrays answer as bits do, step for step; they only get there sooner once they are compiled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import MONDAY, clinic, person, random_clinic, visit, whole_days
from tests.core.schedule.odd_clinics import odd_clinic

from weft.core.schedule.clinic import inner
from weft.core.schedule.clinic.arrays import Ints, Rules, State, Worths
from weft.core.schedule.clinic.best import Program
from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.faults import clinic_faults
from weft.core.schedule.clinic.flat import Flat, fits
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.prices import Prices
from weft.core.schedule.clinic.searching import Compiled
from weft.core.schedule.clinic.shape import Clinic, Need, Person, Rooms, Visit
from weft.core.schedule.clinic.solving import Method, Solver, solve
from weft.core.schedule.clinic.timetable import Answer, Lots, Timetable, noise
from weft.core.schedule.request import Order
from weft.core.shared.care import MOVEMENT, NEEDLES

SEEDS = st.integers(0, 10**6)


def searched(
    one: Clinic, compiled: Compiled | None, *, steps: int = 500, seed: int = 1, existing: Sequence[Visit] = ()
) -> Answer:
    solver = Solver(one, seed=seed, existing=existing, joint=Effort(nodes=1), compiled=compiled)
    for _ in solver.run(lambda done: done / steps):
        pass
    return solver.answer


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_arrays_and_bits_give_the_same_answer(seed: int) -> None:
    one = random_clinic(seed, people=6)

    found = searched(one, lambda: inner.steps, seed=seed)

    assert found == searched(one, None, seed=seed)
    assert check_clinic(one, found.visits).objective == found.points


@settings(max_examples=4, deadline=None)
@given(SEEDS)
def test_they_do_so_beside_visits_that_are_confirmed(seed: int) -> None:
    one = random_clinic(seed, people=6)
    there = [replace(visit, confirmed=True) for visit in solve(one, Method.FRONT_DESK).visits[::3]]

    found = searched(one, lambda: inner.steps, existing=there)

    assert found == searched(one, None, existing=there)
    assert {*there} <= {*found.visits}


@pytest.mark.parametrize("people", [4, 14])
def test_they_do_so_in_a_clinic_that_is_nearly_full(people: int) -> None:
    one = generate(people, seed=3)

    assert searched(one, lambda: inner.steps, steps=900) == searched(one, None, steps=900)


class Watched(np.ndarray[Any, np.dtype[np.int64]]):
    """Refuses to count from its end, which would be some other number; past its end numpy itself refuses."""

    def __getitem__(self, at: Any) -> Any:
        assert not any(isinstance(one, int | np.integer) and one < 0 for one in (at if isinstance(at, tuple) else [at]))
        return super().__getitem__(at)


def watched_steps(rules: Rules, worths: Worths, state: State, heat: float, number: int, needs: int) -> int:
    def watched(numbers: Ints) -> Ints:
        return numbers.view(Watched)

    rules = rules._replace(people=watched(rules.people), rooms=watched(rules.rooms))
    worths = Worths(*map(watched, worths))
    return inner.steps(rules, worths, State(*map(watched, state)), heat, number, needs)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_they_do_so_whatever_a_clinic_is_like_and_never_look_outside_an_array(seed: int) -> None:
    one = odd_clinic(seed)
    by_hand = solve(one, Method.FRONT_DESK_PAIRS).visits
    there = [replace(visit, confirmed=bool(at % 2)) for at, visit in enumerate(by_hand[: seed % 4])]

    found = searched(one, lambda: watched_steps, steps=300, existing=there)

    assert not list(clinic_faults(one))
    assert found == searched(one, None, steps=300, existing=there)
    assert check_clinic(one, found.visits).objective == found.points


def test_nobody_comes_where_no_room_would_do() -> None:
    never = person(needles=2, movement=2, pairs=2, rooms={MOVEMENT: ()})
    one = clinic(never, *(person(name, needles=2, movement=2) for name in ("bo", "cy")))

    found = searched(one, lambda: inner.steps)

    assert found == searched(one, None)
    assert {visit.discipline for visit in found.visits if visit.person == "ana"} == {NEEDLES}


def test_they_do_so_where_weeks_touch_and_rooms_are_several() -> None:
    both, hours = {NEEDLES: 1, MOVEMENT: 1}, whole_days(9, 8)
    asked = (
        Need(week=1, visits=both, pairs=1),
        Need(week=2, visits=both, pairs=1, order=Order.MOVEMENT_FIRST),
    )
    people = (Person(id=f"p{at}", available=hours, needs=asked[at % 3 // 2 : 1 + at % 2]) for at in range(7))
    rooms = (Rooms(kind="bed", count=2), Rooms(kind="private", count=0), Rooms(kind="gym", count=1))
    never = Person(id="never", available=hours, needs=(Need(week=1, visits={MOVEMENT: 9}),))
    one = replace(clinic(*people, never, days=9, rooms=rooms), days=tuple(MONDAY + timedelta(at) for at in range(9)))

    assert len(blocks(one)) == 1
    assert searched(one, lambda: inner.steps) == searched(one, None)


def test_the_best_is_there_while_arrays_are_searched() -> None:
    one = generate(12, seed=2)
    solver = Solver(one, compiled=lambda: inner.steps)
    told = [progress.points for progress, _ in zip(solver.run(lambda steps: steps / 5000), range(60), strict=False)]

    assert told == sorted(told)
    assert check_clinic(one, solver.answer.visits).objective == told[-1] == solver.answer.points


def test_what_was_better_before_stays_the_best() -> None:
    one = clinic(person(movement=2))
    timetable = Timetable(one)
    best = [(9999, timetable.floor.spot(visit("movement")))]
    flat = Flat(
        timetable,
        Program(timetable.floor, noise(1)),
        Lots(1),
        inner.steps,
        [(points, (spot,)) for points, spot in best],
    )

    flat.step(1.0, 3)

    assert (flat.best_points, flat.end()) == (9999, [(9999, (best[0][1],))])


def test_where_there_is_nothing_compiled_bits_go_on() -> None:
    one = generate(4, seed=1)

    assert searched(one, lambda: None) == searched(one, None)


def test_a_clinic_that_does_not_fit_is_searched_in_bits() -> None:
    ana = person(needles=1, available=((0, 60, 63),))
    long = clinic(ana, person("bo", needles=1, available=((0, 60, 63),)), days=1, slots=63)

    def never() -> None:
        raise AssertionError

    assert not fits(Timetable(long))
    assert searched(long, never).points == searched(long, None).points
    assert fits(Timetable(replace(long, slots=62)))
    assert not fits(Timetable(clinic()))
    assert not fits(Timetable(clinic(person(needles=1), practitioners=())))
    assert fits(Timetable(clinic(person(movement=1, priority=10**9))))
    assert not fits(Timetable(clinic(person(movement=2, priority=10**9))))


def test_prices_of_another_strength_change_what_is_chosen() -> None:
    one = clinic(person(movement=1, available=((0, 0, 4),)))
    timetable, lots = Timetable(one), Lots(1)
    program = Program(timetable.floor, iter(lots))
    flat = Flat(timetable, program, lots, inner.steps, timetable.found())
    dear = np.zeros((2, timetable.floor.stride * 5))
    dear[1, :2] = 500.0
    program.guide(Prices(dear, np.zeros((3, dear.shape[1]))))
    flat.guide()

    flat.step(1.0, 1)

    assert [spot[1] for _, spots in flat.best for spot in spots] == [2]


def test_noise_comes_in_the_same_order_one_by_one_and_many_at_once() -> None:
    plain, lots = noise(5), Lots(5)
    mixed, found = iter(lots), []
    found += [next(mixed) for _ in range(3)]
    rest = lots.more()
    found += rest[:10].tolist()
    lots.back(rest[10:])
    found += [next(mixed) for _ in range(20_000)]
    found += lots.more().tolist()
    found += lots.more().tolist()

    assert found == [next(plain) for _ in found]


def test_compiled_steps_are_not_loaded_for_the_last_seconds() -> None:
    asked = list[bool]()

    def compiled() -> None:
        asked.append(True)

    for left in (3.0, 3.1):
        solver = Solver(generate(4, seed=1), compiled=compiled)
        for _ in solver.run(lambda done: done / 100, lambda left=left: left):  # type: ignore[misc]
            pass
        assert len(asked) == (0 if left == 3.0 else 2)  # two weeks


@pytest.mark.parametrize(
    ("compiled", "clock", "groups"), [(inner.steps, True, 0.6), (inner.steps, False, 0.85), (None, True, 0.85)]
)
def test_groups_come_sooner_where_compiled_steps_race_against_a_clock(
    monkeypatch: pytest.MonkeyPatch, compiled: Any, clock: bool, groups: float
) -> None:
    spent, first = [0.0], list[float]()

    def together(*_: object) -> bool:
        first.append(spent[0])
        return True

    monkeypatch.setattr("weft.core.schedule.clinic.searching.BlockSearch._together", together)

    def share(_: int) -> float:
        spent[0] += 0.02
        return spent[0]

    solver = Solver(generate(16, seed=1, weeks=1), compiled=lambda: compiled)
    for _ in solver.run(share, (lambda: 100.0) if clock else None):
        pass
    assert groups <= first[0] <= groups + 0.05
