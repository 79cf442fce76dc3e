"""The assessment's page: opened, written by two, signed part by part."""

import pytest
from django.test import Client
from tests.care import opened, screened, signed, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.assess.parts import Story
from weft.core.shared.care import Answer
from weft.records.models import AssessmentPart, Clinic, Draft, Goal, Problem
from weft.records.reads import assess as reads

pytestmark = pytest.mark.django_db

PAIN = {"region": "low_back", "amount": "6", "unit": "month", "spreads": "hip", "pain": "6", "text": "back"}


@pytest.fixture
def url(cast: Cast) -> str:
    work_with_drafts(cast)
    return f"/people/{cast.marta_id}/assessment"


@pytest.fixture
def wei(as_: ClientOf) -> Client:
    return as_("wei")


def test_the_first_problem_opens_the_assessment(wei: Client, url: str, cast: Cast) -> None:
    assert "Open the assessment" in wei.get(url).content.decode()
    answer = wei.post(f"{url}/problem", PAIN)

    assert (answer.status_code, answer["location"]) == (303, f"{url}?saved=problem#problems")
    row = Problem.objects.within(cast.clinic.id).get()
    assert (row.key, row.since_weeks, row.radiates_to) == ("low-back", 26, "hip")


def test_a_second_problem_in_the_same_place_gets_a_number(wei: Client, url: str, cast: Cast) -> None:
    for _ in range(2):
        wei.post(f"{url}/problem", PAIN)

    assert set(Problem.objects.within(cast.clinic.id).values_list("key", flat=True)) == {"low-back", "low-back-2"}


def test_a_value_that_cannot_be_is_shown_again_as_typed(wei: Client, url: str) -> None:
    answer = wei.post(f"{url}/problem", PAIN | {"pain": "11", "text": "like a knife"})

    assert answer.status_code == 400
    assert "like a knife" in answer.content.decode()


def test_both_clinicians_write_the_one_story(wei: Client, url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)
    wei.post(f"{url}/story", {"revision": "0", "told": "sits all day", "tried_rest": "worse", "regions": "low_back"})

    shown = as_("dana").get(url).content.decode()
    assert "sits all day" in shown
    late = as_("dana").post(f"{url}/story", {"revision": "0", "told": "mine"})
    assert late.status_code == 409


def test_a_kept_draft_is_only_its_authors(wei: Client, url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)
    wei.post(f"{url}/needles", {"pulse": "wiry and thin"})

    assert "wiry and thin" in wei.get(url).content.decode()
    assert "wiry and thin" not in as_("ren").get(url).content.decode()


def test_a_signed_part_shows_who_signed_and_what_the_tests_said(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)
    signing = {"posture": "sits long", "fingertip_to_floor_value": "30", "sign": "1"}
    assert as_("dana").post(f"{url}/movement", signing).status_code == 303

    shown = as_("wei").get(url).content.decode()
    for word in ("Signed", "Dana", "sits long", "above the usual"):
        assert word in shown


def test_the_usual_values_stand_beside_the_fields(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)

    shown = as_("dana").get(url).content.decode()
    for words in ("Usually 0 to 10.", "Usually 5."):
        assert words in shown


def test_a_value_off_the_scale_is_refused_beside_its_field(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)
    answer = as_("dana").post(f"{url}/movement", {"fingertip_to_floor_value": "101", "posture": "stoops"})

    assert answer.status_code == 400
    assert "stoops" in answer.content.decode()


def test_a_signed_part_is_not_signed_again(url: str, as_: ClientOf, cast: Cast) -> None:
    signed(cast, opened(cast).assessment_id)

    assert as_("wei").post(f"{url}/needles", {"pulse": "slow", "sign": "1"}).status_code == 409
    assert AssessmentPart.objects.within(cast.clinic.id).count() == 2


def test_each_part_is_for_its_discipline(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)

    assert as_("dana").post(f"{url}/needles", {"pulse": "slow"}).status_code == 403
    assert as_("wei").post(f"{url}/movement", {"posture": "stoops"}).status_code == 403


