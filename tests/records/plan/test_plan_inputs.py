"""What a plan is drafted from: all that the assessment knows and what the person wishes; unknown stays unknown."""

from decimal import Decimal

import pytest
from tests.care import LOW_BACK, SECOND, got, no, opened, screened, work_with_drafts
from tests.people import Cast

from weft.core.assess.parts import STORY, MovementPart, Part, Story, TestValue
from weft.core.assess.pictures import NerveState
from weft.core.plan.case import Case, Problem
from weft.core.shared.care import MOVEMENT, Answer, Outcome
from weft.library.stored import from_json
from weft.records.actions import assess, plan
from weft.records.actions.assess import Opened
from weft.records.models import PlanVersion
from weft.records.plan_cases import leg_signs
from weft.records.reads import plan as reads
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db

STIRRED = MovementPart(flares="after_little", settles="next_day", stirred_pain=Decimal(8))
LEG = Problem(id="leg", region="low_back", since_weeks=20, text="right leg", radiates_to="below_knee")


@pytest.fixture(autouse=True)
def drafts(cast: Cast) -> None:
    work_with_drafts(cast)


def with_parts(cast: Cast, care: Opened, **parts: Part) -> None:
    for kind, part in parts.items():
        got(assess.sign_part(by=cast.ren, assessment_id=care.assessment_id, kind=kind, content=part))


def case_of(cast: Cast, care: Opened, **options: object) -> Case:
    got(plan.draft(by=cast.ren, episode_id=care.episode_id, **options))  # type: ignore[arg-type]
    return from_json(Case, PlanVersion.objects.within(cast.clinic.id).get().case)


def weak_toe(grade: int) -> MovementPart:
    return MovementPart(tests=(TestValue(test="great_toe_power", left=Decimal(grade), right=Decimal(5)),))


def test_before_the_examination_everything_it_would_say_is_unknown(cast: Cast) -> None:
    screened(cast)
    [told] = case_of(cast, opened(cast)).problems

    assert (told.leg_signs, told.irritability, told.picture, told.episodes_before) == ("", "", "", None)
    assert (told.since_weeks, told.radiates_to) == (26, "hip")


def test_irritability_picture_and_earlier_episodes_go_into_the_case(cast: Cast) -> None:
    screened(cast)
    care = opened(cast, SECOND)
    parts: dict[str, Part] = {STORY: Story(told="lifting", earlier_episodes=2), MOVEMENT: STIRRED}
    with_parts(cast, care, **parts)

    [told] = case_of(cast, care).problems
    assert (told.irritability, told.picture, told.episodes_before) == ("high", "non_specific", 2)


def test_earlier_episodes_are_about_the_first_problem_only(cast: Cast) -> None:
    screened(cast)
    care = opened(cast, LOW_BACK, SECOND)
    with_parts(cast, care, **{STORY: Story(told="lifting", earlier_episodes=0)})

    assert [each.episodes_before for each in case_of(cast, care).problems] == [0, None]


def test_easily_stirred_up_makes_the_plan_gentler_and_says_so(cast: Cast) -> None:
    screened(cast)
    care = opened(cast)
    with_parts(cast, care, **{MOVEMENT: STIRRED})

    made = got(plan.draft(by=cast.ren, episode_id=care.episode_id))
    assert "easily stirred up" in str(reads.plan(cast.wei, made.plan_id).shown.plan.adjusted[0])


def test_what_a_clinician_has_typed_and_not_signed_does_not_count(cast: Cast) -> None:
    screened(cast)
    care = opened(cast)
    got(assess.save_part(by=cast.ren, assessment_id=care.assessment_id, kind=MOVEMENT, content=STIRRED))

    assert case_of(cast, care).problems[0].irritability == ""


@pytest.mark.parametrize(("grade", "signs"), [(4, "stable"), (3, "worsening")])
def test_the_nerve_tests_say_what_the_leg_does(cast: Cast, grade: int, signs: str) -> None:
    screened(cast)
    care = opened(cast, LEG)
    with_parts(cast, care, **{MOVEMENT: weak_toe(grade)})

    assert case_of(cast, care).problems[0].leg_signs == signs


