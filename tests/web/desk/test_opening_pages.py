"""A clinician outside the care team meets a page that asks why, and what they send without it is not done."""

from typing import Any

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import AuditChange, Person, RecordOpening

pytestmark = pytest.mark.django_db
ASKS = "Why do you need this record now?"


@pytest.fixture
def closed(cast: Cast) -> str:
    """The address of Marta, who is Ren's alone."""
    mine = {"needles_by": cast.ren.membership_id, "movement_by": cast.ren.membership_id}
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(**mine, birth_date="1981-05-04")
    return f"/people/{cast.marta_id}"


def opens(browser: Client, address: str, **said: str) -> Any:
    return browser.post(f"{address}/open", {"why": "asked", "words": "", "next": f"{address}?all=1", **said})


def test_the_page_asks_why_and_shows_whose_record_it_is_and_nothing_of_it(closed: str, as_: ClientOf) -> None:
    for address in (closed, f"{closed}/papers", f"{closed}/assessment"):
        page = as_("wei").get(address)

        assert (page.status_code, ASKS in page.text) == (403, True), address
        assert "Marta Kowalska" in page.text
        assert "Their own practitioner is Ren." in page.text
        assert not any(text in page.text for text in ("1981", "who__tile"))
        assert f'value="{address}"' in page.text
    assert ASKS not in as_("ren").get(closed).text


def test_a_reason_opens_it_for_today_and_the_page_says_so(closed: str, as_: ClientOf) -> None:
    browser = as_("wei")
    answer = opens(browser, closed, words="About her knee")

    assert (answer.status_code, answer["Location"]) == (303, f"{closed}?all=1")
    page = browser.get(closed)
    assert page.status_code == 200
    assert "Opened with a reason: Asked by a colleague for an opinion" in " ".join(page.text.split())
    assert "About her knee" in page.text
    assert "Until 24:00." in page.text
    assert "Opened with a reason" not in as_("ren").get(closed).text
    assert as_("dana").get(closed).status_code == 403


@pytest.mark.parametrize(("said", "status"), [
    ({"why": ""}, 400), ({"why": "curious"}, 400), ({"why": "other"}, 422), ({"words": "x" * 301}, 400),
])  # fmt: skip
def test_without_a_real_reason_it_stays_closed_and_what_was_typed_stays(
    closed: str, as_: ClientOf, said: dict[str, str], status: int
) -> None:
    page = opens(as_("wei"), closed, **{"words": "Typed" if said.get("why") != "other" else "", **said})

    assert (page.status_code, ASKS in page.text) == (status, True)
    assert ('value="Typed"' in page.text) == (said.get("why") in {"", "curious"})
    assert not RecordOpening.objects.everywhere().exists()


def test_a_form_that_was_sent_is_not_saved_and_waits_until_the_reason_is_given(closed: str, as_: ClientOf) -> None:
    browser, before = as_("wei"), AuditChange.objects.count()
    page = browser.post(f"{closed}/practitioners", {"needles_by": "", "typed": "A whole story"})

    assert page.status_code == 403
    assert "What you sent was not saved." in page.text
    assert 'name="kept-typed" value="A whole story"' in page.text
    assert AuditChange.objects.count() == before
    kept = {"kept_to": f"{closed}/practitioners", "kept-typed": "A whole story"}
    again = opens(browser, closed, why="", **kept)
    assert 'name="kept-typed" value="A whole story"' in again.text
    back = opens(browser, closed, **kept)
    assert back.status_code == 200
    assert f'action="{closed}/practitioners"' in back.text
    assert 'name="typed" value="A whole story"' in back.text


def test_htmx_is_told_in_its_part_and_nothing_is_saved(closed: str, as_: ClientOf) -> None:
    before = AuditChange.objects.count()
    part = as_("wei").post(f"{closed}/practitioners", {}, headers={"HX-Request": "true"})

    assert part.status_code == 403
    assert "not in this person" in part.text
    assert "<html" not in part.text
    assert AuditChange.objects.count() == before


def test_it_goes_on_to_addresses_of_ours_only(closed: str, as_: ClientOf) -> None:
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)", ""):
        assert opens(as_("wei"), closed, next=elsewhere)["Location"] == closed


def test_the_lead_and_the_person_read_who_opened_it(closed: str, as_: ClientOf) -> None:
    assert "Nobody outside your care team" in as_("marta").get("/me/opened").text
    opens(as_("wei"), closed, why="other", words="Her sister rang <b>us</b>")

    for who, address in (("elena", "/people/opened"), ("marta", "/me/opened")):
        page = as_(who).get(address)
        assert page.status_code == 200
        assert "Wei" in page.text
        assert "Her sister rang &lt;b&gt;us&lt;/b&gt;" in page.text
    assert as_("wei").get("/people/opened").status_code == 403
    assert "Wei" not in as_("harold").get("/me/opened").text
    assert "/people/opened" in as_("elena").get("/inbox").text
    assert "/me/opened" in as_("marta").get("/me").text
