"""The array kernel: starts, next starts and gaps."""

import numpy as np
from tests.core.schedule.builders import DANA, MONDAY, NEEDLES_SPEC, WEI, clinic, course, one_week

from weft.core.schedule.board import Board
from weft.core.schedule.kernel import FAR, feasible_starts, gaps_after, next_starts, smallest_gaps
from weft.core.schedule.program import best_course
from weft.core.schedule.states import Space, next_states


def test_a_start_needs_person_practitioner_and_bed() -> None:
    request = course(one_week(needles=1), days=(MONDAY,), slots=7)
    supply = clinic(request, WEI, DANA)
    request.available[0, 0] = False
    supply.free[0, 0, 4] = False
    supply.capacity[0, 0, 6] = 0

    starts = feasible_starts(request.available, supply, NEEDLES_SPEC)

    assert np.flatnonzero(starts[0, 0]).tolist() == [1, 3]
    assert not starts[1].any()


def test_next_starts_look_forward_only() -> None:
    starts = np.array([[False, True, False, True, False]])

    assert next_starts(starts).tolist() == [[1, 1, 3, 3, FAR]]


def test_gaps_begin_at_the_end_of_the_first_half_and_respect_the_least_gap() -> None:
    second = np.array([[False, False, False, True, True, False]])

    assert gaps_after(second, 2, 0).tolist() == [[1, 0, 0, FAR, FAR, FAR]]
    assert gaps_after(second, 2, 1).tolist() == [[1, 1, FAR, FAR, FAR, FAR]]


def test_two_people_at_different_sites_have_no_gap() -> None:
    first = np.ones((1, 1, 4), dtype=np.bool_)
    after = np.zeros((2, 1, 4), dtype=np.int64)
    same_site = np.array([[[True], [False]]])

    assert smallest_gaps(first, after, same_site).tolist() == [[[0], [FAR]]]


def test_a_state_waits_out_the_days_between_and_counts_the_week() -> None:
    space = Space(apart=(2,), limits=(1,))

    states = next_states(space, space, (True,), 1, same_week=True)

    # (wait 0, visits 0) leads to (wait 1, visits 1); visits at their limit, or a wait, forbid it.
    assert states.tolist() == [3, space.size, space.size, space.size]


def test_a_new_week_counts_from_nothing() -> None:
    space = Space(apart=(2,), limits=(1,))

    assert next_states(space, space, (False,), 3, same_week=False).tolist() == [0, 0, 0, 0]


def test_the_program_answers_with_value_team_and_trips() -> None:
    request = course(one_week(needles=1), days=(MONDAY,))

    value, team, trips = best_course(Board(request, clinic(request, WEI)))

    assert (value, team, [trip.disciplines for trip in trips]) == (1030, (0,), [("needles",)])
