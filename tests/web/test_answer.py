"""Page and done: the two ways a view answers."""

from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from weft.core.shared.words import Words
from weft.records.actions.base import Refused
from weft.records.refused import Reason
from weft.web.answer import done, page
from weft.web.request import ClinicRequest
from weft.web.templatetags.words import spoken, spoken_tag


def asked(*, by_htmx: bool = False, referer: str = "") -> ClinicRequest:
    request = RequestFactory(SERVER_NAME="127.0.0.1").get("/", headers={"referer": referer})
    request.htmx = by_htmx  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


NO = Refused(Reason.SLOT_TAKEN, Words("Tuesday {time} has just gone.", time="9:00"), alternatives=("9:30", "10:00"))


def test_a_browser_gets_the_whole_page_and_htmx_the_part() -> None:
    whole = page(asked(), "desk/refused.html", part="refused", refused={"words": "No."})
    part = page(asked(by_htmx=True), "desk/refused.html", part="refused", refused={"words": "No."})

    assert "<!doctype html>" in whole.text
    assert "<!doctype html>" not in part.text
    assert "No." in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_what_was_done_goes_on_by_303() -> None:
    answer = done(asked(), SimpleNamespace(id=7), to=lambda made: f"/visits/{made.id}")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/visits/7")


def test_a_plain_address_or_a_name_will_do() -> None:
    assert done(asked(), None, to="/people").headers["Location"] == "/people"
    assert done(asked(), None, to="book:home").headers["Location"] == "/"


@pytest.mark.parametrize("by_htmx", [False, True])
def test_a_refusal_says_its_sentence_with_its_status(by_htmx: bool) -> None:
    answer = done(asked(by_htmx=by_htmx), NO, to="/nowhere")

    assert answer.status_code == 409
    assert "Tuesday 9:00 has just gone." in answer.text
    assert "9:30" in answer.text
    assert "Nothing was saved." in answer.text


@pytest.mark.parametrize(
    ("referer", "offered"),
    [("http://127.0.0.1/people", True), ("http://127.0.0.1.example/people", False), ("", False)],
)
def test_the_way_back_leads_only_to_ourselves(referer: str, offered: bool) -> None:
    answer: HttpResponse = done(asked(referer=referer), NO, to="/nowhere")

    assert ("Go back" in answer.text) is offered


def test_words_are_spoken_and_nothing_stays_nothing() -> None:
    assert spoken(Words("{count} trips", count=9)) == "9 trips"
    assert spoken("plain message of knowledge") == "plain message of knowledge"
    assert spoken(None) == spoken("") == ""
    assert spoken_tag(Words("yes")) == "yes"
