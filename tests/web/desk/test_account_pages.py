"""Pages of one's own: invited by the desk, opened with the link of the message, once."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from tests.care import got, no
from tests.people import HERE, Cast
from tests.web.conftest import ClientOf

from weft.records import clock, front_links
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.account import HOLDS, close_account, invite, open_account
from weft.records.actions.contact import change_contact
from weft.records.contact import ContactFacts, facts_of
from weft.records.models import FrontLink, OutboxMessage, OutboxState, Person, User
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
GOOD, EASY = "seven quiet lampposts", "password1234"


@pytest.fixture
def anna(cast: Cast) -> Person:
    """Somebody of the clinic without an account."""
    return Person.objects.create(clinic=cast.clinic, name="Anna Öberg", email="Anna@Example.org", is_synthetic=True)


def sent(cast: Cast) -> str:
    """The path of the link, as the newest message says it."""
    message = OutboxMessage.objects.within(cast.clinic.id).order_by("-made_at")[0]
    found = re.search(r"/b/\S+", front_links.with_tokens(message.body))
    assert found
    return found[0]


def browser() -> Client:
    return Client(headers={"host": HERE})


def test_the_desk_invites_and_the_person_chooses_a_password_and_is_in(cast: Cast, anna: Person, as_: ClientOf) -> None:
    noor, theirs = as_("noor"), browser()
    assert "Invite them to pages of their own" in noor.get(f"/people/{anna.id}").text
    assert noor.post(f"/people/{anna.id}/invite").status_code == 303

    link = theirs.get(sent(cast))
    page = theirs.get("/account")
    answer = theirs.post("/account", {"password": GOOD})

    assert (link.status_code, link.headers["Location"]) == (303, "/account")
    assert 'value="Anna@Example.org"' in page.text
    assert "Öberg" not in page.text
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    assert theirs.get("/me").status_code == 200
    assert User.objects.get(login="anna@example.org").check_password(GOOD)
    assert "They have pages of their own." in noor.get(f"/people/{anna.id}").text


def test_the_message_says_nothing_about_care_and_its_row_opens_nothing(cast: Cast, anna: Person) -> None:
    got(invite(by=cast.noor, person_id=anna.id))

    message = OutboxMessage.objects.within(cast.clinic.id).get()
    waiting = re.search(r"/b/\S+", message.body)
    assert waiting
    assert browser().get(waiting[0]).status_code in {404, 410}
    assert not {"needle", "movement", "Anna", "Öberg"} & set(re.findall(r"\w+", message.subject + message.body))
    assert message.until is not None


def test_a_link_opens_once_and_a_newer_one_ends_it(cast: Cast, anna: Person) -> None:
    got(invite(by=cast.noor, person_id=anna.id))
    first = sent(cast)
    got(invite(by=cast.noor, person_id=anna.id))
    second = sent(cast)
    assert browser().get(first).status_code in {404, 410}

    theirs, other = browser(), browser()
    theirs.get(second)
    other.get(second)
    assert theirs.post("/account", {"password": GOOD}).status_code == 303
    assert other.post("/account", {"password": "another long one"}).status_code == 404
    assert User.objects.get(login="anna@example.org").check_password(GOOD)
    assert no(invite(by=cast.noor, person_id=anna.id)).reason is Reason.ALREADY_DONE


def test_a_link_holds_for_a_week_and_not_for_another_address(cast: Cast, anna: Person) -> None:
    got(invite(by=cast.noor, person_id=anna.id))
    path = sent(cast)
    with clock.at(clock.now() + HOLDS - timedelta(minutes=1)):
        assert browser().get(path).status_code == 303
    with clock.at(clock.now() + HOLDS):
        assert browser().get(path).status_code in {404, 410}

    got(change_contact(by=cast.noor, person_id=anna.id, facts=ContactFacts(name="Anna", email="other@example.org")))
    assert browser().get(path).status_code in {404, 410}


def test_an_invitation_whose_link_is_ended_does_not_go_out_any_more(cast: Cast, anna: Person) -> None:
    got(invite(by=cast.noor, person_id=anna.id))
    got(invite(by=cast.noor, person_id=anna.id))
    older, newer = OutboxMessage.objects.within(cast.clinic.id).order_by("made_at")
    assert (older.state, newer.state) == (OutboxState.STOPPED, OutboxState.WAITING)

    got(change_contact(by=cast.noor, person_id=anna.id, facts=ContactFacts(name="Anna", email="other@example.org")))

    newer.refresh_from_db()
    assert (newer.state, newer.to) == (OutboxState.STOPPED, "Anna@Example.org")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Write a password."), ("short", "at least 12"), (EASY, "common"),
        ("anna öberg 1", "too similar to the name"), ("anna@example.o", "too similar to the login"),
    ],
)  # fmt: skip
def test_an_easy_password_is_refused_in_words(cast: Cast, anna: Person, typed: str, words: str) -> None:
    got(invite(by=cast.noor, person_id=anna.id))
    theirs = browser()
    theirs.get(sent(cast))

    answer = theirs.post("/account", {"password": typed})

    assert answer.status_code in {400, 422}
    assert words in answer.text
    assert not User.objects.filter(login="anna@example.org").exists()


def test_an_address_that_signs_in_already_is_left_alone(cast: Cast, anna: Person) -> None:
    Person.objects.within(cast.clinic.id).filter(id=anna.id).update(email="wei@example.org")
    got(invite(by=cast.noor, person_id=anna.id))
    link = FrontLink.objects.within(cast.clinic.id).get(person_id=anna.id)

    answer = no(open_account(by=cast.visitor, link_id=link.id, password=GOOD))

    assert answer.reason is Reason.ALREADY_DONE
    assert not User.objects.get(login="wei@example.org").check_password(GOOD)


def test_only_somebody_who_can_be_written_to_is_invited_and_only_by_the_desk(cast: Cast, anna: Person) -> None:
    rows = Person.objects.within(cast.clinic.id).filter(id=anna.id)
    for facts in ({"email": ""}, {"email": "a@example.org", "leave_no_details": True}):
        rows.update(**facts)
        assert no(invite(by=cast.noor, person_id=anna.id)).reason is Reason.NOT_POSSIBLE
    with pytest.raises(NotAllowed):
        invite(by=cast.dana, person_id=anna.id)
    with pytest.raises(NotFound):
        invite(by=cast.otto, person_id=anna.id)
    assert not OutboxMessage.objects.within(cast.clinic.id).exists()


def test_without_a_link_the_page_shows_nothing(cast: Cast) -> None:
    page = browser().get("/account")

    assert page.status_code == 404
    assert "used, or it is too old" in page.text


def test_the_desk_closes_the_pages_and_a_new_invitation_works(cast: Cast, anna: Person, as_: ClientOf) -> None:
    noor, stranger, theirs = as_("noor"), browser(), browser()
    got(invite(by=cast.noor, person_id=anna.id))
    stranger.get(sent(cast))
    stranger.post("/account", {"password": GOOD})
    assert stranger.get("/me").status_code == 200

    assert noor.post(f"/people/{anna.id}/close-account").status_code == 303

    assert stranger.get("/me").status_code != 200
    assert no(close_account(by=cast.noor, person_id=anna.id)).reason is Reason.ALREADY_DONE
    got(invite(by=cast.noor, person_id=anna.id))
    theirs.get(sent(cast))
    assert theirs.post("/account", {"password": GOOD}).status_code == 303
    assert not User.objects.filter(login__startswith="closed", is_active=True).exists()


def test_who_works_here_too_keeps_their_sign_in_when_their_own_pages_close(cast: Cast, anna: Person) -> None:
    Person.objects.within(cast.clinic.id).filter(id=anna.id).update(user_id=cast.wei.user_id)

    got(close_account(by=cast.noor, person_id=anna.id))

    wei = User.objects.get(id=cast.wei.author_id)
    assert wei.is_active
    assert not wei.login.startswith("closed")


def test_only_the_desk_closes_them(cast: Cast, anna: Person) -> None:
    with pytest.raises(NotFound):
        close_account(by=cast.otto, person_id=anna.id)
    with pytest.raises(NotAllowed):
        close_account(by=cast.visitor, person_id=anna.id)


def test_the_old_address_is_told_that_it_was_changed(cast: Cast, anna: Person) -> None:
    facts = replace(facts_of(anna), email="new@example.org")

    got(change_contact(by=cast.noor, person_id=anna.id, facts=facts))

    message = OutboxMessage.objects.within(cast.clinic.id).get()
    assert (message.to, "new@example.org" in message.body) == ("Anna@Example.org", False)


def test_an_address_in_other_capitals_is_the_same_and_who_wants_no_details_is_not_written_to(
    cast: Cast, anna: Person
) -> None:
    got(change_contact(by=cast.noor, person_id=anna.id, facts=replace(facts_of(anna), email="anna@example.org")))
    anna.refresh_from_db()
    anna.leave_no_details = True
    anna.save(update_fields=["leave_no_details"])
    got(change_contact(by=cast.noor, person_id=anna.id, facts=replace(facts_of(anna), email="new@example.org")))

    assert not OutboxMessage.objects.within(cast.clinic.id).exists()
