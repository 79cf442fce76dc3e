"""Plan: drafted from the records, changed with a reason, agreed by every discipline and the person."""

from datetime import timedelta
from functools import partial

import pytest
from tests.care import LOW_BACK, SECOND, PlanMade, drafted, got, no, opened, screened, signed, work_with_drafts
from tests.people import Cast

from weft.core.plan.changing import BasedOn, LineChange
from weft.core.plan.facts import Lane
from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import assess, plan
from weft.records.models import PlanAgreement, PlanState, PlanVersion, Task
from weft.records.reads import plan as reads
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db

SETTLE_NEEDLES = "low-back.settle_needles"
REBUILD_NEEDLES = "low-back.rebuild_needles"


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


def because(**changed: object) -> LineChange:
    said: dict[str, object] = {"because": "It hurts less.", "now": "Once a week.", "until": "Week 2 ends."}
    return LineChange(based_on=BasedOn.THEIR_DATA, **(said | changed))  # type: ignore[arg-type]


def test_the_draft_is_the_default_set_with_its_explanation(cast: Cast, made: PlanMade) -> None:
    seen = reads.plan(cast.wei, made.plan_id)

    assert seen.shown.plan.pathways == ("low_back_desk_work",)
    assert (seen.shown.plan.needles.planned, seen.shown.plan.movement.planned) == (7, 14)
    row = PlanVersion.objects.within(cast.clinic.id).get()
    assert (row.number, row.case["problems"][0]["id"], bool(row.knowledge_version)) == (1, "low-back", True)


def test_there_is_one_plan_for_an_episode(cast: Cast, made: PlanMade) -> None:
    assert no(plan.draft(by=cast.wei, episode_id=made.episode_id)).reason is Reason.ALREADY_DONE


def test_without_answers_nothing_is_drafted(cast: Cast) -> None:
    work_with_drafts(cast)

    refused = no(plan.draft(by=cast.wei, episode_id=opened(cast).episode_id))
    assert refused.reason is Reason.MISSING


def test_blocked_needles_leave_a_movement_plan(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast, saddle_numbness=Answer.NO, blood_thinner=Answer.UNSURE)
    result = got(plan.draft(by=cast.wei, episode_id=opened(cast).episode_id))

    content = reads.plan(cast.wei, result.plan_id).shown.plan
    assert content.withheld
    assert not any(phase.lanes[Lane.NEEDLES] for phase in content.phases)


def test_a_second_problem_joins_the_same_plan(cast: Cast, made: PlanMade) -> None:
    got(assess.add_problem(by=cast.ren, episode_id=made.episode_id, problem=SECOND))
    result = got(plan.redraft(by=cast.ren, plan_id=made.plan_id, reason="second problem"))

    seen = reads.plan(cast.wei, made.plan_id)
    assert (result.plan_id, result.version, len(seen.shown.plan.pathways)) == (made.plan_id, 2, 2)
    assert seen.version.typed_why == "second problem"


def test_two_problems_are_planned_together_from_the_start(cast: Cast) -> None:
    seen = reads.plan(cast.wei, drafted(cast, LOW_BACK, SECOND).plan_id)

    lines = [one for phase in seen.shown.phases for lane in phase.lanes for one in lane.lines]
    assert {one.line.problem for one in lines} == {"low-back", "low-back-2"}
    assert all(one.problem for one in lines)


def test_a_changed_line_is_a_new_version_and_the_first_stays(cast: Cast, made: PlanMade) -> None:
    result = got(
        plan.change_line(
            by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because(per_week=1), version=1
        )
    )

    now, first = reads.plan(cast.wei, made.plan_id), reads.plan(cast.wei, made.plan_id, version=1)
    assert (result.version, now.shown.plan.needles.planned, first.shown.plan.needles.planned) == (2, 5, 7)
    assert [each.line.id for each in now.changes] == [SETTLE_NEEDLES]
    assert str(now.version.why) == "their own numbers"


@pytest.mark.parametrize("empty", ["because", "now", "until"])
def test_a_line_without_because_now_until_is_refused(cast: Cast, made: PlanMade, empty: str) -> None:
    change = because(**{empty: "  "})

    refused = no(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=change))
    assert refused.reason is Reason.MISSING
    assert PlanVersion.objects.within(cast.clinic.id).count() == 1


@pytest.mark.parametrize(("per_week", "fits"), [(3, True), (4, False), (0, True), (-1, False)])
def test_a_dose_stays_within_a_week(cast: Cast, made: PlanMade, per_week: int, fits: bool) -> None:
    change = because(per_week=per_week)

    result = plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=change)
    assert isinstance(result, plan.Drafted) == fits


def test_the_second_of_two_clinicians_is_told_who_was_faster(cast: Cast, made: PlanMade) -> None:
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because(), version=1))

    late = no(plan.change_line(by=cast.dana, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because(), version=1))
    assert late.reason is Reason.CHANGED_MEANWHILE
    assert "Wei" in str(late.words)


def test_another_set_is_chosen_and_one_that_does_not_fit_is_refused(cast: Cast, made: PlanMade) -> None:
    got(plan.choose_pathway(by=cast.wei, plan_id=made.plan_id, pathway="low_back_trial_dose"))

    assert reads.plan(cast.wei, made.plan_id).shown.plan.pathways == ("low_back_trial_dose",)
    assert no(plan.choose_pathway(by=cast.wei, plan_id=made.plan_id, pathway="nothing")).reason is Reason.NOT_POSSIBLE


