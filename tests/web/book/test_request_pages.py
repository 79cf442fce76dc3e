"""Asking for a talk or a call: kept typed text, said faults, no tick that nobody made."""

import pytest
from django.test import Client
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import FIRST, walk

from weft.records.models import Clinic, Consent, Enquiry

GOOD = {"channel": "phone", "name": "Ana Ruiz", "phone": "416 555 0142", "key": "k"}
NAMES = ["W" * 120, "Siobhán O\u2019Brien-D'Arcy", "王小明", "محمد عبد الله", "Ô"]


@pytest.fixture
def visitor(as_: ClientOf) -> Client:
    return as_("visitor")


@pytest.fixture
def checked(visitor: Client) -> Client:
    """A visitor whose answers stop nothing."""
    walk(visitor)
    return visitor


def enquiry(clinic: Clinic) -> Enquiry:
    return Enquiry.objects.within(clinic.id).get()


def test_the_home_page_leads_to_the_questions_and_to_a_call(visitor: Client) -> None:
    shown = visitor.get("/").text

    assert 'href="/check"' in shown
    assert 'href="/call-me"' in shown


def test_four_consents_are_asked_and_none_is_ticked(checked: Client) -> None:
    shown = checked.get("/consult/waiting").text

    assert shown.count('type="checkbox" name="consents"') == 4
    assert "checked" not in shown


def test_a_good_request_is_kept_and_says_what_happens_now(checked: Client, clinic: Clinic) -> None:
    sent = checked.post("/consult/waiting", {**GOOD, "consents": ["visit_reminders"]})

    assert (sent.status_code, sent.headers["Location"]) == (303, "/requested")
    assert "We have your request" in checked.get("/requested").text
    assert enquiry(clinic).source == "phone"
    assert Consent.objects.within(clinic.id).get().purpose == "visit_reminders"


def test_the_answers_are_forgotten_here_once_they_are_sent(checked: Client) -> None:
    checked.post("/consult/waiting", GOOD)

    assert checked.get("/consult").headers["Location"] == FIRST


def test_the_same_form_sent_twice_is_one_request(visitor: Client, clinic: Clinic) -> None:
    for _ in range(2):
        visitor.post("/call-me", {"name": "Ana", "phone": "416 555 0142", "key": "k"})

    assert enquiry(clinic).source == "call_back"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_welcome(visitor: Client, clinic: Clinic, name: str) -> None:
    assert visitor.post("/call-me", {"name": name, "phone": "416 555 0142"}).status_code == 303
    assert enquiry(clinic).name == name


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Write a name"),
        ({"name": "Mar\x00ta"}, "cannot be kept"),
        ({"name": "Mar\x1bta"}, "cannot be kept"),
        ({"phone": "call me"}, "does not look like a phone number"),
        ({"phone": ""}, "We need a phone number"),
        ({"channel": ""}, "Choose how we talk"),
        ({"channel": "online"}, "We need an e-mail address"),
        ({"email": "ana at home"}, "not a whole e-mail address"),
        ({"times": "x" * 2001}, "longer than 2000"),
        ({"consents": "everything"}, "everything"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_what_was_typed_is_kept(
    checked: Client, clinic: Clinic, wrong: dict[str, str], says: str
) -> None:
    shown = checked.post("/consult/waiting", {**GOOD, "wishes": "I want to garden", **wrong})

    assert shown.status_code == 400
    assert says in shown.text
    assert "I want to garden" in shown.text
    assert "What you typed is still here" in shown.text
    assert not Enquiry.objects.within(clinic.id).exists()


def test_a_call_back_needs_a_number_that_looks_like_one(visitor: Client) -> None:
    shown = visitor.post("/call-me", {"name": "O'Brien", "phone": "tomorrow"})

    assert shown.status_code == 400
    assert "does not look like a phone number" in shown.text
    assert "O&#x27;Brien" in shown.text


@pytest.mark.parametrize("place", ["/consult", "/call-me", "/requested"])
def test_a_wrong_method_is_refused(visitor: Client, place: str) -> None:
    assert visitor.delete(place).status_code == 405


def test_nothing_asked_for_says_so(visitor: Client) -> None:
    assert "Nothing was asked for here" in visitor.get("/requested").text
