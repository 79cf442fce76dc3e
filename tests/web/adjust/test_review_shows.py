"""The review page shows what a yes would change, what the numbers say and what care waits for; a yes leads on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got, screened
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import NEEDLES, Answer
from weft.records import clock
from weft.records.actions.measure import record_scores
from weft.records.models import Proposal, Visit, VisitState
from weft.records.reads.adjust import review_page

MOST_SELECTS = 12


@pytest.fixture
def care(cast: Cast) -> PlanMade:
    with clock.at(clock.now() - timedelta(days=23)):
        return drafted(cast)


def scored(cast: Cast, days_ago: int, pain: int) -> None:
    with clock.at(clock.now() - timedelta(days=days_ago)):
        got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"nprs": Decimal(pain)}))


def seven_visits(cast: Cast, care: PlanMade) -> None:
    visits(cast, care, *range(22, 1, -3))


def visits(cast: Cast, care: PlanMade, *days: int) -> None:
    for days_ago in days:
        starts = clock.now() - timedelta(days=days_ago)
        Visit.objects.create(
            clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, discipline=NEEDLES,
            state=VisitState.DONE, starts=starts, ends=starts + timedelta(minutes=30), local_date=starts.date(),
            local_start=starts.time(), zone="America/Toronto", tzdata_version="2026a",
            practitioner_id=str(cast.wei.membership_id),
        )  # fmt: skip


def page_of(cast: Cast) -> str:
    return f"/people/{cast.marta_id}/review"


def decide_url(cast: Cast, kind: str) -> str:
    return f"/proposals/{Proposal.objects.within(cast.clinic.id).get(kind=kind).id}/decide"


def test_a_line_that_would_change_is_shown_before_and_after(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    visits(cast, care, 22)
    scored(cast, 19, 3)
    scored(cast, 12, 3)

    page = as_("wei").get(page_of(cast)).text

    assert "A yes would change the plan:" in page
    assert "<ins>Needles once a week</ins>" in page or "<ins>Needles every two weeks</ins>" in page


def test_what_the_numbers_say_is_change_against_noise_and_visits_against_plan(
    cast: Cast, care: PlanMade, as_: ClientOf
) -> None:
    seven_visits(cast, care)
    scored(cast, 1, 5)

    page = as_("wei").get(page_of(cast)).text

    assert "Pain: 6 to 5, no real change (2 needed)." in page
    assert "Needle visits: 7 given, 7 planned." in page


def test_an_extension_may_be_made_smaller_or_larger_up_to_its_most(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    seven_visits(cast, care)
    scored(cast, 1, 5)
    browser, url = as_("wei"), decide_url(cast, "extend")
    assert "From 1 to 8." in browser.get(page_of(cast)).text

    too_many = browser.post(url, {"answer": "changed", "reason": "far to go", "visits": "9"})
    some = browser.post(url, {"answer": "changed", "reason": "far to go", "visits": "3"})

    assert (too_many.status_code, some.status_code) == (400, 303)


def test_a_yes_to_an_end_of_care_leads_to_the_discharge(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    row = Proposal.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, episode_id=care.episode_id, kind="finish", rule="finish",
        says={"message": "Every own goal is reached.", "values": {}}, knowledge_version="1", at=clock.now(),
        inputs={"rule": "finish", "words": {"message": "Every own goal is reached.", "values": {}}},
    )  # fmt: skip

    answer = as_("wei").post(f"/proposals/{row.id}/decide", {"answer": "accepted"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{cast.marta_id}/discharge")


def test_what_care_waits_for_stands_above_all(cast: Cast, care: PlanMade, as_: ClientOf) -> None:
    screened(cast, saddle_numbness=Answer.YES)

    assert "A danger sign stands." in as_("wei").get(page_of(cast)).text


def test_it_asks_the_database_twelve_times_at_most(cast: Cast, care: PlanMade) -> None:
    seven_visits(cast, care)
    scored(cast, 1, 6)

    with CaptureQueriesContext(connection) as asked:
        page = review_page(cast.marta_id, cast.wei)

    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(page.waiting) == 2
    assert len(selects) <= MOST_SELECTS, "\n".join(selects)
