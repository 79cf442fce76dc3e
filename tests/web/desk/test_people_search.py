"""A name that is looked for: sent as a form, kept in the session, never in an address."""

import logging

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import AuditRead, Person, User
from weft.web import searches

pytestmark = pytest.mark.django_db


def looked_for(browser: Client, typed: str) -> str:
    """Where the search leads."""
    answer = browser.post("/people", {"q": typed})
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_people_are_found_by_a_part_of_their_name(cast: Cast, as_: ClientOf) -> None:
    noor = as_("noor")

    page = noor.get(looked_for(noor, "kowal"))

    assert page.status_code == 200
    assert "Marta Kowalska" in page.text
    assert "Harold" not in page.text
    assert 'value="kowal"' in page.text


def test_no_address_and_no_line_of_the_log_holds_the_name(
    cast: Cast, as_: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    noor = as_("noor")
    Person.objects.bulk_create(Person(clinic=cast.clinic, name=f"Kowal {n:03}") for n in range(40))

    with caplog.at_level(logging.DEBUG):
        address = looked_for(noor, "kowal")
        page = noor.get(address)

    assert "kowal" not in address
    assert f"?{address.partition('?')[2]}&amp;page=2" in page.text
    assert "kowal" not in "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("weft"))
    assert not AuditRead.objects.filter(path__icontains="kowal").exists()


def test_back_and_the_next_page_find_it_again_whatever_was_looked_for_since(cast: Cast, as_: ClientOf) -> None:
    noor = as_("noor")
    Person.objects.bulk_create(Person(clinic=cast.clinic, name=f"Kowal {n:03}") for n in range(40))
    first = looked_for(noor, "kowal")
    second = looked_for(noor, "harold")

    assert "Harold" in noor.get(second).text
    assert "page 2 of 2" in noor.get(f"{first}&page=2").text
    assert looked_for(noor, "kowal") == first
    assert noor.get(second).context["found"].found == 1


def test_the_oldest_search_is_forgotten_and_nobody_else_has_it(
    cast: Cast, as_: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST", 3)
    noor, wei = as_("noor"), as_("wei")
    first = looked_for(noor, "kowal")
    assert wei.get(first).context["found"].found > 1

    for number in range(2):
        looked_for(noor, f"somebody {number}")
    assert noor.get(first).context["found"].found == 1
    looked_for(noor, "one more")

    assert noor.get(first).context["found"].found > 1


def test_whoever_signs_in_next_in_this_browser_finds_no_search_of_another(cast: Cast, as_: ClientOf) -> None:
    browser = as_("noor")
    address = looked_for(browser, "kowal")

    browser.post("/sign-out")
    browser.force_login(User.objects.get(login="wei@example.org"), backend="weft.project.backends.Passwords")

    assert 'value="kowal"' not in browser.get(address).text
    assert "searches" not in browser.session


@pytest.mark.parametrize("address", ["/people?q=kowal", "/people?search=kowal", "/people?search="])
def test_a_name_in_an_address_looks_for_nobody(cast: Cast, as_: ClientOf, address: str) -> None:
    page = as_("noor").get(address)

    assert "Harold" in page.text
    assert 'value="kowal"' not in page.text


def test_nothing_typed_shows_everybody(cast: Cast, as_: ClientOf) -> None:
    assert looked_for(as_("noor"), "  ") == "/people"


def test_nobody_found_says_so(cast: Cast, as_: ClientOf) -> None:
    noor = as_("noor")

    assert "Nobody is called “zzz”" in noor.get(looked_for(noor, "zzz")).text


@pytest.mark.parametrize("typed", ["x" * 201, "a\x00b", "a\u202eb"])
def test_a_search_that_cannot_be_is_told_and_stays(cast: Cast, as_: ClientOf, typed: str) -> None:
    page = as_("noor").post("/people", {"q": typed})

    assert page.status_code == 400
    assert "Please look at this again" in page.text
    assert page.context["form"]["q"].value() == typed


def test_a_search_of_two_hundred_letters_is_taken(cast: Cast, as_: ClientOf) -> None:
    assert "search=" in looked_for(as_("noor"), "x" * 200)
