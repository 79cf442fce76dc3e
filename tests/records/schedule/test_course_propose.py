"""A course is proposed whole and held; what the plan, the agreement and the clearance do not allow is not proposed."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, plan_of, screened_again

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.course import (
    CourseHeld,
    PartOfDay,
    Wishes,
    choose_alternative,
    confirm_course,
    propose_course,
    release_course,
)
from weft.records.models import Claim, Course, CourseState, Hold, Plan, PlanState, WorkingHours
from weft.records.reads.course import course_page
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db

FROM_MONDAY = Wishes(first_day=MONDAY)


def propose(cast: Cast, plan: Plan, wishes: Wishes = FROM_MONDAY) -> CourseHeld:
    held = propose_course(plan_id=plan.id, by=cast.noor, wishes=wishes)
    assert isinstance(held, CourseHeld), held
    return held


def refused(result: object) -> Reason:
    assert isinstance(result, Refused), result
    return result.reason


def active(cast: Cast) -> int:
    return Claim.objects.within(cast.clinic.id).filter(active=True).count()


def test_the_worked_case_is_placed_whole_seven_pairs_among_21_visits(cast: Cast, plan: Plan) -> None:
    held = propose(cast, plan)

    visits = held.offer.proposal.visits
    assert len(visits) == 21
    assert len({visit.pair_id for visit in visits} - {None}) == 7
    assert (held.offer.proposal.unplaced, held.offer.proposal.unpaired) == ((), ())


def test_every_slot_is_held_for_ten_minutes(cast: Cast, plan: Plan) -> None:
    held = propose(cast, plan)

    assert held.expires == clock.now() + timedelta(minutes=10)
    assert active(cast) == 21 * 2 + 7 * 2 + 14  # person and place; hands twice for needles, once for movement
    assert Course.objects.within(cast.clinic.id).get().state == CourseState.HELD


def test_the_offer_keeps_its_explanation_and_the_knowledge_it_rests_on(cast: Cast, plan: Plan) -> None:
    offer = propose(cast, plan).offer

    assert offer.proposal.explanation[0] == Words("{placed} of {count} visits are placed", placed=21, count=21)
    assert offer.knowledge_version
    assert all(len(trip.choices) == 3 for trip in offer.choices)


def test_wall_times_stay_when_the_clocks_change(cast: Cast, plan: Plan) -> None:
    """2027-03-14 lies between the second and the third week."""
    trips = [trip[0] for trip in propose(cast, plan).offer.trips()]

    assert {(one.placed.day < date(2027, 3, 14), one.starts.hour) for one in trips} == {(True, 13), (False, 12)}


def test_suggesting_again_lets_go_of_what_was_held_and_makes_no_second_course(cast: Cast, plan: Plan) -> None:
    first = propose(cast, plan)
    before = active(cast)

    second = propose(cast, plan)

    assert (first.course_id, active(cast)) == (second.course_id, before)
    assert Hold.objects.within(cast.clinic.id).filter(ended_at__isnull=True).count() == 1


def test_the_same_form_sent_again_gives_the_first_offer(cast: Cast, plan: Plan) -> None:
    key = uuid4().hex
    answers = [propose_course(plan_id=plan.id, by=cast.noor, wishes=FROM_MONDAY, key=key) for _ in range(2)]

    first, again = answers
    assert isinstance(first, CourseHeld)
    assert isinstance(again, CourseHeld)
    assert (first.course_id, first.offer.serial, first.expires) == (again.course_id, again.offer.serial, again.expires)


def test_wishes_are_kept_and_used_again(cast: Cast, plan: Plan) -> None:
    propose(cast, plan, replace(FROM_MONDAY, days=(1, 3), times=(PartOfDay.LATE,)))

    again = propose_course(plan_id=plan.id, by=cast.noor)

    assert isinstance(again, CourseHeld)
    assert {visit.day.weekday() for visit in again.offer.proposal.visits} == {1, 3}
    assert min(again.offer.minute(visit) for visit in again.offer.proposal.visits) >= 16 * 60


def test_without_a_wish_the_course_begins_on_the_next_day_on_which_somebody_works(cast: Cast, plan: Plan) -> None:
    propose(cast, plan, Wishes())

    assert Course.objects.within(cast.clinic.id).get().first_day == MONDAY


def test_hours_that_are_too_short_are_said_and_nothing_is_held(cast: Cast, plan: Plan) -> None:
    held = propose(cast, plan, replace(FROM_MONDAY, days=(6,)))

    assert (held.expires, held.offer.proposal.visits, active(cast)) == (None, (), 0)
    assert sum(gap.missing for gap in held.offer.proposal.unplaced) == 21
    assert refused(confirm_course(course_id=held.course_id, by=cast.noor)) is Reason.NOT_POSSIBLE


def test_a_clinic_without_working_hours_places_nothing_and_says_why(cast: Cast, plan: Plan) -> None:
    WorkingHours.objects.within(cast.clinic.id).delete()

    assert propose(cast, plan).offer.proposal.visits == ()


def test_before_the_plan_is_agreed_two_weeks_are_offered_on_the_assessors_signature(cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)

    offer = propose(cast, plan).offer

    assert (offer.only_weeks, {visit.week for visit in offer.proposal.visits}) == (2, {1, 2})


def test_a_plan_that_has_ended_books_nothing(cast: Cast, plan: Plan) -> None:
    Plan.objects.within(cast.clinic.id).update(state=PlanState.ENDED)

    assert refused(propose_course(plan_id=plan.id, by=cast.noor)) is Reason.NOT_POSSIBLE


def test_before_anybody_signed_nothing_is_offered(cast: Cast) -> None:
    plan = plan_of(cast, agreed=False, signed=False)

    assert refused(propose_course(plan_id=plan.id, by=cast.noor)) is Reason.NOT_AGREED


def test_once_the_plan_is_agreed_only_the_rest_is_offered(cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)
    held = propose(cast, plan)
    confirm_course(course_id=held.course_id, by=cast.noor)
    assert refused(propose_course(plan_id=plan.id, by=cast.noor)) is Reason.ALREADY_DONE
    Plan.objects.within(cast.clinic.id).update(state=PlanState.AGREED)

    rest = propose(cast, plan, Wishes(first_day=MONDAY + timedelta(days=70)))

    assert sorted({visit.week for visit in rest.offer.proposal.visits}) == [3, 4, 5, 6, 7, 8, 9]
    assert len(rest.offer.proposal.visits) == 13


def test_a_blocked_discipline_is_left_out_with_its_reason_and_who_can_lift_it(cast: Cast, plan: Plan) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))

        offer = propose(cast, plan).offer

    assert {visit.discipline for visit in offer.proposal.visits} == {MOVEMENT}
    [why] = offer.withheld
    assert "Ren, Wei" in str(why)
    assert all("not cleared" in str(gap.why) for gap in offer.proposal.unplaced)


@pytest.mark.parametrize("who", ["noor", "wei"])
def test_what_the_desk_reads_is_without_the_clinical_reason_whoever_proposed(
    cast: Cast, plan: Plan, who: str
) -> None:  # fmt: skip
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
        held = propose_course(plan_id=plan.id, by=getattr(cast, who), wishes=FROM_MONDAY)
        assert isinstance(held, CourseHeld), held
        [why] = course_page(plan.id, by=cast.noor).withheld

    assert "A test blocks it" not in str(why)
    assert "A clinician must read the answers first." in str(why)


@pytest.mark.parametrize(("who", "is_told"), [("noor", False), ("wei", True)])
def test_a_refusal_tells_its_clinical_reason_to_those_with_the_record(
    cast: Cast, plan: Plan, who: str, is_told: bool
) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=tuple(knowledge().modalities))
        no = propose_course(plan_id=plan.id, by=getattr(cast, who), wishes=FROM_MONDAY)

    assert isinstance(no, Refused)
    assert ("A test blocks it" in str(no.words)) is is_told


def test_a_discipline_may_be_booked_while_one_of_its_modalities_is_clear(cast: Cast, plan: Plan) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("manual_therapy",))

        assert len(propose(cast, plan).offer.proposal.visits) == 21


def test_answers_that_are_too_old_refuse_the_whole_course(cast: Cast, plan: Plan) -> None:
    later = clock.now() + timedelta(minutes=1)
    with clock.at(later):
        screened_again(cast, expires_at=later)

        assert refused(propose_course(plan_id=plan.id, by=cast.noor)) is Reason.MISSING


def test_who_has_no_diary_cannot_propose_and_another_clinic_does_not_know_the_plan(cast: Cast, plan: Plan) -> None:
    with pytest.raises(NotAllowed):
        propose_course(plan_id=plan.id, by=replace(cast.noor, jobs=frozenset()))
    with pytest.raises(NotFound):
        propose_course(plan_id=plan.id, by=cast.otto)
    held = propose(cast, plan)
    for act in (confirm_course, release_course):
        with pytest.raises(NotFound):
            act(course_id=held.course_id, by=cast.otto)
    with pytest.raises(NotFound):
        choose_alternative(course_id=held.course_id, trip=0, choice=0, by=cast.otto)


# --- another place for one trip ---------------------------------------------------------------------------------------


def test_choosing_moves_one_trip_and_holds_everything_anew(cast: Cast, plan: Plan) -> None:
    held = propose(cast, plan)
    wanted = held.offer.choices[0].choices[0].visits

    with clock.at(clock.now() + timedelta(minutes=3)):
        chosen = choose_alternative(course_id=held.course_id, trip=0, choice=0, by=cast.noor, serial=held.offer.serial)

    assert isinstance(chosen, CourseHeld)
    assert [(v.day, v.start_slot) for v in chosen.offer.proposal.trips()[0]] == [(v.day, v.start_slot) for v in wanted]
    assert chosen.offer.proposal.visits[2:] == held.offer.proposal.visits[2:]
    assert chosen.expires == (held.expires or clock.now()) + timedelta(minutes=3)


def test_a_time_that_overlaps_the_own_hold_is_among_the_choices(cast: Cast, plan: Plan) -> None:
    first = propose(cast, plan).offer.choices[0]

    assert any(way.visits[0].start_slot == first.trip[0].start_slot + 1 for way in first.choices)


@pytest.mark.parametrize(("trip", "choice"), [(99, 0), (0, 99), (-1, 0), (0, -1)])
def test_a_choice_that_is_not_there_is_refused(cast: Cast, plan: Plan, trip: int, choice: int) -> None:
    held = propose(cast, plan)

    result = choose_alternative(course_id=held.course_id, trip=trip, choice=choice, by=cast.noor)

    assert refused(result) is Reason.NOT_POSSIBLE


def test_choosing_on_an_old_page_is_told_that_the_offer_changed(cast: Cast, plan: Plan) -> None:
    old = propose(cast, plan)
    propose(cast, plan)

    result = choose_alternative(course_id=old.course_id, trip=0, choice=0, by=cast.dana, serial=old.offer.serial)

    assert refused(result) is Reason.CHANGED_MEANWHILE


def test_letting_go_frees_every_slot_at_once(cast: Cast, plan: Plan) -> None:
    held = propose(cast, plan)

    release_course(course_id=held.course_id, by=cast.noor)

    assert active(cast) == 0
    assert refused(confirm_course(course_id=held.course_id, by=cast.noor)) is Reason.HOLD_EXPIRED


def test_the_disciplines_of_a_course_are_those_of_the_plan(cast: Cast, plan: Plan) -> None:
    assert {visit.discipline for visit in propose(cast, plan).offer.proposal.visits} == {NEEDLES, MOVEMENT}
