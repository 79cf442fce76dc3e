"""Who would treat somebody stands there in plain words before a yes: on the desk's list, and behind the link."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.others import DAY, kept, olga_waits, rens, same_people, wants
from tests.records.schedule.waiting import HALF, offers, pair
from tests.web.conftest import ClientOf
from tests.web.schedule.test_waitlist_pages import LIST, WISH, came_in, seen_on, text
from tests.web.test_page_budgets import AROUND, MOST

from weft.core.book.consents import Purpose
from weft.records import offer_links
from weft.records.actions.book_consent import give_consent, withdraw_consent
from weft.records.actions.course_move import move_pair
from weft.records.actions.schedule import book_pair
from weft.records.actions.waitlist_offer import offer
from weft.records.models import OutboxMessage, Person, TimeOffer, Visit, WaitlistEntry
from weft.records.reads.freed_times import Freed
from weft.web.policy import Audience


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


@pytest.fixture
def olga(cast: Cast) -> UUID:
    return olga_waits(cast)


@pytest.fixture
def freed(cast: Cast, olga: UUID) -> UUID:
    """Ren's Tuesday is free, and Olga, who has Dana on Thursday, could have it."""
    return kept(cast)


def test_the_list_says_with_whom_instead_of_whom(noor: Client, freed: UUID) -> None:
    said = text(noor.get(LIST))

    assert "Olga Stern Movement 9:00 Ren instead of Dana comes forward from Thu 4 Mar" in said
    assert "Olga Stern also with somebody else, by mail" in said


def test_an_open_offer_stands_on_the_list_as_it_was_made(cast: Cast, noor: Client, freed: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed))
    later = [{**offers(cast)[0].visits[0], "starts": "2027-03-02T17:00:00+00:00"}]
    TimeOffer.objects.within(cast.clinic.id).update(visits=later)

    assert "Movement 12:00 Ren instead of Dana comes forward from Thu 4 Mar asked" in text(noor.get(LIST))


def test_the_page_behind_the_link_says_it_too_and_the_message_does_not(cast: Cast, as_: ClientOf, freed: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed))

    said = text(came_in(as_, offers(cast)[0]).get("/offer"))

    assert "With Ren instead of Dana . It would be instead of your visit on Thursday 4 March." in said
    assert not re.search("needle|movement|acupunct|Olga|Wei", said, re.IGNORECASE)
    assert not re.search("Ren|Dana", OutboxMessage.objects.within(cast.clinic.id).get(kind="waitlist").body)


def pia_offered(cast: Cast, freed: Freed) -> TimeOffer:
    """Pia has a pair with Wei and Dana on Friday; she is offered something earlier."""
    person = Person.objects.create(clinic_id=cast.clinic.id, name="Pia Roth", email="p@example.org")
    got(give_consent(by=cast.noor, person_id=person.id, purpose=Purpose.VISIT_REMINDERS))
    got(book_pair(person.id, *pair(cast, TUESDAY_NINE + 3 * DAY), by=cast.noor))
    got(wants(cast, person.id))
    got(offer(by=cast.noor, freed_id=kept(cast, freed), person_id=person.id))
    return TimeOffer.objects.within(cast.clinic.id).get(person=person)


def test_with_whom_the_other_half_stays_is_said_where_one_changes(cast: Cast, as_: ClientOf) -> None:
    at = rens(cast)
    row = pia_offered(cast, Freed(at.starts + HALF, at.ends + HALF, at.practitioner_id))

    assert "With Ren instead of Dana . The other half stays with Wei ." in text(came_in(as_, row).get("/offer"))


def test_nobody_is_named_where_nobody_changes(cast: Cast, as_: ClientOf) -> None:
    first, _ = pair(cast)
    row = pia_offered(cast, Freed(first.starts, first.ends, first.practitioner_id))

    said = text(came_in(as_, row).get("/offer"))

    assert "It would be instead of your visit on Friday 5 March." in said
    assert not re.search("Wei|Dana|Ren|With", said)


def test_a_yes_on_the_phone_carries_what_was_on_the_page(cast: Cast, noor: Client, olga: UUID, freed: UUID) -> None:
    got(withdraw_consent(by=cast.noor, person_id=olga, purpose=Purpose.VISIT_REMINDERS))
    address, page = reverse("schedule:said_freed", args=[freed]), noor.get(LIST).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    typed = {"person": olga, "answer": "yes"}

    assert noor.post(address, typed).status_code == 409
    refused = noor.post(address, typed | {"seen": "what it was an hour ago"})
    taken = noor.post(address, typed | {"seen": seen[1]}, follow=True)

    assert refused.status_code == 409
    assert "Tell them what is here now" in text(refused)
    assert "Booked." in text(taken)
    assert Visit.objects.within(cast.clinic.id).get().practitioner_id == cast.ren.membership_id


def read_one_then_followed_another(cast: Cast, as_: ClientOf, freed: UUID) -> tuple[Client, str, TimeOffer]:
    """A browser that knows Pia's offer, what was read of Olga's in it before, and Pia's offer."""
    got(offer(by=cast.noor, freed_id=freed))
    first, _ = pair(cast, TUESDAY_NINE + HALF)
    pias = pia_offered(cast, Freed(first.starts, first.ends, first.practitioner_id))
    browser = came_in(as_, TimeOffer.objects.within(cast.clinic.id).exclude(id=pias.id).get())
    read = seen_on(browser)
    browser.get(f"/o/{offer_links.token_of(pias.id)}")
    return browser, read, pias


