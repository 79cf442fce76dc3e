"""A staff page that nobody used locks: on the server, at its minute, with beds and Faint on it, and no text lost."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.care import opened, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import Draft, Event, User
from weft.web.desk import lock

pytestmark = pytest.mark.django_db

BEGIN = 1_800_000_000
LIMIT = 15 * 60
PASSWORD = "a long enough sentence"


class Time:
    """The machine's time, as a test says it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = BEGIN
        monkeypatch.setattr(lock, "seconds", lambda: self.now)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


@pytest.fixture
def wei(as_: ClientOf, cast: Cast, machine: Time) -> Client:
    """Wei has a password, and has just opened Today."""
    user = User.objects.get(login="wei@example.org")
    user.set_password(PASSWORD)
    user.save()
    browser = as_("wei")
    assert browser.get("/today").status_code == 200
    return browser


def is_locked(answer: object) -> bool:
    return getattr(answer, "headers", {}).get("X-Session") == "locked"


@pytest.mark.parametrize(("seconds", "locks"), [(LIMIT - 1, False), (LIMIT, True)])
def test_a_page_locks_at_its_minute_and_not_before(wei: Client, machine: Time, seconds: int, *, locks: bool) -> None:
    machine.now += seconds

    answer = wei.get("/today")
    assert (answer.status_code, is_locked(answer)) == ((403, True) if locks else (200, False))


def test_use_puts_the_lock_off(wei: Client, machine: Time) -> None:
    for _ in range(4):
        machine.now += LIMIT - 60
        assert wei.get("/people").status_code == 200


def test_an_installation_may_set_another_limit(wei: Client, machine: Time, settings: Settings) -> None:
    settings.WEFT_IDLE_MINUTES = 5
    machine.now += 5 * 60

    assert is_locked(wei.get("/today"))


@pytest.mark.parametrize(
    ("address", "headers"),
    [("/today", {"hx-request": "true"}), ("/beds", {}), ("/beds?names=short", {}), ("/here", {}), ("/locked", {})],
)
def test_a_page_that_asks_by_itself_for_sixteen_minutes_keeps_nobody_signed_in(
    wei: Client, machine: Time, address: str, headers: dict[str, str]
) -> None:
    for _ in range(48):
        machine.now += 20
        wei.get(address, headers=headers)

    assert is_locked(wei.get("/today"))


def test_a_hand_on_the_page_puts_the_lock_off(wei: Client, machine: Time) -> None:
    machine.now += LIMIT - 60
    assert wei.post("/here").json()["left"] == LIMIT
    machine.now += LIMIT - 60

    assert wei.get("/today").status_code == 200


def test_the_clock_says_how_long_is_left_and_puts_nothing_off(wei: Client, machine: Time) -> None:
    machine.now += 600

    assert [wei.get("/here").json()["left"] for _ in range(2)] == [LIMIT - 600] * 2


def test_locked_stays_locked_whatever_is_asked_next(wei: Client, machine: Time, settings: Settings) -> None:
    machine.now += LIMIT
    wei.get("/today")
    settings.WEFT_IDLE_MINUTES = 240
    machine.now -= 60

    assert is_locked(wei.get("/people"))


def test_the_locked_screen_shows_the_clinic_and_no_persons_name(wei: Client, machine: Time, cast: Cast) -> None:
    url = f"/people/{cast.marta_id}"
    assert "Marta" in wei.get(url).text
    machine.now += LIMIT

    screen = wei.get(url).text
    assert "Two Rivers" in screen
    assert "Password of Wei" in screen
    assert "Marta" not in screen


def test_a_poll_that_finds_it_locked_swaps_nothing_and_says_so(wei: Client, machine: Time) -> None:
    machine.now += LIMIT
    answer = wei.get("/today", headers={"hx-request": "true"})

    assert (answer.status_code, answer.headers["HX-Trigger"], is_locked(answer)) == (204, "locked", True)


def test_the_strip_goes_on_with_initials_only(wei: Client, machine: Time) -> None:
    machine.now += LIMIT

    assert wei.get("/beds?names=short").status_code == 200
    assert is_locked(wei.get("/beds"))


def test_the_password_opens_and_leads_back(wei: Client, machine: Time) -> None:
    machine.now += LIMIT
    wei.get("/people")
    wrong = wei.post("/locked/open", {"password": "not it at all", "next": "/people"})
    assert (wrong.status_code, "That is not your password" in wrong.text) == (400, True)
    assert is_locked(wei.get("/people"))

    right = wei.post("/locked/open", {"password": PASSWORD, "next": "/people"})
    assert (right.status_code, right.headers["Location"]) == (303, "/people")
    assert wei.get("/people").status_code == 200


def test_somebody_elses_password_does_not_open(wei: Client, machine: Time) -> None:
    dana = User.objects.get(login="dana@example.org")
    dana.set_password("another long sentence")
    dana.save()
    machine.now += LIMIT

    theirs = {"username": "dana@example.org", "password": "another long sentence"}
    assert wei.post("/locked/open", theirs).status_code == 400


