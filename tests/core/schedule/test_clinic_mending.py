"""How others give way to a lost visit: only as far as needed, nobody for nothing, and the same every time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.clinics import clinic, person, random_clinic, visit

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.giving import Giving
from weft.core.schedule.clinic.joint import Effort, Joint
from weft.core.schedule.clinic.mending import LAID_OUT
from weft.core.schedule.clinic.repair import JOINING, Offer, Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Person, Rooms, Span, Staff, Visit
from weft.core.schedule.clinic.solving import Method, solve
from weft.core.shared.care import MOVEMENT, NEEDLES


def on(*days: int) -> tuple[Span, ...]:
    """One movement visit fits into each of these days."""
    return tuple((day, 0, 2) for day in days)


def full(*people: Person) -> tuple[Clinic, tuple[Visit, ...]]:
    """Dana has one visit a day from Tuesday to Thursday; Ana was with Sam on Tuesday, who is off."""
    staff = (Staff(id="dana", disciplines=(MOVEMENT,), works=on(1, 2, 3)), Staff(id="sam", disciplines=(), works=()))
    rooms = (Rooms(kind="bed", count=0), Rooms(kind="private", count=0), Rooms(kind="gym", count=2))
    now = clinic(person(movement=1, available=on(1)), *people, slots=2, practitioners=staff, rooms=rooms)
    held = (
        visit(MOVEMENT, day=day, person=one.id, confirmed=True) for day, one in enumerate(people, start=1) if one.id
    )
    return now, (visit(MOVEMENT, day=1, practitioner="sam", confirmed=True), *held)


def offer(now: Clinic, visits: Iterable[Visit], rung: Rung = Rung.RELATIVES, seconds: float | None = None) -> Offer:
    left = None if seconds is None else lambda: seconds
    return repair(now, tuple(visits), rungs=(rung,), seconds=left)[0]


BO = person("bo", movement=1, available=on(1, 2))
CY = person("cy", movement=1, available=on(2, 3))


def test_one_gives_way_to_the_next_until_somebody_fits_into_what_is_free() -> None:
    now, visits = full(BO, CY)

    found = offer(now, visits)

    assert [(v.person, v.day) for v in found.visits] == [("ana", 1), ("bo", 2), ("cy", 3)]
    assert (found.recovered, {v.person for v in found.asks}) == (1, {"bo", "cy"})


def test_nobody_gives_way_where_no_third_one_can() -> None:
    now, visits = full(BO, replace(CY, available=on(2)))

    assert offer(now, visits).visits == visits[1:]


@pytest.mark.parametrize("rung", list(Rung))
def test_a_time_in_another_absence_is_given_to_nobody(rung: Rung) -> None:
    """Dana is off on Tuesday too, of which Bo is told another time: that is not asked here."""
    one, visits = full(BO)
    staff = (replace(one.practitioners[0], works=on(2, 3)), *one.practitioners[1:])

    found = repair(replace(one, practitioners=staff), visits, rungs=(rung,), lost=visits[:1])[0]

    assert (found.visits, found.recovered) == (visits[1:], 0)


def test_nobody_gives_way_who_would_have_nothing_then() -> None:
    now, visits = full(replace(BO, available=on(1)))

    assert offer(now, visits).visits == visits[1:]


@pytest.mark.parametrize(("seconds", "recovered"), [(9.0, 1), (0.0, 0)])
def test_when_it_is_late_the_best_so_far_is_told(seconds: float, recovered: int) -> None:
    now, visits = full(BO, CY)

    found = offer(now, visits, seconds=seconds)

    assert found.recovered == recovered
    assert check_clinic(now, found.visits).violations == ()


def countdown(begin: float, step: float) -> Callable[[], float]:
    """A clock that loses some seconds each time that somebody looks at it."""
    left = count()
    return lambda: begin - step * next(left)


def test_when_it_is_late_no_trips_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    now, visits = full(BO, CY)
    looked = count()
    monkeypatch.setattr(Giving, "_helpful", lambda *_: [next(looked)][1:])

    for seconds in (9.0, JOINING - 0.01):
        offer(now, visits, seconds=seconds)

    assert next(looked) == 2  # once for each number of people who may give way, and never when it was late


@pytest.mark.parametrize(("begin", "given"), [(0.9, [pytest.approx(0.8)]), (LAID_OUT / 2, [])])
def test_the_joint_program_has_the_seconds_that_are_left_when_it_is_laid_out(
    begin: float, given: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, visits = full(BO, CY)
    efforts: list[float | None] = []
    monkeypatch.setattr(Joint, "solve", lambda _, effort, _old: efforts.append(effort.seconds))

    repair(now, visits, rungs=(Rung.TOGETHER,), seconds=countdown(begin, 0.1))

    assert efforts == given


def test_no_more_trips_are_tried_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ana could also come when Cy does, but Bo is looked at first."""
    one, visits = full(BO, CY)
    now = replace(one, people=(replace(one.people[0], available=on(1, 2)), *one.people[1:]))

    for looks, recovered in ((1, 0), (9, 1)):
        monkeypatch.setattr("weft.core.schedule.clinic.repair.LOOKS", looks)
        assert offer(now, visits).recovered == recovered


