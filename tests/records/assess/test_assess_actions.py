"""Assess: one shared story, a part for each discipline, signed by who has it, frozen afterwards."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import LOW_BACK, SECOND, got, no, opened, screened, work_with_drafts
from tests.people import Cast

from weft.core.assess.judge import JudgedKind
from weft.core.assess.parts import MovementPart, NeedlesPart, RiskAnswer, Story, TestValue
from weft.core.plan.case import Tried
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions import assess
from weft.records.models import Assessment, AssessmentPart, Clinic, Draft, Goal, Override, Score, Screening
from weft.records.reads import assess as reads
from weft.records.refused import Reason
from weft.records.signing import signer

pytestmark = pytest.mark.django_db

PULSE = NeedlesPart(pulse="wiry")
REACH = MovementPart(posture="sits long", tests=(TestValue(test="fingertip_to_floor", value=Decimal(30)),))


@pytest.fixture
def care(cast: Cast) -> assess.Opened:
    work_with_drafts(cast)
    return opened(cast)


def test_an_episode_begins_with_its_problems_and_their_pain(cast: Cast, care: assess.Opened) -> None:
    seen = reads.assessment(cast.wei, cast.marta_id)

    assert seen is not None
    assert [one.key for one in seen.problems] == ["low-back"]
    assert [(one.measure, one.value) for one in seen.baseline] == [("nprs", "6")]


def test_an_episode_takes_two_problems_at_once(cast: Cast) -> None:
    work_with_drafts(cast)
    opened(cast, LOW_BACK, SECOND)

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert len(seen.problems) == 2


def test_a_second_episode_waits_until_the_first_has_ended(cast: Cast, care: assess.Opened) -> None:
    refused = no(assess.open_episode(by=cast.wei, person_id=cast.marta_id, problems=[SECOND]))

    assert refused.reason is Reason.ALREADY_DONE


@pytest.mark.parametrize("problem", [replace(LOW_BACK, region="tail"), replace(LOW_BACK, pain=11)])
def test_a_problem_that_cannot_be_is_refused(cast: Cast, problem: object) -> None:
    refused = no(assess.open_episode(by=cast.wei, person_id=cast.marta_id, problems=[problem]))  # type: ignore[list-item]

    assert refused.reason is Reason.NOT_POSSIBLE
    assert reads.assessment(cast.wei, cast.marta_id) is None


def test_without_a_problem_nothing_begins(cast: Cast) -> None:
    assert no(assess.open_episode(by=cast.wei, person_id=cast.marta_id, problems=[])).reason is Reason.MISSING


def test_a_problem_is_added_later_but_not_under_a_known_id(cast: Cast, care: assess.Opened) -> None:
    got(assess.add_problem(by=cast.dana, episode_id=care.episode_id, problem=SECOND))

    again = no(assess.add_problem(by=cast.dana, episode_id=care.episode_id, problem=SECOND))
    assert again.reason is Reason.NOT_POSSIBLE


def test_the_story_is_shared(cast: Cast, care: assess.Opened) -> None:
    story = Story(told="sits all day", regions=("low_back",), tried=(Tried(what="rest", result="worse"),))
    got(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=story, seen=0))

    seen = reads.assessment(cast.dana, cast.marta_id)
    assert seen is not None
    assert (seen.story.part, seen.revision) == (story, 1)


def test_the_second_of_two_writers_is_told(cast: Cast, care: assess.Opened) -> None:
    got(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(told="a"), seen=0))

    late = no(assess.save_story(by=cast.dana, assessment_id=care.assessment_id, story=Story(told="b"), seen=0))
    assert late.reason is Reason.CHANGED_MEANWHILE


def test_a_region_that_nobody_knows_is_refused(cast: Cast, care: assess.Opened) -> None:
    odd = no(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(regions=("tail",))))

    assert odd.reason is Reason.NOT_POSSIBLE


def test_a_draft_is_seen_by_its_author_only(cast: Cast, care: assess.Opened) -> None:
    got(assess.save_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=PULSE))

    mine, theirs = (reads.assessment(each, cast.marta_id) for each in (cast.wei, cast.ren))
    assert mine
    assert theirs
    assert (mine.parts[0].part, theirs.parts[0].part) == (PULSE, None)


def test_only_a_member_of_the_discipline_signs_its_part(cast: Cast, care: assess.Opened) -> None:
    for by, kind, part in ((cast.wei, MOVEMENT, REACH), (cast.dana, NEEDLES, PULSE), (cast.elena, NEEDLES, PULSE)):
        refused = no(assess.sign_part(by=by, assessment_id=care.assessment_id, kind=kind, content=part))
        assert refused.reason is Reason.NOT_ALLOWED
        assert "Ren" in str(refused.words)


def test_ren_signs_both_parts(cast: Cast, care: assess.Opened) -> None:
    for kind, part in ((NEEDLES, PULSE), (MOVEMENT, REACH)):
        got(assess.sign_part(by=cast.ren, assessment_id=care.assessment_id, kind=kind, content=part))

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert [part.signed_as for part in seen.parts] == ["Ren", "Ren"]


def test_a_signed_part_is_frozen(cast: Cast, care: assess.Opened) -> None:
    got(assess.sign_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=PULSE))

    for act in (assess.save_part, assess.sign_part):
        again = no(act(by=cast.ren, assessment_id=care.assessment_id, kind=NEEDLES, content=NeedlesPart(pulse="slow")))
        assert again.reason is Reason.SIGNED
    row = AssessmentPart.objects.within(cast.clinic.id).get(kind=NEEDLES)
    assert row.content["part"]["pulse"] == "wiry"


def test_signing_takes_the_draft_and_removes_it(cast: Cast, care: assess.Opened) -> None:
    got(assess.save_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=PULSE))
    got(assess.sign_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES))

    assert not Draft.objects.within(cast.clinic.id).exists()


def test_nothing_written_is_not_signed(cast: Cast, care: assess.Opened) -> None:
    for content in (None, NeedlesPart()):
        empty = no(assess.sign_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=content))
        assert empty.reason is Reason.MISSING


def test_a_signed_story_stays(cast: Cast, care: assess.Opened) -> None:
    got(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(told="a")))
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind="story"))

    late = no(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(told="b")))
    assert late.reason is Reason.SIGNED


@pytest.mark.parametrize(("value", "fits"), [("0", True), ("-1", False), ("100", True), ("101", False)])
def test_a_test_value_lies_on_its_scale(cast: Cast, care: assess.Opened, value: str, fits: bool) -> None:
    part = MovementPart(tests=(TestValue(test="fingertip_to_floor", value=Decimal(value)),))

    result = assess.save_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=part)
    assert (getattr(result, "reason", None) is None) == fits


def test_a_signed_part_keeps_what_its_tests_said(cast: Cast, care: assess.Opened) -> None:
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=REACH))

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert [str(name) for name, _ in seen.parts[1].named_findings] == ["Fingertip to floor"]


def test_goals_keep_their_order_and_a_dropped_one_is_retired(cast: Cast, care: assess.Opened) -> None:
    got(assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["sit", "carry"]))
    got(assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["carry", "run"]))

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert seen.goals == ("carry", "run")
    assert Goal.objects.within(cast.clinic.id).get(words="sit").retired_at


def test_goals_from_an_older_form_do_not_retire_newer_ones(cast: Cast, care: assess.Opened) -> None:
    empty = assess.goals_revision(())
    got(assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["sit", "carry"], seen=empty))

    late = no(assess.save_first(by=cast.dana, episode_id=care.episode_id, goals=["run"], values={}, seen=empty))
    assert late.reason is Reason.CHANGED_MEANWHILE
    assert not Goal.objects.within(cast.clinic.id).filter(retired_at__isnull=False).exists()


def test_goals_from_a_form_that_shows_what_stands_are_set(cast: Cast, care: assess.Opened) -> None:
    got(assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["sit", "carry"]))
    seen = assess.goals_revision(["sit", "carry"])

    assert len(got(assess.set_goals(by=cast.dana, episode_id=care.episode_id, goals=["run"], seen=seen))) == 1


def test_the_same_goals_sent_twice_stand_once(cast: Cast, care: assess.Opened) -> None:
    empty = assess.goals_revision(())
    for _ in range(2):
        got(assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=["sit"], seen=empty))

    assert Goal.objects.within(cast.clinic.id).count() == 1


@pytest.mark.parametrize(("goals", "fits"), [(5, True), (6, False)])
def test_there_are_at_most_five_goals(cast: Cast, care: assess.Opened, goals: int, fits: bool) -> None:
    wanted = [f"goal {number}" for number in range(goals)]

    result = assess.set_goals(by=cast.wei, episode_id=care.episode_id, goals=wanted)
    assert isinstance(result, tuple) == fits


@pytest.mark.parametrize(("value", "fits"), [("0", True), ("10", True), ("-1", False), ("11", False)])
def test_first_scores_lie_on_their_scale(cast: Cast, care: assess.Opened, value: str, fits: bool) -> None:
    values = {"psfs": Decimal(value)}

    result = assess.save_baseline(by=cast.wei, episode_id=care.episode_id, values=values)
    assert isinstance(result, tuple) == fits
    assert Score.objects.within(cast.clinic.id).filter(measure="psfs").exists() == fits


def test_goals_are_not_kept_when_the_scores_beside_them_are_refused(cast: Cast, care: assess.Opened) -> None:
    no(assess.save_first(by=cast.wei, episode_id=care.episode_id, goals=["sit"], values={"nprs": Decimal(11)}))

    assert not Goal.objects.within(cast.clinic.id).exists()


def test_nobody_outside_the_care_team_gets_in(cast: Cast, care: assess.Opened) -> None:
    with pytest.raises(NotAllowed):
        assess.save_story(by=cast.noor, assessment_id=care.assessment_id, story=Story())
    for by in (cast.otto, cast.harold):
        with pytest.raises(NotFound):
            assess.save_story(by=by, assessment_id=care.assessment_id, story=Story())
    with pytest.raises(NotFound):
        assess.sign_part(by=cast.ren, assessment_id=uuid4(), kind=NEEDLES, content=PULSE)


WEAK = MovementPart(tests=(TestValue(test="great_toe_power", left=Decimal(4)),))


def judged(cast: Cast) -> dict[str, str]:
    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    return {one.judged.kind.value: one.judged.found for one in seen.judged}


def test_the_page_says_stage_picture_nerves_and_risk_so_far(cast: Cast, care: assess.Opened) -> None:
    screened(cast)
    story = Story(risk=tuple(RiskAnswer(question=each, answer=Answer.YES) for each in ("fear", "mood", "leg_pain")))
    got(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=story))

    said = judged(cast)
    assert (said["stage"], said["risk"], said["nerves"]) == ("chronic", "high", "not_examined")
    assert said["picture"] == "to_be_examined"


def test_before_the_health_questions_every_picture_waits(cast: Cast, care: assess.Opened) -> None:
    seen = reads.assessment(cast.wei, cast.marta_id)

    assert seen is not None
    (picture,) = [one.judged for one in seen.judged if one.judged.kind is JudgedKind.PICTURE]
    assert "they come first" in str(picture.why.words)


def test_what_it_said_at_the_last_signature_stays(cast: Cast, care: assess.Opened) -> None:
    screened(cast)
    got(assess.save_story(by=cast.wei, assessment_id=care.assessment_id, story=Story(told="a")))
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind="story"))
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=WEAK))
    screened(cast, growing_weakness=Answer.YES)

    assert judged(cast)["nerves"] == "one_level"
    assert judged(cast)["picture"] == "radicular"


def test_a_look_that_a_clinician_has_signed_lets_the_picture_go_on(cast: Cast, care: assess.Opened) -> None:
    screened(cast, organ_pattern=Answer.YES)
    row = Screening.objects.within(cast.clinic.id).get()
    assert row.outcome == "talk_first"
    got(assess.save_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=PULSE))
    assert judged(cast)["picture"] == "to_be_examined"
    Override.objects.create(
        clinic_id=cast.clinic.id, person_id=cast.marta_id, screening=row, modality="exercise", reason="seen",
        at=clock.now(), by=signer(cast.ren), until=clock.today("UTC") + timedelta(days=30),
    )  # fmt: skip
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=WEAK))

    assert judged(cast)["picture"] == "radicular"


def test_the_examination_before_this_one_is_compared_with(cast: Cast, care: assess.Opened) -> None:
    usual = MovementPart(tests=(TestValue(test="great_toe_power", left=Decimal(5)),))
    got(assess.sign_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=usual))
    again = Assessment.objects.create(
        clinic_id=cast.clinic.id, person_id=cast.marta_id, episode_id=care.episode_id, by=signer(cast.dana),
        at=clock.now() + timedelta(days=1),
    )  # fmt: skip
    got(assess.sign_part(by=cast.dana, assessment_id=again.id, kind=MOVEMENT, content=WEAK))

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    asks = [str(sign) for one in seen.judged for sign in one.asks]
    assert asks == ["Weakness that is getting worse"]


@pytest.mark.parametrize(
    ("content", "fits"),
    [(PULSE, False), (replace(PULSE, tongue_coat=("thin_white",)), True), (replace(PULSE, tongue="pale"), True)],
)
def test_what_the_clinic_asks_for_is_written_before_signing(
    cast: Cast, care: assess.Opened, content: NeedlesPart, fits: bool
) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(required_findings=["pulse", "tongue"])
    result = assess.sign_part(by=cast.wei, assessment_id=care.assessment_id, kind=NEEDLES, content=content)

    assert (getattr(result, "reason", None) is None) == fits
    assert fits or "Tongue" in str(no(result).words)


def test_parts_written_before_there_were_lists_are_still_read(cast: Cast, care: assess.Opened) -> None:
    got(assess.save_part(by=cast.dana, assessment_id=care.assessment_id, kind=MOVEMENT, content=REACH))
    got(assess.save_story(by=cast.dana, assessment_id=care.assessment_id, story=Story(told="a")))
    reach = {"test": "fingertip_to_floor", "value": "30", "left": None, "right": None}
    old = {"posture": "sits long", "neuro": "", "note": "", "tests": [reach]}
    Draft.objects.within(cast.clinic.id).update(content=old)
    story = {"told": "a", "tried": [], "regions": [], "factors": [], "aggravated_by": [], "comfort": ""}
    AssessmentPart.objects.within(cast.clinic.id).update(content={"part": story, "revision": 1})

    seen = reads.assessment(cast.dana, cast.marta_id)
    assert seen is not None
    assert (seen.parts[1].part, seen.story.part) == (REACH, Story(told="a"))


def test_the_page_reads_little(cast: Cast, care: assess.Opened) -> None:
    screened(cast)
    with CaptureQueriesContext(connection) as queries:
        reads.person(cast.ren, cast.marta_id)
        reads.assessment(cast.ren, cast.marta_id)
        reads.choices(cast.ren)

    assert sum('"records_auditread"' not in each["sql"] for each in queries.captured_queries) <= 12
