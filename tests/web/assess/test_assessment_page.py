"""The assessment's page: opened, written by two, signed part by part."""

import pytest
from django.test import Client
from tests.care import opened, screened, signed, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import AssessmentPart, Goal, Problem
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

    assert (answer.status_code, answer["location"]) == (303, url)
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
    for word in ("Signed", "Dana", "sits long", "Above the usual"):
        assert word in shown


def test_the_usual_values_stand_beside_the_fields(url: str, as_: ClientOf, cast: Cast) -> None:
    opened(cast)

    assert "usually " in as_("dana").get(url).content.decode()


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
    answer = wei.post(f"{url}/baseline", {"goals": "sit at work\ncarry", "psfs": "3.5"})

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

    assert wei.post(f"{url}/baseline", {"goals": "", "psfs": score}).status_code == status
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
