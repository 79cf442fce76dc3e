"""Rules propose once for the same facts, with all they rest on; a clinician decides; only a yes changes the plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from tests.care import PlanMade, drafted, got, no
from tests.library.knowledge_copy import copied, mend
from tests.people import Cast

from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line, PlanOfCare
from weft.core.shared.care import NEEDLES
from weft.core.shared.explained import Explanation
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import NotAllowed, NotFound, system_of
from weft.records.actions.adjust import decide, look
from weft.records.actions.measure import record_scores
from weft.records.models import Clinic, Decision, Plan, PlanVersion, Proposal, Review, Task, Visit, VisitState
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
Score = Callable[[int, int], None]


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    with clock.at(START):
        made = drafted(cast)
    needled(cast, made)
    return made


def needled(cast: Cast, care: PlanMade) -> None:
    """One needle visit is given; more are planned."""
    starts = START
    Visit.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, discipline=NEEDLES,
        state=VisitState.DONE, starts=starts, ends=starts + timedelta(minutes=30), local_date=starts.date(),
        local_start=starts.time(), zone="America/Toronto", tzdata_version="2026a",
        practitioner_id=str(cast.wei.membership_id),
    )  # fmt: skip


@pytest.fixture
def scored(cast: Cast, care: PlanMade) -> Score:
    def say(day: int, pain: int) -> None:
        with clock.at(START + timedelta(days=day)):
            got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(pain)}))

    return say


def proposals(cast: Cast) -> list[Proposal]:
    return list(Proposal.objects.within(cast.clinic.id).order_by("at"))


def one(cast: Cast) -> UUID:
    (found,) = proposals(cast)
    return found.id


def versions(cast: Cast) -> list[PlanVersion]:
    return list(PlanVersion.objects.within(cast.clinic.id).order_by("number"))


def first_needles(plan: PlanOfCare) -> Line:
    return plan.phases[0].lanes[Lane.NEEDLES][0]


def open_tasks(cast: Cast, kind: str) -> int:
    return Task.objects.within(cast.clinic.id).filter(kind=kind, done_at__isnull=True).count()


def test_two_real_changes_in_a_row_propose_rarer_needles(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    assert proposals(cast) == []

    scored(9, 3)

    (found,) = proposals(cast)
    why = from_json(Explanation, found.inputs)
    assert (found.kind, found.rule, why.rule) == ("taper", "taper", "taper")
    assert ("baseline", "6") in why.inputs
    assert why.sources
    assert found.knowledge_version
    assert found.version_id == versions(cast)[0].id
    assert found.review is not None
    assert open_tasks(cast, "review_due") == 1


def test_one_change_that_is_not_real_proposes_nothing(cast: Cast, scored: Score) -> None:
    scored(2, 5)
    scored(9, 4)

    assert proposals(cast) == []


def test_the_same_facts_are_told_once(cast: Cast, care: PlanMade, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)
    scored(12, 3)

    again = got(look(by=system_of(cast.clinic.id), episode_id=care.episode_id))

    assert again == ()
    assert len(proposals(cast)) == 1


def test_a_daily_tap_is_another_question_and_proposes_nothing(cast: Cast, care: PlanMade) -> None:
    for day in (5, 6, 7):
        with clock.at(START + timedelta(days=day)):
            got(record_scores(by=cast.marta, person_id=cast.marta_id, scores={"nprs": Decimal(1)}, source="check_in"))

    assert proposals(cast) == []


def test_a_clinic_that_works_without_drafts_hears_no_draft_rule(
    cast: Cast, care: PlanMade, scored: Score, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path)
    signed = 'status = "reviewed"\nby = "Dana Okafor"\nregistration = "PT 4711"\non = 2026-11-01'
    mend(root, "measure/instruments/nprs.toml", 'status = "draft"', signed)  # the measure may be used, the rules not
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(root))
    Clinic.objects.filter(id=cast.clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    scored(2, 4)
    scored(9, 3)

    assert proposals(cast) == []


def test_a_yes_makes_a_version_with_a_thinner_line(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)

    with clock.at(START + timedelta(days=10)):
        done = got(decide(by=cast.wei, proposal_id=one(cast), answer="accepted"))

    assert done.version == 2
    before, after = (from_json(PlanOfCare, row.content) for row in versions(cast))
    was, now = first_needles(before), first_needles(after)
    assert (was.dose.per_week, now.dose.per_week) == (2, 1)
    assert "real change 2 times in a row" in str(now.because)
    assert str(now.until)
    assert Plan.objects.within(cast.clinic.id).get().state == "draft"
    assert open_tasks(cast, "review_due") == 0
    assert open_tasks(cast, "rebook") == 1
    assert not Review.objects.within(cast.clinic.id).filter(done_at__isnull=True, point="").exists()


def test_a_change_takes_the_dose_that_was_chosen(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)

    with clock.at(START + timedelta(days=10)):
        got(decide(by=cast.wei, proposal_id=one(cast), answer="changed", reason="travels", per_week=0.5))

    assert first_needles(from_json(PlanOfCare, versions(cast)[-1].content)).dose.per_week == 0.5
    assert versions(cast)[-1].reason == "travels"


def test_a_dose_that_is_not_rarer_is_refused(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)

    with clock.at(START + timedelta(days=10)):
        refused = no(decide(by=cast.wei, proposal_id=one(cast), answer="changed", reason="x", per_week=2))

    assert refused.reason is Reason.NOT_POSSIBLE
    assert not Decision.objects.within(cast.clinic.id).exists()


@pytest.mark.parametrize("answer", ["changed", "declined"])
def test_a_change_and_a_no_need_a_reason(cast: Cast, scored: Score, answer: str) -> None:
    scored(2, 4)
    scored(9, 3)

    assert no(decide(by=cast.wei, proposal_id=one(cast), answer=answer)).reason is Reason.MISSING


def test_a_no_with_a_reason_changes_nothing_and_new_facts_may_speak_again(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)
    with clock.at(START + timedelta(days=10)):
        got(decide(by=cast.wei, proposal_id=one(cast), answer="declined", reason="a hard week lies ahead"))
    assert len(versions(cast)) == 1

    scored(12, 3)
    assert len(proposals(cast)) == 1
    scored(19, 3)

    assert len(proposals(cast)) == 2


def test_a_no_in_the_evening_speaks_about_its_own_day_and_not_about_the_next(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)
    with clock.at(START + timedelta(days=9, hours=12)):  # 21:00 at the clinic, the next day in UTC
        got(decide(by=cast.wei, proposal_id=one(cast), answer="declined", reason="a hard week lies ahead"))

    scored(10, 3)
    assert len(proposals(cast)) == 1
    scored(17, 3)

    assert len(proposals(cast)) == 2


def test_a_no_in_the_morning_far_east_covers_the_scores_of_its_day(cast: Cast, scored: Score) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(zone="Pacific/Auckland")  # 3:00 there, the day before in UTC
    scored(2, 4)
    scored(9, 3)
    with clock.at(START + timedelta(days=9, minutes=30)):
        got(decide(by=cast.wei, proposal_id=one(cast), answer="declined", reason="a hard week lies ahead"))

    scored(12, 3)
    assert len(proposals(cast)) == 1
    scored(19, 3)

    assert len(proposals(cast)) == 2


@pytest.mark.parametrize(("zone", "due"), [("America/Toronto", 14), ("Pacific/Auckland", 15)])
def test_a_review_is_due_on_a_day_of_the_clinic(cast: Cast, scored: Score, zone: str, due: int) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(zone=zone)
    scored(2, 4)
    scored(9, 3)

    assert Review.objects.within(cast.clinic.id).get(point="").due == date(2027, 3, due)


def test_a_decision_is_made_once(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)
    with clock.at(START + timedelta(days=10)):
        got(decide(by=cast.wei, proposal_id=one(cast), answer="accepted"))

        refused = no(decide(by=cast.dana, proposal_id=one(cast), answer="accepted"))

    assert refused.reason is Reason.ALREADY_DONE


def test_the_desk_and_another_clinic_do_not_decide(cast: Cast, scored: Score) -> None:
    scored(2, 4)
    scored(9, 3)

    with pytest.raises(NotAllowed):
        decide(by=cast.noor, proposal_id=one(cast), answer="accepted")
    with pytest.raises(NotFound):
        decide(by=cast.otto, proposal_id=one(cast), answer="accepted")


def test_the_plans_own_review_points_come_due_once(cast: Cast, care: PlanMade) -> None:
    system = system_of(cast.clinic.id)
    for day in (13, 14, 15):
        with clock.at(START + timedelta(days=day)):
            got(look(by=system, episode_id=care.episode_id))
            due = Review.objects.within(cast.clinic.id).filter(point="tolerance").count()
            assert due == (0 if day < 14 else 1)
