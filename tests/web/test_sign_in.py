"""Signing in and out."""

import pytest
from django.conf import settings
from django.test import Client
from tests.care import work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf, asker
from tests.web.screen.test_check_pages import FIRST, walk

from weft.records.models import AuditChange, Clinic, User
from weft.web.desk.throttle import one_spelling

NOOR = "noor@example.org"
PASSWORD = "a long enough sentence"


@pytest.fixture
def door(clinic: Clinic) -> Client:
    """A browser in front of the door; Noor has a password."""
    noor = User.objects.get(login=NOOR)
    noor.set_password(PASSWORD)
    noor.save()
    return Client(SERVER_NAME="127.0.0.1")


def enter(door: Client, login: str = NOOR, password: str = PASSWORD, **more: str) -> int:
    return door.post("/sign-in", {"username": login, "password": password, **more}).status_code


def test_name_and_password_let_in(door: Client) -> None:
    assert enter(door) == 303
    assert asker(door).name == "Noor"


def test_the_name_is_taken_in_any_letter_case(door: Client) -> None:
    assert enter(door, login=f" {NOOR.upper()} ") == 303


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(door: Client) -> None:
    wrong = door.post("/sign-in", {"username": NOOR, "password": "not it, not at all"})
    unknown = door.post("/sign-in", {"username": "nora", "password": "not it, not at all"})

    assert (wrong.status_code, unknown.status_code) == (400, 400)
    assert "do not belong together" in wrong.text
    assert said(wrong.text).replace(NOOR, "") == said(unknown.text).replace("nora", "")


def test_somebody_of_another_clinic_gets_the_words_of_a_wrong_password(door: Client) -> None:
    door.defaults["SERVER_NAME"] = "localhost"

    answer = door.post("/sign-in", {"username": NOOR, "password": PASSWORD})

    assert answer.status_code == 400
    assert "do not belong together" in answer.text


def test_somebody_whose_account_is_closed_does_not_come_in(door: Client) -> None:
    User.objects.filter(login=NOOR).update(is_active=False)

    assert enter(door) == 400


def test_an_empty_form_says_what_is_missing(door: Client) -> None:
    answer = door.post("/sign-in", {"username": NOOR})

    assert answer.status_code == 400
    assert 'value="noor@example.org"' in answer.text


def test_ten_wrong_passwords_rest_even_the_right_one(door: Client) -> None:
    for attempt in range(10):
        assert enter(door, password=f"wrong number {attempt}") in {400, 429}

    answer = door.post(
        "/sign-in", {"username": NOOR.upper(), "password": PASSWORD}, headers={"x-forwarded-for": "10.1.2.3"}
    )

    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.text


def test_nine_wrong_passwords_do_not(door: Client) -> None:
    for attempt in range(9):
        assert enter(door, password=f"wrong number {attempt}") == 400

    assert enter(door) == 303


@pytest.mark.parametrize("name", ["noor", " Noor", "NOOR ", "\uff4e\uff4f\uff4f\uff52"])
def test_the_counting_knows_one_spelling(name: str) -> None:
    assert one_spelling(None, {"username": name}) == "noor"


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/sign-in?again", "/sign-in?again"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/"),
        ("foo", "/"), ("today", "/"), ("?x=1", "/"), ("/\\evil.example", "/"), ("desk:today", "/"),
        ("https://127.0.0.1/today", "/"), ("/\x00", "/%00"), ("/a\nb", "/a%0Ab"),
    ],
)  # fmt: skip
def test_after_signing_in_one_goes_on_only_within_this_clinic(door: Client, wanted: str, goes_to: str) -> None:
    answer = door.post("/sign-in", {"username": NOOR, "password": PASSWORD, "next": wanted})

    assert answer.headers["Location"] == goes_to or (goes_to == "/" and answer.headers["Location"] == "/today")


def test_the_session_gets_a_new_name_at_the_door(door: Client) -> None:
    door.session["left by a stranger"] = 1
    before = door.session.session_key

    enter(door)

    assert door.session.session_key != before


def test_signing_in_again_gives_the_session_a_new_name_too(door: Client) -> None:
    enter(door)
    before = door.session.session_key

    enter(door)

    assert door.session.session_key != before


def test_what_a_visitor_left_in_the_browser_ends_at_the_door(door: Client, cast: Cast) -> None:
    work_with_drafts(cast)
    walk(door, blood_thinner="yes")

    enter(door)

    assert door.get("/consult").headers["Location"] == FIRST
    ours = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash", "_session_expiry", "began", "used"}
    assert set(door.session.keys()) == ours


def test_signing_in_changes_nothing_about_the_user(door: Client) -> None:
    noor = User.objects.get(login=NOOR)
    before = AuditChange.objects.filter(row=noor.pk.hex).count()

    enter(door)

    assert AuditChange.objects.filter(row=noor.pk.hex).count() == before


@pytest.mark.parametrize("name", [r'"abcdefghij\000k"', r'"\303\251"', "..", "x" * 5000])
def test_a_session_that_cannot_be_ours_is_a_visitors(clinic: Clinic, name: str) -> None:
    answer = Client(SERVER_NAME="127.0.0.1").get("/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={name}"})

    assert answer.status_code == 200


def test_signing_out_ends_the_session_and_empties_the_browser(door: Client) -> None:
    enter(door)

    answer = door.post("/sign-out")

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert asker(door).user_id is None


def test_a_link_does_not_sign_out(as_: ClientOf) -> None:
    assert as_("noor").get("/sign-out").status_code == 405


def test_a_form_from_elsewhere_is_refused(clinic: Clinic) -> None:
    strict = Client(SERVER_NAME="127.0.0.1", enforce_csrf_checks=True)

    answer = strict.post("/sign-in", {"username": NOOR, "password": PASSWORD})

    assert answer.status_code == 403
    assert "open too long" in answer.text


def said(text: str) -> str:
    """The main part of the page, without its one-time form key."""
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text[text.index("<main") :])