def test_a_weak_leg_without_an_answer_about_getting_worse_stays_unknown(cast: Cast) -> None:
    screened(cast, growing_weakness=Answer.UNSURE)
    care = opened(cast, LEG)
    with_parts(cast, care, **{MOVEMENT: weak_toe(4)})

    assert case_of(cast, care).problems[0].leg_signs == ""


def test_a_leg_that_grows_weaker_stops_the_plan(cast: Cast) -> None:
    screened(cast)
    care = opened(cast, LEG)
    with_parts(cast, care, **{MOVEMENT: weak_toe(3)})
    made = got(plan.draft(by=cast.ren, episode_id=care.episode_id))

    content = reads.plan(cast.wei, made.plan_id).shown.plan
    assert (content.phases, content.clearance.outcome) == ((), Outcome.STOP)


@pytest.mark.parametrize(
    ("state", "not_worse", "signs"),
    [
        (NerveState.NOT_EXAMINED, True, ""), (NerveState.INCOMPLETE, True, ""), (NerveState.NORMAL, False, "stable"),
        (NerveState.TENSION, False, "stable"), (NerveState.ONE_LEVEL, True, "stable"),
        (NerveState.ONE_LEVEL, False, ""), (NerveState.SEVERAL_LEVELS, False, ""),
        (NerveState.WORSENING, True, "worsening"), (NerveState.CORD, True, "worsening"),
    ],
)  # fmt: skip
def test_each_state_of_the_nerves_means_one_thing(state: NerveState, not_worse: bool, signs: str) -> None:
    assert leg_signs(state, not_worse=not_worse) == signs


def test_an_arm_says_nothing_about_a_leg(cast: Cast) -> None:
    screened(cast)
    care = opened(cast, Problem(id="neck", region="neck", since_weeks=8))
    with_parts(cast, care, **{MOVEMENT: weak_toe(3)})

    assert case_of(cast, care).problems[0].leg_signs == ""


def test_usual_pain_comes_from_the_scores_of_that_problem(cast: Cast) -> None:
    screened(cast)
    care = opened(cast, LOW_BACK, SECOND)
    with_parts(cast, care, **{STORY: Story(told="lifting")})

    assert [each.pain for each in case_of(cast, care).problems] == [6, None]


def test_wishes_are_kept_with_the_version_and_leave_lines_out(cast: Cast) -> None:
    screened(cast)
    case = case_of(cast, opened(cast), wishes=["home_first", "no_needles"])

    seen = reads.plan(cast.wei, PlanVersion.objects.within(cast.clinic.id).get().plan_id)
    assert (case.wishes, seen.wishes) == (("no_needles", "home_first"),) * 2
    assert str(seen.shown.plan.withheld[0]).startswith("As you wish: no needles.")


def test_drafting_again_keeps_the_wishes_unless_others_are_said(cast: Cast) -> None:
    screened(cast)
    made = got(plan.draft(by=cast.ren, episode_id=opened(cast).episode_id, wishes=["few_trips"]))
    got(plan.redraft(by=cast.ren, plan_id=made.plan_id, reason="again"))
    got(plan.redraft(by=cast.ren, plan_id=made.plan_id, wishes=["no_electro"]))

    seen = reads.plan(cast.wei, made.plan_id)
    assert (seen.wishes, str(seen.version.why)) == (("no_electro",), "their wish")
    assert reads.plan(cast.wei, made.plan_id, version=2).wishes == ("few_trips",)


def test_an_unknown_wish_and_a_set_that_fits_nothing_are_refused(cast: Cast) -> None:
    screened(cast)
    episode_id = opened(cast).episode_id

    none_left = {"wishes": ["needles_only", "no_needles"]}
    for options in ({"wishes": ["gold_needles"]}, none_left, {"pathway": "sciatica_long"}, {"pathway": "nothing"}):
        assert no(plan.draft(by=cast.ren, episode_id=episode_id, **options)).reason is Reason.NOT_POSSIBLE
    assert not PlanVersion.objects.within(cast.clinic.id).exists()
