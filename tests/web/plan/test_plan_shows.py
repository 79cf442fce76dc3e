"""What a clinician and the person find on the plan's pages: short, calm, and no more than is for them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got, opened, screened, work_with_drafts
from tests.people import Cast
from tests.records.book.test_requests import ALL_NO
from tests.web.conftest import ClientOf
from tests.web.plan.words import words_of

from weft.core.plan.case import Problem
from weft.records.actions import plan
from weft.records.actions.book import request_call_back
from weft.records.models import PlanVersion
from weft.records.reads import plan as reads

pytestmark = pytest.mark.django_db

MOST_SELECTS = 12
LEG = Problem(id="leg", region="low_back", since_weeks=20, text="right leg", radiates_to="below_knee")


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


@pytest.fixture
def wei(as_: ClientOf) -> Client:
    return as_("wei")


def shown(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200, answer.status_code
    return words_of(answer.content)


def test_checks_are_sentences_with_caps_agreements_and_drafts(wei: Client, made: PlanMade) -> None:
    page = shown(wei, f"/plans/{made.plan_id}")

    for sentence in (
        "7 needle visits in 90 days and up to 2 as needed: within 12.",
        "The agreement to needling is missing: it is asked for before the first visit.",
        "No hard effort on a day with needles.",
    ):
        assert sentence in page
    assert "Values that no clinician has reviewed yet" in page


def test_a_plan_says_what_to_expect_and_when_somebody_looks_again(wei: Client, made: PlanMade) -> None:
    page = shown(wei, f"/plans/{made.plan_id}")

    assert "What to expect In a trial of older adults" in page
    assert "Where this was read" in page
    assert "Week 2, or needle visit 3 if that is sooner." in page


def test_what_to_do_when_it_does_not_go_as_hoped_is_folded_away(wei: Client, made: PlanMade) -> None:
    html = wei.get(f"/plans/{made.plan_id}").content.decode()

    folded = html.partition("When it does not go as hoped</summary>")[2].partition("</details>")[0]
    assert "A leg grows weaker, or feels more numb: a doctor. The same day." in folded


def test_several_ways_out_of_a_phase_are_told_apart(wei: Client, cast: Cast) -> None:
    page = shown(wei, f"/plans/{drafted(cast, LEG).plan_id}")

    assert "One of these is enough" in page
    assert "Not known yet. right leg: whether numbness or weakness in the leg stays the same." in page


def test_a_plan_without_a_set_says_why_and_what_comes_first(wei: Client, cast: Cast) -> None:
    made = drafted(cast, Problem(id="neck", region="neck", since_weeks=8))

    assert "no plan set fits yet (8 weeks). It is examined first" in shown(wei, f"/plans/{made.plan_id}")


def test_what_was_changed_and_left_out_for_the_person_is_said(wei: Client, made: PlanMade) -> None:
    wei.post(f"/plans/{made.plan_id}/set", {"version": "1", "set": "", "wishes": ["few_trips", "no_manual"]})

    page = shown(wei, f"/plans/{made.plan_id}")
    assert "Wish: as few trips as possible." in page
    assert "As you wish: no hands-on work. This leaves out" in page
    assert "In version 2: their wish" in page
    assert "No longer in the plan: Myofascial release" in page


def test_the_form_offers_the_fitting_sets_with_why_the_suggested_first(wei: Client, made: PlanMade) -> None:
    page = shown(wei, f"/plans/{made.plan_id}")

    suggested, other = page.index("Suggested: low back"), page.index("low back: Low back, trial dose")
    assert suggested < other
    assert "14 movement visits planned." in page[suggested:]


def test_what_was_wished_stays_ticked(wei: Client, made: PlanMade) -> None:
    wei.post(f"/plans/{made.plan_id}/set", {"version": "1", "set": "low_back_trial_dose", "wishes": ["no_electro"]})

    html = wei.get(f"/plans/{made.plan_id}").content.decode()
    for value in ("no_electro", "low_back_trial_dose"):
        assert f'value="{value}"' in html
        assert "checked" in html.partition(f'value="{value}"')[2].partition(">")[0]


def test_a_wish_that_is_not_on_the_list_is_said_and_nothing_is_drafted(wei: Client, made: PlanMade, cast: Cast) -> None:
    answer = wei.post(f"/plans/{made.plan_id}/set", {"version": "1", "set": "", "wishes": ["gold_needles"]})

    assert answer.status_code == 400
    assert PlanVersion.objects.within(cast.clinic.id).count() == 1


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_asks_the_database_twelve_times_at_most(
    wei: Client, made: PlanMade, cast: Cast, versions: int
) -> None:
    for number in range(1, versions):
        wei.post(f"/plans/{made.plan_id}/set", {"version": number, "wishes": ["no_electro"] if number % 2 else []})
    with CaptureQueriesContext(connection) as asked:
        reads.plan(cast.wei, made.plan_id)

    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(selects) <= MOST_SELECTS, "\n".join(selects)


def test_before_the_first_draft_the_set_and_the_wishes_are_chosen(wei: Client, cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast)
    opened(cast)
    url = f"/people/{cast.marta_id}/plan"

    assert "begin at home, with few visits" in shown(wei, url)
    answer = wei.post(url, {"set": "low_back_trial_dose", "wishes": ["home_first"]})
    assert answer.status_code == 303
    assert PlanVersion.objects.within(cast.clinic.id).get().case["wishes"] == ["home_first"]


def test_without_health_questions_the_draft_page_says_what_comes_first(wei: Client, cast: Cast) -> None:
    work_with_drafts(cast)
    opened(cast)

    page = shown(wei, f"/people/{cast.marta_id}/plan")
    assert "Ask the health questions first" in page
    assert "What they wish" not in page


def test_where_a_plan_is_the_draft_page_leads_to_it(wei: Client, made: PlanMade, cast: Cast) -> None:
    assert f"/plans/{made.plan_id}" in wei.get(f"/people/{cast.marta_id}/plan").content.decode()


def test_where_no_set_fits_the_draft_page_says_so(wei: Client, cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast)
    opened(cast, Problem(id="neck", region="neck", since_weeks=8))

    assert "No plan set fits these problems yet." in shown(wei, f"/people/{cast.marta_id}/plan")


def test_a_wish_that_is_not_on_the_list_is_said_before_the_first_draft(wei: Client, cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast)
    opened(cast)

    assert wei.post(f"/people/{cast.marta_id}/plan", {"wishes": ["gold_needles"]}).status_code == 400


def test_the_desk_and_the_other_clinic_do_not_draft(cast: Cast, as_: ClientOf) -> None:
    url = f"/people/{cast.marta_id}/plan"

    assert as_("noor").get(url).status_code == 403
    assert as_("otto").get(url).status_code == 404


def test_the_person_reads_what_is_for_them_and_no_more(made: PlanMade, cast: Cast, as_: ClientOf) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    page = shown(as_("marta"), "/me/plan")

    weaker = "A leg grows weaker, or feels more numb: a doctor. The same day."
    for said in ("What to expect", "When to get help soon", weaker):
        assert said in page
    for said in ("Under 10 percent better", "within 12", "The agreement to", "Draft it again", "Not known yet"):
        assert said not in page


def test_the_person_reads_what_changed_since_they_read_it(made: PlanMade, cast: Cast, as_: ClientOf) -> None:
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    assert "What changed since" not in shown(as_("marta"), "/me/plan")
    got(plan.redraft(by=cast.ren, plan_id=made.plan_id, wishes=["no_manual"]))
    got(plan.agree_mine(by=cast.ren, plan_id=made.plan_id, version=2))

    page = shown(as_("marta"), "/me/plan")
    assert "What changed since the plan you read before No longer in the plan: Myofascial release" in page


def test_the_outline_of_a_person_is_a_pdf_for_the_care_team(made: PlanMade, cast: Cast, as_: ClientOf) -> None:
    url = f"/plan/people/{cast.marta_id}/outline"

    assert as_("wei").get(url).content.startswith(b"%PDF")
    assert {name: as_(name).get(url).status_code for name in ("noor", "marta", "otto", "visitor")} == {
        "noor": 403, "marta": 403, "otto": 404, "visitor": 303,
    }  # fmt: skip
    assert as_("wei").get(f"/plan/people/{cast.harold_id}/outline").status_code == 404


def test_the_outline_of_an_enquiry_is_a_pdf_for_the_care_team(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    asked = got(request_call_back(by=cast.visitor, name="Ana", phone="416 555 0142", answers=ALL_NO))
    url = f"/plan/enquiries/{asked.id}/outline"

    assert as_("wei").get(url).content.startswith(b"%PDF")
    assert as_("noor").get(url).status_code == 403
    assert as_("otto").get(url).status_code == 404
    assert as_("wei").post(url).status_code == 405
