"""The course of seed 002 and the rules of a course, one by one."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.core.schedule.builders import (
    DANA,
    MONDAY,
    MOVEMENT_SPEC,
    NEEDLES_SPEC,
    REN,
    SAM,
    WEI,
    away,
    clinic,
    course,
    one_week,
    only,
    seed_course,
    weekdays,
)

from weft.core.schedule.check import check
from weft.core.schedule.course import propose
from weft.core.schedule.proposal import Proposal
from weft.core.schedule.request import CourseRequest, DisciplineSpec, Order, Weights
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES


def placed(proposal: Proposal) -> list[tuple[int, str, int]]:
    """(day of October or later as ordinal from Monday the 5th, discipline, start) of every visit."""
    return [((visit.day - MONDAY).days, visit.discipline, visit.start_slot) for visit in proposal.visits]


def sound(request: CourseRequest, supply: Supply) -> Proposal:
    """Propose, and let the checker look at it."""
    proposal = propose(request, supply)
    assert [str(fault) for fault in check(proposal, request, supply)] == []
    return proposal


def test_seed_002_is_booked_whole_as_seven_pairs_and_seven_movement_visits() -> None:
    request = course(*seed_course(), slots=36)

    proposal = sound(request, clinic(request, WEI, DANA))

    assert [len(trip) for trip in proposal.trips()] == [2, 2, 2, 2, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1]
    assert proposal.value == 21 * 1030 + 7 * 200
    assert (proposal.unplaced, proposal.unpaired) == ((), ())
    assert proposal.people == {NEEDLES: 1, MOVEMENT: 1}


def test_seed_002_goes_round_a_week_in_which_dana_is_off_for_two_days() -> None:
    request = course(*seed_course(), slots=36)
    supply = away(clinic(request, WEI, DANA), 1, [0, 1])

    proposal = sound(request, supply)

    assert [day for day, discipline, _ in placed(proposal) if discipline == NEEDLES][:2] == [2, 4]
    assert proposal.value == 21 * 1030 + 7 * 200


def test_ren_walks_every_pair_alone_in_one_room() -> None:
    request = course(*seed_course(), slots=36)
    supply = clinic(request, REN, beds=1, gym=0)

    proposal = sound(request, supply)

    assert {visit.practitioner for visit in proposal.visits} == {"ren"}
    assert {visit.room for visit in proposal.visits} == {"beds"}
    assert len({visit.pair_id for visit in proposal.visits} - {None}) == 7


def test_a_practitioner_is_needed_only_while_hands_are_on() -> None:
    request = course(one_week(needles=1), days=(MONDAY,), slots=3)
    supply = clinic(request, WEI)
    busy = supply.free.copy()
    busy[0, 0, 1] = False

    assert placed(sound(request, replace(supply, free=busy))) == [(0, NEEDLES, 0)]


def test_a_bed_is_needed_all_the_time() -> None:
    request = course(one_week(needles=1), days=(MONDAY,), slots=3)
    supply = clinic(request, WEI)
    taken = supply.capacity.copy()
    taken[0, 0, 1] = 0

    assert placed(sound(request, replace(supply, capacity=taken))) == []


def test_a_person_with_few_hours_gets_what_fits_into_them() -> None:
    request = course(one_week(needles=2, movement=2, paired=2))
    request = replace(request, available=only(request, *((1, slot) for slot in range(2, 7))))

    proposal = sound(request, clinic(request, WEI, DANA))

    assert placed(proposal) == [(1, NEEDLES, 2), (1, MOVEMENT, 5)]


@pytest.mark.parametrize(("second_day", "visits"), [(1, 1), (2, 2)])
def test_needles_are_two_dates_apart(second_day: int, visits: int) -> None:
    days = (MONDAY, MONDAY + timedelta(second_day))
    request = course(one_week(needles=2), days=days)

    assert len(sound(request, clinic(request, WEI)).visits) == visits


@pytest.mark.parametrize(("days_before", "first_day"), [(1, 1), (2, 0)])
def test_needles_before_the_course_count_for_the_spacing(days_before: int, first_day: int) -> None:
    request = course(one_week(needles=1), last_visits={NEEDLES: MONDAY - timedelta(days_before)})

    assert placed(sound(request, clinic(request, WEI)))[0][0] == first_day


@pytest.mark.parametrize(("window", "pairs"), [(29, 0), (30, 1)])
def test_a_pair_starts_within_the_window(window: int, pairs: int) -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), window_minutes=window)
    supply = clinic(request, WEI, DANA)
    free = supply.free.copy()
    free[0, 0, 3:] = False
    free[1, 0, :5] = False

    proposal = sound(request, replace(supply, free=free))

    assert len({visit.pair_id for visit in proposal.visits} - {None}) == pairs
    assert len(proposal.visits) == 1 + pairs


@pytest.mark.parametrize(("min_gap", "start"), [(0, 3), (1, 4), (15, 4), (16, 5)])
def test_movement_waits_for_the_minimum_gap(min_gap: int, start: int) -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), min_gap_minutes=min_gap)

    assert placed(sound(request, clinic(request, WEI, DANA)))[1] == (0, MOVEMENT, start)


def test_an_allowed_split_is_booked_but_is_no_pair_and_the_waiting_costs() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,), slots=10, allow_split=True)
    supply = clinic(request, WEI, DANA)
    free = supply.free.copy()
    free[0, 0, 3:] = False
    free[1, 0, :6] = False

    proposal = sound(request, replace(supply, free=free))

    assert [visit.pair_id for visit in proposal.visits] == [None, None]
    assert proposal.value == 2 * 1030 - 2 * 3


def test_movement_first_when_the_line_says_so() -> None:
    request = course(one_week(needles=1, movement=1, paired=1, order=Order.MOVEMENT_FIRST), days=(MONDAY,))

    assert placed(sound(request, clinic(request, WEI, DANA))) == [(0, MOVEMENT, 0), (0, NEEDLES, 2)]


def test_other_day_keeps_the_disciplines_on_different_days() -> None:
    request = course(one_week(needles=1, movement=1, order=Order.OTHER_DAY))

    assert [day for day, _, _ in placed(sound(request, clinic(request, WEI, DANA)))] == [0, 1]


def test_the_gap_is_counted_in_minutes_when_a_visit_does_not_fill_its_slots() -> None:
    forty = DisciplineSpec.from_minutes(MOVEMENT, 40, ((0, 40),), ("gym",))
    needs = one_week(needles=1, movement=1, paired=1, order=Order.MOVEMENT_FIRST)
    request = course(needs, days=(MONDAY,), disciplines=(NEEDLES_SPEC, forty), min_gap_minutes=5)

    proposal = sound(request, clinic(request, WEI, DANA))

    assert placed(proposal) == [(0, MOVEMENT, 0), (0, NEEDLES, 3)]
    assert proposal.value == 2 * 1030 + 200


def test_the_halves_of_a_pair_are_at_one_site() -> None:
    request = course(one_week(needles=1, movement=1, paired=1), days=(MONDAY,))
    supply = clinic(request, WEI, DANA, SAM)
    supply = replace(
        supply,
        sites=("main", "far"),
        site_of=np.array([[1], [0], [1]]),
        rooms=(*supply.rooms, Room("far beds", "bed", 1)),
        capacity=np.concatenate([supply.capacity, supply.capacity[:1]]),
    )

    proposal = sound(request, supply)

    assert [(visit.practitioner, visit.site) for visit in proposal.visits] == [("wei", "far"), ("sam", "far")]


def test_the_person_who_can_come_most_often_becomes_the_primary() -> None:
    request = course(one_week(movement=3))
    supply = away(away(clinic(request, DANA, SAM), 0, [0, 1, 2]), 1, [4])

    proposal = sound(request, supply)

    assert proposal.primaries == {MOVEMENT: "sam"}
    assert [visit.practitioner for visit in proposal.visits] == ["sam", "sam", "sam"]


def test_a_named_primary_is_kept_and_others_fill_in() -> None:
    request = course(one_week(movement=5), primaries={MOVEMENT: "sam"})

    proposal = sound(request, away(clinic(request, DANA, SAM), 1, [4]))

    assert [visit.practitioner for visit in proposal.visits] == ["sam", "sam", "sam", "sam", "dana"]
    assert proposal.people == {MOVEMENT: 2}


def test_keeping_the_same_people_books_nobody_else() -> None:
    request = course(one_week(movement=5), primaries={MOVEMENT: "sam"}, keep_same_people=True)

    proposal = sound(request, away(clinic(request, DANA, SAM), 1, [4]))

    assert [visit.practitioner for visit in proposal.visits] == ["sam"] * 4


def test_keeping_the_same_people_leaves_the_other_practitioners_out_of_pairs() -> None:
    needs = one_week(needles=2, movement=2, paired=2)
    request = course(needs, primaries={MOVEMENT: "sam"}, keep_same_people=True)

    proposal = sound(request, away(clinic(request, WEI, DANA, SAM), 2, [0, 1, 2]))

    assert {visit.practitioner for visit in proposal.visits} == {"wei", "sam"}


def test_a_third_discipline_given_as_data_is_booked_on_days_of_its_own() -> None:
    massage = DisciplineSpec("massage", 2, ((0, 2),), ("bed",))
    ida = Practitioner("ida", "Ida", frozenset({"massage"}))
    request = course(
        one_week(needles=1, movement=1, paired=1, others={"massage": 2}),
        disciplines=(NEEDLES_SPEC, MOVEMENT_SPEC, massage),
        cleared=frozenset({NEEDLES, MOVEMENT, "massage"}),
        min_days_apart={NEEDLES: 2, "massage": 3},
    )

    proposal = sound(request, clinic(request, WEI, DANA, ida))

    assert placed(proposal) == [(0, NEEDLES, 0), (0, MOVEMENT, 3), (1, "massage", 0), (4, "massage", 0)]


def test_a_day_that_is_left_out_of_the_calendar_is_closed() -> None:
    days = tuple(day for day in weekdays(1) if day != MONDAY)
    request = course(one_week(movement=5), days=days)

    assert [day for day, _, _ in placed(sound(request, clinic(request, DANA)))] == [1, 2, 3, 4]


def test_days_of_weeks_without_a_need_stay_empty() -> None:
    request = course(one_week(movement=1), days=weekdays(2)[4:])

    assert [day for day, _, _ in placed(sound(request, clinic(request, DANA)))] == [4]


def test_weights_decide_what_a_course_is_worth() -> None:
    request = course(one_week(movement=1), weights=Weights(placed=10, pair=0, primary=1, waiting=0))

    assert propose(request, clinic(request, DANA)).value == 11


def test_a_course_without_needs_is_empty() -> None:
    request = course(days=weekdays(1))

    assert sound(request, clinic(request, DANA)).visits == ()


def test_a_calendar_without_days_places_nothing() -> None:
    request = course(one_week(movement=1), days=())

    assert [short.missing for short in sound(request, clinic(request, DANA)).unplaced] == [1]


def test_a_day_shorter_than_the_visit_places_nothing() -> None:
    request = course(one_week(needles=1), slots=2)

    assert sound(request, clinic(request, WEI)).visits == ()


def test_the_explanation_says_what_was_placed_and_why_it_is_the_best() -> None:
    request = course(one_week(needles=1, movement=1, paired=1))

    said = [str(words) for words in propose(request, clinic(request, WEI, DANA)).explanation]

    assert said[:3] == [
        "2 of 2 visits are placed",
        "1 pair is inside the window of 30 minutes",
        "No other course that keeps the rules is worth more than 2260",
    ]


def test_dates_and_clock_times_follow_the_clinic() -> None:
    request = course(one_week(movement=1), opens_minutes=8 * 60)

    assert request.minute_of(3) == 8 * 60 + 45
    assert [request.week_of(day) for day in (MONDAY - timedelta(1), MONDAY, date(2026, 10, 12))] == [0, 1, 2]
