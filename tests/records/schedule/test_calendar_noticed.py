"""What was noticed of the calendar: hours said for earlier times, clearance asked at moves, closures, new places."""

from datetime import timedelta

import pytest
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.asking import offered
from tests.records.schedule.courses import MONDAY, screened_again, sure, visits
from tests.records.schedule.test_away import HOUR, away, reason
from tests.records.schedule.waiting import freed_pair, waiting

from weft.core.schedule.wishes import PartOfDay
from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.access import clinic_of
from weft.records.actions.away import Absent
from weft.records.actions.away_move import move_agreed
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_move import move_pair, split_pair
from weft.records.actions.schedule import book_visit
from weft.records.actions.waitlist import want_earlier
from weft.records.models import Plan, Visit
from weft.records.reads.freed_times import Looking
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize("says_hours", [True, False])
@pytest.mark.parametrize(("days", "is_near"), [(1, True), (2, False)])
def test_hours_said_for_earlier_times_forget_no_visit_that_is_too_near(
    cast: Cast, says_hours: bool, days: int, is_near: bool
) -> None:
    waiting(cast)
    off_the_slots = TUESDAY_NINE + days * DAY + timedelta(minutes=5)
    wanted = VisitWanted(NEEDLES, sure(cast.ren.membership_id), off_the_slots, 45, cast.beds[2].id)
    got(book_visit(cast.marta_id, wanted, by=cast.noor))
    if says_hours:
        got(want_earlier(by=cast.noor, person_id=cast.marta_id, days=(1,), times=(PartOfDay.MORNING,), reach="mail"))

    found = Looking(clinic_of(cast.clinic.id)).ranked(freed_pair(cast))

    assert (cast.marta_id in {one.person_id for one in found}) is not is_near
    assert cast.harold_id in {one.person_id for one in found}


@pytest.fixture
def course(cast: Cast, plan: Plan) -> list[Visit]:
    """Marta's, booked, and blocked for needles since."""
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), CourseBooked)
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
    return visits(cast)


@pytest.mark.parametrize("by", ["noor", "marta"])
def test_what_is_blocked_gets_no_new_time_by_a_move(cast: Cast, course: list[Visit], by: str) -> None:
    moved = move_pair(visit_id=course[0].id, to=course[0].starts + DAY, by=getattr(cast, by))

    assert reason(moved) is Reason.BLOCKED


def test_of_a_pair_the_half_that_is_clear_may_still_move_alone(cast: Cast, course: list[Visit]) -> None:
    needles, movement = course[:2]

    def split(half: Visit, hours: int) -> object:
        at = half.starts + hours * HOUR
        return split_pair(visit_id=half.id, to=at, pair_id=sure(half.pair_id), reason="her wish", by=cast.noor)

    assert reason(split(needles, 6)) is Reason.BLOCKED
    got(split(movement, 3))


def test_what_is_blocked_gets_no_new_time_out_of_an_absence(cast: Cast, course: list[Visit]) -> None:
    first = course[0]
    absence = away(cast, Absent(membership_id=first.practitioner_id), starts=first.starts - HOUR, hours=3)
    serial = offered(cast, absence, first, 6 * HOUR)

    agreed = move_agreed(by=cast.noor, closure_id=absence.id, person_id=cast.marta_id, serial=serial)

    assert reason(agreed) is Reason.BLOCKED


def test_answers_that_are_too_old_keep_no_booked_visit_where_it_is(cast: Cast, plan: Plan) -> None:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), CourseBooked)
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, expires_at=clock.now() - DAY)
    first = visits(cast)[0]

    assert not isinstance(move_pair(visit_id=first.id, to=first.starts + 2 * HOUR, by=cast.noor), Refused)
