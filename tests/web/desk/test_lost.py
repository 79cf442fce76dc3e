"""A form whose sender is not signed in any more: nothing is saved, nothing typed is lost, nobody else can misuse it."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from tests.care import opened, work_with_drafts
from tests.people import HERE, Cast
from tests.web.conftest import ClientOf

from weft.records.models import User
from weft.web.desk import lost

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough sentence"
TYPED = {"revision": "0", "told": "<b>sits</b> & aches", "weighs": ["stress", "long_sitting"], "comfort": ""}
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def url(cast: Cast) -> str:
    work_with_drafts(cast)
    opened(cast)
    user = User.objects.get(login="wei@example.org")
    user.set_password(PASSWORD)
    user.save()
    return f"/people/{cast.marta_id}/assessment/story"


def carried(page: Any) -> dict[str, list[str]]:
    """The hidden fields of the sign-in form."""
    found: dict[str, list[str]] = {"kept_to": [page.context["kept"].to]}
    for name, value in page.context["kept"].fields:
        found.setdefault(f"kept-{name}", []).append(value)
    return found


def sent_again(page: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in page.context["kept"].fields:
        found.setdefault(name, []).append(value)
    return found


def test_typed_text_survives_a_session_that_ended(url: str, as_: ClientOf) -> None:
    browser = as_("visitor")
    page = browser.post(url, TYPED)
    assert (page.status_code, page.headers["X-Session"]) == (403, "ended")
    assert "&lt;b&gt;sits&lt;/b&gt; &amp; aches" in page.text

    back = browser.post("/sign-in/again", carried(page) | {"username": "wei@example.org", "password": PASSWORD})
    assert (back.status_code, "signed in as Wei" in back.text) == (200, True)
    assert browser.post(back.context["kept"].to, sent_again(back)).status_code == 303
    form = browser.get(url.removesuffix("/story")).context["forms"]["story"]
    assert (form["told"].value(), list(form["weighs"].value())) == (TYPED["told"], TYPED["weighs"])


def test_a_wrong_password_keeps_what_was_typed(url: str, as_: ClientOf) -> None:
    browser = as_("visitor")
    page = browser.post(url, TYPED)
    answer = browser.post("/sign-in/again", carried(page) | {"username": "wei@example.org", "password": "no"})

    assert (answer.status_code, answer.context["kept"].fields) == (400, page.context["kept"].fields)


def test_so_do_ten_wrong_passwords(url: str, as_: ClientOf) -> None:
    browser = as_("visitor")
    page = browser.post(url, TYPED)
    wrong = carried(page) | {"username": ["wei@example.org"]}
    answers = [browser.post("/sign-in/again", wrong | {"password": f"no {each}"}) for each in range(11)]

    assert (answers[-1].status_code, answers[-1].context["kept"].to) == (429, url)


def test_signing_in_saves_nothing_by_itself(url: str, as_: ClientOf) -> None:
    browser = as_("visitor")
    page = browser.post(url, TYPED)
    browser.post("/sign-in/again", carried(page) | {"username": "wei@example.org", "password": PASSWORD})

    assert browser.get(url.removesuffix("/story")).context["forms"]["story"]["told"].value() == ""


def test_whoever_signs_in_sends_it_with_their_own_rights(url: str, as_: ClientOf) -> None:
    noor = User.objects.get(login="noor@example.org")
    noor.set_password(PASSWORD)
    noor.save()
    browser = as_("visitor")
    page = browser.post(url, TYPED)
    back = browser.post("/sign-in/again", carried(page) | {"username": "noor@example.org", "password": PASSWORD})

    assert browser.post(url, sent_again(back)).status_code == 403


def test_a_page_from_elsewhere_gets_nothing_back(url: str, cast: Cast) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil"}, {}):
        answer = browser.post(url, TYPED, headers=headers)
        assert (answer.status_code, "aches" in answer.text) == (403, False)


@pytest.mark.parametrize("headers", [OURS, {"origin": f"http://{HERE}"}])
def test_a_stale_form_of_ours_is_given_back_with_a_fresh_token(url: str, headers: dict[str, str]) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(User.objects.get(login="wei@example.org"), backend="weft.project.backends.Passwords")
    page = browser.post(url, TYPED, headers=headers)

    assert (page.status_code, page.headers["X-Session"]) == (403, "stale")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token
    again = sent_again(page) | {"csrfmiddlewaretoken": token[1]}
    assert browser.post(page.context["kept"].to, again, headers=headers).status_code == 303


def test_the_fresh_token_is_still_asked_for(url: str) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    page = browser.post("/sign-in/again", {"kept_to": url, "kept-told": "x", "username": "w", "password": "p"})

    assert page.status_code == 403


def test_a_form_with_a_secret_is_never_given_back(as_: ClientOf) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    page = browser.post("/sign-in", {"username": "wei@example.org", "password": "hunter2 hunter2"}, headers=OURS)

    assert (page.status_code, "hunter2" in page.text) == (403, False)


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example/x",
        "https://evil.example/",
        "/no-such-page",
        "/no-such-page?to=/today",
        "//evil.example?/today",
        "javascript:1",
        "",
    ],
)
def test_it_is_only_ever_sent_to_a_page_of_ours(as_: ClientOf, cast: Cast, to: str) -> None:
    page = as_("visitor").post("/sign-in/again", {"kept_to": to, "kept-told": "x", "username": "", "password": ""})

    assert (page.status_code, page.context["kept"]) == (400, None)


def test_nothing_typed_shows_in_the_log_of_a_kept_form() -> None:
    assert "aches" not in repr(lost.Kept("/x", (("told", "aches"),)))


def test_a_page_knows_who_wrote_on_it_without_saying_it(url: str, as_: ClientOf) -> None:
    page = as_("wei").get(url.removesuffix("/story"))
    who = {name: as_(name).get("/here").json()["who"] for name in ("wei", "dana")}

    assert f'data-who="{who["wei"]}"' in page.text
    assert who["wei"] != who["dana"]


def test_signed_in_elsewhere_tells_to_go_back(as_: ClientOf) -> None:
    assert "go back to the page" in as_("wei").get("/signed-in").text
    assert as_("visitor").get("/signed-in").status_code == 303


@pytest.mark.parametrize("where", ["/sign-in/again", "/locked/open", "/sign-in?next=/people%3Fq%3Daches"])
def test_a_wrong_password_writes_down_nothing_that_was_typed(url: str, as_: ClientOf, where: str) -> None:
    browser = as_("wei" if where == "/locked/open" else "visitor")
    typed = {"kept_to": url, "kept-told": "aches", "username": "wei@example.org"}
    for wrong in ("no", "nor this"):
        assert browser.post(where, typed | {"password": wrong}).status_code == 400

    row = AccessAttempt.objects.get()
    assert (row.username, row.failures_since_start) == ("wei@example.org", 2)
    assert "aches" not in f"{row.get_data}{row.post_data}{row.path_info}"


def test_a_stale_form_says_as_whom_it_would_be_sent(url: str) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(User.objects.get(login="dana@example.org"), backend="weft.project.backends.Passwords")
    page = browser.post(url, TYPED, headers=OURS)  # perhaps another's, who signed out in a second window

    assert "signed in as Dana" in page.text
    assert "Send it only if you typed it." in page.text


def test_a_form_that_waits_goes_to_the_same_page_with_what_it_asked(url: str, as_: ClientOf, cast: Cast) -> None:
    browser, asked = as_("visitor"), f"/people/{cast.marta_id}/scores?measure=psfs"
    page = browser.post(asked, {"psfs": "4"})
    back = browser.post("/sign-in/again", carried(page) | {"username": "wei@example.org", "password": PASSWORD})

    assert (page.context["kept"].to, back.context["kept"].to) == (asked, asked)
    assert f'action="{asked}"' in back.text
