"""Nobody is needled on two days running: said without the checker, over every course and what was given before it."""

from datetime import date
from itertools import pairwise

import pytest
from tests.core.schedule.random_cases import clinic_case, small_case

from weft.core.schedule.course import propose
from weft.core.schedule.request import CourseRequest
from weft.core.schedule.supply import Supply
from weft.core.shared.care import NEEDLES

CASES = [small_case(seed) for seed in range(150)] + [clinic_case(seed, 8, 12) for seed in range(3)]


@pytest.mark.parametrize("case", [CASES[start::3] for start in range(3)], ids=["first", "second", "third"])
def test_between_two_days_with_needles_lies_a_day_without(case: list[tuple[CourseRequest, Supply]]) -> None:
    courses = [(request, propose(request, supply)) for request, supply in case]
    needled = [
        sorted({visit.day for visit in found.visits if visit.discipline == NEEDLES} | before(request))
        for request, found in courses
    ]

    assert any(len(days) > 1 for days in needled)
    assert [days for days in needled if any((later - day).days < 2 for day, later in pairwise(days))] == []


def before(request: CourseRequest) -> set[date]:
    """The needle visit before the course, of whichever problem it was."""
    return {request.last_visits[NEEDLES]} if NEEDLES in request.last_visits else set()
