"""The program against plain enumeration, and the laws that hold for every course."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.schedule.brute import best_value
from tests.core.schedule.random_cases import clinic_case, small_case

from weft.core.schedule.alternatives import alternatives, choose
from weft.core.schedule.check import check
from weft.core.schedule.course import propose
from weft.core.schedule.supply import Practitioner

SEEDS = st.integers(0, 10**6)
SOME = settings(max_examples=60, deadline=None, derandomize=True)


@pytest.mark.parametrize("first_seed", range(0, 400, 40))
def test_the_value_is_that_of_plain_enumeration(first_seed: int) -> None:
    cases = [small_case(seed) for seed in range(first_seed, first_seed + 40)]

    found = [propose(request, supply).value for request, supply in cases]

    assert found == [best_value(request, supply) for request, supply in cases]


@SOME
@given(SEEDS)
def test_the_checker_finds_nothing_in_small_courses(seed: int) -> None:
    request, supply = small_case(seed)

    assert check(propose(request, supply), request, supply) == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_checker_finds_nothing_in_the_courses_of_a_full_clinic(seed: int) -> None:
    request, supply = clinic_case(seed, 8, 12)

    assert check(propose(request, supply), request, supply) == ()


@SOME
@given(SEEDS)
def test_more_free_time_never_lowers_the_value(seed: int) -> None:
    request, supply = small_case(seed)
    more = replace(supply, free=np.ones_like(supply.free), capacity=supply.capacity + 1)

    assert propose(request, more).value >= propose(request, supply).value


@SOME
@given(SEEDS)
def test_allowing_a_split_never_lowers_the_value(seed: int) -> None:
    request, supply = small_case(seed)

    allowed, strict = (propose(replace(request, allow_split=may), supply).value for may in (True, False))

    assert allowed >= strict


@SOME
@given(SEEDS)
def test_two_halves_of_a_day_are_a_pair_unless_a_split_is_allowed(seed: int) -> None:
    request, supply = small_case(seed)

    trips = propose(replace(request, allow_split=False), supply).trips()

    assert all(half.pair_id is not None for trip in trips if len(trip) == 2 for half in trip)


@SOME
@given(SEEDS, st.sampled_from(["needles", "movement", "massage"]))
def test_a_blocked_discipline_is_never_placed(seed: int, blocked: str) -> None:
    request, supply = small_case(seed)

    proposal = propose(replace(request, cleared=request.cleared - {blocked}), supply)

    assert blocked not in {visit.discipline for visit in proposal.visits}


@SOME
@given(SEEDS)
def test_every_alternative_keeps_the_rules_with_the_rest_held_fixed(seed: int) -> None:
    request, supply = small_case(seed)
    proposal = propose(request, supply)

    chosen = [
        choose(request, supply, proposal, trip.trip, choice)
        for trip in alternatives(request, supply, proposal)
        for choice in trip.choices
    ]

    assert [check(other, request, supply) for other in chosen] == [()] * len(chosen)
    assert all(other.value <= proposal.value for other in chosen)


def test_the_same_question_gets_the_same_answer() -> None:
    request, supply = clinic_case(3, 8, 12)

    assert propose(request, supply) == propose(request, supply)


@SOME
@given(SEEDS)
def test_one_more_practitioner_never_lowers_the_value(seed: int) -> None:
    request, supply = small_case(seed)
    more = replace(
        supply,
        practitioners=(*supply.practitioners, Practitioner("ren", "Ren", frozenset({"needles", "movement"}))),
        free=np.concatenate([supply.free, np.ones_like(supply.free[:1])]),
        site_of=np.concatenate([supply.site_of, np.zeros_like(supply.site_of[:1])]),
    )

    assert propose(request, more).value >= propose(request, supply).value
