"""Confirming books everything or nothing, once, and only what is held, agreed and clear."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, screened_again, version, visits

from weft.core.book.consents import Purpose
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.actions.book_consent import give_consent, withdraw_consent
from weft.records.actions.course import CourseBooked, CourseHeld, Wishes, confirm_course, propose_course
from weft.records.actions.schedule import Booked, book_visit
from weft.records.course_offer import Timed
from weft.records.models import (
    Claim,
    Course,
    CourseState,
    OutboxMessage,
    Pair,
    PairState,
    Person,
    Plan,
    PlanState,
)
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast, plan: Plan) -> CourseHeld:
    result = propose_course(plan_id=plan.id, by=cast.noor, wishes=Wishes(first_day=MONDAY))
    assert isinstance(result, CourseHeld)
    return result


def confirm(cast: Cast, held: CourseHeld, **more: str) -> CourseBooked | Refused:
    return confirm_course(course_id=held.course_id, by=cast.noor, **more)


def reason(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


def rival(cast: Cast, timed: Timed) -> Booked | Refused:
    """Harold at the very time and place of one visit of the offer."""
    placed = timed.placed
    minutes = int((timed.ends - timed.starts).total_seconds() // 60)
    wanted = VisitWanted(placed.discipline, UUID(placed.practitioner), timed.starts, minutes, UUID(placed.room))
    return book_visit(cast.harold_id, wanted, by=cast.noor)


def test_21_visits_and_7_pairs_are_booked_in_one_transaction(cast: Cast, held: CourseHeld) -> None:
    with CaptureQueriesContext(connection) as queries:
        booked = confirm(cast, held)

    assert isinstance(booked, CourseBooked)
    assert (len(booked.visits), len(booked.pairs), booked.trips) == (21, 7, 14)
    assert len(visits(cast)) == 21
    assert sum(query["sql"].startswith(("BEGIN", "COMMIT")) for query in queries) <= 2
    assert Course.objects.within(cast.clinic.id).get().state == CourseState.BOOKED


def test_what_is_booked_is_what_was_shown(cast: Cast, held: CourseHeld) -> None:
    confirm(cast, held)

    shown = [(t.placed.discipline, t.starts, t.ends, t.placed.room) for trip in held.offer.trips() for t in trip]
    assert [(v.discipline, v.starts, v.ends, str(v.place_id)) for v in visits(cast)] == shown


def test_every_pair_has_two_halves_in_order_on_its_day(cast: Cast, held: CourseHeld) -> None:
    confirm(cast, held)

    for pair in Pair.objects.within(cast.clinic.id):
        first, second = pair.visits.order_by("order_in_pair")
        assert (first.discipline, second.discipline) == ("needles", "movement")
        assert timedelta(0) <= second.starts - first.ends <= timedelta(minutes=30)
        assert pair.local_date == first.local_date == second.local_date
        assert (pair.state, pair.course_id) == (PairState.TOGETHER, held.course_id)


def test_a_visit_names_its_episode_course_phase_and_line(cast: Cast, held: CourseHeld, plan: Plan) -> None:
    confirm(cast, held)

    first = visits(cast)[0]
    assert (first.episode_id, first.course_id, first.phase) == (plan.episode_id, held.course_id, "settle")
    assert first.line
    assert first.hands_on == [[0, 15], [30, 45]]


def test_the_hold_ends_and_the_visits_keep_its_times(cast: Cast, held: CourseHeld) -> None:
    confirm(cast, held)

    claims = Claim.objects.within(cast.clinic.id).filter(active=True)
    assert claims.filter(hold__isnull=False).count() == 0
    assert claims.count() == 21 * 2 + 7 * 2 + 14


def test_while_held_a_rival_is_refused_and_the_course_can_be_confirmed(cast: Cast, held: CourseHeld) -> None:
    timed = next(held.offer.trips())[1]

    assert reason(rival(cast, timed)) is Reason.SLOT_TAKEN
    assert isinstance(confirm(cast, held), CourseBooked)


@pytest.mark.parametrize("half", [0, 1])
def test_after_the_hold_a_rival_gets_the_slot_and_nothing_of_the_course_is_booked(
    cast: Cast, held: CourseHeld, half: int
) -> None:
    assert held.expires
    with clock.at(held.expires):
        assert isinstance(rival(cast, next(held.offer.trips())[half]), Booked)
        assert reason(confirm(cast, held)) is Reason.HOLD_EXPIRED

    assert len(visits(cast)) == 1
    assert Pair.objects.within(cast.clinic.id).count() == 0


def test_a_hold_can_be_confirmed_until_its_last_second_and_no_longer(cast: Cast, held: CourseHeld) -> None:
    assert held.expires
    with clock.at(held.expires):
        late = confirm(cast, held)
    with clock.at(held.expires - timedelta(seconds=1)):
        in_time = confirm(cast, held)

    assert reason(late) is Reason.HOLD_EXPIRED
    assert isinstance(late, Refused)
    assert late.words == Words("These times were held until {time}. Nothing was booked. Suggest again.", time="10:10")
    assert isinstance(in_time, CourseBooked)


def test_suggesting_again_after_the_hold_goes_round_the_rival(cast: Cast, held: CourseHeld, plan: Plan) -> None:
    assert held.expires
    with clock.at(held.expires):
        rival(cast, next(held.offer.trips())[1])
        again = propose_course(plan_id=plan.id, by=cast.noor)
        assert isinstance(again, CourseHeld)
        assert isinstance(confirm(cast, again), CourseBooked)

    assert len(visits(cast)) == 22


def test_the_same_form_sent_again_books_once_and_answers_the_same(cast: Cast, held: CourseHeld) -> None:
    key = uuid4().hex

    answers = {confirm(cast, held, key=key) for _ in range(3)}

    assert len(answers) == 1
    assert len(visits(cast)) == 21


def test_confirming_twice_is_told_that_it_is_booked(cast: Cast, held: CourseHeld) -> None:
    confirm(cast, held)

    assert reason(confirm(cast, held)) is Reason.ALREADY_DONE


def test_confirming_an_old_page_is_told_that_the_offer_changed(cast: Cast, held: CourseHeld, plan: Plan) -> None:
    propose_course(plan_id=plan.id, by=cast.dana)

    assert reason(confirm(cast, held, serial=held.offer.serial)) is Reason.CHANGED_MEANWHILE


def test_a_newer_plan_has_to_be_proposed_anew(cast: Cast, held: CourseHeld, plan: Plan) -> None:
    version(cast, plan)

    assert reason(confirm(cast, held)) is Reason.CHANGED_MEANWHILE
    assert visits(cast) == []


def test_when_the_plan_is_no_longer_agreed_the_later_weeks_are_refused(cast: Cast, held: CourseHeld) -> None:
    Plan.objects.within(cast.clinic.id).update(state=PlanState.DRAFT)

    assert reason(confirm(cast, held)) is Reason.NOT_AGREED
    assert visits(cast) == []


def test_a_clearance_that_ran_out_meanwhile_refuses_everything(cast: Cast, held: CourseHeld) -> None:
    later = clock.now() + timedelta(minutes=1)
    with clock.at(later):
        screened_again(cast, expires_at=later)

        assert reason(confirm(cast, held)) is Reason.MISSING
    assert visits(cast) == []


def test_a_modality_that_was_blocked_meanwhile_refuses_everything(cast: Cast, held: CourseHeld) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))

        assert reason(confirm(cast, held)) is Reason.BLOCKED
    assert visits(cast) == []


# --- messages --------------------------------------------------------------------------------------------------------


def messages(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id).order_by("due", "made_at"))


@pytest.fixture
def reachable(cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")


@pytest.mark.usefixtures("reachable")
def test_without_consent_to_reminders_no_message_is_written(cast: Cast, held: CourseHeld) -> None:
    confirm(cast, held)

    assert messages(cast) == []


@pytest.mark.usefixtures("reachable")
def test_consent_that_was_taken_back_counts_as_none(cast: Cast, held: CourseHeld) -> None:
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)
    with clock.at(clock.now() + timedelta(seconds=1)):
        withdraw_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)
        confirm(cast, held)

    assert messages(cast) == []


@pytest.mark.usefixtures("reachable")
def test_with_consent_there_is_one_confirmation_of_all_visits(cast: Cast, held: CourseHeld) -> None:
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)

    confirm(cast, held)

    (only,) = messages(cast)
    assert only.body.startswith("Mon 1 March 2027, 8:00, Two Rivers, main site\nWed 3 March 2027, 8:00")
    assert only.body.count("Two Rivers, main site") == 14


@pytest.mark.usefixtures("reachable")
def test_a_message_names_time_place_and_link_and_nothing_about_care(cast: Cast, held: CourseHeld) -> None:
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)

    confirm(cast, held)

    said = " ".join(f"{message.subject} {message.body}" for message in messages(cast)).lower()
    assert not [
        word for word in ("needle", "movement", "acupunct", "physio", "back", "ren", "dana") if word in said.split()
    ]
    assert "/me" in said


def test_who_wants_no_details_left_gets_no_message(cast: Cast, held: CourseHeld) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="m@example.org", leave_no_details=True)
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS)

    confirm(cast, held)

    assert messages(cast) == []
