"""The checker finds every fault that is put into a sound proposal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.core.schedule.builders import DANA, MONDAY, SAM, WEI, clinic, course, one_week

from weft.core.schedule.check import check
from weft.core.schedule.course import propose
from weft.core.schedule.proposal import PlacedVisit, Proposal
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Room, Supply
from weft.core.shared.care import MOVEMENT, NEEDLES

NEEDS = one_week(needles=1, movement=2, paired=1)
TUESDAY = MONDAY + timedelta(1)


def the_case(**more: Any) -> tuple[CourseRequest, Supply, Proposal]:
    """A pair on Monday with Wei and Dana, movement on Tuesday with Dana."""
    request = course(NEEDS, primaries={MOVEMENT: "dana"}, **more)
    supply = clinic(request, WEI, DANA, SAM)
    return request, supply, propose(request, supply)


def faults(proposal: Proposal, request: CourseRequest, supply: Supply) -> list[str]:
    """What the checker says."""
    return [str(fault) for fault in check(proposal, request, supply)]


def with_visit(proposal: Proposal, at: int, **change: Any) -> Proposal:
    """The proposal with one visit changed."""
    visits = list(proposal.visits)
    visits[at] = replace(visits[at], **change)
    return replace(proposal, visits=tuple(visits))


def test_a_sound_proposal_has_no_faults() -> None:
    request, supply, proposal = the_case()

    assert faults(proposal, request, supply) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"discipline": "yoga"}, "the discipline may not be booked"),
        ({"day": date(2027, 1, 1)}, "the day is not in the calendar"),
        ({"start_slot": -1}, "it does not fit into the day"),
        ({"start_slot": 7}, "it does not fit into the day"),
        ({"week": 2}, "its week or phase is wrong"),
        ({"phase": "keep"}, "its week or phase is wrong"),
        ({"practitioner": "otto"}, "the practitioner is not registered for it"),
        ({"practitioner": "wei"}, "the practitioner is not registered for it"),
        ({"site": "elsewhere"}, "the practitioner works at another site that day"),
        ({"room": "cellar"}, "the room will not do"),
        ({"room_kind": "pool"}, "the room will not do"),
        ({"pair_id": 9}, "a single visit is no pair"),
    ],
)
def test_a_visit_that_cannot_be_is_found(change: dict[str, Any], said: str) -> None:
    request, supply, proposal = the_case()

    assert any(said in fault for fault in faults(with_visit(proposal, 2, **change), request, supply))


def _person_away(request: CourseRequest, supply: Supply) -> None:
    request.available[1, 1] = False


def _dana_busy(request: CourseRequest, supply: Supply) -> None:
    supply.free[1, 1, 1] = False


def _gym_full(request: CourseRequest, supply: Supply) -> None:
    supply.capacity[1, 1, 1] = 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_person_away, "movement on 6 Oct 2026: the person cannot come then"),
        (_dana_busy, "movement on 6 Oct 2026: the practitioner is not free"),
        (_gym_full, "movement on 6 Oct 2026: the room is taken"),
    ],
)
def test_a_time_that_is_taken_is_found(spoil: Callable[[CourseRequest, Supply], None], said: str) -> None:
    request, supply, proposal = the_case()

    spoil(request, supply)

    assert faults(proposal, request, supply) == [said]


def test_a_blocked_discipline_is_found() -> None:
    request, supply, proposal = the_case()

    found = faults(proposal, replace(request, cleared=frozenset({MOVEMENT})), supply)

    assert found == ["needles on 5 Oct 2026: the discipline may not be booked"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"min_gap_minutes": 1}, "it starts too soon after the first half"),
        ({"needs": (replace(NEEDS, movement=1),)}, "Week 1 has more movement than wanted"),
        ({"last_visits": {NEEDLES: MONDAY - timedelta(1)}}, "Two needles visits are less than 2 days apart"),
        ({"min_days_apart": {NEEDLES: 2, MOVEMENT: 2}}, "Two movement visits are less than 2 days apart"),
        ({"primaries": {MOVEMENT: "sam"}}, "A primary is not the one who was named"),
        ({"needs": (replace(NEEDS, needles=2),)}, "do not add up"),
    ],
)
def test_a_course_that_breaks_a_rule_of_the_request_is_found(change: dict[str, Any], said: str) -> None:
    request, supply, proposal = the_case()

    assert any(said in fault for fault in faults(proposal, replace(request, **change), supply))


def test_somebody_else_is_found_when_only_primaries_may_come() -> None:
    request, supply, proposal = the_case(keep_same_people=True)

    found = faults(with_visit(proposal, 2, practitioner="sam"), request, supply)

    assert "movement on 6 Oct 2026: only the primary may be booked" in found


@pytest.mark.parametrize(
    ("at", "change", "said"),
    [
        (1, {"start_slot": 6}, "outside the window and no split is allowed"),
        (1, {"start_slot": 2}, "starts too soon after the first half"),
        (0, {"start_slot": 5}, "may not share a day, or not in this order"),
        (1, {"pair_id": None}, "what is a pair is not marked as one"),
        (2, {"day": MONDAY, "start_slot": 6}, "may not share a day"),
    ],
)
def test_halves_that_do_not_belong_together_are_found(at: int, change: dict[str, Any], said: str) -> None:
    request, supply, proposal = the_case()

    assert any(said in fault for fault in faults(with_visit(proposal, at, **change), request, supply))


def test_halves_at_two_sites_are_found() -> None:
    request, supply, proposal = the_case()
    site_of = supply.site_of.copy()
    site_of[1] = 1
    rooms = (supply.rooms[0], Room("gym", "gym", 1))
    moved = replace(supply, sites=("main", "far"), site_of=site_of, rooms=rooms)
    far: tuple[PlacedVisit, ...] = tuple(
        replace(visit, site="far") if visit.discipline == MOVEMENT else visit for visit in proposal.visits
    )

    found = faults(replace(proposal, visits=far), request, moved)

    assert found == ["movement on 5 Oct 2026: the halves are at two sites"]


def test_an_allowed_split_is_sound_when_it_is_not_called_a_pair() -> None:
    request, supply, proposal = the_case(allow_split=True)
    split = with_visit(with_visit(proposal, 0, pair_id=None), 1, pair_id=None, start_slot=6)

    assert faults(replace(split, value=proposal.value - 206), request, supply) == []


def test_a_pair_of_one_is_found() -> None:
    request, supply, proposal = the_case()
    alone = replace(proposal, visits=proposal.visits[1:])

    assert "A pair does not have two halves" in faults(alone, request, supply)


def test_a_wrong_value_is_found() -> None:
    request, supply, proposal = the_case()

    assert faults(replace(proposal, value=1), request, supply) == ["The value is not 3290"]
