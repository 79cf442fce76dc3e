"""A trip is moved as one, pulled apart only with a reason, rejoined inside the window, cancelled with a reason."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, sure, visits

from weft.core.book.consents import Purpose
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.book_consent import give_consent
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import Moved, move_pair, rejoin, split_pair
from weft.records.actions.message_timers import remind
from weft.records.actions.schedule import book_visit
from weft.records.models import Claim, OutboxMessage, Pair, PairState, Person, Plan, Visit, VisitState
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def booked(cast: Cast, plan: Plan) -> CourseBooked:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(held, CourseHeld)
    done = confirm_course(course_id=held.course_id, by=cast.noor)
    assert isinstance(done, CourseBooked)
    return done


def halves(cast: Cast, pair: int = 0) -> tuple[Visit, Visit]:
    found = Pair.objects.within(cast.clinic.id).order_by("local_date")[pair]
    first, second = found.visits.order_by("order_in_pair")
    return first, second


def pair_of(cast: Cast) -> Pair:
    return Pair.objects.within(cast.clinic.id).order_by("local_date")[0]


def harold_at(cast: Cast, at: datetime, visit: Visit) -> None:
    """Harold takes the practitioner and place of a visit at another time."""
    minutes = int((visit.ends - visit.starts).total_seconds() // 60)
    book_visit(
        cast.harold_id, VisitWanted(visit.discipline, visit.practitioner_id, at, minutes, visit.place_id), by=cast.noor
    )


def reason(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


# --- move ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("half", [0, 1])
def test_a_pair_moves_as_one_whichever_half_is_named(cast: Cast, booked: CourseBooked, half: int) -> None:
    before = halves(cast)

    moved = move_pair(visit_id=before[half].id, to=before[0].starts + 2 * HOUR, by=cast.noor)

    assert isinstance(moved, Moved)
    assert [one.starts for one in halves(cast)] == [one.starts + 2 * HOUR for one in before]
    assert Claim.objects.within(cast.clinic.id).filter(active=True).count() == 21 * 2 + 7 * 2 + 14


def test_a_pair_moved_to_another_day_takes_its_wall_time_along(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)

    move_pair(pair_id=first.pair_id, to=first.starts + 4 * DAY, by=cast.noor)

    after, second = Visit.objects.within(cast.clinic.id).filter(pair_id=sure(first.pair_id)).order_by("order_in_pair")
    assert after.local_date == second.local_date == MONDAY + 4 * DAY
    assert after.local_start == first.local_start
    assert Pair.objects.within(cast.clinic.id).get(id=sure(first.pair_id)).local_date == MONDAY + 4 * DAY


def test_a_single_visit_moves_alone(cast: Cast, booked: CourseBooked) -> None:
    last = visits(cast)[-1]

    move_pair(visit_id=last.id, to=last.starts + HOUR, by=cast.noor)

    assert visits(cast)[-1].starts == last.starts + HOUR
    assert [v.starts for v in visits(cast)[:-1]] == sorted(v.starts for v in visits(cast)[:-1])


def test_a_time_that_overlaps_its_own_is_free_to_it(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)

    assert isinstance(move_pair(visit_id=first.id, to=first.starts + timedelta(minutes=15), by=cast.noor), Moved)


def test_a_taken_time_is_refused_with_the_three_nearest_and_nothing_moves(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)
    harold_at(cast, second.starts + 2 * HOUR, second)

    result = move_pair(visit_id=first.id, to=first.starts + 2 * HOUR, by=cast.noor)

    assert reason(result) is Reason.SLOT_TAKEN
    assert isinstance(result, Refused)
    assert len(result.alternatives) == 3
    assert [one.starts for one in halves(cast)] == [first.starts, second.starts]


def test_each_of_the_nearest_can_be_had(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)
    harold_at(cast, second.starts + 2 * HOUR, second)
    result = move_pair(visit_id=first.id, to=first.starts + 2 * HOUR, by=cast.noor)
    assert isinstance(result, Refused)

    for wanted in result.alternatives:
        assert isinstance(move_pair(visit_id=first.id, to=wanted[0].starts, by=cast.noor), Moved)


def test_when_the_own_bed_is_taken_another_bed_is_used(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)
    wanted = VisitWanted(NEEDLES, cast.wei.membership_id, first.starts + 2 * HOUR, 45, first.place_id)  # type: ignore[arg-type]
    book_visit(cast.harold_id, wanted, by=cast.noor)

    move_pair(visit_id=first.id, to=first.starts + 2 * HOUR, by=cast.noor)

    assert halves(cast)[0].place_id not in {None, first.place_id}


@pytest.mark.parametrize("shift", [-2 * DAY, 10 * HOUR, DAY, timedelta(minutes=2), -HOUR])
def test_times_that_cannot_be_meant_are_refused(cast: Cast, booked: CourseBooked, shift: timedelta) -> None:
    """In the past, after hours, the day before the next needles, off the grid, before hours."""
    first, _ = halves(cast)

    assert reason(move_pair(visit_id=first.id, to=first.starts + shift, by=cast.noor)) is Reason.NOT_POSSIBLE


@pytest.mark.parametrize("state", [VisitState.ARRIVED, VisitState.DONE, VisitState.NO_SHOW])
def test_what_has_begun_is_neither_moved_nor_cancelled(cast: Cast, booked: CourseBooked, state: str) -> None:
    first, _ = halves(cast)
    Visit.objects.within(cast.clinic.id).filter(id=first.id).update(state=state)

    assert reason(move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.noor)) is Reason.ALREADY_DONE
    assert reason(cancel_visit(visit_id=first.id, reason="ill", by=cast.noor)) is Reason.ALREADY_DONE


def test_others_cannot_move_or_cancel_it(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)
    to = first.starts + HOUR

    for stranger in (cast.otto, cast.harold, cast.visitor):
        with pytest.raises(NotFound):
            move_pair(visit_id=first.id, to=to, by=stranger)
    with pytest.raises(NotAllowed):
        move_pair(visit_id=first.id, to=to, by=replace(cast.wei, jobs=frozenset()))
    with pytest.raises(NotAllowed):
        cancel_visit(visit_id=first.id, reason="ill", by=cast.system)


def test_the_person_may_move_and_cancel_their_own(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)

    assert isinstance(move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.marta), Moved)
    assert len(cancel_visit(visit_id=first.id, reason="I am ill", by=cast.marta)) == 2  # type: ignore[arg-type]


def test_a_move_needs_a_visit_or_a_pair(cast: Cast, booked: CourseBooked) -> None:
    with pytest.raises(TypeError):
        move_pair(to=clock.now(), by=cast.noor)


# --- apart, and together again --------------------------------------------------------------------------------------


def split(cast: Cast, why: str = "Dana is ill", hours: int = 3) -> Moved | Refused:
    first, second = halves(cast)
    assert first.pair_id
    return split_pair(
        pair_id=first.pair_id, visit_id=second.id, to=second.starts + hours * HOUR, reason=why, by=cast.noor
    )


def test_a_pair_is_pulled_apart_with_its_reason_kept(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)

    split(cast)

    assert (pair_of(cast).state, pair_of(cast).apart_reason) == (PairState.APART, "Dana is ill")
    assert [one.starts for one in halves(cast)] == [first.starts, second.starts + 3 * HOUR]


@pytest.mark.parametrize("why", ["", "   "])
def test_without_a_reason_a_pair_stays_together(cast: Cast, booked: CourseBooked, why: str) -> None:
    assert reason(split(cast, why)) is Reason.MISSING
    assert pair_of(cast).state == PairState.TOGETHER


def test_a_refused_split_leaves_the_pair_together(cast: Cast, booked: CourseBooked) -> None:
    _, second = halves(cast)
    harold_at(cast, second.starts + 3 * HOUR, second)

    assert reason(split(cast)) is Reason.SLOT_TAKEN
    assert pair_of(cast).state == PairState.TOGETHER


def test_only_a_half_of_the_pair_can_be_pulled_out_of_it(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)
    other, _ = halves(cast, 1)
    assert first.pair_id

    result = split_pair(pair_id=first.pair_id, visit_id=other.id, to=second.starts, reason="x", by=cast.noor)

    assert reason(result) is Reason.NOT_POSSIBLE


def test_movement_is_not_moved_before_the_needles_of_its_day(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast)
    move_pair(visit_id=first.id, to=first.starts + 3 * HOUR, by=cast.noor)

    assert reason(split(cast, hours=-2)) is Reason.NOT_POSSIBLE


def test_a_half_that_is_apart_moves_alone(cast: Cast, booked: CourseBooked) -> None:
    split(cast)
    first, second = halves(cast)

    move_pair(visit_id=second.id, to=second.starts + HOUR, by=cast.noor)

    assert [one.starts for one in halves(cast)] == [first.starts, second.starts + HOUR]


def test_rejoining_brings_the_second_half_back_behind_the_first(cast: Cast, booked: CourseBooked) -> None:
    split(cast)
    assert isinstance(rejoin(pair_id=pair_of(cast).id, by=cast.noor), Moved)

    first, second = halves(cast)
    assert (second.starts, pair_of(cast).state) == (first.ends, PairState.TOGETHER)


def test_rejoining_takes_the_first_free_time_inside_the_window(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)
    split(cast)
    wanted = VisitWanted(MOVEMENT, second.practitioner_id, first.ends - timedelta(minutes=10), 30, cast.rooms[1].id)
    book_visit(cast.harold_id, wanted, by=cast.noor)

    rejoin(pair_id=pair_of(cast).id, by=cast.noor)

    assert halves(cast)[1].starts == first.ends + timedelta(minutes=20)


def test_without_a_free_time_in_the_window_the_halves_stay_apart(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)
    split(cast)
    book_visit(
        cast.harold_id, VisitWanted(MOVEMENT, second.practitioner_id, first.ends, 60, cast.rooms[1].id), by=cast.noor
    )

    assert reason(rejoin(pair_id=pair_of(cast).id, by=cast.noor)) is Reason.NOT_POSSIBLE
    assert halves(cast)[1].starts == second.starts + 3 * HOUR


def test_a_pair_that_is_together_or_lost_a_half_cannot_be_rejoined(cast: Cast, booked: CourseBooked) -> None:
    assert reason(rejoin(pair_id=pair_of(cast).id, by=cast.noor)) is Reason.ALREADY_DONE
    cancel_visit(visit_id=halves(cast)[1].id, only_this_half=True, reason="ill", by=cast.noor)
    assert reason(rejoin(pair_id=pair_of(cast).id, by=cast.noor)) is Reason.ALREADY_DONE


# --- cancel ---------------------------------------------------------------------------------------------------------


def test_cancelling_a_pair_cancels_both_halves_and_frees_their_time(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)

    gone = cancel_visit(visit_id=second.id, reason="on holiday", by=cast.noor)

    assert gone == (first.id, second.id)
    rows = Visit.objects.within(cast.clinic.id).filter(id__in=gone)
    assert {(row.state, row.cancel_reason, row.cancelled_by_id) for row in rows} == {
        (VisitState.CANCELLED, "on holiday", cast.noor.user_id)
    }
    assert Claim.objects.within(cast.clinic.id).filter(visit_id__in=gone, active=True).count() == 0


def test_one_half_can_be_cancelled_and_the_other_says_why_it_is_alone(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast)

    assert cancel_visit(visit_id=first.id, only_this_half=True, reason="skin is sore", by=cast.noor) == (first.id,)

    assert (pair_of(cast).state, pair_of(cast).apart_reason) == (PairState.APART, "skin is sore")
    assert Visit.objects.within(cast.clinic.id).get(id=second.id).state == VisitState.BOOKED


@pytest.mark.parametrize("why", ["", "  "])
def test_a_visit_is_not_cancelled_without_a_reason(cast: Cast, booked: CourseBooked, why: str) -> None:
    assert reason(cancel_visit(visit_id=visits(cast)[0].id, reason=why, by=cast.noor)) is Reason.MISSING


def test_a_cancelled_trip_can_be_proposed_and_booked_again(cast: Cast, booked: CourseBooked, plan: Plan) -> None:
    cancel_visit(pair_id=pair_of(cast).id, reason="ill", by=cast.noor)

    held = propose_course(plan_id=plan.id, by=cast.noor)

    assert isinstance(held, CourseHeld)
    assert [(v.week, v.discipline) for v in held.offer.proposal.visits] == [(1, NEEDLES), (1, MOVEMENT)]
    again = confirm_course(course_id=held.course_id, by=cast.noor)
    assert isinstance(again, CourseBooked)
    assert Visit.objects.within(cast.clinic.id).exclude(state=VisitState.CANCELLED).count() == 21


def test_a_trip_moved_into_another_week_is_not_offered_a_second_time(
    cast: Cast, booked: CourseBooked, plan: Plan
) -> None:
    last = visits(cast)[-1]

    assert isinstance(move_pair(visit_id=last.id, to=last.starts + 7 * DAY, by=cast.noor), Moved)

    assert reason(propose_course(plan_id=plan.id, by=cast.noor)) is Reason.ALREADY_DONE


# --- messages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)


def reminded(cast: Cast, visit: Visit) -> list[str]:
    """Days and times of the reminders that wait two days before a visit, after a sweep."""
    with clock.at(visit.starts - timedelta(hours=47)):
        remind(by=cast.system)
    rows = OutboxMessage.objects.within(cast.clinic.id).filter(state="waiting", kind="reminder")
    return sorted(row.body.splitlines()[0].rsplit(", ", 2)[0] for row in rows)


@pytest.mark.usefixtures("told")
def test_a_moved_trip_is_reminded_of_at_its_new_time_alone(cast: Cast, booked: CourseBooked) -> None:
    first, _ = halves(cast, 2)

    move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.noor)

    first, _ = halves(cast, 2)
    assert [line for line in reminded(cast, first) if "8 March" in line] == ["Mon 8 March 2027, 9:00"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("how", ["move", "cancel"])
def test_a_reminder_that_a_worker_has_already_taken_up_is_stopped_too(
    cast: Cast, booked: CourseBooked, how: str
) -> None:
    first, _ = halves(cast, 2)
    reminded(cast, first)
    reminders = OutboxMessage.objects.within(cast.clinic.id).filter(kind="reminder", visit_id=first.id)
    reminders.update(state="sending", tries=1)

    if how == "move":
        move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.noor)
    else:
        cancel_visit(visit_id=first.id, reason="ill", by=cast.noor)

    assert [row.state for row in reminders] == ["stopped"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("how", ["move", "cancel"])
def test_who_has_not_heard_of_the_old_times_hears_of_all_that_stand_and_of_nothing_else(
    cast: Cast, booked: CourseBooked, how: str
) -> None:
    first, _ = halves(cast, 2)

    if how == "move":
        move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.noor)
    else:
        cancel_visit(visit_id=first.id, reason="ill", by=cast.noor)

    (row,) = OutboxMessage.objects.within(cast.clinic.id).filter(state="waiting")
    assert row.subject == "Your visits"
    assert [line for line in row.body.splitlines() if "8 March" in line] == (
        ["Mon 8 March 2027, 9:00, Two Rivers, main site"] if how == "move" else []
    )


@pytest.mark.usefixtures("told")
def test_a_trip_that_moves_twice_is_told_of_once(cast: Cast, booked: CourseBooked) -> None:
    OutboxMessage.objects.within(cast.clinic.id).filter(once__startswith="booked:").update(state="sent")
    first, _ = halves(cast, 2)

    move_pair(visit_id=first.id, to=first.starts + HOUR, by=cast.noor)
    move_pair(visit_id=first.id, to=first.starts + 2 * HOUR, by=cast.noor)

    (row,) = OutboxMessage.objects.within(cast.clinic.id).filter(state="waiting", once__startswith="moved:")
    assert "10:00" in row.body


@pytest.mark.usefixtures("told")
def test_a_cancelled_trip_is_not_reminded_of(cast: Cast, booked: CourseBooked) -> None:
    OutboxMessage.objects.within(cast.clinic.id).filter(once__startswith="booked:").update(state="sent")
    cancel_visit(visit_id=halves(cast, 2)[0].id, reason="ill", by=cast.noor)

    assert [line for line in reminded(cast, halves(cast, 2)[0]) if "8 March" in line] == []
    last = OutboxMessage.objects.within(cast.clinic.id).get(subject="Your visit is cancelled")
    assert last.body.endswith("This visit will not take place.")


@pytest.mark.usefixtures("told")
def test_each_half_of_a_pair_that_is_apart_has_its_own_reminder(cast: Cast, booked: CourseBooked) -> None:
    first, second = halves(cast, 2)
    assert first.pair_id

    split_pair(pair_id=first.pair_id, visit_id=second.id, to=second.starts + 3 * HOUR, reason="x", by=cast.noor)

    found = reminded(cast, halves(cast, 2)[1])
    assert [line for line in found if "8 March" in line] == ["Mon 8 March 2027, 11:45", "Mon 8 March 2027, 8:00"]
