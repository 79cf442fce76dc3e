"""The person's own plan: read, agreed to, asked about; a yes to a treatment taken back."""

import pytest
from tests.care import PlanMade, drafted, got
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.actions import plan, plan_agreement
from weft.records.models import PlanAgreement, Task
from weft.records.reads import plan_agreement as agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    drafted_plan = drafted(cast)
    got(plan.agree_mine(by=cast.ren, plan_id=drafted_plan.plan_id, version=1))
    return drafted_plan


def test_before_the_clinicians_agree_it_is_being_written(cast: Cast, as_: ClientOf) -> None:
    drafted(cast)

    assert "Your plan is being written" in as_("marta").get("/me/plan").content.decode()
    assert as_("marta").get("/me/plan/sheet.pdf").status_code == 404


def test_marta_reads_her_plan_in_plain_words(made: PlanMade, as_: ClientOf) -> None:
    shown = as_("marta").get("/me/plan").content.decode()

    for word in ("Settle", "Because", "Until", "Agree to my plan", "Send my question"):
        assert word in shown
    for word in ("clearance", "verdict", "Based on", "Checks"):
        assert word not in shown


def test_marta_agrees(made: PlanMade, as_: ClientOf, cast: Cast) -> None:
    answer = as_("marta").post("/me/plan/agree", {"version": "1", "read": "on"})

    assert answer.status_code == 303
    row = PlanAgreement.objects.within(cast.clinic.id).get(role="person")
    assert (row.how, row.by_id) == ("signature", cast.marta.user_id)
    assert "You have agreed to this plan." in as_("marta").get("/me/plan").content.decode()


def test_without_the_tick_nothing_is_agreed(made: PlanMade, as_: ClientOf, cast: Cast) -> None:
    answer = as_("marta").post("/me/plan/agree", {"version": "1"})

    assert answer.status_code == 400
    assert "Tick this if you agree." in answer.content.decode()
    assert not PlanAgreement.objects.within(cast.clinic.id).filter(role="person").exists()


def test_agreeing_twice_says_so(made: PlanMade, as_: ClientOf) -> None:
    as_("marta").post("/me/plan/agree", {"version": "1", "read": "on"})

    assert as_("marta").post("/me/plan/agree", {"version": "1", "read": "on"}).status_code == 409


def test_marta_asks(made: PlanMade, as_: ClientOf, cast: Cast) -> None:
    answer = as_("marta").post("/me/plan/ask", {"question": "Why twice a week?"})

    assert answer.status_code == 303
    assert Task.objects.within(cast.clinic.id).filter(kind=plan.QUESTION).exists()
    assert "Your question is with us" in as_("marta").get(answer["location"]).content.decode()


def test_an_empty_question_is_asked_for_again(made: PlanMade, as_: ClientOf) -> None:
    assert as_("marta").post("/me/plan/ask", {"question": ""}).status_code == 400


def test_harold_does_not_see_martas_plan(made: PlanMade, as_: ClientOf) -> None:
    body = as_("harold").get("/me/plan").content.decode().partition("<body")[2]

    assert "Settle" not in body
    assert as_("harold").post("/me/plan/agree", {"version": "1", "read": "on"}).status_code == 404


def test_staff_and_visitors_have_no_own_plan(made: PlanMade, as_: ClientOf) -> None:
    assert as_("wei").get("/me/plan").status_code == 403
    assert as_("visitor").get("/me/plan").status_code == 303


def test_marta_takes_a_yes_back_at_once(made: PlanMade, as_: ClientOf, cast: Cast) -> None:
    got(plan_agreement.agree_to_treatment(by=cast.wei, person_id=cast.marta_id, modality="needling"))

    answer = as_("marta").post("/me/plan/withdraw", {"modality": "needling"})
    assert answer.status_code == 303
    assert agreed.live_agreements(cast.wei, cast.marta_id) == ()


def test_marta_takes_her_plan_along(made: PlanMade, as_: ClientOf) -> None:
    assert as_("marta").get("/me/plan/sheet.pdf").content.startswith(b"%PDF")