def test_it_is_agreed_when_both_disciplines_and_the_person_have_said_yes(cast: Cast, made: PlanMade) -> None:
    says_yes = partial(plan.agree, plan_id=made.plan_id, version=1)

    assert got(says_yes(by=cast.wei, role="needles")) is PlanState.DRAFT
    assert got(says_yes(by=cast.dana, role="movement")) is PlanState.DRAFT
    assert got(says_yes(by=cast.marta, role="person")) is PlanState.AGREED


def test_ren_agrees_for_both_at_once(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    state = got(plan.agree(by=cast.ren, plan_id=made.plan_id, version=1, role="person", how="recorded_yes"))

    assert state is PlanState.AGREED
    assert PlanAgreement.objects.within(cast.clinic.id).filter(by_id=cast.ren.user_id).count() == 3


def test_every_yes_keeps_the_words_that_were_read(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))

    row = PlanAgreement.objects.within(cast.clinic.id).filter(role="needles").get()
    assert row.wording is not None
    assert "Needles 2 a week" in row.wording.text


def test_the_person_comes_last(cast: Cast, made: PlanMade) -> None:
    got(plan.agree(by=cast.wei, plan_id=made.plan_id, version=1, role="needles"))

    early = no(plan.agree(by=cast.marta, plan_id=made.plan_id, version=1, role="person"))
    assert early.reason is Reason.NOT_AGREED
    assert "Movement" in str(early.words)


def test_nobody_says_yes_for_a_discipline_of_others(cast: Cast, made: PlanMade) -> None:
    assert no(plan.agree(by=cast.dana, plan_id=made.plan_id, version=1, role="needles")).reason is Reason.NOT_ALLOWED
    assert no(plan.agree_mine(by=cast.elena, plan_id=made.plan_id, version=1)).reason is Reason.NOT_ALLOWED


def test_a_clinician_cannot_sign_for_the_person(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))

    signs = no(plan.agree(by=cast.ren, plan_id=made.plan_id, version=1, role="person", how="signature"))
    assert signs.reason is Reason.NOT_ALLOWED


def test_a_yes_is_given_once(cast: Cast, made: PlanMade) -> None:
    got(plan.agree(by=cast.wei, plan_id=made.plan_id, version=1, role="needles"))

    again = no(plan.agree(by=cast.wei, plan_id=made.plan_id, version=1, role="needles"))
    assert again.reason is Reason.ALREADY_DONE
    assert no(plan.agree_mine(by=cast.wei, plan_id=made.plan_id, version=1)).reason is Reason.ALREADY_DONE


def test_a_yes_to_an_earlier_version_does_not_count(cast: Cast, made: PlanMade) -> None:
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because()))

    late = no(plan.agree(by=cast.wei, plan_id=made.plan_id, version=1, role="needles"))
    assert late.reason is Reason.CHANGED_MEANWHILE


def test_a_new_version_is_agreed_anew(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    got(plan.agree(by=cast.marta, plan_id=made.plan_id, version=1, role="person"))
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=REBUILD_NEEDLES, change=because()))

    seen = reads.plan(cast.wei, made.plan_id)
    assert (seen.state, seen.is_agreed, seen.mine) == ("draft", False, ("needles",))


def test_the_person_reads_the_version_that_the_clinicians_agreed_on(cast: Cast, made: PlanMade) -> None:
    assert reads.own_plan(cast.marta) is None
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because()))

    own = reads.own_plan(cast.marta)
    assert own is not None
    assert (own.version.number, own.is_latest) == (1, False)


@pytest.mark.parametrize(("weeks", "is_signed", "is_open"), [(2, False, False), (2, True, True), (3, True, False)])
def test_two_weeks_are_bookable_on_the_assessors_signature(
    cast: Cast, made: PlanMade, weeks: int, is_signed: bool, is_open: bool
) -> None:
    if is_signed:
        signed(cast, made.assessment_id)

    assert reads.may_book(cast.wei, made.plan_id, weeks=weeks).is_open is is_open


def test_everything_is_bookable_once_agreed(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    got(plan.agree(by=cast.marta, plan_id=made.plan_id, version=1, role="person"))

    assert reads.may_book(cast.noor, made.plan_id, weeks=9).is_open


def test_a_question_of_the_person_waits_for_a_clinician(cast: Cast, made: PlanMade) -> None:
    got(plan.ask(by=cast.marta, plan_id=made.plan_id, question="Why two a week?"))

    task = Task.objects.within(cast.clinic.id).get(kind=plan.QUESTION)
    assert task.due > clock.now() + timedelta(hours=23)
    assert no(plan.ask(by=cast.marta, plan_id=made.plan_id, question=" ")).reason is Reason.MISSING


def test_nobody_else_touches_the_plan(cast: Cast, made: PlanMade) -> None:
    for by in (cast.otto, cast.harold, cast.visitor):
        with pytest.raises(NotFound):
            plan.agree(by=by, plan_id=made.plan_id, version=1, role="person")
        with pytest.raises(NotFound):
            plan.change_line(by=by, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because())
    with pytest.raises(NotAllowed):
        plan.change_line(by=cast.noor, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because())
    with pytest.raises(NotFound):
        plan.change_line(by=cast.marta, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=because())
