"""When nobody has to be called any more, by whatever way, the task ends; what was agreed to or begun is not asked."""

from datetime import timedelta

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, sure, visits
from tests.records.schedule.test_away import FRIDAY, HOUR, away, booked, looked, wanted, wei

from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.records import clock, talk_supply
from weft.records.access import clinic_of
from weft.records.actions.away import Absent, end_absence
from weft.records.actions.away_move import keep_offer, move_agreed
from weft.records.actions.book_talk import TalkBooked, book_talk, cancel_talk
from weft.records.actions.course import CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.course_trip import mark_of
from weft.records.actions.late import did_not_come
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow
from weft.records.models import Closure, Plan, Task, Visit, VisitState
from weft.records.reads.away import away_page
from weft.records.reads.away_one import away_one_page

pytestmark = pytest.mark.django_db


def waits(cast: Cast) -> int:
    return Task.objects.within(cast.clinic.id).filter(kind="away", done_at__isnull=True).count()


@pytest.mark.parametrize("how", ["moved", "cancelled", "did not come"])
def test_the_task_ends_by_whatever_way_the_visit_leaves_the_absence(cast: Cast, how: str) -> None:
    mine = got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor)).visits[0]
    got(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR, place=1), by=cast.noor))
    away(cast, wei(cast))
    assert waits(cast) == 2

    if how == "moved":
        got(move_pair(visit_id=mine, to=FRIDAY + 3 * HOUR, by=cast.noor))
    elif how == "cancelled":
        got(cancel_visit(visit_id=mine, reason="away", by=cast.noor))
    else:
        with clock.at(FRIDAY):
            got(did_not_come(visit_id=mine, by=cast.noor))

    assert waits(cast) == 1


def test_of_two_visits_of_one_person_both_must_leave_it(cast: Cast) -> None:
    first = got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor)).visits[0]
    second = got(book_visit(cast.marta_id, wanted(cast, FRIDAY + HOUR), by=cast.noor)).visits[0]
    away(cast, wei(cast))

    got(cancel_visit(visit_id=first, reason="away", by=cast.noor))
    assert waits(cast) == 1

    got(cancel_visit(visit_id=second, reason="away", by=cast.noor))
    assert waits(cast) == 0


@pytest.mark.parametrize("how", ["cancelled", "called off"])
def test_a_talk_in_it_is_called_about_until_it_is_cancelled_or_the_absence_called_off(cast: Cast, how: str) -> None:
    starts = talk_supply.free_talks(clinic_of(cast.clinic.id))[0].starts
    talk = book_talk(by=cast.visitor, starts=starts, name="Ana", phone="416 555 0142")
    assert isinstance(talk, TalkBooked)
    made = away(cast, Absent(site_id=cast.site.id), starts=starts, hours=1)
    seen = away_one_page(made.id, cast.noor)
    assert (seen.absence.talks, seen.absence.calls, waits(cast)) == (1, 1, 1)

    if how == "cancelled":
        got(cancel_talk(by=cast.visitor, link_id=talk.link_id))
    else:
        got(end_absence(by=cast.noor, closure_id=made.id))

    assert waits(cast) == 0
    assert [one.calls for one in away_page(cast.noor).absences] in ([], [0])


def test_whoever_agreed_to_the_same_time_with_somebody_else_is_not_asked_again(cast: Cast) -> None:
    got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor))
    got(book_visit(cast.harold_id, wanted(cast, FRIDAY + HOUR, place=1), by=cast.noor))
    made, mine = away(cast, wei(cast)), visits(cast)[0]
    move = KeptMove(mine.id, mine.starts, sure(cast.ren.membership_id), sure(mine.place_id), "Ren", "Bed 1")
    row = KeptRow(cast.marta_id, (move,), keeps_pair=False, mark=mark_of([mine]))
    got(keep_offer(by=cast.noor, closure_id=made.id, offer=KeptOffer("s", Rung.ALONE, clock.now(), Words(""), (row,))))

    got(move_agreed(by=cast.noor, closure_id=made.id, person_id=cast.marta_id, serial="s"))

    seen = away_one_page(made.id, cast.noor)
    assert seen.rows == ()
    assert [one.person_id for one in seen.lost] == [cast.harold_id]
    again = move_agreed(by=cast.noor, closure_id=made.id, person_id=cast.marta_id, serial="s")
    assert not booked(again)


@pytest.mark.parametrize("state", [VisitState.ARRIVED, VisitState.IN_TREATMENT, VisitState.DONE])
def test_a_half_that_has_begun_is_never_asked_to_move(cast: Cast, plan: Plan, state: VisitState) -> None:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    first, second = visits(cast)[:2]
    with clock.at(first.starts + timedelta(minutes=10)):
        Visit.objects.within(cast.clinic.id).filter(id=first.id).update(state=state)
        made: Closure = away(cast, Absent(membership_id=second.practitioner_id), starts=second.starts, hours=6)
        found = looked(cast, made)

        assert {move.visit_id for row in found.rows for move in row.moves} == {second.id}
        assert [row.person_id for row in away_one_page(made.id, cast.noor).rows] == [cast.marta_id]
