"""A caller through the phone script: the same questions, a time or the list, and a stop that takes over the page."""

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.book.test_talk_pages import ELEVEN
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import LEAD, TOP, UNDER

from weft.records.models import Enquiry, Screening, Talk, Task

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
HERE = "/enquiries/call"
CALLER = {"name": "Ana Ruiz", "phone": "416 555 0142", "key": "k"}
ALL_NO = dict.fromkeys(TOP, "no")


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


def test_the_questions_are_those_of_the_public_pages_and_none_is_answered(noor: Client) -> None:
    shown = noor.get(HERE).text

    assert all(f'name="{question}"' in shown for question in (*TOP, *UNDER))
    assert " checked" not in shown
    assert 'href="/enquiries/call"' in noor.get("/enquiries").text


def test_a_caller_gets_a_time(noor: Client, cast: Cast) -> None:
    sent = noor.post(HERE, {**ALL_NO, **CALLER, "starts": ELEVEN})

    row = Enquiry.objects.within(cast.clinic.id).get()
    assert sent.headers["Location"] == f"/enquiries/{row.id}"
    assert Talk.objects.within(cast.clinic.id).get().enquiry_id == row.id
    screening = Screening.objects.within(cast.clinic.id).get()
    assert (screening.how, screening.by_id) == ("phone", cast.noor.user_id)


def test_without_a_time_they_stand_on_the_list(noor: Client, cast: Cast) -> None:
    assert noor.post(HERE, {**ALL_NO, **CALLER}).status_code == 303
    assert not Talk.objects.within(cast.clinic.id).exists()
    assert Task.objects.within(cast.clinic.id).get().kind == "talk"


@pytest.mark.parametrize("missing", [TOP[0], TOP[-1]])
def test_what_was_not_asked_is_never_a_no(noor: Client, cast: Cast, missing: str) -> None:
    said = {name: answer for name, answer in ALL_NO.items() if name != missing}

    shown = noor.post(HERE, {**said, **CALLER, "starts": ELEVEN})

    assert shown.status_code == 400
    assert "Ask this one too" in shown.text
    assert 'value="Ana Ruiz"' in shown.text
    assert not Enquiry.objects.within(cast.clinic.id).exists()


def test_what_a_yes_brings_is_asked_too(noor: Client) -> None:
    shown = noor.post(HERE, {**ALL_NO, LEAD: "yes", **CALLER})

    assert shown.status_code == 400
    assert "Ask the questions under it too" in shown.text


def test_a_stop_takes_over_before_a_name_is_known_and_books_nothing(noor: Client, cast: Cast) -> None:
    shown = noor.post(HERE, {**ALL_NO, "saddle_numbness": "yes"})

    assert shown.status_code == 400
    assert "Stop. Read this aloud:" in shown.text
    assert "A clinician rings them" in shown.text
    assert 'name="starts"' not in shown.text

    sent = noor.post(HERE, {**ALL_NO, **CALLER, "saddle_numbness": "yes", "starts": ELEVEN})
    assert not Talk.objects.within(cast.clinic.id).exists()
    assert Task.objects.within(cast.clinic.id).get().kind == "red_answer"
    after = noor.get(sent.headers["Location"]).text
    assert "Stop. Read this aloud:" in after
    assert "Only the care team sees the answers" in after


def test_a_time_that_has_just_gone_keeps_what_was_typed(noor: Client, cast: Cast) -> None:
    noor.post(HERE, {**ALL_NO, **CALLER, "starts": ELEVEN})

    shown = noor.post(HERE, {**ALL_NO, **CALLER, "name": "Bo", "key": "l", "starts": ELEVEN})

    assert shown.status_code == 409
    assert "That time has just gone" in shown.text
    assert 'value="Bo"' in shown.text


def test_only_the_desk_has_it(as_: ClientOf) -> None:
    assert as_("wei").get(HERE).status_code == 403
    assert as_("marta").get(HERE).status_code == 403
    assert as_("noor").delete(HERE).status_code == 405
