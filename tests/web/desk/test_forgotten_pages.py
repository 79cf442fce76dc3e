"""A forgotten password: one answer for everybody, a link that works once, and the other sessions end."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings as settings_of
from django.test import Client
from pytest_django.fixtures import Settings
from tests.care import got, no
from tests.people import ELSEWHERE, HERE, Cast

from weft.jobs.timers import sweep
from weft.records import clock, front_links
from weft.records.actions import password_reset
from weft.records.actions.account import close_account
from weft.records.actions.contact import change_contact
from weft.records.actions.outbox import claim
from weft.records.actions.password_reset import HOLDS, MOST_LINKS, RESETS, ask_for_reset, choose_password, send_resets
from weft.records.actions.passwords import set_password
from weft.records.contact import facts_of
from weft.records.models import (
    AuditChange,
    Clinic,
    FrontLink,
    Knock,
    OneTimeKey,
    OutboxMessage,
    OutboxState,
    Person,
    User,
)

pytestmark = pytest.mark.django_db
OLD, GOOD, EASY = "nine green umbrellas", "seven quiet lampposts", "password1234"
WEI = "wei@example.org"
FORGOTTEN, NEW = "/sign-in/forgotten", "/sign-in/new-password"


@pytest.fixture(autouse=True)
def mail_goes(settings: Settings) -> None:
    """A mail server is set up, and a password quickly worked out: not so in earnest (`test_settings`)."""
    settings.WEFT_MAIL = object()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def marta(cast: Cast) -> Person:
    """She signs in with the address of her contact facts."""
    User.objects.filter(id=cast.marta.author_id).update(email="Marta@example.org")
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    return Person.objects.within(cast.clinic.id).get(id=cast.marta_id)


def browser(host: str = HERE, address: str = "192.0.2.7") -> Client:
    return Client(headers={"host": host}, REMOTE_ADDR=address)


def outbox(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id).order_by("made_at"))


def asked(cast: Cast, email: str = WEI) -> str:
    """The path of the link that was sent; empty when nothing was."""
    before = len(outbox(cast))
    got(ask_for_reset(by=cast.visitor, email=email))
    send_resets(by=cast.system)
    found = [re.search(r"/b/\S+", front_links.with_tokens(each.body)) for each in outbox(cast)[before:]]
    return found[0][0] if found and found[0] else ""


def came_with(path: str) -> Client:
    theirs = browser()
    answer = theirs.get(path)
    assert (answer.status_code, answer.headers.get("Location")) == (303, NEW)
    return theirs


def test_somebody_asks_chooses_and_signs_in_with_the_new_one(cast: Cast) -> None:
    got(set_password(WEI, OLD, by=cast.system))
    theirs = browser()
    assert f'href="{FORGOTTEN}"' in theirs.get("/sign-in").text
    sent = theirs.post(FORGOTTEN, {"email": " Wei@Example.org ", "key": "k"}, follow=True)
    assert sweep()["new passwords offered"] == 1
    (message,) = outbox(cast)
    link = re.search(r"/b/\S+", front_links.with_tokens(message.body))
    assert link

    theirs = came_with(link[0])
    page = theirs.get(NEW)
    answer = theirs.post(NEW, {"password": GOOD})

    assert "Look into your mail" in sent.text
    assert (message.to, message.purpose) == (WEI, "service")
    assert f'value="{WEI}"' in page.text
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert "Your new password counts" in theirs.get("/sign-in").text
    wrong, right = (browser().post("/sign-in", {"username": WEI, "password": one}) for one in (OLD, GOOD))
    assert (wrong.status_code, right.status_code) == (400, 303)


def test_every_other_session_of_that_sign_in_ends_and_the_address_is_told(cast: Cast) -> None:
    got(set_password(WEI, OLD, by=cast.system))
    elsewhere, noor = browser(), browser()
    elsewhere.post("/sign-in", {"username": WEI, "password": OLD})
    noor.force_login(User.objects.get(login="noor@example.org"), backend="weft.project.backends.Passwords")
    assert elsewhere.get("/today").status_code == 200

    came_with(asked(cast)).post(NEW, {"password": GOOD})

    assert (elsewhere.get("/today").status_code, noor.get("/today").status_code) == (303, 200)
    wei = User.objects.get(login=WEI)
    changed = AuditChange.objects.filter(row=wei.id.hex, columns="password")
    assert [each.actor for each in changed] == ["system", "visitor"]
    told = outbox(cast)[-1]
    assert told.to == WEI
    assert "was changed. If that was not you, ring us at once: 555 0100" in told.body


@pytest.mark.parametrize("email", ["nobody@example.org", "otto@example.org", "harold@example.org", WEI])
def test_everybody_gets_the_same_answer_and_only_one_is_written_to(cast: Cast, email: str) -> None:
    theirs = browser()

    answer = theirs.post(FORGOTTEN, {"email": email, "key": "k"})
    page = theirs.get(answer.headers["Location"])
    send_resets(by=cast.system)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FORGOTTEN}?sent=1")
    assert email not in page.text
    # Otto works elsewhere; Harold's contact facts have no address
    assert [each.to for each in outbox(cast)] == ([WEI] if email == WEI else [])
    assert not OneTimeKey.objects.within(cast.clinic.id).filter(reference__isnull=False).exists()


def test_whoever_goes_back_and_puts_the_address_right_gets_a_link(cast: Cast) -> None:
    theirs = browser()

    answers = [theirs.post(FORGOTTEN, {"email": one, "key": "k"}) for one in ("wie@example.org", WEI, WEI.upper())]

    assert [each.status_code for each in answers] == [303] * 3
    assert send_resets(by=cast.system) == 1
    assert [each.to for each in outbox(cast)] == [WEI]
    assert OneTimeKey.objects.within(cast.clinic.id).filter(action="desk.password_reset").count() == 2
    assert Knock.objects.within(cast.clinic.id).count() == 2


def test_with_one_form_nobody_asks_more_often_than_with_many(cast: Cast) -> None:
    most, theirs = RESETS["network"].number, browser()

    answers = [theirs.post(FORGOTTEN, {"email": f"{n}@example.org", "key": "k"}) for n in range(most + 1)]

    assert [each.status_code for each in answers] == [303] * most + [429]


def test_a_closed_account_somebody_without_details_and_another_address_get_nothing(cast: Cast, marta: Person) -> None:
    assert asked(cast, "marta@example.org")
    rows, users = (
        Person.objects.within(cast.clinic.id).filter(id=marta.id),
        User.objects.filter(login="marta@example.org"),
    )

    rows.update(leave_no_details=True)
    assert not asked(cast, "marta@example.org")
    rows.update(leave_no_details=False, email="new@example.org")
    assert not asked(cast, "marta@example.org")
    assert not asked(cast, "new@example.org")
    rows.update(email="marta@example.org")
    users.update(is_active=False)
    assert not asked(cast, "marta@example.org")
    users.update(is_active=True, is_demo=True)
    assert not asked(cast, "marta@example.org")


def test_a_link_of_a_person_ends_with_the_address_and_does_not_follow_to_the_new_one(cast: Cast, marta: Person) -> None:
    path = asked(cast, "marta@example.org")
    late = came_with(path)

    facts = replace(facts_of(marta), email="new@example.org")
    got(change_contact(by=cast.noor, person_id=marta.id, facts=facts))

    assert browser().get(path).status_code == 404
    assert late.post(NEW, {"password": GOOD}).status_code == 404
    first = outbox(cast)[0]
    assert (first.to, first.state) == ("Marta@example.org", OutboxState.STOPPED)


def test_a_link_ends_when_the_pages_that_it_leads_to_are_closed(cast: Cast, marta: Person) -> None:
    late = came_with(asked(cast, "marta@example.org"))

    got(close_account(by=cast.noor, person_id=marta.id))

    assert late.post(NEW, {"password": GOOD}).status_code == 404
    assert outbox(cast)[0].state == OutboxState.STOPPED
    assert not FrontLink.objects.within(cast.clinic.id).filter(ended_at__isnull=True).exists()


def test_whoever_knew_the_browsers_session_before_does_not_come_in_with_the_link(cast: Cast) -> None:
    path, name = asked(cast), settings_of.SESSION_COOKIE_NAME
    theirs, planted = browser(), browser()
    theirs.get(path)
    planted.cookies[name] = before = theirs.cookies[name].value

    theirs.get(path)

    assert theirs.cookies[name].value != before
    assert (planted.get(NEW).status_code, theirs.get(NEW).status_code) == (404, 200)


def test_a_link_works_once_and_the_others_end_with_it(cast: Cast) -> None:
    first, second = asked(cast), asked(cast)
    early, late = came_with(first), came_with(second)

    assert late.post(NEW, {"password": GOOD}).status_code == 303

    assert early.post(NEW, {"password": OLD}).status_code == 404
    assert [browser().get(path).status_code for path in (first, second)] == [404, 404]
    assert User.objects.get(login=WEI).check_password(GOOD)


def test_a_password_that_is_set_on_the_machine_ends_the_links_too(cast: Cast) -> None:
    path = asked(cast)

    got(set_password(WEI, OLD, by=cast.system))

    assert browser().get(path).status_code == 404


def test_a_link_holds_for_an_hour_and_its_message_does_not_go_out_later(cast: Cast) -> None:
    path = asked(cast)

    with clock.at(clock.now() + HOLDS - timedelta(seconds=1)):
        assert browser().get(path).status_code == 303
    with clock.at(clock.now() + HOLDS):
        assert browser().get(path).status_code == 404
        assert claim(by=cast.system) == ()


def test_a_link_of_this_clinic_opens_nothing_at_another_and_not_the_pages_of_other_links(cast: Cast) -> None:
    path = asked(cast)
    theirs = came_with(path)

    assert browser(ELSEWHERE).get(path).status_code == 404
    assert [theirs.get(page).status_code for page in ("/account", "/booking")] == [404, 404]


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Write a password."), ("short", "at least 12"), (EASY, "common"), (WEI, "too similar")]
)
def test_an_easy_password_is_refused_in_words_and_the_link_still_holds(cast: Cast, typed: str, words: str) -> None:
    theirs = came_with(asked(cast))

    answer = theirs.post(NEW, {"password": typed})

    assert (answer.status_code in {400, 422}, words in answer.text) == (True, True)
    assert "What you typed is still here" not in answer.text
    assert theirs.post(NEW, {"password": GOOD}).status_code == 303


@pytest.mark.parametrize("typed", ["", "not an address"])
def test_what_is_no_address_is_told_and_stays(cast: Cast, typed: str) -> None:
    answer = browser().post(FORGOTTEN, {"email": typed})

    assert answer.status_code == 400
    assert typed in answer.text
    assert "Error:" in answer.text
    assert "What you typed is still here" in answer.text


def test_so_many_links_go_to_one_sign_in_in_an_hour(cast: Cast) -> None:
    assert [bool(asked(cast)) for _ in range(MOST_LINKS + 1)] == [True] * MOST_LINKS + [False]
    with clock.at(clock.now() + timedelta(hours=1)):
        assert asked(cast)


def test_so_often_a_network_may_ask_and_another_still_can(cast: Cast) -> None:
    most = RESETS["network"].number

    answers = [browser().post(FORGOTTEN, {"email": f"{n}@example.org", "key": str(n)}) for n in range(most + 1)]

    assert [each.status_code for each in answers] == [303] * most + [429]
    assert f"{most}@example.org" in answers[-1].text
    assert "Ring 555 0100" in answers[-1].text
    assert browser(address="198.51.100.7").post(FORGOTTEN, {"email": WEI}).status_code == 303


def test_whoever_rests_after_wrong_passwords_gets_a_link_and_goes_on_resting(cast: Cast) -> None:
    got(set_password(WEI, OLD, by=cast.system))
    for _ in range(10):
        browser().post("/sign-in", {"username": WEI, "password": "not it at all"})

    came_with(asked(cast)).post(NEW, {"password": GOOD})

    assert browser().post("/sign-in", {"username": WEI, "password": GOOD}).status_code == 429


def test_the_message_says_nothing_of_care_and_its_row_opens_nothing(cast: Cast, marta: Person) -> None:
    asked(cast, "marta@example.org")

    (message,) = outbox(cast)
    waiting = re.search(r"/b/\S+", message.body)
    assert waiting
    assert browser().get(waiting[0]).status_code == 404
    assert not {"needle", "movement", "Marta", "Kowalska"} & set(re.findall(r"\w+", message.subject + message.body))
    assert (message.person_id, message.until is not None) == (marta.id, True)


def test_who_reads_the_messages_does_not_learn_what_the_link_is_called(cast: Cast, marta: Person) -> None:
    """Written into a text of the clinic, it would go out as the token, to whom they please."""
    asked(cast, "marta@example.org")
    noor = browser()
    noor.force_login(User.objects.get(login="noor@example.org"), backend="weft.project.backends.Passwords")

    page = noor.get("/messages")

    assert "To choose a new password: https://127.0.0.1/b/…" in page.text
    assert FrontLink.objects.within(cast.clinic.id).get().id.hex not in page.text


def test_without_a_link_the_page_shows_nothing_and_a_guess_changes_nothing(cast: Cast) -> None:
    page = browser().get(NEW)

    assert (page.status_code, "used, or it is too old" in page.text) == (404, True)
    row = got(ask_for_reset(by=cast.visitor, email=WEI)) or cast.marta_id
    assert no(choose_password(by=cast.visitor, link_id=row, password=GOOD)).words == password_reset.GONE


@pytest.mark.parametrize("is_demo", [True, False])
def test_where_no_mail_is_sent_the_page_says_whom_to_ring(cast: Cast, settings: Settings, is_demo: bool) -> None:
    if is_demo:  # which sends nothing, whatever is set up
        Clinic.objects.filter(id=cast.clinic.id).update(is_demo=True)
    else:
        settings.WEFT_MAIL = None

    page, sent = browser().get(FORGOTTEN), browser().post(FORGOTTEN, {"email": WEI})

    assert (page.status_code, sent.status_code) == (200, 409)
    assert "No link can be sent by mail here. Ring us" in page.text
    assert 'type="email"' not in page.text
    assert send_resets(by=cast.system) == 0
    assert not FrontLink.objects.within(cast.clinic.id).exists()
