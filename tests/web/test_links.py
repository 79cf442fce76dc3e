"""Every link that opens something without an account, and every attack on it: nothing is shown, nothing is changed.

A new kind of link (a route that takes a token, or a purpose of a front link) fails here until it has its entry.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from tests.care import got, work_with_drafts
from tests.people import ELSEWHERE, HERE, TUESDAY_NINE, Cast
from tests.records.schedule.asking import asked
from tests.records.schedule.waiting import freed_pair, offers, waiting
from tests.web.book.test_message_choices import mail_program
from tests.web.screen.test_check_pages import TOP

from weft.core.book.consents import Purpose
from weft.core.shared.care import Answer
from weft.project.routes import routes
from weft.records import clock, feeds, front_links, links, move_links, offer_links, talk_supply
from weft.records.access import clinic_of
from weft.records.actions.account import HOLDS as ACCOUNT_HOLDS
from weft.records.actions.account import end_invitations, invite
from weft.records.actions.book_consent import give_consent
from weft.records.actions.book_link import keep_for_later
from weft.records.actions.book_talk import TalkBooked, book_talk, cancel_talk
from weft.records.actions.calendar_feed import end, renew
from weft.records.actions.password_reset import HOLDS as RESET_HOLDS
from weft.records.actions.password_reset import ask_for_reset, send_resets
from weft.records.actions.passwords import change
from weft.records.actions.waitlist_offer import keep_freed, offer
from weft.records.models import FrontLink, LinkPurpose, Person, User
from weft.records.reads.freed_times import Looking

pytestmark = pytest.mark.django_db
WATCHED = [model for model in apps.get_app_config("records").get_models() if model.__name__ != "AuditRead"]
"""Everything but who has looked: looking is what an attack does."""


@dataclass(frozen=True, slots=True)
class Made:
    """A link as somebody was sent it."""

    token: str
    row: UUID
    """What it is a link to, or of: its id opens nothing."""
    end: Callable[[], object] | None
    """Makes it hold no longer before its time; None: nothing does."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of link."""

    route: str
    make: Callable[[Cast], Made]
    holds: timedelta
    """So long after it was made it is surely over."""
    shows: str
    """Stands on the page that it opens while it holds."""
    dead: str
    """Stands on the page that it shows afterwards."""
    names: tuple[str, ...] = ()
    """What it says of its owner while it holds."""


def _talk(cast: Cast) -> Made:
    starts = talk_supply.free_talks(clinic_of(cast.clinic.id))[0].starts
    made = book_talk(by=cast.visitor, starts=starts, name="Ana Ruiz", phone="555 0142", email="ana@example.org")
    assert isinstance(made, TalkBooked)
    return Made(
        front_links.token_of(made.link_id), made.link_id, lambda: cancel_talk(by=cast.visitor, link_id=made.link_id)
    )


def _finish(cast: Cast) -> Made:
    got(keep_for_later(by=cast.visitor, email="ana@example.org", answers={TOP[0]: Answer.NO}))
    row = FrontLink.objects.within(cast.clinic.id).get(purpose=LinkPurpose.FINISH)
    return Made(front_links.token_of(row.id), row.id, lambda: front_links.end(cast.clinic.id, id=row.id))


def _choices(cast: Cast) -> Made:
    got(give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS.value))
    return Made(links.choices_token(cast.marta_id, Purpose.VISIT_REMINDERS), cast.marta_id, None)


def _feed(cast: Cast) -> Made:
    row = got(renew(by=cast.marta, as_staff=False))
    return Made(feeds.token_of(row), row, lambda: end(by=cast.marta, as_staff=False))


def _offer(cast: Cast) -> Made:
    waiting(cast)
    ranked = Looking(clinic_of(cast.clinic.id)).ranked(freed_pair(cast))
    got(offer(by=cast.noor, freed_id=got(keep_freed(freed_pair(cast), ranked, by=cast.noor))))
    (row,) = offers(cast)
    return Made(offer_links.token_of(row.id), row.id, None)


def _move(cast: Cast) -> Made:
    row = asked(cast)
    return Made(move_links.token_of(row.id), row.id, None)


def _account(cast: Cast) -> Made:
    person = Person.objects.create(clinic=cast.clinic, name="Ana Ruiz", phone="555 0142", email="ana@example.org")
    got(invite(by=cast.noor, person_id=person.id))
    row = FrontLink.objects.within(cast.clinic.id).get(purpose=LinkPurpose.ACCOUNT)
    return Made(front_links.token_of(row.id), row.id, lambda: end_invitations(person))


def _password(cast: Cast) -> Made:
    user = User.objects.create_user("ana@example.org", name="Ana Ruiz", email="ana@example.org")
    Person.objects.create(clinic=cast.clinic, name="Ana Ruiz", phone="555 0142", email="ana@example.org", user=user)
    got(ask_for_reset(by=cast.visitor, email="ana@example.org"))
    got(send_resets(by=cast.system))
    row = FrontLink.objects.within(cast.clinic.id).get(purpose=LinkPurpose.PASSWORD)
    return Made(front_links.token_of(row.id), row.id, lambda: change(user, "seven quiet lampposts"))


