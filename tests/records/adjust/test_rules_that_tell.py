"""Rules that leave a task for its owner, once: a rise, a leg, a missed visit, an event, a measure, pain again."""

from datetime import date, timedelta

import pytest
from tests.care import PlanMade, got
from tests.people import Cast
from tests.records.adjust.days import START, Score, discharged, finish, kinds, looked, tasks, visit

from weft.core.shared.care import MOVEMENT
from weft.records import clock
from weft.records.access import Job
from weft.records.actions.prevent_watch import answer_watch
from weft.records.models import (
    AdverseEvent,
    VisitState,
    Watch,
)

pytestmark = pytest.mark.django_db


def test_a_rise_is_looked_at_within_two_days_and_told_once(cast: Cast, scored: Score) -> None:
    scored(3, nprs=8)
    scored(3.2, nprs=9)

    (told,) = tasks(cast, "flare_up")
    assert told.due == START + timedelta(days=5)
    assert told.job == Job.RECORD.value


def test_a_new_rise_after_the_task_is_done_is_told_again(cast: Cast, scored: Score) -> None:
    scored(3, nprs=8)
    finish(cast, "flare_up")

    scored(5, nprs=8)

    assert len(tasks(cast, "flare_up")) == 2


def test_pain_that_moves_into_the_leg_is_looked_at_the_same_day(cast: Cast, scored: Score) -> None:
    scored(1, nprs_leg=3, nprs_back=6)
    scored(8, nprs_leg=4, nprs_back=5)

    (told,) = tasks(cast, "leg_pain")
    assert told.urgency == "same_day"
    assert told.due == START + timedelta(days=8, hours=2)


def test_two_missed_trips_ask_the_desk_to_ring_and_both_halves_of_a_pair_are_one(cast: Cast, care: PlanMade) -> None:
    visit(cast, care, 2, state=VisitState.NO_SHOW)
    visit(cast, care, 2, MOVEMENT, VisitState.NO_SHOW, minute=40)
    looked(cast, care, 3)
    assert tasks(cast, "missed_visits") == []

    visit(cast, care, 5, state=VisitState.NO_SHOW)
    looked(cast, care, 6)
    looked(cast, care, 7)

    (told,) = tasks(cast, "missed_visits")
    assert told.job == Job.PEOPLE.value


def test_an_event_that_nobody_told_the_lead_of_is_told(cast: Cast, care: PlanMade) -> None:
    AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="needle_site.bruise", severity="moderate", story="",
        by_id=str(cast.wei.user_id), at=START + timedelta(days=1),
    )  # fmt: skip

    looked(cast, care, 2)
    looked(cast, care, 3)

    assert len(tasks(cast, "tell_lead")) == 1


def test_new_numbness_among_the_events_is_looked_at_the_same_day(cast: Cast, care: PlanMade) -> None:
    AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind="movement.nerve_change", severity="mild", story="",
        by_id=str(cast.dana.user_id), at=START + timedelta(days=1),
    )  # fmt: skip

    looked(cast, care, 1.1)

    assert len(tasks(cast, "leg_pain")) == 1


def test_a_measure_that_was_due_is_asked_for_once_and_then_at_the_visit(cast: Cast, care: PlanMade) -> None:
    looked(cast, care, 21)
    assert tasks(cast, "ask_measure") == []
    looked(cast, care, 23)
    finish(cast, "ask_measure")
    looked(cast, care, 24)
    finish(cast, "ask_measure")
    looked(cast, care, 25)

    says = [str(told.says["message"]) for told in tasks(cast, "ask_measure")]
    assert [text.split(".")[0] for text in says] == [
        "A measure was due and is not answered",
        "A measure was due and was asked for once",
    ]


def test_pain_again_after_discharge_offers_the_way_back_once(cast: Cast, care: PlanMade) -> None:
    discharged(cast, care)
    Watch.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, due=date(2027, 5, 11),
        state="answered", answer={"had_pain": True, "pain": None}, answered_at=START + timedelta(days=70),
    )  # fmt: skip

    looked(cast, care, 70)
    looked(cast, care, 71)

    assert len(tasks(cast, "invite_back")) == 1
    assert kinds(cast) == []


def test_who_answers_that_pain_came_back_is_invited_at_once(cast: Cast, care: PlanMade) -> None:
    discharged(cast, care)
    asked = Watch.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, due=date(2027, 5, 11)
    )

    with clock.at(START + timedelta(days=71)):
        told = got(answer_watch(by=cast.dana, watch_id=asked.id, had_pain=True))

    assert told.flare_id is None
    assert len(tasks(cast, "invite_back")) == 1