def test_ten_wrong_passwords_rest_at_the_lock_too(wei: Client, machine: Time) -> None:
    machine.now += LIMIT
    answers = [wei.post("/locked/open", {"password": f"wrong {each}"}).status_code for each in range(11)]

    assert answers[-1] == 429
    assert is_locked(wei.get("/today"))


def test_a_form_that_comes_while_locked_saves_nothing_and_keeps_what_was_typed(
    wei: Client, machine: Time, cast: Cast
) -> None:
    work_with_drafts(cast)
    opened(cast)
    url = f"/people/{cast.marta_id}/assessment/story"
    machine.now += LIMIT
    late = wei.post(url, {"revision": "0", "told": 'sits "all" day', "weighs": ["stress", "long_sitting"]})

    assert (late.status_code, is_locked(late)) == (403, True)
    assert late.context["kept"].fields[1] == ("told", 'sits "all" day')
    sent = {"password": PASSWORD, "kept_to": url}
    again = wei.post("/locked/open", sent | {f"kept-{name}": value for name, value in late.context["kept"].fields})
    assert again.status_code == 200
    kept = again.context["kept"]
    fields = {name: [value for each, value in kept.fields if each == name] for name, _ in kept.fields}
    assert wei.post(kept.to, fields).status_code == 303
    assert "sits &quot;all&quot; day" in wei.get(f"/people/{cast.marta_id}/assessment").text


def test_a_draft_that_comes_while_locked_is_not_taken_and_says_why(wei: Client, machine: Time, cast: Cast) -> None:
    work_with_drafts(cast)
    opened(cast)
    machine.now += LIMIT
    url = f"/people/{cast.marta_id}/assessment/draft"
    answer = wei.post(url, {"told": "half"}, headers={"hx-request": "true"})

    assert (answer.status_code, is_locked(answer), answer.headers["HX-Reswap"]) == (403, True, "none")
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_no_session_is_older_than_twelve_hours(wei: Client, machine: Time) -> None:
    wei.get("/today")
    began = wei.session.get_expiry_date()
    machine.now += 600
    wei.get("/today")

    assert wei.session.get_expiry_date() == began
    assert began.timestamp() == BEGIN + 12 * 60 * 60


def test_patients_and_visitors_are_not_locked(as_: ClientOf, machine: Time) -> None:
    marta = as_("marta")
    marta.get("/me")
    machine.now += 10 * LIMIT

    assert marta.get("/me").status_code == 200
    assert as_("visitor").get("/").status_code == 200


def test_the_server_reads_a_script_redirect_as_a_place_to_go(wei: Client) -> None:
    answer = wei.post("/sign-out", headers={"x-hold": "1"})

    assert (answer.status_code, answer.headers["X-Go"]) == (204, "/")
    assert not answer.has_header("Location")


def test_the_way_out_is_open(wei: Client, machine: Time) -> None:
    machine.now += LIMIT

    assert wei.post("/sign-out").headers["Location"] == "/"


def test_faint_is_taken_from_the_locked_screen(wei: Client, machine: Time) -> None:
    machine.now += LIMIT
    assert wei.post(f"/visits/{uuid4()}/faint").status_code == 404  # it was asked; no such visit
    assert not Event.objects.everywhere().exists()


@pytest.mark.parametrize("asks", [(), ("/here",), ("/beds",)])
def test_it_locks_also_when_nothing_was_opened_since_signing_in(
    wei: Client, as_: ClientOf, machine: Time, cast: Cast, asks: tuple[str, ...]
) -> None:
    browser = as_("visitor")
    waits = {"kept_to": f"/people/{cast.marta_id}/letter/draft", "kept-came": "half"}
    assert (
        browser.post("/sign-in/again", waits | {"username": "wei@example.org", "password": PASSWORD}).status_code == 200
    )
    for address in asks:
        machine.now += LIMIT // 2
        browser.get(address)
    machine.now += LIMIT

    assert is_locked(browser.post(waits["kept_to"], {"came": "half"}))
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_a_form_that_waits_for_a_sign_in_waits_at_the_lock_too(wei: Client, machine: Time, cast: Cast) -> None:
    machine.now += LIMIT
    waits = {"kept_to": f"/people/{cast.marta_id}/letter", "kept-came": "half", "username": "wei@example.org"}
    late = wei.post("/sign-in/again", waits | {"password": PASSWORD})

    assert is_locked(late)
    assert (late.context["kept"].to, late.context["kept"].fields) == (waits["kept_to"], (("came", "half"),))


def test_polls_of_the_locked_screen_ask_for_initials_whatever_the_address_says_twice(
    wei: Client, machine: Time
) -> None:
    machine.now += LIMIT

    assert is_locked(wei.get("/beds?names=short&names=long"))
