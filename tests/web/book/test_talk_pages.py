"""A stranger books, moves and cancels the free talk: without an account or a script, nothing typed twice."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import FIRST, TOP

from weft.records import clock, front_links
from weft.records.models import Consent, Enquiry, FrontLink, OutboxMessage, Talk, WorkingHours

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
ELEVEN, TWELVE = "2027-03-02T16:00Z", "2027-03-02T17:00Z"
GOOD = {"channel": "phone", "starts": ELEVEN, "name": "Ana Ruiz", "phone": "416 555 0142", "key": "k"}
PAGES = ("/consult", "/booked", "/booking", "/booking/move", "/booking/link")


@pytest.fixture
def checked(as_: ClientOf, cast: Cast) -> Client:
    """A visitor whose answers stop nothing."""
    return answered(as_("visitor"), cast)


def answered(visitor: Client, cast: Cast, **said: str) -> Client:
    """As after the questions, without walking through them each time."""
    session = visitor.session
    session["check"] = {"clinic": str(cast.clinic.id), "answers": dict.fromkeys(TOP, "no") | said}
    session.save()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return visitor


@pytest.fixture
def ana(checked: Client) -> Client:
    """A visitor who has booked."""
    assert checked.post("/consult", {**GOOD, "email": "ana@example.org"}).status_code == 303
    return checked


def token_of(cast: Cast) -> str:
    newest = FrontLink.objects.within(cast.clinic.id).order_by("-made_at").first()
    assert newest
    return front_links.token_of(newest.id)


def stands(cast: Cast) -> list[object]:
    """Everything that a link could change."""
    tables = (Talk, Enquiry, FrontLink, OutboxMessage)
    return [list(each.objects.within(cast.clinic.id).order_by("id").values()) for each in tables]


def test_the_next_three_come_first_nothing_is_chosen_and_the_zone_is_said(checked: Client) -> None:
    shown = checked.get("/consult").text

    first = shown.split("<details")[0]
    assert re.findall(r'name="starts" value="([^"]+)"', first) == [f"2027-03-02T15:{at}Z" for at in ("00", "15", "30")]
    assert "All times are Toronto time. It is 09:00 there now." in shown
    assert shown.count('type="checkbox" name="consents"') == 4
    assert " checked" not in shown


def test_name_and_contact_are_asked_nowhere_before(as_: ClientOf) -> None:
    visitor = as_("visitor")
    assert visitor.get("/consult").headers["Location"] == FIRST
    assert 'name="phone"' not in visitor.get("/check").text + visitor.get(FIRST).text


def test_a_booked_talk_says_when_who_and_what_to_have_ready(ana: Client, cast: Cast) -> None:
    shown = ana.get("/booked").text

    for said in (
        "It is booked",
        "Tuesday 2 March, 11:00",
        "Toronto time",
        "Wei rings you",
        "Add to calendar",
        "owe us nothing",
    ):
        assert said in shown
    assert token_of(cast) not in shown
    assert not Consent.objects.within(cast.clinic.id).exists()


def test_without_an_address_the_page_itself_carries_the_link(checked: Client, cast: Cast) -> None:
    checked.post("/consult", GOOD)

    assert f"http://127.0.0.1/b/{token_of(cast)}" in checked.get("/booked").text


def test_a_calendar_file_comes_with_it(ana: Client, as_: ClientOf) -> None:
    file = ana.get("/booking/calendar")

    assert file.headers["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20270302T160000Z" in file.text
    assert "Ana" not in file.text
    assert as_("visitor").get("/booking/calendar").status_code == 404


def test_a_time_that_has_just_gone_leaves_everything_else_typed(as_: ClientOf, ana: Client, cast: Cast) -> None:
    late = answered(as_("visitor"), cast)

    shown = late.post("/consult", {**GOOD, "name": "Bo", "wishes": "to garden", "consents": ["news"], "key": "l"})

    assert shown.status_code == 409
    assert "That time has just gone. These are free." in shown.text
    first = shown.text.split("<details")[0]
    assert re.findall(r'name="starts" value="([^"]+)"', first) == [
        f"2027-03-02T{at}Z" for at in ("15:30", "15:45", "16:15")
    ]
    assert 'value="Bo"' in shown.text
    assert "to garden" in shown.text
    assert len(re.findall(r"<input[^>]+ checked", shown.text)) == 2  # the way to talk, and the news
    again = late.post("/consult", {**GOOD, "name": "Bo", "starts": "2027-03-02T16:15Z", "key": "l"})
    assert again.headers["Location"] == "/booked"
    assert Talk.objects.within(cast.clinic.id).count() == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"starts": ""}, "Choose one of the times"),
        ({"starts": "soon"}, "Choose one of the times"),
        ({"starts": "2027-03-02T16:00"}, "Choose one of the times"),
        ({"starts": "2199-03-02T16:00Z"}, "Choose one of the times"),
        ({"starts": "9999-12-31T23:59Z"}, "Choose one of the times"),
        ({"starts": "0001-01-01T00:00Z"}, "Choose one of the times"),
        ({"starts": "9" * 10_000}, "at most 40"),
        ({"channel": ""}, "Choose how we talk"),
        ({"channel": "online"}, "We need an e-mail address"),
        ({"channel": "visit", "phone": ""}, "a phone number or an e-mail"),
        ({"phone": ""}, "We need a phone number"),
        ({"phone": "call me"}, "does not look like a phone number"),
        ({"name": "Mar\x00ta"}, "cannot be kept"),
        ({"consents": "everything"}, "everything"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    checked: Client, cast: Cast, wrong: dict[str, str], says: str
) -> None:
    shown = checked.post("/consult", {**GOOD, "wishes": "I want to garden", **wrong})

    assert shown.status_code == 400
    assert says in shown.text
    assert "I want to garden" in shown.text
    assert not Enquiry.objects.within(cast.clinic.id).exists()


def test_with_no_time_free_there_is_the_list_and_a_call(checked: Client, cast: Cast) -> None:
    WorkingHours.objects.within(cast.clinic.id).delete()

    shown = checked.get("/consult").text

    assert "Every time of the coming week is taken" in shown
    assert 'action="/consult/waiting"' in shown
    assert 'href="/call-me"' in shown


def test_the_link_is_exchanged_at_once_and_opens_only_the_talk(as_: ClientOf, ana: Client, cast: Cast) -> None:
    other = as_("visitor")

    came = other.get(f"/b/{token_of(cast)}")

    assert (came.status_code, came.headers["Location"]) == (303, "/booking")
    shown = other.get("/booking").text
    assert "Tuesday 2 March, 11:00" in shown
    assert not any(said in shown for said in ("Ana", "416 555 0142", "ana@example.org", token_of(cast)))
    assert other.get("/enquiries").status_code == 303  # to sign in


def test_opening_the_link_changes_nothing_however_often(as_: ClientOf, ana: Client, cast: Cast) -> None:
    before = stands(cast)
    scanner = as_("visitor")

    for method in ("get", "head") * 3:
        getattr(scanner, method)(f"/b/{token_of(cast)}")
        for place in PAGES[1:]:
            getattr(scanner, method)(place)

    assert stands(cast) == before


@pytest.mark.parametrize("how", ["guessed", "cut", "id", "elsewhere", "old", "cancelled", "moved"])
def test_a_link_that_does_not_hold_shows_one_page_and_changes_nothing(
    as_: ClientOf, ana: Client, cast: Cast, how: str
) -> None:
    token = token_of(cast)
    link = FrontLink.objects.within(cast.clinic.id).get()
    if how == "cancelled":
        ana.post("/booking/cancel")
    if how == "moved":
        ana.post("/booking/move", {"starts": TWELVE})
    used = {"guessed": "A" * 22, "cut": token[:-1], "id": link.id.hex}.get(how, token)
    before = stands(cast)
    stranger = as_("otto") if how == "elsewhere" else as_("visitor")

    with clock.at(TUESDAY_NINE + timedelta(days=2 if how == "old" else 0)):
        shown = stranger.get(f"/b/{used}")
        tried = [stranger.post("/booking/cancel"), stranger.post("/booking/move", {"starts": TWELVE})]

    assert {each.status_code for each in (shown, *tried)} == {404}
    assert "This link does not work" in shown.text
    assert stands(cast) == before


def test_it_is_moved_and_keeps_its_time_until_then(ana: Client, cast: Cast) -> None:
    shown = ana.get("/booking/move")
    missing = ana.post("/booking/move", {})
    moved = ana.post("/booking/move", {"starts": TWELVE})

    assert "It stays yours until you take another" in shown.text
    assert missing.status_code == 400
    assert moved.headers["Location"] == "/booked"
    assert "12:00" in ana.get("/booked").text
    assert Talk.objects.within(cast.clinic.id).get().moved == 1


def test_a_move_to_a_time_that_has_gone_offers_the_nearest(ana: Client, as_: ClientOf, cast: Cast) -> None:
    late = answered(as_("visitor"), cast)
    late.post("/consult", {**GOOD, "starts": TWELVE, "key": "l"})

    shown = ana.post("/booking/move", {"starts": TWELVE})

    assert shown.status_code == 409
    assert "That time has just gone" in shown.text


def test_it_is_cancelled_with_or_without_a_reason(ana: Client, cast: Cast) -> None:
    wrong = ana.post("/booking/cancel", {"reason": "a\x00b"})
    assert wrong.status_code == 400

    off = ana.post("/booking/cancel", {"reason": "better already"})

    assert off.headers["Location"] == "/booking/cancelled"
    assert "cancelled" in ana.get("/booking/cancelled").text
    assert Talk.objects.within(cast.clinic.id).get().cancel_reason == "better already"
    assert ana.get("/booking").status_code == 404
    assert ana.get("/booked").status_code == 404


def test_a_fresh_link_has_the_same_answer_for_everybody(ana: Client, as_: ClientOf, cast: Cast) -> None:
    answers = [as_("visitor").post("/booking/link", {"email": each}) for each in ("ana@example.org", "no@example.org")]
    pages = [ana.get(each.headers["Location"]).text for each in answers]

    assert {each.status_code for each in answers} == {303}
    assert pages[0] == pages[1]
    assert "If a talk is booked with this address" in pages[0]
    assert as_("visitor").post("/booking/link", {"email": ""}).status_code == 400


def test_wrong_methods_are_refused(ana: Client) -> None:
    for place in (*PAGES, "/booking/calendar", "/consult/waiting"):
        assert ana.delete(place).status_code == 405
    assert ana.get("/booking/cancel").status_code == 405


def test_the_pages_ask_the_database_a_few_times_whatever_is_booked(ana: Client, cast: Cast) -> None:
    answered(ana, cast)
    for place in PAGES:
        with CaptureQueriesContext(connection) as asked:
            assert ana.get(place).status_code == 200
        ours = [each for each in asked.captured_queries if each["sql"].startswith("SELECT")]
        assert len(ours) <= 12 + 3, place  # clinic by host, session, and clinic of the visitor come before


def test_a_page_with_somebodys_talk_is_not_kept_by_the_browser(ana: Client) -> None:
    for place in ("/booked", "/booking", "/booking/move"):
        assert "no-store" in ana.get(place)["cache-control"]
