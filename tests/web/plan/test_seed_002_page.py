"""Seed 002's worked case, item for item, on the pages and sheets of the browser."""

import io

import pypdf
import pytest
from tests.care import drafted, work_with_drafts
from tests.people import Cast
from tests.seed_002 import missing
from tests.web.conftest import ClientOf
from tests.web.plan.words import words_of

pytestmark = pytest.mark.django_db


def pdf_words(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_visitors_page_holds_all_eighteen_items(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    answer = as_("visitor").get("/plan-for-someone/plan", {"example": "office-worker"})

    shown = words_of(answer.content)
    assert missing(shown) == []
    assert "7 needle visits planned, 7 to 15 in all" in shown


def test_the_visitors_sheet_holds_all_eighteen_items(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    answer = as_("visitor").get("/plan-for-someone/plan.pdf", {"example": "office-worker"})

    assert missing(pdf_words(answer.content)) == []


def test_the_clinicians_page_holds_all_eighteen_items(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)

    shown = words_of(as_("wei").get(f"/plans/{made.plan_id}").content)
    assert missing(shown) == []
    assert "7 needle visits planned, 7 to 15 in all" in shown


def test_the_clinicians_sheet_holds_all_eighteen_items(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)

    assert missing(pdf_words(as_("wei").get(f"/plans/{made.plan_id}/sheet.pdf").content)) == []


def test_each_item_stands_in_its_weeks(cast: Cast, as_: ClientOf) -> None:
    shown = words_of(as_("wei").get(f"/plans/{drafted(cast).plan_id}").content)

    places = [
        shown.index(words)
        for words in ("weeks 1 to 2", "Myofascial", "weeks 3 to 5", "Glute activation", "weeks 6 to 9")
    ]
    assert places == sorted(places)
