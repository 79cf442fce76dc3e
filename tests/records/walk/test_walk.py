"""One person walks the whole path through the actions: from the first request to coming back again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.people import Cast
from tests.records.walk.path import EXAMINED, REQUEST, TALK, Path, all_no, begin, ok

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Answer, Outcome
from weft.records import clock
from weft.records.actions import adjust, book, course, course_cancel, prevent, screen
from weft.records.models import (
    Aftercare,
    Consent,
    Enquiry,
    HandOver,
    OutboxMessage,
    Pair,
    Plan,
    PlanState,
    Proposal,
    Score,
    SessionRecord,
    Task,
    Visit,
    VisitState,
    Watch,
)
from weft.records.refused import Reason, Refused


@pytest.fixture
def path(cast: Cast) -> Path:
    """Nobody has asked for anything yet."""
    return begin(cast)


@pytest.fixture
def in_care(path: Path) -> Path:
    """Up to the agreed plan and the yes to needles."""
    return path.requested().admitted().screened().assessed().planned().agreed()


def of(path: Path, model):  # type: ignore[no-untyped-def]  # Django's query sets are typed by use
    return model.objects.within(path.cast.clinic.id).filter(person_id=path.person_id)


def test_a_request_keeps_four_consents_one_row_each_and_they_come_along(path: Path) -> None:
    path.requested().admitted()

    assert sorted(of(path, Consent).values_list("purpose", flat=True)) == [
        "exercise_plans", "news", "plans_of_care", "visit_reminders",
    ]  # fmt: skip
    assert of(path, Enquiry).get().state == "answered"
    assert not Task.objects.within(path.cast.clinic.id).filter(done_at__isnull=True).exists()


def test_a_danger_sign_stops_the_request_and_nothing_is_kept(path: Path) -> None:
    said = all_no(QuestionSet.CONSULT, saddle_numbness=Answer.YES)
    with clock.at(REQUEST):
        no = book.request_consult(by=path.cast.visitor, name="Ewa", phone="+1 416 555 0199", answers=said)

    assert isinstance(no, Refused)
    assert no.reason is Reason.BLOCKED
    assert not Enquiry.objects.within(path.cast.clinic.id).exists()


def test_a_danger_sign_before_treatment_stops_the_course_and_raises_a_task(in_care: Path) -> None:
    with clock.at(EXAMINED + timedelta(days=1)):
        said = all_no(saddle_numbness=Answer.YES, new_bladder_trouble=Answer.YES)
        found = ok(screen.answer(by=in_care.person, person_id=in_care.person_id, answers=said, how="portal"))
        no = course.propose_course(plan_id=in_care.plan_id, by=in_care.cast.noor)

    assert found.clearance.outcome is Outcome.STOP
    assert isinstance(no, Refused)
    assert no.reason is Reason.BLOCKED
    assert of(in_care, Task).get(done_at__isnull=True).kind == "red_answer"


def test_the_plan_is_agreed_when_wei_dana_and_the_person_have(in_care: Path) -> None:
    plan = of(in_care, Plan).get()

    assert plan.state == PlanState.AGREED
    assert sorted(plan.versions.get().agreements.values_list("role", "how")) == [
        ("movement", "signature"), ("needles", "signature"), ("person", "signature"),
    ]  # fmt: skip


def test_the_course_is_seven_pairs_and_seven_movement_visits_at_once(in_care: Path) -> None:
    booked = in_care.booked()
    visits = in_care.visits()

    assert (len(booked.visits), len(booked.pairs), booked.trips) == (21, 7, 14)
    assert [visit.discipline for visit in visits].count("needles") == 7
    assert of(in_care, Pair).filter(state="together").count() == 7
    assert of(in_care, OutboxMessage).filter(subject="Your visits").count() == 1


def test_before_the_plan_is_agreed_only_its_first_two_weeks_are_booked(path: Path) -> None:
    booked = path.requested().admitted().screened().assessed().planned().booked()

    assert len(booked.visits) == 8
    assert len(booked.pairs) == 4


def test_the_first_pair_is_treated_handed_over_and_signed_by_both(in_care: Path) -> None:
    in_care.booked()
    first, second = in_care.visits()[:2]

    in_care.treated(first, second)

    assert sorted(of(in_care, SessionRecord).values_list("discipline", flat=True)) == ["movement", "needles"]
    assert of(in_care, HandOver).get().content["words"] == "Keep it light."
    assert of(in_care, Aftercare).count() == 2
    said = of(in_care, Score).exclude(visit=None).filter(measure="nprs").values_list("moment", "value")
    assert {moment: int(value) for moment, value in said} == {
        "before_needles": 6, "after_needles": 5, "after_movement": 4,
    }  # fmt: skip


def test_two_good_scores_propose_rarer_needles_and_a_yes_makes_a_new_version(in_care: Path) -> None:
    visits = tapered(in_care)

    plan = of(in_care, Plan).get()
    assert plan.versions.count() == 2
    assert plan.state == PlanState.AGREED
    assert of(in_care, Task).filter(kind="rebook", done_at__isnull=True).exists()
    assert visits[0].state == VisitState.DONE


def test_discharge_waits_for_visits_that_are_booked_and_for_every_goal(in_care: Path) -> None:
    tapered(in_care)

    with clock.at(EXAMINED + timedelta(days=30)):
        booked = prevent.discharge(by=in_care.cast.dana, episode_id=in_care.episode_id)
        cancel_the_rest(in_care)
        not_asked = prevent.discharge(by=in_care.cast.dana, episode_id=in_care.episode_id)

    assert isinstance(booked, Refused)
    assert "still booked" in str(booked.words)
    assert isinstance(not_asked, Refused)
    assert not_asked.reason is Reason.MISSING


def test_discharge_sets_the_days_on_which_we_ask_and_there_is_a_way_back(in_care: Path) -> None:
    tapered(in_care)
    left = EXAMINED + timedelta(days=30)
    with clock.at(left):
        cancel_the_rest(in_care)
        goals = [prevent.GoalAnswer(goal.id, Decimal(8)) for goal in of(in_care, Visit).first().episode.goals.all()]
        gone = ok(prevent.discharge(by=in_care.cast.dana, episode_id=in_care.episode_id, goals=goals))
    with clock.at(left + timedelta(days=100)):
        again = ok(prevent.come_back(by=in_care.cast.wei, person_id=in_care.person_id))

    days = [(watch.due - left.date()).days for watch in Watch.objects.within(in_care.cast.clinic.id).order_by("due")]
    assert days == [30, 60, 90, 180, 365]
    assert len(gone.watch_ids) == 5
    assert again != in_care.episode_id
    assert not Watch.objects.within(in_care.cast.clinic.id).exclude(state="closed").exists()


def test_ren_alone_treats_a_pair_in_one_room(cast: Cast) -> None:
    from weft.records.actions.schedule import book_pair
    from weft.records.wanted import VisitWanted

    path = begin(cast, needles_by=cast.ren, movement_by=cast.ren)
    path.requested().admitted().screened().assessed().planned().agreed()
    start = path.now + timedelta(days=1)
    halves = (
        VisitWanted("needles", cast.ren.membership_id, start, 45, cast.beds[0].id),  # type: ignore[arg-type]  # staff
        VisitWanted("movement", cast.ren.membership_id, start + timedelta(minutes=45), 40, cast.beds[0].id),  # type: ignore[arg-type]  # staff
    )
    with clock.at(TALK):
        ok(book_pair(path.person_id, *halves, by=cast.noor))

    path.treated(*path.visits())

    assert {record.signed_by_id for record in of(path, SessionRecord)} == {cast.ren.user_id}
    assert {visit.place_id for visit in path.visits()} == {cast.beds[0].id}
    assert not of(path, HandOver).exists()


def tapered(path: Path) -> list[Visit]:
    """Three pairs, good scores a week apart, the proposal accepted and agreed anew; her visits."""
    path.booked()
    visits = path.visits()
    for pair, pain in ((visits[:2], 4), (visits[2:4], 4), (visits[4:6], 3)):
        path.treated(pair[0], pair[1], before=5)
        path.says(pain, pair[1].ends)
    path.now = visits[5].ends + timedelta(hours=1)
    with clock.at(path.now):
        proposal = of(path, Proposal).get(kind="taper")
        path.version = ok(adjust.decide(by=path.cast.wei, proposal_id=proposal.id, answer="accepted")).version or 0
    path.agreed()
    return path.visits()


def cancel_the_rest(path: Path) -> None:
    """The desk takes what is still booked out of the calendar."""
    for visit in path.visits():
        if Visit.objects.within(path.cast.clinic.id).get(id=visit.id).state == VisitState.BOOKED:
            ok(course_cancel.cancel_visit(visit_id=visit.id, reason="Finished early", by=path.cast.noor))
