"""Care ends when goals were asked and nothing is open; it is watched, and there is a short way back."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from tests.care import PlanMade, drafted, got, no
from tests.people import Cast
from tests.records.treat import treat_builders as build

from weft.core.shared.care import Action, Answer, Outcome
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import assess, treat
from weft.records.actions.measure import record_scores
from weft.records.actions.prevent import GoalAnswer, come_back, discharge
from weft.records.actions.prevent_watch import answer_flare, answer_watch, report_flare
from weft.records.models import Episode, Flare, Plan, Score, Task, Watch
from weft.records.reads import assess as assess_reads
from weft.records.reads.person import person_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    with clock.at(build.at(-24 * 60)):
        return drafted(cast)


@pytest.fixture
def goal(cast: Cast, care: PlanMade) -> UUID:
    return got(assess.set_goals(by=cast.ren, episode_id=care.episode_id, goals=["Walk the dog"]))[0]


def open_tasks(cast: Cast, kind: str) -> int:
    return Task.objects.within(cast.clinic.id).filter(kind=kind, done_at__isnull=True).count()


def ended(cast: Cast, care: PlanMade) -> tuple[UUID, ...]:
    """Discharged at pain 2."""
    with clock.at(build.at(0)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(2)}))
        return got(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True)).watch_ids


def test_a_discharge_ends_episode_and_plan_and_sets_the_watch(cast: Cast, care: PlanMade, goal: UUID) -> None:
    with clock.at(build.at(0)):
        done = got(
            discharge(
                by=cast.wei, episode_id=care.episode_id, goals=[GoalAnswer(goal, Decimal(8))],
                stay_well={"keep": "walk"}, summary="went well",
            )
        )  # fmt: skip

    assert Episode.objects.within(cast.clinic.id).get().state == "discharged"
    assert Plan.objects.within(cast.clinic.id).get().state == "ended"
    days = [row.due.isoformat() for row in Watch.objects.within(cast.clinic.id).order_by("due")]
    assert len(done.watch_ids) == len(days) == 5
    assert days[0] == "2027-04-01"
    assert Score.objects.within(cast.clinic.id).get(goal_id=goal).value == 8


def test_a_goal_that_was_not_reached_or_not_said_does_not_hold_anybody(cast: Cast, care: PlanMade, goal: UUID) -> None:
    got(discharge(by=cast.wei, episode_id=care.episode_id, goals=[GoalAnswer(goal)], reason="own_wish"))


def test_a_goal_that_was_not_asked_is_named(cast: Cast, care: PlanMade, goal: UUID) -> None:
    refused = no(discharge(by=cast.wei, episode_id=care.episode_id))

    assert refused.reason is Reason.MISSING
    assert "Walk the dog" in str(refused.words)


def test_without_goals_somebody_says_that_they_asked(cast: Cast, care: PlanMade) -> None:
    assert no(discharge(by=cast.wei, episode_id=care.episode_id)).reason is Reason.MISSING
    got(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))
    assert no(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True)).reason is Reason.ALREADY_DONE


def test_needles_in_and_notes_unsigned_are_named(cast: Cast, care: PlanMade) -> None:
    build.prepare(cast)
    trip = build.trip(cast)
    with clock.at(build.at(2)):
        build.assert_done(treat.needles_in(visit_id=trip.needles, by=cast.wei, count=6))
        in_place = no(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))
        build.assert_done(treat.needles_out(visit_id=trip.needles, by=cast.wei, count=6))
        unsigned = no(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))
        got(treat.sign_needles(visit_id=trip.needles, by=cast.wei))
        booked = no(discharge(by=cast.wei, episode_id=care.episode_id, said_no_goals=True))

    assert in_place.reason is Reason.NEEDLES_IN
    assert "6 needles" in str(in_place.words)
    assert "2 Mar 2027 (Needles) is not signed" in str(unsigned.words)
    assert "still booked for 2 Mar 2027 (Movement)" in str(booked.words)


def test_only_those_with_the_record_discharge(cast: Cast, care: PlanMade) -> None:
    with pytest.raises(NotAllowed):
        discharge(by=cast.noor, episode_id=care.episode_id, said_no_goals=True)
    with pytest.raises(NotFound):
        discharge(by=cast.otto, episode_id=care.episode_id, said_no_goals=True)


def test_a_calm_answer_is_kept_and_rings_nobody(cast: Cast, care: PlanMade) -> None:
    first, *_ = ended(cast, care)

    with clock.at(build.at(0, day=31)):
        told = got(answer_watch(by=cast.marta, watch_id=first, had_pain=False, pain=Decimal(3)))

    assert told.flare_id is None
    assert Watch.objects.within(cast.clinic.id).get(id=first).answer == {"had_pain": False, "pain": "3", "told": ""}
    assert open_tasks(cast, "flare") == 0


def test_two_points_more_than_at_discharge_is_a_flare(cast: Cast, care: PlanMade) -> None:
    first, *_ = ended(cast, care)

    with clock.at(build.at(0, day=31)):
        told = got(answer_watch(by=cast.marta, watch_id=first, had_pain=True, pain=Decimal(4), told="lifting"))
        again = no(answer_watch(by=cast.marta, watch_id=first, had_pain=True))

    assert told.flare_id
    assert open_tasks(cast, "flare") == 1
    assert again.reason is Reason.ALREADY_DONE


def test_somebody_elses_question_is_not_found(cast: Cast, care: PlanMade) -> None:
    first, *_ = ended(cast, care)

    for stranger in (cast.harold, cast.otto):
        with pytest.raises(NotFound):
            answer_watch(by=stranger, watch_id=first, had_pain=False)


def test_a_flare_waits_until_somebody_has_answered(cast: Cast, care: PlanMade) -> None:
    told = got(report_flare(by=cast.marta, person_id=cast.marta_id, told="since Sunday"))
    assert told.flare_id
    assert open_tasks(cast, "flare") == 1

    assert no(answer_flare(by=cast.wei, flare_id=told.flare_id, words=" ")).reason is Reason.MISSING
    got(answer_flare(by=cast.wei, flare_id=told.flare_id, words="Comes on Thursday."))

    assert open_tasks(cast, "flare") == 0
    assert Flare.objects.within(cast.clinic.id).get().answered_by_id == cast.wei.user_id
    assert no(answer_flare(by=cast.wei, flare_id=told.flare_id, words="x")).reason is Reason.ALREADY_DONE


@pytest.mark.parametrize("answered_first", [0, 1])
def test_two_flares_wait_until_both_are_answered(cast: Cast, care: PlanMade, answered_first: int) -> None:
    told = [got(report_flare(by=cast.marta, person_id=cast.marta_id, told=words)).flare_id for words in ("a", "b")]
    first, last = told[answered_first], told[1 - answered_first]
    assert first
    assert last

    got(answer_flare(by=cast.wei, flare_id=first, words="Rest today."))
    shown = person_page(cast.marta_id, cast.wei).care
    assert shown is not None
    assert "ring first" in str(shown.now)
    waiting = Task.objects.within(cast.clinic.id).get(kind="flare", done_at__isnull=True)
    assert waiting.subject == last

    got(answer_flare(by=cast.wei, flare_id=last, words="Comes on Thursday."))
    assert open_tasks(cast, "flare") == 0


def test_somebody_elses_flare_does_not_keep_the_task_open(cast: Cast, care: PlanMade) -> None:
    hers = got(report_flare(by=cast.marta, person_id=cast.marta_id)).flare_id
    his = got(report_flare(by=cast.harold, person_id=cast.harold_id)).flare_id
    assert hers

    got(answer_flare(by=cast.wei, flare_id=hers, words="Comes on Thursday."))

    assert Task.objects.within(cast.clinic.id).get(kind="flare", done_at__isnull=True).subject == his


def test_a_danger_sign_told_with_it_comes_first(cast: Cast, care: PlanMade) -> None:
    answers = {"saddle_numbness": Answer.YES}

    told = got(report_flare(by=cast.marta, person_id=cast.marta_id, answers=answers))

    assert (told.outcome, told.action) == (Outcome.STOP, Action.EMERGENCY)
    assert open_tasks(cast, "red_answer") == 1


def test_the_desk_may_write_down_a_flare_and_others_may_not(cast: Cast, care: PlanMade) -> None:
    got(report_flare(by=cast.noor, person_id=cast.marta_id, source="phone"))

    for stranger in (cast.harold, cast.otto):
        with pytest.raises(NotFound):
            report_flare(by=stranger, person_id=cast.marta_id)


def test_the_way_back_is_a_new_episode_after_the_old_one(cast: Cast, care: PlanMade) -> None:
    assert no(come_back(by=cast.wei, person_id=cast.marta_id)).reason is Reason.ALREADY_DONE
    ended(cast, care)

    with clock.at(build.at(0, day=60)):
        made = got(come_back(by=cast.wei, person_id=cast.marta_id))

    assert Episode.objects.within(cast.clinic.id).get(id=made).after_id == care.episode_id
    again = assess_reads.assessment(cast.wei, cast.marta_id)
    assert again
    assert [one.key for one in again.problems] == ["low-back"]
    assert {row.state for row in Watch.objects.within(cast.clinic.id)} == {"closed"}


def test_somebody_who_was_never_here_begins_with_an_assessment(cast: Cast) -> None:
    assert no(come_back(by=cast.wei, person_id=cast.harold_id)).reason is Reason.NOT_POSSIBLE


def test_a_day_before_is_too_early_for_the_first_question(cast: Cast, care: PlanMade) -> None:
    ended(cast, care)

    due = Watch.objects.within(cast.clinic.id).order_by("due").values_list("due", flat=True)
    assert due[0] - build.at(0).date() == timedelta(days=30)


def test_after_discharge_the_person_page_says_what_stands_now(cast: Cast, care: PlanMade, goal: UUID) -> None:
    with clock.at(build.at(0)):
        before = person_page(cast.marta_id, cast.wei)
        got(
            discharge(
                by=cast.wei, episode_id=care.episode_id, goals=[GoalAnswer(goal, Decimal(8))],
                stay_well={"keep": "walk", "way_back": "Ring us."}, summary="went well",
            )
        )  # fmt: skip
        after = person_page(cast.marta_id, cast.wei)

    assert before.care
    assert before.care.why
    assert (before.care.ended, before.course_of) == (None, care.plan_id)
    assert after.care
    assert after.care.ended
    assert (after.care.why, after.course_of, after.care.is_discharged) == (None, None, True)
    assert (str(after.care.ended.reason), after.care.ended.summary) == ("The plan is finished", "went well")
    assert after.care.ended.way_back == "Ring us."
    assert (str(after.care.ended.asked_next), after.care.ended.is_asked) == ("2027-04-01", False)


def test_care_that_was_begun_again_says_why_this_now(cast: Cast, care: PlanMade) -> None:
    ended(cast, care)
    with clock.at(build.at(60)):
        got(come_back(by=cast.wei, person_id=cast.marta_id))
        page = person_page(cast.marta_id, cast.wei)

    assert page.care
    assert page.care.ended is None
