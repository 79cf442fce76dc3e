"""What a plan's page is given: checks over all care, what changed and why, and the sets that fit."""

from datetime import timedelta

import pytest
from tests.care import PlanMade, drafted, got, opened, screened, work_with_drafts
from tests.people import Cast

from weft.core.plan.changing import BasedOn, LineChange
from weft.core.plan.checks import CheckKind
from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.access import NotFound
from weft.records.actions import plan, plan_agreement
from weft.records.models import Visit, VisitState
from weft.records.reads import plan as reads
from weft.records.reads.plan_choice import to_draft

pytestmark = pytest.mark.django_db

SETTLE_NEEDLES = "low-back.settle_needles"


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


def needled(cast: Cast, times: int, made: PlanMade | None = None, state: str = VisitState.DONE) -> None:
    by = cast.wei.membership_id
    assert by
    for day in range(times):
        starts = clock.now() - timedelta(days=2 * day + 1)
        Visit.objects.create(
            clinic=cast.clinic, person_id=cast.marta_id, episode_id=made.episode_id if made else None,
            discipline=NEEDLES, state=state, starts=starts, ends=starts + timedelta(minutes=30),
            local_date=starts.date(), local_start=starts.time(), zone="America/Toronto", tzdata_version="2026a",
            practitioner_id=by,
        )  # fmt: skip


def said(cast: Cast, made: PlanMade, kind: CheckKind = CheckKind.ASK) -> str:
    checks = reads.plan(cast.wei, made.plan_id).shown.checks
    return " ".join(str(each.says) for each in checks if each.kind is kind)


def change(**fields: object) -> LineChange:
    asked: dict[str, object] = {"because": "It hurts less.", "now": "Once a week.", "until": "Week 2 ends."}
    return LineChange(based_on=BasedOn.THEIR_DATA, **(asked | fields))  # type: ignore[arg-type]


def test_the_planned_needle_visits_stand_beside_both_caps(cast: Cast, made: PlanMade) -> None:
    fits = said(cast, made, CheckKind.FITS)

    assert "7 needle visits in 90 days and up to 2 as needed: within 12." in fits
    assert "7 needle visits in 365 days and up to 2 as needed: within 20." in fits


def test_needle_visits_already_given_are_counted_over_all_care(cast: Cast, made: PlanMade) -> None:
    needled(cast, 1, made)
    needled(cast, 2)

    assert "Needle visits given in the last 90 days: 3." in said(cast, made, CheckKind.FITS)


def test_with_many_given_before_the_planned_ones_ask_for_a_reason(cast: Cast, made: PlanMade) -> None:
    needled(cast, 6)

    assert "Needle visits given before this care in the last 90 days: 6." in said(cast, made)


@pytest.mark.parametrize("state", [VisitState.BOOKED, VisitState.CANCELLED, VisitState.NO_SHOW])
def test_only_visits_that_were_given_count(cast: Cast, made: PlanMade, state: str) -> None:
    needled(cast, 6, state=state)

    assert "visits given" not in said(cast, made, CheckKind.FITS) + said(cast, made)


def test_a_missing_agreement_is_asked_for_and_then_is_not(cast: Cast, made: PlanMade) -> None:
    assert "The agreement to needling is missing" in said(cast, made)

    got(plan_agreement.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality="needling"))
    assert "The agreement to needling" not in said(cast, made)


def test_an_earlier_version_is_not_checked_and_offers_no_set(cast: Cast, made: PlanMade) -> None:
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=change()))

    first = reads.plan(cast.wei, made.plan_id, version=1)
    assert (first.shown.checks, first.sets, first.is_latest) == ((), (), False)


def test_what_changed_is_said_with_its_why(cast: Cast, made: PlanMade) -> None:
    got(plan.change_line(by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=change(per_week=1)))

    seen = reads.plan(cast.wei, made.plan_id)
    assert "Because: It hurts less." in str(seen.changed[0])
    assert str(seen.changed[-1]) == "Needle visits planned in all: 5. Before: 7."
    assert reads.plan(cast.wei, made.plan_id, version=1).changed == ()


def test_the_person_reads_what_changed_since_the_plan_they_read_before(cast: Cast, made: PlanMade) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    for per_week in (3, 1):
        got(
            plan.change_line(
                by=cast.wei, plan_id=made.plan_id, line_id=SETTLE_NEEDLES, change=change(per_week=per_week)
            )
        )
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=3))

    own = reads.own_plan(cast.marta)
    assert own is not None
    assert str(own.changed[-1]) == "Needle visits planned in all: 5. Before: 7."


def test_what_to_expect_comes_with_its_sources(cast: Cast, made: PlanMade) -> None:
    seen = reads.plan(cast.wei, made.plan_id)

    assert "Nobody can say in which group you will be." in str(seen.shown.plan.expectations[0])
    assert any("Cherkin" in source for source in seen.sources)


def test_the_fitting_sets_are_offered_the_suggested_one_first(cast: Cast, made: PlanMade) -> None:
    first, second = reads.plan(cast.wei, made.plan_id).sets

    assert (first.id, first.is_suggested, first.is_chosen) == ("low_back_desk_work", True, True)
    assert (second.id, second.is_suggested, second.is_chosen) == ("low_back_trial_dose", False, False)
    assert "It fits pain there for 12 weeks or more; here 26." in str(second.why[0])


def test_going_back_to_the_suggested_set_is_another_set(cast: Cast, made: PlanMade) -> None:
    got(plan.choose_pathway(by=cast.wei, plan_id=made.plan_id, pathway="low_back_trial_dose"))
    got(plan.redraft(by=cast.wei, plan_id=made.plan_id, pathway=""))

    seen = reads.plan(cast.wei, made.plan_id)
    assert (seen.shown.plan.pathways, seen.chosen) == (("low_back_desk_work",), "")
    assert str(seen.version.why) == "another set"


def test_before_the_first_draft_the_choice_says_what_is_missing(cast: Cast) -> None:
    work_with_drafts(cast)
    with pytest.raises(NotFound):
        to_draft(cast.wei, cast.marta_id)
    opened(cast)
    assert "Ask the health questions first" in str(to_draft(cast.wei, cast.marta_id).missing)

    screened(cast)
    seen = to_draft(cast.wei, cast.marta_id)
    assert (seen.missing, seen.plan_id, len(seen.sets)) == (None, None, 2)
