"""The plan's page: everything on it, one line changed, everybody's yes, the sheet."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.care import PlanMade, drafted, got
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.actions import plan
from weft.records.models import Person, PlanVersion

pytestmark = pytest.mark.django_db

LINE = "low-back.settle_needles"
SAID = {
    "line": LINE,
    "version": "1",
    "text": "Needles 1 a week",
    "because": "b",
    "now": "n",
    "until": "u",
    "based_on": "research",
}


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


@pytest.fixture
def wei(as_: ClientOf) -> Client:
    return as_("wei")


def test_the_page_shows_phases_lanes_and_who_has_to_agree(wei: Client, made: PlanMade) -> None:
    shown = wei.get(f"/plans/{made.plan_id}").content.decode()

    for word in ("Settle", "Rebuild", "Strengthen", "Keep", "Move on when", "Silent on", "I agree to this version"):
        assert word in shown
    assert "unreviewed values" in shown


def test_a_chosen_line_opens_its_why_evidence_and_form(wei: Client, made: PlanMade) -> None:
    shown = wei.get(f"/plans/{made.plan_id}", {"line": LINE}).content.decode()

    assert "Save this line as a new version" in shown
    assert 'value="Needles 2 a week"' in shown
    ids = re.findall(r' id="([^"]+)"', shown)
    assert [each for each in ids if ids.count(each) > 1] == []  # the form that drafts it again stands beside this one


def test_changing_a_line_leads_to_the_new_version(wei: Client, made: PlanMade) -> None:
    answer = wei.post(f"/plans/{made.plan_id}/change", SAID | {"per_week": "1", "minutes": "20"})

    assert (answer.status_code, answer["location"]) == (303, f"/plans/{made.plan_id}")
    shown = wei.get(f"/plans/{made.plan_id}").content.decode()
    assert "Needles 1 a week" in shown
    assert "version 2" in shown
    assert "Changed since the last version" in shown


@pytest.mark.parametrize("empty", ["because", "now", "until", "based_on"])
def test_a_line_without_its_why_is_shown_again_as_typed(wei: Client, made: PlanMade, cast: Cast, empty: str) -> None:
    answer = wei.post(f"/plans/{made.plan_id}/change", SAID | {"text": "Needles thrice", empty: ""})

    assert answer.status_code == 400
    assert "Needles thrice" in answer.content.decode()
    assert PlanVersion.objects.within(cast.clinic.id).count() == 1


def test_a_change_to_what_somebody_else_has_changed_says_so(wei: Client, made: PlanMade, as_: ClientOf) -> None:
    as_("dana").post(f"/plans/{made.plan_id}/change", SAID)

    answer = wei.post(f"/plans/{made.plan_id}/change", SAID)
    assert answer.status_code == 409
    assert "Dana has changed the plan meanwhile" in answer.content.decode()


def test_two_clinicians_and_the_person_agree(made: PlanMade, as_: ClientOf) -> None:
    for name in ("wei", "dana"):
        mine = as_(name).post(f"/plans/{made.plan_id}/agree", {"version": "1", "whose": "mine"})
        assert mine.status_code == 303
    as_("marta").post("/me/plan/agree", {"version": "1", "read": "on"})

    shown = as_("wei").get(f"/plans/{made.plan_id}").content.decode()
    assert shown.count("✓") == 3


def test_a_clinician_writes_down_the_persons_yes(made: PlanMade, as_: ClientOf) -> None:
    as_("ren").post(f"/plans/{made.plan_id}/agree", {"version": "1", "whose": "mine"})

    said = as_("ren").post(f"/plans/{made.plan_id}/agree", {"version": "1", "whose": "person"})
    assert said.status_code == 303
    assert "Book this course" in as_("ren").get(f"/plans/{made.plan_id}").content.decode()


def test_another_set_is_chosen_on_the_page(wei: Client, made: PlanMade) -> None:
    answer = wei.post(f"/plans/{made.plan_id}/set", {"set": "low_back_trial_dose", "version": "1"})

    assert answer.status_code == 303
    assert wei.post(f"/plans/{made.plan_id}/set", {"set": "no_such_set", "version": "2"}).status_code == 422


def test_an_earlier_version_stays_readable_and_cannot_be_changed(wei: Client, made: PlanMade) -> None:
    wei.post(f"/plans/{made.plan_id}/change", SAID)

    shown = wei.get(f"/plans/{made.plan_id}", {"version": "1", "line": LINE}).content.decode()
    assert "This is an earlier version." in shown
    assert "Save this line" not in shown
    assert wei.get(f"/plans/{made.plan_id}", {"version": "9"}).status_code == 404


def test_the_sheet_is_a_pdf_with_the_person_on_every_page(wei: Client, made: PlanMade) -> None:
    Person.objects.everywhere().filter(name="Marta Kowalska").update(birth_date=date(1981, 3, 14))

    answer = wei.get(f"/plans/{made.plan_id}/sheet.pdf")

    assert answer["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    for page in PdfReader(BytesIO(answer.content)).pages:
        assert "Marta Kowalska, born 14 Mar 1981" in page.extract_text()


def test_the_other_clinic_and_the_desk_do_not_get_in(made: PlanMade, as_: ClientOf) -> None:
    assert as_("otto").get(f"/plans/{made.plan_id}").status_code == 404
    assert as_("otto").get(f"/plans/{made.plan_id}/sheet.pdf").status_code == 404
    assert as_("noor").get(f"/plans/{made.plan_id}").status_code == 403
    assert as_("marta").get(f"/plans/{made.plan_id}").status_code == 403


def test_wrong_methods_are_refused(wei: Client, made: PlanMade) -> None:
    assert wei.post(f"/plans/{made.plan_id}").status_code == 405
    assert wei.get(f"/plans/{made.plan_id}/change").status_code == 405


def test_a_plan_is_drafted_from_the_assessment(wei: Client, made: PlanMade, cast: Cast) -> None:
    again = wei.post(f"/people/{cast.marta_id}/plan")
    none = wei.post(f"/people/{cast.harold_id}/plan")

    assert (again.status_code, none.status_code) == (409, 404)


def test_what_somebody_typed_is_not_read_as_markup_or_as_a_pattern(wei: Client, made: PlanMade, cast: Cast) -> None:
    wei.post(f"/plans/{made.plan_id}/change", SAID | {"because": "<b>{pain}</b>"})

    shown = wei.get(f"/plans/{made.plan_id}").content.decode()
    assert "&lt;b&gt;{pain}&lt;/b&gt;" in shown
    assert got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=2))


def test_the_phase_that_care_is_in_is_marked(wei: Client, made: PlanMade) -> None:
    shown = wei.get(f"/plans/{made.plan_id}").content.decode()

    assert shown.count("phase--now") == 1
    assert "phase--done" not in shown


def test_five_weeks_on_the_first_phases_are_done(wei: Client, made: PlanMade) -> None:
    with clock.at(clock.now() + timedelta(weeks=5)):
        shown = wei.get(f"/plans/{made.plan_id}").content.decode()

    assert shown.count("phase--done") == 2
