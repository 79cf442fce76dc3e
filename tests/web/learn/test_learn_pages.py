"""What there is to read: the list, the search, one article at two lengths, and why both."""

import logging
from datetime import UTC, datetime

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries
from tests import people
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.models import AuditRead, Clinic

ARTICLES = (
    "working-together",
    "both-for-a-sore-back",
    "causes-and-a-plan",
    "needles-explained",
    "keeping-it-away",
)


@pytest.fixture(autouse=True)
def works_with_drafts(cast: people.Cast) -> None:
    """As every clinic does until its clinicians have signed the pieces."""
    since = {"work_with_drafts_at": clock.now(), "work_with_drafts_by_id": cast.elena.user_id}
    Clinic.objects.filter(id=cast.clinic.id).update(**since)


def test_the_list_is_never_empty_and_leads_to_every_article(as_: ClientOf) -> None:
    said = as_("visitor").get("/learn").text

    assert all(f'href="/learn/{slug}"' in said for slug in ARTICLES)


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_says_what_is_known_how_surely_by_whom_and_until_when(as_: ClientOf, slug: str) -> None:
    said = as_("visitor").get(f"/learn/{slug}").text

    assert "Evidence:" in said
    assert "In quotation marks: what is often said." in said
    assert "Nobody yet: this is a draft." in said
    assert "Weft&#x27;s draft" in said
    assert "22 Nov 2026" in said
    assert "22 Nov 2027" in said
    assert "A draft: no named clinician has checked" in said


def test_the_short_reading_leads_to_what_is_known(as_: ClientOf) -> None:
    said = as_("visitor").get("/learn/needles-explained/short").text

    assert "Evidence:" not in said
    assert 'href="/learn/needles-explained#does_it_hurt"' in said
    assert 'href="/learn/needles-explained"' in said


def test_the_causes_stand_beside_a_drawing(as_: ClientOf) -> None:
    said = as_("visitor").get("/learn/causes-and-a-plan").text

    assert 'aria-label="The low back from the side' in said


@pytest.mark.parametrize(("asked", "answer"), [
    ("cold shoulder", "It helps a frozen shoulder"), ("slipped disc", "What can cause it"), ("knots", "knots"),
])  # fmt: skip
def test_lay_words_find_things(as_: ClientOf, asked: str, answer: str) -> None:
    found = as_("visitor").post("/learn", {"words": asked})

    assert found.status_code == 200
    assert answer in found.text
    assert "A draft: no named clinician has checked" in found.text


def test_what_nobody_wrote_of_is_said_and_the_way_out_is_named(as_: ClientOf, clinic: Clinic) -> None:
    said = as_("visitor").post("/learn", {"words": "<b>zzzz</b>"}).text

    assert "Nothing here speaks of" in said
    assert "&lt;b&gt;zzzz&lt;/b&gt;</span>”" in said
    assert clinic.phone in said


@pytest.mark.parametrize("words", ["", "   ", "x" * 201, "a\x00b"])
def test_words_that_cannot_be_looked_for_come_back(as_: ClientOf, words: str) -> None:
    answer = as_("visitor").post("/learn", {"words": words})

    assert answer.status_code == 400
    assert "Error:" in answer.text


def test_what_is_looked_for_stands_in_no_address_no_log_and_no_audit(
    as_: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    before = AuditRead.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = as_("visitor").post("/learn", {"words": "slipped disc"})

    assert answer.headers["Cache-Control"] == "no-store"
    assert "slipped" not in caplog.text
    assert AuditRead.objects.count() == before
    assert 'method="post"' in answer.text


def test_an_address_with_words_shows_the_list_and_answers_nothing(as_: ClientOf) -> None:
    assert "speaks of" not in as_("visitor").get("/learn?q=slipped+disc").text


@pytest.mark.parametrize("slug", ["no-such-piece", "working_together", "claims"])
def test_an_article_that_is_not_there_is_not_found(as_: ClientOf, slug: str) -> None:
    assert as_("visitor").get(f"/learn/{slug}").status_code == 404
    assert as_("visitor").get(f"/learn/{slug}/short").status_code == 404


def test_a_clinic_that_refuses_drafts_shows_none_and_says_why(as_: ClientOf, clinic: Clinic) -> None:
    Clinic.objects.filter(id=clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    listed = as_("visitor").get("/learn").text

    assert "still checking these pieces" in listed
    assert clinic.phone in listed
    assert as_("visitor").get("/learn/needles-explained").status_code == 404
    assert as_("visitor").post("/learn", {"words": "knots"}).status_code == 200
    assert as_("visitor").get("/why-both").status_code == 200


def test_an_article_past_its_day_says_so(as_: ClientOf) -> None:
    with clock.at(datetime(2027, 11, 21, 12, tzinfo=UTC)):
        assert "that day has passed" not in as_("visitor").get("/learn/needles-explained").text
    with clock.at(datetime(2027, 11, 22, 12, tzinfo=UTC)):
        assert "that day has passed" in as_("visitor").get("/learn/needles-explained").text


def test_why_both_shows_the_window_both_halves_and_five_ways(as_: ClientOf, clinic: Clinic) -> None:
    said = as_("visitor").get("/why-both").text

    assert said.count('class="read"') == 5
    assert "It is our habit. No study has tested it." in said
    assert f"here {clinic.window_minutes} minutes" in said


@pytest.mark.parametrize("address", ["/", "/learn", "/learn/causes-and-a-plan", "/why-both", "/is-it-for-me",
                                     "/people-and-prices", "/promises", "/who-receives-your-data"])  # fmt: skip
def test_a_public_page_reads_little_and_promises_nothing(
    as_: ClientOf, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_("visitor")
    with django_assert_max_num_queries(12):
        said = browser.get(address).text

    assert "guarantee" not in said
    assert "pain-free" not in said
    assert ' style="' not in said
    assert "<script" not in said


def test_only_reading_is_possible(as_: ClientOf) -> None:
    for address in ("/why-both", "/is-it-for-me", "/promises", "/who-receives-your-data", "/learn/needles-explained"):
        assert as_("visitor").post(address).status_code == 405