def test_goals_and_first_scores_are_kept_together(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    answer = wei.post(
        f"{url}/baseline",
        {"goals": "sit at work\ncarry", "name-0": "Sit", "new-0": "3", "name-1": "Lift", "new-1": "4"},
    )

    assert answer.status_code == 303
    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    assert seen.goals == ("sit at work", "carry")
    assert {one.measure: one.value for one in seen.baseline} == {"nprs": "6", "psfs": "3.5"}


def test_goals_typed_into_an_older_form_do_not_replace_newer_ones(
    wei: Client, url: str, as_: ClientOf, cast: Cast
) -> None:
    opened(cast)
    form = wei.get(url).context["forms"]["baseline"]
    older = {"seen": form.initial["seen"]}
    assert str(form["seen"]) in wei.get(url).content.decode()
    assert wei.post(f"{url}/baseline", older | {"goals": "sit at work"}).status_code == 303

    assert as_("dana").post(f"{url}/baseline", older | {"goals": ""}).status_code == 409
    fresh = {"seen": wei.get(url).context["forms"]["baseline"].initial["seen"]}
    assert as_("dana").post(f"{url}/baseline", fresh | {"goals": "carry"}).status_code == 303


@pytest.mark.parametrize(("score", "status"), [("10", 303), ("11", 400), ("-1", 400)])
def test_scores_run_from_0_to_10(wei: Client, url: str, cast: Cast, score: str, status: int) -> None:
    opened(cast)

    assert wei.post(f"{url}/baseline", {"goals": "", "name-0": "Sit", "new-0": score}).status_code == status
    assert not Goal.objects.within(cast.clinic.id).exists()


def test_the_plan_is_drafted_from_the_page(wei: Client, url: str, cast: Cast) -> None:
    screened(cast)
    opened(cast)
    assert "Draft the plan" in wei.get(url).content.decode()

    answer = wei.post(f"/people/{cast.marta_id}/plan")
    assert (answer.status_code, answer["location"][:7]) == (303, "/plans/")
    assert "Open the plan" in wei.get(url).content.decode()


def test_the_plan_waits_for_the_health_questions(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    answer = wei.post(f"/people/{cast.marta_id}/plan")

    assert answer.status_code == 422
    assert "Ask the health questions first" in answer.content.decode()


def test_others_do_not_get_in(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)

    assert as_("otto").get(url).status_code == 404
    assert as_("noor").get(url).status_code == 403
    assert as_("marta").get(url).status_code == 403
    assert as_("otto").post(f"{url}/problem", PAIN).status_code == 404


def test_wrong_methods_are_refused(wei: Client, url: str, cast: Cast) -> None:
    assert wei.post(url).status_code == 405
    assert wei.get(f"{url}/story").status_code == 405


def test_before_care_is_open_no_part_can_be_written(wei: Client, url: str) -> None:
    assert wei.post(f"{url}/needles", {"pulse": "slow"}).status_code == 404


STORY = {
    "revision": "0", "told": "sits all day", "behaviour": "worse_sitting", "weighs": ["long_sitting", "stress"],
    "earlier_episodes": "2", "seen_doctor": "yes", "seen_doctor_when": "in spring", "told_diagnosis": "a worn disc",
    "tried_opioids": "worse", "comfort_choices": ["quiet", "on_side"], "risk_fear": "yes", "risk_mood": "no",
    "start_back_total": "5", "start_back_mind": "4",
}  # fmt: skip


def test_the_whole_story_is_kept_and_shown_again(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    assert wei.post(f"{url}/story", STORY).status_code == 303

    seen = reads.assessment(cast.wei, cast.marta_id)
    assert seen is not None
    told = seen.story.part
    assert isinstance(told, Story)
    assert (told.earlier_episodes, told.seen_doctor, told.comfort_choices) == (2, "yes", ("quiet", "on_side"))
    assert (told.start_back_total, [each.question for each in told.risk]) == (5, ["fear", "mood"])
    form = wei.get(url).context["forms"]["story"]
    assert {name for name, value in form.initial.items() if value} >= STORY.keys() - {"revision"}


def test_a_signed_story_shows_what_was_ticked_and_tried(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    wei.post(f"{url}/story", STORY | {"sign": "1", "factors": "work"})

    shown = wei.get(url).content.decode()
    for words in ("worse with sitting", "many hours seated, much stress", "A doctor has looked at it", "in spring"):
        assert words in shown
    assert "Strong painkillers (opioids): it got worse" in shown


def test_totals_that_cannot_be_are_said_beside_them_and_nothing_typed_is_lost(
    wei: Client, url: str, cast: Cast
) -> None:
    opened(cast)
    answer = wei.post(f"{url}/story", STORY | {"start_back_mind": ""})

    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Write both numbers, or neither." in shown
    assert "a worn disc" in shown


def test_the_page_says_what_it_rests_on_and_what_to_look_at(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    wei.post(f"{url}/story", STORY)

    shown = wei.get(url).content.decode()
    for words in ("Working picture, not a diagnosis", "Lasting: 12 weeks or more", "It has come back", "Draft rule"):
        assert words in shown
    assert "Look at: Little movement and lost fitness" in shown
    assert "High risk of lasting pain" in shown


def test_graded_and_chosen_tests_are_kept_by_side(url: str, as_: ClientOf, cast: Cast) -> None:
    screened(cast)
    opened(cast)
    typed = {
        "great_toe_power_left": "3",
        "gait_value": "foot_drops",
        "knee_reflex_right": "absent",
        "flares": "after_little",
    }
    assert as_("dana").post(f"{url}/movement", typed | {"settles": "next_day", "sign": "1"}).status_code == 303

    shown = as_("wei").get(url).content.decode()
    for words in (
        "Pull the big toe up, left",
        "Knee reflex, right: cannot be found",
        "Ask now: Weakness",
        "High irrita",
    ):
        assert words in shown


def test_a_kept_movement_draft_comes_back_as_typed(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)
    as_("dana").post(f"{url}/movement", {"great_toe_power_left": "4", "gait_value": "slow", "stirred_pain": "6.5"})

    form = next(form for part, form, _ in as_("dana").get(url).context["parts"] if part.kind == "movement")
    assert 'value="4" selected' in str(form["great_toe_power_left"])
    assert 'value="slow" selected' in str(form["gait_value"])
    assert [fold.filled for fold in form.folds if fold.filled] == [1, 1, 1]


def test_what_the_clinic_asks_for_is_said_before_and_at_signing(wei: Client, url: str, cast: Cast) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(required_findings=["tongue"])
    opened(cast)
    assert wei.post(f"{url}/needles", {"pulse": "wiry"}).status_code == 303

    late = wei.post(f"{url}/needles", {"pulse": "wiry", "sign": "1"})
    assert (late.status_code, "The clinic asks for this before signing." in late.content.decode()) == (400, True)
    assert wei.post(f"{url}/needles", {"tongue_coat": "thin_white", "pulses": "deep", "sign": "1"}).status_code == 303
    assert "thin and white" in wei.get(url).content.decode()


def test_a_clinic_that_refuses_drafts_is_offered_free_text(wei: Client, url: str, cast: Cast) -> None:
    opened(cast)
    Clinic.objects.filter(id=cast.clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    shown = wei.get(url).content.decode()
    assert 'name="pattern"' in shown
    assert 'name="patterns"' not in shown


def test_one_button_saves_what_was_typed_in_every_part(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    typed = {
        "has": ["needles", "movement"],
        "revision": "0",
        "told": "sits all day",
        "pulse": "wiry",
        "posture": "slumps",
    }
    answer = as_("ren").post(
        f"{url}/save", typed | {"seen": "", "goals": "walk", "amount": "3", "at": "movement"} | NECK
    )

    assert (answer.status_code, answer["location"]) == (303, f"{url}?saved=movement#part-movement")
    shown = as_("ren").get(answer["location"]).content.decode()
    for words in ("sits all day", "wiry", "slumps", "walk", "Neck", "Saved."):
        assert words in shown


NECK = {"region": "neck", "unit": "week", "spreads": "stays"}


def test_signing_one_part_keeps_the_others_and_what_nobody_typed_is_not_saved(
    as_: ClientOf, url: str, cast: Cast
) -> None:
    opened(cast)
    page = as_("ren").get(url).context["forms"]
    shown = {"story_shown": page["story"].initial["story_shown"], "seen": page["baseline"].initial["seen"]}
    typed = {
        "has": ["needles", "movement"],
        "revision": "0",
        "seen_doctor": "",
        "pulse": "wiry",
        "sign": "1",
        "goals": "",
    }
    assert as_("ren").post(f"{url}/needles", typed | shown).status_code == 303

    kinds = AssessmentPart.objects.within(cast.clinic.id).values_list("kind", flat=True)
    assert (list(kinds), Draft.objects.within(cast.clinic.id).exists()) == (["needles"], False)


def test_a_fault_in_one_part_saves_nothing_and_drops_nothing(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    typed = {"has": "movement", "revision": "0", "told": "sits all day", "fingertip_to_floor_value": "101"}
    answer = as_("dana").post(f"{url}/save", typed | {"at": "story"})

    shown = answer.content.decode()
    assert (answer.status_code, "NOT saved" in shown, "sits all day" in shown) == (400, True, True)
    assert "Write a number from 0 to 100." in shown
    assert not AssessmentPart.objects.within(cast.clinic.id).exists()


def test_a_story_that_somebody_saved_meanwhile_keeps_what_was_typed(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    as_("wei").post(f"{url}/story", {"revision": "0", "told": "theirs"})
    late = as_("dana").post(f"{url}/save", {"has": "movement", "posture": "slumps", "revision": "0", "told": "mine"})

    assert (late.status_code, "Wei has saved the story meanwhile" in late.content.decode()) == (409, True)
    assert ">mine" in late.content.decode().replace("\n", "")


def test_fields_of_all_parts_have_names_of_their_own(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    page = as_("ren").get(url).context
    forms = [*page["forms"].values(), *(form for _, form, _ in page["parts"])]
    names = [name for form in forms for name in form.fields]

    assert len(names) == len(set(names))


def test_each_test_says_how_it_is_done_and_when_to_stop(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    shown = as_("dana").get(url).content.decode()

    assert "Ten steps there and back" in shown
    assert "A foot that drops or slaps: ask" in shown
    assert "Present: stop the examination here" in shown


def test_nerve_tests_stand_by_level_down_the_limb(cast: Cast) -> None:
    work_with_drafts(cast)
    leg = next(group for group in reads.choices(cast.dana).tests if group.id == "nerve_leg")

    firsts = [min(test.nerve.levels, default="last") for test in leg.tests if test.nerve]
    assert firsts == sorted(firsts)


def test_a_stop_stands_first_and_no_plan_is_offered(wei: Client, url: str, cast: Cast) -> None:
    screened(cast, saddle_numbness=Answer.YES)
    opened(cast)
    shown = wei.get(url).content.decode()

    assert shown.index("Stop. Read this aloud:") < shown.index('id="problems"')
    assert "Draft the plan" not in shown


def test_a_foot_that_drops_asks_about_the_danger_sign_on_the_page(as_: ClientOf, url: str, cast: Cast) -> None:
    opened(cast)
    as_("dana").post(f"{url}/movement", {"gait_value": "foot_drops"})

    assert "Ask now: Weakness" in as_("dana").get(url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"amount": "x"}, "Write a whole number from 0 to"),
        ({"amount": ""}, "Fill this in."),
        ({"pain": "11"}, "Write a whole number from 0 to 10."),
        ({"region": "moon"}, "Choose from the list."),
    ],
)
def test_faults_are_said_in_our_words(wei: Client, url: str, wrong: dict[str, str], says: str) -> None:
    assert says in wei.post(f"{url}/problem", PAIN | wrong).content.decode()
