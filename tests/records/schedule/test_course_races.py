"""Two people press at once: exactly one course is booked, and nobody's times overlap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from tests import people
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, SUNDAY_BEFORE, plan_of, visits

from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_move import Moved, move_pair
from weft.records.models import Claim, Hold
from weft.records.refused import Reason, Refused

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other connections must see it."""
    return people.standing()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each answered when all began at the same moment, each on a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            with clock.at(SUNDAY_BEFORE):
                start.wait()
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def overlaps(cast: Cast) -> int:
    rows = list(Claim.objects.within(cast.clinic.id).filter(active=True).order_by("resource_id", "starts"))
    return sum(a.resource_id == b.resource_id and b.starts < a.ends for a, b in pairwise(rows))


def test_two_who_confirm_one_course_book_it_once(cast: Cast) -> None:
    plan = plan_of(cast)
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)

    answers = at_once(*[lambda by=by: confirm_course(course_id=held.course_id, by=by) for by in (cast.noor, cast.dana)])

    assert sorted(isinstance(one, CourseBooked) for one in answers) == [False, True]
    assert [one.reason for one in answers if isinstance(one, Refused)] == [Reason.ALREADY_DONE]
    assert len(visits(cast)) == 21


def test_two_who_propose_one_plan_make_one_course_and_one_hold(cast: Cast) -> None:
    plan = plan_of(cast)
    wishes = Wishes(first_day=MONDAY)

    answers = at_once(
        *[lambda by=by: propose_course(plan_id=plan.id, by=by, wishes=wishes) for by in (cast.noor, cast.dana)]
    )

    assert {one.course_id for one in answers if isinstance(one, CourseHeld)} == {answers[0].course_id}
    assert Hold.objects.within(cast.clinic.id).filter(ended_at__isnull=True).count() == 1
    assert overlaps(cast) == 0


def test_one_who_confirms_while_another_proposes_again_do_not_book_the_plan_twice(cast: Cast) -> None:
    plan = plan_of(cast)
    first = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(first, CourseHeld)

    answers = at_once(
        lambda: confirm_course(course_id=first.course_id, by=cast.noor, serial=first.offer.serial),
        lambda: propose_course(plan_id=plan.id, by=cast.dana, wishes=Wishes(first_day=MONDAY + DAY)),
    )

    booked, again = (not isinstance(answer, Refused) for answer in answers)
    assert booked != again
    with clock.at(SUNDAY_BEFORE):
        confirm_course(course_id=first.course_id, by=cast.dana)
    assert len(visits(cast)) == 21


def test_a_move_and_a_move_to_the_same_time_have_one_winner(cast: Cast) -> None:
    plan = plan_of(cast)
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    one, other = visits(cast)[-1], visits(cast)[-2]
    to = one.starts.replace(hour=15)

    answers = at_once(*[lambda id_=row.id: move_pair(visit_id=id_, to=to, by=cast.noor) for row in (one, other)])

    assert sorted(isinstance(answer, Moved) for answer in answers) == [False, True]
    assert overlaps(cast) == 0


def test_two_needle_visits_moved_at_once_do_not_end_up_on_neighbouring_days(cast: Cast) -> None:
    plan = plan_of(cast)
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    monday, wednesday = [row for row in visits(cast) if row.discipline == NEEDLES][:2]

    answers = at_once(
        lambda: move_pair(visit_id=monday.id, to=monday.starts + 3 * DAY, by=cast.noor),
        lambda: move_pair(visit_id=wednesday.id, to=wednesday.starts + 2 * DAY, by=cast.noor),
    )

    days = sorted(row.local_date for row in visits(cast) if row.discipline == NEEDLES)
    assert sum(isinstance(answer, Moved) for answer in answers) <= 1
    assert all(later - earlier >= 2 * DAY for earlier, later in pairwise(days))
