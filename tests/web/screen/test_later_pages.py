"""Save and finish later, the stop page to oneself, an edit that leads elsewhere, and when somebody reads it."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.people import ELSEWHERE, TUESDAY_NINE, Cast
from tests.web.book.test_talk_pages import answered
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import TOP

from weft.records import clock, front_links
from weft.records.access import system_of
from weft.records.actions.book_link import forget_kept
from weft.records.models import Enquiry, FrontLink, OutboxMessage

ANA = "ana@example.org"
MINE = {"email": ANA, "key": "k"}


@pytest.fixture
def visitor(as_: ClientOf) -> Client:
    return as_("visitor")


@pytest.fixture
def red(visitor: Client, cast: Cast) -> Client:
    """A visitor at the stop page."""
    return answered(visitor, cast, saddle_numbness="yes")


def begun(visitor: Client) -> Client:
    """Two questions answered."""
    for question in TOP[:2]:
        visitor.post(f"/check/{question}", {"answer": "no"})
    return visitor


def messages(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id).order_by("made_at"))


def test_answers_wait_for_a_week_behind_a_link_to_ones_own_address(as_: ClientOf, visitor: Client, cast: Cast) -> None:
    assert 'href="/check/later"' in begun(visitor).get(f"/check/{TOP[2]}").text
    sent = visitor.post("/check/later", MINE)
    assert sent.headers["Location"] == "/check/later?sent=1"
    assert "Saved for a week" in visitor.get("/check/later?sent=1").text

    token = front_links.token_of(FrontLink.objects.within(cast.clinic.id).get().id)
    elsewhere = as_("visitor")
    assert elsewhere.get(f"/b/{token}").headers["Location"] == "/check"
    assert f'href="/check/{TOP[2]}"' in elsewhere.get("/check").text
    assert Client(SERVER_NAME=ELSEWHERE).get(f"/b/{token}").status_code == 404
    with clock.at(clock.now() + timedelta(days=8)):
        assert as_("visitor").get(f"/b/{token}").status_code == 404


def test_the_message_says_nothing_about_the_answers_and_two_presses_are_one(visitor: Client, cast: Cast) -> None:
    begun(visitor)
    for _ in range(2):
        visitor.post("/check/later", MINE)

    (one,) = messages(cast)
    assert one.body.startswith("To go on where you were: ")
    assert not any(word in (one.subject + one.body).lower() for word in ("back", "pain", "numb", "safe"))
    assert not Enquiry.objects.within(cast.clinic.id).exists()


def test_whoever_goes_back_and_puts_the_address_right_gets_the_link(visitor: Client, cast: Cast) -> None:
    begun(visitor)

    answers = [
        visitor.post("/check/later", {"email": one, "key": "k"}) for one in ("anna@example.org", ANA, ANA.upper())
    ]

    assert {(each.status_code, each.headers["Location"]) for each in answers} == {(303, "/check/later?sent=1")}
    assert [each.to for each in messages(cast)] == ["anna@example.org", ANA]
    assert FrontLink.objects.within(cast.clinic.id).count() == 2


def test_whoever_goes_back_and_puts_the_number_right_gets_the_link(
    visitor: Client, cast: Cast, settings: Settings
) -> None:
    settings.WEFT_TEXTS = "json://127.0.0.1/{to}"
    begun(visitor)

    for phone in ("416 555 0142", "416 555 0143", "416 555 0143"):
        assert visitor.post("/check/later", {"phone": phone, "key": "k"}).status_code == 303

    assert [each.to for each in messages(cast)] == ["+14165550142", "+14165550143"]


def test_answers_that_nobody_fetched_are_forgotten(visitor: Client, cast: Cast) -> None:
    begun(visitor).post("/check/later", MINE)
    kept, system = FrontLink.objects.within(cast.clinic.id), system_of(cast.clinic.id)

    with clock.at(clock.now() + timedelta(days=6)):
        assert forget_kept(by=system) == 0
    assert kept.get().answers
    with clock.at(clock.now() + timedelta(days=8)):
        assert forget_kept(by=system) == 1
    assert kept.get().answers is None


def test_help_is_never_put_off(red: Client) -> None:
    assert red.get("/check/later").headers["Location"] == "/check/stop"


def test_nothing_answered_leads_to_the_start(visitor: Client) -> None:
    assert "Save and finish later" not in visitor.get(f"/check/{TOP[0]}").text
    assert visitor.get("/check/later").headers["Location"] == "/check"
    assert visitor.get("/check/stop/send").headers["Location"] == f"/check/{TOP[0]}"


def test_a_wrong_address_says_so(visitor: Client) -> None:
    assert begun(visitor).post("/check/later", {"email": "at home"}).status_code == 400


def test_the_stop_page_comes_to_ones_own_address_in_its_own_words(red: Client, cast: Cast) -> None:
    assert 'href="/check/stop/send"' in red.get("/check/stop").text
    assert "Do not wait for the message" in red.get("/check/stop/send").text
    assert red.post("/check/stop/send", {"email": ""}).status_code == 400

    red.post("/check/stop/send", MINE)

    (one,) = messages(cast)
    assert one.body.startswith("Get help now. Call 911.")
    assert "What to say" in one.body
    assert one.subject == "The page you asked for"
    assert "on its way" in red.get("/check/stop/send?sent=1").text
    assert red.get("/check/stop").status_code == 200


def test_the_stop_page_comes_to_a_corrected_address_too_and_once(red: Client, cast: Cast) -> None:
    for email in ("anna@example.org", ANA, ANA):
        assert red.post("/check/stop/send", {"email": email, "key": "k"}).status_code == 303

    assert [each.to for each in messages(cast)] == ["anna@example.org", ANA]


@pytest.mark.parametrize(("page", "subject"), [("/check/later", "The page you kept"), ("/check/stop/send", "")])
def test_with_texts_either_goes_to_a_number_with_nothing_but_a_link(
    as_: ClientOf, cast: Cast, settings: Settings, page: str, subject: str
) -> None:
    settings.WEFT_TEXTS = "json://127.0.0.1/{to}"
    visitor = as_("visitor")
    asked = answered(visitor, cast, saddle_numbness="yes") if "stop" in page else begun(visitor)
    assert "Or your mobile number" in asked.get(page).text

    assert asked.post(page, {"phone": "416 555 0142", "key": "k"}).status_code == 303

    (one,) = messages(cast)
    assert (one.channel, one.to, one.subject) == ("text", "+14165550142", subject)
    assert not any(word in one.body.lower() for word in ("back", "pain", "numb", "saddle"))
    token = front_links.token_of(FrontLink.objects.within(cast.clinic.id).get().id)
    led_to = as_("visitor").get(f"/b/{token}").headers["Location"]
    assert led_to == ("/check/stop" if "stop" in page else "/check")


def test_the_text_of_the_stop_page_says_first_what_to_do(
    as_: ClientOf, cast: Cast, settings: Settings, red: Client
) -> None:
    settings.WEFT_TEXTS = "json://127.0.0.1/{to}"
    red.post("/check/stop/send", {"phone": "416 555 0142", "email": "ana@example.org", "key": "k"})

    mail, text = sorted(messages(cast), key=lambda each: each.channel)
    assert (mail.to, text.to) == ("ana@example.org", "+14165550142")
    assert text.body.startswith("Get help now. Call 911.\n")


@pytest.mark.parametrize(("texts", "typed"), [("", "416 555 0142"), ("json://h/{to}", "55501"), ("json://h/{to}", "")])
def test_without_texts_or_a_whole_number_the_form_comes_back(
    visitor: Client, cast: Cast, settings: Settings, texts: str, typed: str
) -> None:
    settings.WEFT_TEXTS = texts

    answer = begun(visitor).post("/check/later", {"phone": typed, "key": "k"})

    assert answer.status_code == 400
    assert ("mobile number" in answer.text) is bool(texts)
    assert messages(cast) == []


def test_from_one_network_five_texts_an_hour_go(visitor: Client, cast: Cast, settings: Settings) -> None:
    settings.WEFT_TEXTS = "json://127.0.0.1/{to}"
    begun(visitor)
    came = [
        visitor.post("/check/later", {"phone": f"416 555 01{n}", "key": f"k{n}"}, REMOTE_ADDR="203.0.113.9").status_code
        for n in range(10, 16)
    ]
    elsewhere = visitor.post("/check/later", {"phone": "416 555 0177", "key": "x"}, REMOTE_ADDR="198.51.100.9")

    assert came == [303] * 5 + [429]
    assert elsewhere.status_code == 303
    assert len(messages(cast)) == 6


@pytest.mark.parametrize(
    ("hours", "says"), [(0, "We read this while we are open"), (12, "Wednesday 3 March from 08:00")]
)
def test_at_night_the_stop_page_says_when_somebody_reads_it(red: Client, cast: Cast, hours: int, says: str) -> None:
    with clock.at(TUESDAY_NINE + timedelta(hours=hours)):
        shown = red.get("/check/stop").text

    assert says in shown


@pytest.mark.parametrize(("hours", "is_closed"), [(8.9, False), (9, True)])
def test_out_of_hours_the_call_back_page_says_when_the_phone_opens(
    visitor: Client, hours: float, is_closed: bool
) -> None:
    with clock.at(TUESDAY_NINE + timedelta(hours=hours)):
        assert ("Nobody is on the phone now" in visitor.get("/call-me").text) is is_closed


def test_a_call_is_promised_for_a_time_when_the_clinic_is_open(visitor: Client, cast: Cast) -> None:
    with clock.at(TUESDAY_NINE + timedelta(days=3, hours=3)):  # Friday noon; a day later is Saturday
        visitor.post("/call-me", {"name": "Ana", "phone": "416 555 0142"})
        assert "Monday 8 March, 09:00" in visitor.get("/requested").text


def test_an_odd_number_is_taken_after_one_confirm(visitor: Client, cast: Cast) -> None:
    odd = {"name": "Ana", "phone": "12345", "times": "evenings", "key": "k"}
    asked = visitor.post("/call-me", odd)
    assert asked.status_code == 400
    assert "The number is right as I wrote it" in asked.text
    assert "evenings" in asked.text
    assert visitor.post("/call-me", {**odd, "phone": "1" * 41, "odd_phone": "on"}).status_code == 400

    assert visitor.post("/call-me", {**odd, "odd_phone": "on"}).status_code == 303
    assert Enquiry.objects.within(cast.clinic.id).get().phone == "12345"


def test_a_good_number_asks_for_no_confirm(visitor: Client) -> None:
    assert "The number is right as I wrote it" not in visitor.get("/call-me").text


@pytest.mark.parametrize(
    ("question", "said", "says"),
    [
        ("saddle_numbness", "yes", "help comes first"),
        ("blood_thinner", "yes", ""),
        ("saddle_numbness", "no", ""),
    ],
)
def test_an_edit_that_leads_elsewhere_says_so(visitor: Client, cast: Cast, question: str, said: str, says: str) -> None:
    answered(visitor, cast)

    shown = visitor.post(f"/check/{question}", {"answer": said}, follow=True).text

    assert ("leads elsewhere now" in shown) is bool(says)
    assert says in shown


def test_a_mistake_is_taken_back_and_says_so(red: Client) -> None:
    shown = red.post("/check/saddle_numbness", {"answer": "no"}, follow=True).text

    assert "We go on where you were" in shown