KINDS = {
    "talk": Kind("book:link", _talk, timedelta(days=9), "Move it", "This link does not work"),
    "finish": Kind("book:link", _finish, timedelta(days=7), "Go on", "This link does not work"),
    # whoever chooses a password has to read with which name they sign in: the address that the link was sent to
    "account": Kind(
        "book:link", _account, ACCOUNT_HOLDS, 'type="password"', "This link does not work", ("ana@example.org",)
    ),
    "password": Kind(
        "book:link", _password, RESET_HOLDS, 'type="password"', "This link does not work", ("ana@example.org",)
    ),
    "choices": Kind("book:choices", _choices, links.HOLDS + timedelta(seconds=2), "wanted", "This link does not work"),
    "feed": Kind("desk:calendar_feed", _feed, feeds.HOLDS, "BEGIN:VCALENDAR", "There is nothing at this address"),
    "move": Kind("schedule:move_link", _move, timedelta(days=60), "answer", "does not work"),
    "offer": Kind("schedule:offer_link", _offer, timedelta(days=60), "answer", "does not work"),
}
NOWHERE = ("Marta", "Harold", "Ana Ruiz", "ana@example.org", "555 0142", "Kowalska")


@pytest.fixture(autouse=True)
def at_nine(cast: Cast) -> Iterator[None]:
    """Five days before the freed time, on drafts."""
    with clock.at(TUESDAY_NINE - timedelta(days=5)):
        work_with_drafts(cast)
        yield


def opened(kind: Kind, token: str, host: str = HERE, method: str = "get") -> tuple[int, str]:
    """What somebody gets who has nothing but the address; where it leads, they follow."""
    browser = mail_program(host)
    answer = getattr(browser, method)(reverse(kind.route, args=[token]), follow=True)
    return answer.status_code, answer.text


def everything() -> dict[str, list[Any]]:
    """All rows of all tables."""
    return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in WATCHED}


def test_every_kind_of_link_has_its_entry() -> None:
    with_token = {route.name for route in routes() if "token" in route.arguments}

    assert with_token == {kind.route for kind in KINDS.values()}
    assert set(LinkPurpose.values) == {name for name, kind in KINDS.items() if kind.route == "book:link"}


@pytest.mark.parametrize("name", ["talk", "finish", "account", "password", "move", "offer"])
def test_whoever_knew_this_browsers_session_before_does_not_come_in_with_the_link(cast: Cast, name: str) -> None:
    kind, browser = KINDS[name], mail_program(HERE)
    made, before = kind.make(cast), browser.session.session_key

    browser.get(reverse(kind.route, args=[made.token]))

    assert browser.session.session_key != before


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_opened_by_a_scanner_however_often_it_changes_nothing(cast: Cast, kind: Kind) -> None:
    made = kind.make(cast)
    before = everything()

    found = [opened(kind, made.token, method=method) for method in ("get", "head") * 10]

    assert {status for status, _ in found} == {200}
    assert everything() == before
    assert kind.shows in found[0][1]
    assert {word for word in (*NOWHERE, made.token) if word in found[0][1]} == set(kind.names)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_guessed_foreign_ended_or_old_it_shows_one_page_and_changes_nothing(
    cast: Cast, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    made = kind.make(cast)
    others = [one.make(cast).token for one in KINDS.values() if one.route != kind.route]
    guessed = ["A" * 22, made.token[:-1], made.token.swapcase(), made.row.hex, str(made.row), "0" * 400, *others]
    before = everything()

    with caplog.at_level(logging.DEBUG):
        found = [opened(kind, each) for each in guessed]
        found += [opened(kind, each, method="post") for each in guessed if kind.route == "book:choices"]
        found.append(opened(kind, made.token, ELSEWHERE))
        with clock.at(clock.now() + kind.holds):
            found.append(opened(kind, made.token))
    changed = everything() != before
    if made.end:
        made.end()
        found += [opened(kind, made.token) for _ in range(2)]

    assert {status for status, _ in found} == {404}
    assert [text for _, text in found if kind.dead not in text] == []
    assert not [word for word in (*NOWHERE, made.token) for _, text in found if word in text]
    assert not changed
    assert made.token not in "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("weft"))


def test_a_link_needs_no_session_and_leaves_only_its_own(cast: Cast) -> None:
    made = KINDS["talk"].make(cast)
    browser = mail_program()

    came = browser.get(reverse("book:link", args=[made.token]))

    assert (came.status_code, made.token in came.headers["Location"]) == (303, False)
    assert set(browser.cookies) == {settings.SESSION_COOKIE_NAME}
    assert browser.get("/me").status_code == 303  # to sign in
    assert browser.get("/enquiries").status_code == 303