@pytest.mark.parametrize("answer", ["yes", "no", "never"])
def test_an_answer_is_to_the_offer_that_was_read_whatever_link_this_browser_followed_since(
    cast: Cast, as_: ClientOf, freed: UUID, answer: str
) -> None:
    browser, read, pias = read_one_then_followed_another(cast, as_, freed)

    refused = browser.post("/offer", {"answer": answer, "seen": read})

    assert refused.status_code == 409
    assert "This is not what you have read before. Nothing was answered" in text(refused)
    assert "It would be instead of your visit on Friday 5 March." in text(refused)
    assert {one.state for one in offers(cast)} == {"open"}
    assert browser.post("/offer", {"answer": "yes", "seen": seen_on(browser)}).status_code == 303
    assert [one.state for one in offers(cast) if one.id == pias.id] == ["yes"]


def test_never_is_not_said_for_whoever_else_came_to_this_browser_since(cast: Cast, as_: ClientOf, freed: UUID) -> None:
    browser, read, _ = read_one_then_followed_another(cast, as_, freed)
    browser.post("/offer", {"answer": "no", "seen": seen_on(browser)})

    refused = browser.post("/offer", {"answer": "never", "seen": read})

    assert refused.status_code == 409
    assert "Nothing was answered" in text(refused)
    assert all(entry.wanted for entry in WaitlistEntry.objects.within(cast.clinic.id))


def test_an_answer_to_nothing_that_was_read_is_none(cast: Cast, as_: ClientOf, freed: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed))

    assert came_in(as_, offers(cast)[0]).post("/offer", {"answer": "yes"}).status_code == 409
    assert [one.state for one in offers(cast)] == ["open"]


@pytest.mark.parametrize("how", ["moved", "wish", "course"])
def test_what_a_yes_would_not_book_is_not_offered_behind_the_link(
    cast: Cast, as_: ClientOf, olga: UUID, freed: UUID, how: str
) -> None:
    got(offer(by=cast.noor, freed_id=freed))
    browser = came_in(as_, offers(cast)[0])
    if how == "moved":
        visit = Visit.objects.within(cast.clinic.id).get()
        got(move_pair(visit_id=visit.id, to=TUESDAY_NINE + 3 * DAY, by=cast.noor))
    elif how == "wish":
        got(wants(cast, olga, anybody=False))
    else:
        same_people(cast, olga)

    assert "This offer has ended Nothing has changed for you." in text(browser.get("/offer"))


@pytest.mark.parametrize("typed", [{}, {"anybody": "on"}])
def test_it_is_said_with_the_wish_and_only_what_is_ticked_is_a_yes(
    cast: Cast, as_: ClientOf, typed: dict[str, str]
) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="m@example.org")
    noor, marta = as_("noor"), as_("marta")
    desk = reverse("schedule:earlier", args=[cast.marta_id])
    assert "Also with somebody else than who treats them now" in text(noor.get(desk))
    assert not is_ticked(noor, desk)

    for browser, address in ((noor, desk), (marta, "/me/earlier")):
        assert browser.post(address, WISH | typed).status_code == 303
        assert is_ticked(browser, address) is bool(typed)

    rows = WaitlistEntry.objects.within(cast.clinic.id)
    assert [row.anybody for row in rows] == [bool(typed)] * 2


def is_ticked(browser: Client, address: str) -> bool:
    box = re.search(r'<input[^>]*name="anybody"[^>]*>', browser.get(address).content.decode())
    assert box
    return "checked" in box[0]


def test_a_tick_is_kept_on_a_form_that_comes_back(cast: Cast, noor: Client) -> None:
    answer = noor.post(reverse("schedule:earlier", args=[cast.marta_id]), WISH | {"days": [], "anybody": "on"})

    assert answer.status_code == 400
    assert re.search(r'name="anybody"[^>]* checked', answer.content.decode())


def test_who_has_a_course_with_the_same_people_only_is_not_even_asked(cast: Cast, noor: Client, olga: UUID) -> None:
    same_people(cast, olga)
    address = reverse("schedule:earlier", args=[olga])

    assert "Only with the same people, as for the course." in text(noor.get(address))
    assert 'name="anybody"' not in noor.get(address).content.decode()
    assert noor.post(address, WISH | {"anybody": "on"}).status_code == 303
    assert "also with somebody else" not in text(noor.get(LIST))
    assert [row.anybody for row in WaitlistEntry.objects.within(cast.clinic.id).order_by("at")] == [True, False]


def test_each_page_still_asks_little(cast: Cast, as_: ClientOf, olga: UUID, freed: UUID) -> None:
    got(offer(by=cast.noor, freed_id=freed))
    pages = ((as_("noor"), LIST), (as_("noor"), reverse("schedule:earlier", args=[olga])),
             (came_in(as_, offers(cast)[0]), "/offer"))  # fmt: skip
    for browser, address in pages:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200

        own = [one["sql"] for one in asked if one["sql"].startswith("SELECT")]
        own = [sql for sql in own if "auditread" not in sql and "set_config(" not in sql]
        assert len(own) <= MOST + AROUND[Audience.PATIENT], address
