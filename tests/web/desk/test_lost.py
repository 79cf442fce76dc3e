"""A form whose sender is not signed in any more: nothing is saved, nothing typed is lost, nobody else can misuse it."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django.fixtures import Settings
from tests.care import opened, work_with_drafts
from tests.people import HERE, Cast
from tests.web.conftest import ClientOf

from weft.records.models import Draft, User
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


def whose_page(browser: Client) -> str:
    """For whom this browser's pages are made, as their forms say it."""
    found = re.search(r'name="typed_by" value="(\w+)"', browser.get("/today").text)
    assert found
    return found[1]


def with_password(login: str) -> None:
    user = User.objects.get(login=login)
    user.set_password(PASSWORD)
    user.save()


def test_every_form_says_for_whom_its_page_was_made(url: str, as_: ClientOf) -> None:
    pages = {name: as_(name).get(url.removesuffix("/story")).text for name in ("wei", "dana")}
    marks = {name: set(re.findall(r'name="typed_by" value="(\w+)"', page)) for name, page in pages.items()}

    assert len(marks["wei"]) == len(marks["dana"]) == 1
    assert marks["wei"] != marks["dana"]
    assert all(page.count('name="typed_by"') == page.count('name="csrfmiddlewaretoken"') for page in pages.values())


def test_a_page_of_one_clinician_is_never_sent_as_anothers(url: str, as_: ClientOf) -> None:
    typed = TYPED | {"typed_by": whose_page(as_("wei"))}
    dana = as_("dana")
    answer = dana.post(url, typed)

    assert (answer.status_code, answer.headers["X-Session"]) == (403, "other")
    assert "Somebody else is signed in now" in answer.text
    assert dana.get(url.removesuffix("/story")).context["forms"]["story"]["told"].value() == ""
    assert as_("wei").post(url, typed).status_code == 303


def test_somebody_who_signs_in_in_between_cannot_send_it_and_its_author_can(url: str, as_: ClientOf) -> None:
    with_password("dana@example.org")
    browser = as_("visitor")
    page = browser.post(url, TYPED | {"typed_by": whose_page(as_("wei"))})
    waits = carried(page) | {"kept_by": [page.context["kept"].by]}

    dana = browser.post("/sign-in/again", waits | {"username": "dana@example.org", "password": PASSWORD})
    assert (dana.status_code, "Send what I typed" in dana.text) == (403, False)
    assert "not sent in your name" in dana.text
    assert f'action="{url}"' not in dana.text

    wei = browser.post("/sign-in/again", waits | {"username": "wei@example.org", "password": PASSWORD})
    assert (wei.status_code, "Send what I typed" in wei.text) == (200, True)


def test_a_stale_page_of_somebody_else_waits_for_them(url: str) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(User.objects.get(login="dana@example.org"), backend="weft.project.backends.Passwords")
    page = browser.post(url, TYPED | {"typed_by": "somebody"}, headers=OURS)

    assert (page.status_code, "Send what I typed" in page.text) == (403, False)
    assert "Somebody else is signed in now" in page.text


def test_a_faint_waits_for_nobody(as_: ClientOf, cast: Cast) -> None:
    answer = as_("dana").post("/visits/00000000-0000-0000-0000-000000000000/faint", {"typed_by": "somebody"})

    assert answer.status_code == 404


def test_a_stale_faint_from_anothers_page_is_offered_to_whoever_stands_there(cast: Cast) -> None:
    browser = Client(SERVER_NAME=HERE, enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(User.objects.get(login="dana@example.org"), backend="weft.project.backends.Passwords")
    faint = "/visits/00000000-0000-0000-0000-000000000000/faint"

    page = browser.post(faint, {"typed_by": "somebody"}, headers=OURS)

    assert (page.status_code, f'action="{faint}"' in page.text) == (403, True)


def test_a_page_that_was_open_while_the_secret_changed_is_still_ones_own(
    url: str, as_: ClientOf, settings: Settings
) -> None:
    before = whose_page(as_("wei"))
    settings.SECRET_KEY = "another one, long enough to be taken for one, really"

    assert as_("wei").post(url, TYPED | {"typed_by": before}).status_code == 303


def test_a_draft_never_keeps_for_whom_the_page_was_made(url: str, as_: ClientOf, cast: Cast) -> None:
    wei = as_("wei")
    wei.post(url.removesuffix("/story") + "/draft", {"told": "half", "typed_by": whose_page(wei)})

    assert "typed_by" not in Draft.objects.within(cast.clinic.id).get().content