def test_both_halves_give_way_together_when_no_other_can() -> None:
    """Bo's pair stands where Ana alone can come; it moves whole, and is still a pair."""
    sam = Staff(id="sam", disciplines=(NEEDLES,), works=())
    one = clinic(person(needles=1, available=((0, 0, 3),)), person("bo", needles=1, movement=1, pairs=1))
    now = replace(one, practitioners=(*one.practitioners, sam))
    pair = (visit(person="bo", confirmed=True), visit(MOVEMENT, start=3, person="bo", confirmed=True))

    found = offer(now, (visit(practitioner="sam", confirmed=True), *pair))

    assert check_clinic(now, found.visits).pairs == 1
    assert found.recovered == 1


def off(one: Clinic, day: int) -> Clinic:
    """The first of the team does not work on one day."""
    staff = [replace(w, works=tuple(s for s in w.works if s[0] != day)) for w in one.practitioners[:1]]
    return replace(one, practitioners=(*staff, *one.practitioners[1:]))


def kinds(clinic: Clinic, visits: Iterable[Visit]) -> Counter[tuple[str, str, int]]:
    return Counter((v.person, v.discipline, clinic.week_of(v.day)) for v in visits)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3), st.integers(0, 4), st.sampled_from([0.0, 0.25, 9.0]))
def test_no_offer_takes_a_visit_moves_one_that_is_near_or_leaves_out_whom_to_ask(
    seed: int, day: int, near: int, seconds: float
) -> None:
    one = random_clinic(seed, people=7)
    visits = [replace(v, confirmed=True) for v in solve(one, Method.FRONT_DESK_PAIRS, joint=Effort(nodes=1)).visits]
    now = off(one, day)
    lost = lost_visits(now, visits)
    left, broken = {*visits} - {*lost}, {(v.person, v.day) for v in lost}

    offers = repair(now, visits, fixed_until=near, seconds=countdown(seconds, 0.02))

    for each in offers:
        assert check_clinic(now, each.visits).violations == ()
        assert not kinds(now, left) - kinds(now, each.visits)
        assert not kinds(now, each.visits) - kinds(now, visits)
        assert {*each.asks} == left - {*each.visits}
        assert all(v.day >= near or (v.person, v.day) in broken for v in each.asks)
    assert [each.recovered for each in offers[:1]] <= [each.recovered for each in offers[2:]]


def test_a_day_off_in_a_full_clinic_brings_more_back_on_each_rung_and_always_the_same() -> None:
    one = generate(60, seed=1, weeks=1)
    visits = [replace(v, confirmed=True) for v in solve(one, Method.FRONT_DESK_PAIRS).visits]
    now = off(one, 0)

    first, again = repair(now, visits), repair(now, visits)

    assert first == again
    assert first[0].recovered < first[2].recovered <= len(lost_visits(now, visits))
