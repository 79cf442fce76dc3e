"""What is held and booked still fits what the person has: whatever changed while somebody looked is found out."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, version, visits

from weft.core.schedule.course import propose
from weft.core.shared.care import MOVEMENT
from weft.records import wall
from weft.records.actions import course
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.schedule import Booked, book_visit
from weft.records.models import Plan, Visit, VisitState
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

LATER = Wishes(first_day=MONDAY + timedelta(days=1))


@pytest.fixture
def held(cast: Cast, plan: Plan) -> CourseHeld:
    result = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(result, CourseHeld)
    return result


@pytest.fixture
def while_solving(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Something that happens once, after the next proposal was solved and before it is held."""
    solve = propose

    def arrange(act: Callable[[], object]) -> None:
        waiting = [act]

        def solved(*args: object) -> object:
            found = solve(*args)  # type: ignore[arg-type]
            if waiting:
                waiting.pop()()
            return found

        monkeypatch.setattr(course, "propose", solved)

    return arrange


def reason(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


def one_more(cast: Cast, held: CourseHeld, person_id: UUID) -> None:
    """A single movement visit, on the first day after the offer."""
    timed = [visit for trip in held.offer.trips() for visit in trip if visit.placed.discipline == MOVEMENT][-1]
    starts = wall.moment(timed.placed.day + timedelta(days=7), held.offer.minute(timed.placed), held.offer.zone)
    minutes = int((timed.ends - timed.starts).total_seconds() // 60)
    wanted = VisitWanted(MOVEMENT, UUID(timed.placed.practitioner), starts, minutes, UUID(timed.placed.room))
    booked = book_visit(person_id, wanted, by=cast.noor)
    assert isinstance(booked, Booked), booked


def test_a_proposal_is_not_held_when_the_course_was_booked_while_it_was_solved(
    cast: Cast, plan: Plan, held: CourseHeld, while_solving: Callable[[Callable[[], object]], None]
) -> None:
    while_solving(lambda: confirm_course(course_id=held.course_id, by=cast.noor))

    assert reason(propose_course(plan_id=plan.id, by=cast.elena, wishes=LATER)) is Reason.CHANGED_MEANWHILE
    assert reason(confirm_course(course_id=held.course_id, by=cast.elena)) is Reason.ALREADY_DONE
    assert len(visits(cast)) == 21


def test_a_proposal_is_not_held_when_the_plan_got_a_new_version_while_it_was_solved(
    cast: Cast, plan: Plan, while_solving: Callable[[Callable[[], object]], None]
) -> None:
    while_solving(lambda: version(cast, plan))

    assert reason(propose_course(plan_id=plan.id, by=cast.noor, wishes=LATER)) is Reason.CHANGED_MEANWHILE


def test_a_proposal_that_replaces_another_one_is_held(
    cast: Cast, plan: Plan, held: CourseHeld, while_solving: Callable[[Callable[[], object]], None]
) -> None:
    while_solving(lambda: propose_course(plan_id=plan.id, by=cast.noor, wishes=LATER))

    again = propose_course(plan_id=plan.id, by=cast.elena, wishes=LATER)
    assert isinstance(again, CourseHeld)
    assert isinstance(confirm_course(course_id=again.course_id, by=cast.elena), CourseBooked)
    assert len(visits(cast)) == 21


def test_what_is_held_is_not_booked_when_the_person_got_another_visit_meanwhile(cast: Cast, held: CourseHeld) -> None:
    one_more(cast, held, cast.marta_id)

    assert reason(confirm_course(course_id=held.course_id, by=cast.noor)) is Reason.CHANGED_MEANWHILE
    assert len(visits(cast)) == 1


def test_what_is_held_is_booked_when_somebody_else_got_a_visit_meanwhile(cast: Cast, held: CourseHeld) -> None:
    one_more(cast, held, cast.harold_id)

    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), CourseBooked)


def test_the_rest_of_a_course_is_held_and_booked_beside_what_stands(cast: Cast, plan: Plan, held: CourseHeld) -> None:
    assert isinstance(confirm_course(course_id=held.course_id, by=cast.noor), CourseBooked)
    Visit.objects.within(cast.clinic.id).filter(id=visits(cast)[-1].id).update(state=VisitState.CANCELLED)

    rest = propose_course(plan_id=plan.id, by=cast.noor)
    assert isinstance(rest, CourseHeld), rest
    assert isinstance(confirm_course(course_id=rest.course_id, by=cast.noor), CourseBooked)
