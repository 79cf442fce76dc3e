"""A whole clinic: sound at any moment, the same for the same seed, and what is confirmed stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import clinic, person, random_clinic, visit, weekdays, whole_days, without

from weft.core.schedule.clinic.best import Found
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.ruin import Search
from weft.core.schedule.clinic.shape import Clinic, Need, Rooms, Visit
from weft.core.schedule.clinic.solving import Method, Solver, solve
from weft.core.schedule.clinic.timetable import Timetable, noise
from weft.core.shared.care import MOVEMENT, NEEDLES

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=10, deadline=None)
METHODS = st.sampled_from(list(Method))


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from([Method.FRONT_DESK, Method.FRONT_DESK_PAIRS]))
def test_a_front_desk_keeps_the_rules_too(seed: int, method: Method) -> None:
    one = random_clinic(seed, people=5)

    found = solve(one, method)

    checked = check_clinic(one, found.visits)
    assert (checked.violations, checked.objective) == ((), found.points)


@FEW
@given(SEEDS)
def test_any_answer_passes_the_checker_and_is_worth_what_it_says(seed: int) -> None:
    one = random_clinic(seed, people=6)

    found = solve(one, seed=seed, steps=450, joint=Effort(nodes=3))

    checked = check_clinic(one, found.visits)
    assert (checked.violations, checked.objective) == ((), found.points)


@pytest.mark.parametrize("method", list(Method))
def test_pairs_of_what_nobody_gives_find_no_place(method: Method) -> None:
    one = clinic(person(needles=1, movement=1, pairs=1))
    only = replace(one, disciplines=tuple(lane for lane in one.disciplines if lane.id == MOVEMENT))

    found = solve(only, method, steps=3, joint=Effort(nodes=3))

    assert [visit.discipline for visit in found.visits] == [MOVEMENT]


@FEW
@given(SEEDS)
def test_a_clinic_is_never_worse_than_pairs_booked_by_hand_that_it_begins_with(seed: int) -> None:
    one = random_clinic(seed, people=5)
    by_hand = solve(one, Method.FRONT_DESK_PAIRS)

    assert solve(one, steps=100, existing=by_hand.visits).points >= by_hand.points


@FEW
@given(SEEDS, st.integers(0, 4))
def test_removing_a_person_never_unplaces_a_confirmed_visit_of_another(seed: int, leaver: int) -> None:
    one = random_clinic(seed, people=5)
    confirmed = [replace(visit, confirmed=True) for visit in solve(one, Method.FRONT_DESK).visits]
    left = [visit for visit in confirmed if visit.person != f"p{leaver}"]

    found = solve(without(one, f"p{leaver}"), steps=100, existing=left).visits

    assert set(left) <= set(found)
    assert check_clinic(without(one, f"p{leaver}"), found).violations == ()


def test_the_same_seed_and_steps_give_the_same_answer() -> None:
    one = generate(20, seed=1, weeks=1)

    first, again, other = (solve(one, seed=seed, steps=450, joint=Effort(nodes=1)) for seed in (7, 7, 8))

    assert first == again
    assert first.visits != other.visits


def test_a_clinic_beats_the_front_desk() -> None:
    one = generate(8, seed=1)

    best, pairs, single = (
        solve(one, method, steps=300, joint=Effort(nodes=1)).points for method in Method.__members__.values()
    )

    assert best > single
    assert best > pairs


def test_an_answer_is_there_before_anything_was_searched() -> None:
    existing = (visit(), visit(day=2, confirmed=True))

    assert Solver(clinic(person(needles=2)), existing=existing).answer.visits == existing


@FEW
@given(SEEDS)
def test_from_its_first_word_a_search_is_no_worse_than_a_front_desk(seed: int) -> None:
    one = random_clinic(seed, people=6)

    first = next(Solver(one).run(lambda _: 0.0))

    assert first.points >= solve(one, Method.FRONT_DESK_PAIRS).points


def test_a_search_that_is_broken_off_keeps_the_best_so_far() -> None:
    one = generate(20, seed=1)
    solver = Solver(one)
    told = [progress.points for progress, _ in zip(solver.run(lambda steps: steps / 10**6), range(3), strict=False)]

    assert told == sorted(told)
    assert check_clinic(one, solver.answer.visits).objective >= told[-1]


def test_nothing_is_searched_without_a_budget_but_everybody_is_placed_once() -> None:
    assert len(solve(clinic(person(needles=1, movement=1)), steps=0).visits) == 2


def test_a_half_beside_a_confirmed_half_stays_although_others_lack_something() -> None:
    """Bo lacks a visit, so that the search goes on to its end; Ana can come on one day only."""
    ana = replace(person(needles=1, movement=2, pairs=1), available=((0, 0, 8),))
    bo = replace(person("bo", movement=3), available=((0, 0, 8), (1, 0, 2)))
    halves = (visit(start=0, confirmed=True), visit(MOVEMENT, start=3))

    found = solve(clinic(ana, bo), steps=2500, existing=halves).visits

    assert {*halves} <= {*found}
    assert len(found) == 4


def test_a_search_ends_when_nobody_lacks_anything() -> None:
    solver = Solver(clinic(person(needles=1, movement=1, pairs=1)))

    assert [progress.points for progress in solver.run(lambda _: 0.0)] == [2200]


@pytest.mark.parametrize(
    ("own", "left", "seconds"), [(None, 3.0, 3.0), (6.0, 3.0, 3.0), (6.0, 9.0, 6.0), (6.0, -0.5, 0.0)]
)
def test_a_joint_program_keeps_to_its_own_time_and_to_what_is_left(
    own: float | None, left: float, seconds: float
) -> None:
    assert Effort(seconds=own).within(left).seconds == seconds


def test_no_joint_program_is_given_more_time_than_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Effort] = []

    def kept(_: object, effort: Effort, start: object) -> None:
        given.append(effort)

    monkeypatch.setattr("weft.core.schedule.clinic.searching.Joint.solve", kept)
    solver = Solver(clinic(replace(person(movement=2), available=((0, 0, 8),))), joint=Effort(seconds=6.0))
    for _ in solver.run(lambda steps: steps / 1500, lambda: 2.5):
        pass

    assert {effort.seconds for effort in given} == {2.5}


def test_prices_are_looked_for_no_longer_than_it_pays() -> None:
    done = [one.steps for one in Solver(generate(20, seed=1, weeks=1)).run(lambda steps: float(steps >= 5050))]

    assert done[-1] == 5050


def test_joint_programs_grow_when_they_better_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(
        "weft.core.schedule.clinic.searching.BlockSearch._together", lambda _, size, __: sizes.append(size)
    )
    for _ in Solver(generate(20, seed=1, weeks=1)).run(lambda steps: 0.86 + steps / 10**5):
        pass

    assert sizes[0] == 9
    assert sizes == sorted(sizes)
    assert sizes[-1] == 20


@pytest.mark.parametrize(("most", "people"), [(6_091, 20), (6_090, 19), (1, 9)])
def test_a_joint_program_takes_no_more_people_than_its_columns_allow_and_loses_nobody(
    monkeypatch: pytest.MonkeyPatch, most: int, people: int
) -> None:
    asked: list[int] = []

    def watched(self: Joint, effort: Effort, start: Sequence[Found]) -> None:
        asked.append(len(self.group))

    one = generate(20, seed=1, weeks=1)
    monkeypatch.setattr("weft.core.schedule.clinic.searching.MOST_TOGETHER", most)
    monkeypatch.setattr("weft.core.schedule.clinic.searching.Joint.solve", watched)
    solver = Solver(one)
    for _ in solver.run(lambda steps: 0.86 + steps / 10**5):
        pass

    assert max(asked) == people
    checked = check_clinic(one, solver.answer.visits)
    assert (checked.violations, checked.objective) == ((), solver.answer.points)


NOBODY_SKILLED = clinic(person(needles=1), practitioners=())
CONTRADICTORY = clinic(replace(person(movement=2), available=((0, 0, 1), (1, 7, 8))))
LONGER = clinic(replace(person(), needs=tuple(Need(week=week, visits={MOVEMENT: 1}) for week in (1, 2, 30))))


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize(
    ("one", "placed"),
    [
        (clinic(), 0),
        (clinic(person(movement=2, available=()), days=0, practitioners=()), 0),
        (NOBODY_SKILLED, 0),
        (CONTRADICTORY, 0),
        (LONGER, 1),
        (clinic(person(needles=1, movement=1), disciplines=()), 0),
    ],
)
def test_what_cannot_be_has_a_clear_answer(one: Clinic, placed: int, method: Method) -> None:
    found = solve(one, method, steps=500)

    assert len(found.visits) == placed
    assert check_clinic(one, found.visits).violations == ()


def test_two_thousand_people_have_an_answer_too() -> None:
    one = generate(2000, seed=1)

    found = solve(one, steps=40)

    assert len(found.visits) > 0.7 * check_clinic(one, ()).required
    assert check_clinic(one, found.visits).violations == ()


def test_local_time_is_local_time_over_a_clock_change() -> None:
    days = weekdays(7, date(2027, 3, 25))  # the clocks of Europe change on the 28th
    who = replace(
        person(needles=1),
        available=whole_days(7, 8),
        needs=(Need(week=1, visits={NEEDLES: 3}), Need(week=2, visits={})),
    )

    one = replace(clinic(who, days=7), days=days, first_day=date(2027, 3, 25))

    found = solve(one, steps=50).visits

    assert len(found) == 3
    assert check_clinic(one, found).violations == ()


def test_confirmed_visits_count_for_the_desk_too() -> None:
    one = clinic(person(needles=1, movement=1, pairs=1))
    kept: tuple[Visit, ...] = (visit(start=2, confirmed=True),)

    for method in (Method.FRONT_DESK, Method.FRONT_DESK_PAIRS):
        found = solve(one, method, existing=kept).visits
        assert kept[0] in found
        assert check_clinic(one, found).violations == ()


def test_the_desk_leaves_alone_who_has_visits_already() -> None:
    one = clinic(person(needles=2), person("bo", movement=1))

    found = solve(one, Method.FRONT_DESK, existing=(visit(day=3),)).visits

    assert [(visit.person, visit.day) for visit in found] == [("bo", 0), ("ana", 3)]


def test_two_beds_hold_two_people_and_no_third() -> None:
    people = [person(name, needles=1, available=((0, 0, 4),)) for name in ("ana", "bo", "cy")]
    beds = (Rooms(kind="bed", count=2), Rooms(kind="private", count=0), Rooms(kind="gym", count=1))

    assert len(solve(clinic(*people, rooms=beds), steps=50).visits) == 2


def test_relatives_are_no_more_than_asked_for() -> None:
    timetable = Timetable(clinic(*(person(f"p{n}", needles=1) for n in range(6))))
    search = Search(timetable, noise(1))
    search.fill()

    assert len(search.relatives(2)) == 2


def test_nothing_is_solved_together_for_people_who_have_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weft.core.schedule.clinic.searching.Joint", None)
    monkeypatch.setattr("weft.core.schedule.clinic.searching.Search.relatives", lambda *_: [0])
    one = clinic(person(needles=1, movement=1, pairs=1), person("bo", movement=1, available=()))

    assert solve(one, steps=1500).points == 2200
