"""Earlier times: the desk's list, a person's wish, and the link of an offer, which tells no more than it must."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.care import got
from tests.people import Cast
from tests.records.schedule.waiting import booked_by_somebody, freed_pair, offers, waiting
from tests.web.conftest import ClientOf
from tests.web.test_page_budgets import AROUND, MOST

from weft.jobs.timers import sweep
from weft.library.stored import from_json
from weft.records import clock, offer_links
from weft.records.access import clinic_of
from weft.records.actions.book_consent import withdraw_consent
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.waitlist import end_earlier
from weft.records.actions.waitlist_offer import keep_freed, offer
from weft.records.models import (
    AuditChange,
    Clinic,
    FreedTime,
    OfferState,
    OutboxMessage,
    TimeOffer,
    Visit,
    WaitlistEntry,
)
from weft.records.reads.freed_times import Looking, Ranked
from weft.records.waitlist import mark_of
from weft.web.policy import Audience

LIST = "/diary/waitlist"
WISH = {"days": ["0", "1"], "times": ["morning"], "reach": "mail"}


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


@pytest.fixture
def freed(cast: Cast) -> UUID:
    """Tuesday's pair is free, and two people wait for one."""
    waiting(cast)
    ranked = Looking(clinic_of(cast.clinic.id)).ranked(freed_pair(cast))
    return got(keep_freed(freed_pair(cast), ranked, by=cast.noor))


@pytest.fixture
def offered(cast: Cast, freed: UUID) -> TimeOffer:
    """Offered to the first of them."""
    got(offer(by=cast.noor, freed_id=freed))
    return offers(cast)[0]


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def came_in(as_: ClientOf, row: TimeOffer) -> Client:
    """A browser that followed the link."""
    browser = as_("visitor")
    assert browser.get(f"/o/{offer_links.token_of(row.id)}").headers["location"] == "/offer"
    return browser


def seen_on(browser: Client) -> str:
    """What an answer on the page behind the link carries along."""
    field = re.search(r'name="seen" value="(\w+)"', browser.get("/offer").content.decode())
    return field[1] if field else ""


def answered(browser: Client, answer: str = "yes") -> str:
    """What is said after a press on that page."""
    return text(browser.post("/offer", {"answer": answer, "seen": seen_on(browser)}, follow=True))


def test_a_cancelled_pair_stands_on_the_list_with_who_could_use_it(cast: Cast, noor: Client) -> None:
    waiting(cast)
    got(cancel_visit(visit_id=booked_by_somebody(cast), reason="ill", by=cast.noor))
    sweep()

    said = text(noor.get(LIST))

    assert "Tue 2 Mar, 9:00\u201310:25 Wei + Dana" in said
    assert "Marta Kowalska Needles 9:00 Wei , Movement 9:45 Dana not yet" in said
    assert "Harold Lindqvist" in said


def test_one_press_offers_it_to_the_first(cast: Cast, noor: Client, freed: UUID) -> None:
    page = noor.get(LIST).content.decode()
    first = re.search(r'name="person" value="([^"]+)"', page)
    assert first

    answer = noor.post(reverse("schedule:offer_freed", args=[freed]), {"person": first[1]}, follow=True)

    assert "asked, until Sun 12:00" in text(answer)
    assert str(offers(cast)[0].person_id) == first[1]
    assert OutboxMessage.objects.within(cast.clinic.id).get(kind="waitlist").body.count("/o/") == 1


def test_each_page_asks_little_however_many_wait(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    got(end_earlier(by=cast.noor, person_id=cast.harold_id))
    noor, marta = as_("noor"), as_("marta")
    for browser, address in (
        (noor, LIST),
        (noor, reverse("schedule:earlier", args=[cast.marta_id])),
        (marta, "/me/earlier"),
    ):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200

        own = [one["sql"] for one in asked if one["sql"].startswith("SELECT") and "auditread" not in one["sql"]]
        assert len(own) <= MOST + AROUND[Audience.PATIENT], address


def test_who_may_not_be_written_to_stands_there_with_a_number(cast: Cast, noor: Client, freed: UUID) -> None:
    for id_ in (cast.marta_id, cast.harold_id):
        got(withdraw_consent(by=cast.noor, person_id=id_, purpose="visit_reminders"))

    said = text(noor.get(LIST))
    refused = noor.post(reverse("schedule:offer_freed", args=[freed]), {})

    assert "ring 555 0101 Said yes Marta Kowalska Said no" in said
    assert "Offer it to" not in said
    assert refused.status_code == 422
    assert "Ring them, and note what they say." in text(refused)


def read_out(cast: Cast, person_id: UUID) -> str:
    """What stands in somebody's row on the list, as it is sent along with what they said."""
    ranked = from_json(tuple[Ranked, ...], FreedTime.objects.within(cast.clinic.id).get().ranked)
    return mark_of(next(one.visits for one in ranked if one.person_id == person_id), ())


@pytest.mark.parametrize(("answer", "says", "booked"), [("yes", "Booked.", 2), ("no", "Noted.", 0)])
def test_what_somebody_says_on_the_phone_is_written_down(
    cast: Cast, noor: Client, freed: UUID, answer: str, says: str, booked: int
) -> None:
    address = reverse("schedule:said_freed", args=[freed])
    typed = {"person": cast.marta_id, "answer": answer, "seen": read_out(cast, cast.marta_id)}

    page = noor.post(address, typed, follow=True)

    assert says in text(page)
    assert Visit.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).count() == booked


def test_a_yes_on_the_phone_that_comes_too_late_is_not_called_noted(
    cast: Cast, noor: Client, offered: TimeOffer
) -> None:
    address = reverse("schedule:said_freed", args=[offered.freed_id])

    with clock.at(offered.expires):
        typed = {"person": offered.person_id, "answer": "yes", "seen": read_out(cast, offered.person_id)}
        page = noor.post(address, typed, follow=True)

    assert "Not booked:" in text(page)
    assert not Visit.objects.within(cast.clinic.id).exists()


@pytest.mark.parametrize("why", ["near", "held"])
def test_when_a_message_would_come_too_late_the_page_says_whom_to_ring(
    cast: Cast, noor: Client, freed: UUID, why: str
) -> None:
    late = FreedTime.objects.within(cast.clinic.id).get().starts - timedelta(minutes=44)
    Clinic.objects.filter(id=cast.clinic.id).update(mail_held_since=clock.now() if why == "held" else None)

    with clock.at(late if why == "near" else clock.now()):
        said = text(noor.get(LIST))

    assert "ring 555 0101 Said yes Marta Kowalska Said no" in said
    assert "Offer it to" not in said


@pytest.mark.parametrize("typed", [{"person": "x"}, {"answer": "yes"}, {"person": str(uuid4()), "answer": "perhaps"}])
def test_an_answer_that_is_none_is_400(noor: Client, typed: dict[str, str]) -> None:
    assert noor.post(reverse("schedule:said_freed", args=[uuid4()]), typed).status_code == 400


def test_a_time_can_be_offered_by_hand_and_looked_at_again(cast: Cast, noor: Client) -> None:
    waiting(cast)
    typed = {"day": "2027-03-02", "starts": "09:00", "ends": "10:25", "practitioner": cast.wei.membership_id,
             "second": cast.dana.membership_id}  # fmt: skip

    for _ in range(2):
        answer = noor.post("/diary/waitlist/find", typed)
        assert answer.status_code == 303

    assert "Harold Lindqvist" in text(noor.get(LIST))
    assert FreedTime.objects.within(cast.clinic.id).count() == 1


@pytest.mark.parametrize(("changes", "status"), [
    ({"day": "soon"}, 400), ({"practitioner": str(uuid4())}, 400), ({"day": "2027-03-14", "starts": "02:30"}, 400),
    ({"day": "9999-12-31"}, 400), ({"day": "0001-01-01"}, 400), ({"day": "2027-02-27"}, 422), ({"ends": "08:00"}, 422),
])  # fmt: skip
def test_a_time_that_cannot_be_is_refused_and_what_was_typed_stays(
    cast: Cast, noor: Client, changes: dict[str, str], status: int
) -> None:
    typed = {"day": "2027-03-02", "starts": "09:00", "ends": "10:25", "practitioner": str(cast.wei.membership_id)}

    answer = noor.post("/diary/waitlist/find", typed | changes)

    assert answer.status_code == status
    assert 'value="10:25"' in answer.content.decode() or "ends" in changes
    assert '<details class="block" open>' in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31"])
def test_nothing_is_moved_to_a_day_that_no_calendar_has(cast: Cast, noor: Client, day: str) -> None:
    visit = booked_by_somebody(cast)

    answer = noor.post(reverse("schedule:move", args=[visit]), {"day": day, "start": "22:00"})

    assert answer.status_code == 400
    assert "Choose a day that lies ahead." in text(answer)


def test_a_time_that_is_not_offered_any_more_refuses(cast: Cast, noor: Client, freed: UUID) -> None:
    noor.post(reverse("schedule:stop_freed", args=[freed]))

    assert noor.post(reverse("schedule:offer_freed", args=[freed]), {}).status_code == 409
    assert "Tue 2 Mar" not in text(noor.get(LIST))


def test_only_who_has_the_settings_changes_how_times_are_offered(cast: Cast, as_: ClientOf) -> None:
    typed = {"minutes": "30", "by_itself": "on"}

    assert as_("noor").post("/diary/waitlist/settings", typed).status_code == 403
    assert as_("elena").post("/diary/waitlist/settings", typed).status_code == 303
    assert as_("elena").post("/diary/waitlist/settings", {"minutes": "14"}).status_code == 400
    assert "offered by themselves" in text(as_("noor").get(LIST))


def test_the_desk_writes_down_a_wish_and_ends_it_at_once(cast: Cast, noor: Client, offered: TimeOffer) -> None:
    address = reverse("schedule:earlier", args=[offered.person_id])

    assert noor.post(address, WISH).status_code == 303
    assert "to come earlier when a time becomes free" in text(noor.get(address))
    assert noor.post(address, {"end": "1"}).status_code == 303

    assert "No offers since" in text(noor.get(address))
    assert [row.state for row in offers(cast)] == [OfferState.STOPPED]
    assert [row.wanted for row in WaitlistEntry.objects.within(cast.clinic.id).order_by("at")] == [True, False]


@pytest.mark.parametrize(("changes", "says"), [
    ({"days": []}, "Tick at least one day."), ({"times": []}, "Tick at least one time of day."),
    ({"reach": "pigeon"}, "Select a valid choice"), ({"reach": "text"}, "Select a valid choice"),
])  # fmt: skip
def test_a_wish_that_cannot_be_meant_is_said_and_kept(
    cast: Cast, noor: Client, changes: dict[str, Any], says: str
) -> None:
    answer = noor.post(reverse("schedule:earlier", args=[cast.marta_id]), WISH | changes)

    assert answer.status_code == 400
    assert says in text(answer)


def test_a_wish_without_an_address_says_what_is_missing(cast: Cast, noor: Client) -> None:
    answer = noor.post(reverse("schedule:earlier", args=[cast.marta_id]), WISH)

    assert answer.status_code == 422
    assert "There is no e-mail address." in text(answer)


def test_a_person_says_it_for_themselves_and_for_nobody_else(cast: Cast, as_: ClientOf, freed: UUID) -> None:
    marta = as_("marta")

    assert marta.post("/me/earlier", WISH).status_code == 303
    assert "The first who says yes has it." in text(marta.get("/me/earlier"))
    assert as_("noor").get("/me/earlier").status_code == 403
    assert marta.get(reverse("schedule:earlier", args=[cast.harold_id])).status_code == 403
    assert as_("otto").get(reverse("schedule:earlier", args=[cast.harold_id])).status_code == 404


def test_the_link_shows_when_and_where_and_no_word_of_what_for(as_: ClientOf, offered: TimeOffer) -> None:
    said = text(came_in(as_, offered).get("/offer"))

    assert "Tuesday 2 March 2027, 9:00" in said
    assert "85 minutes, Toronto time" in said
    assert "You can answer until Sunday 12:00" in said
    assert not re.search("needle|movement|acupunct|Marta|Harold|Wei|Dana", said, re.IGNORECASE)


def test_opening_the_link_any_number_of_times_changes_nothing(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    before = AuditChange.objects.count()
    browser = as_("visitor")
    token = offer_links.token_of(offered.id)

    for _ in range(3):
        browser.get(f"/o/{token}")
        browser.head(f"/o/{token}")
        browser.get("/offer")

    assert AuditChange.objects.count() == before
    assert offers(cast)[0].state == OfferState.OPEN


def test_yes_books_and_said_again_stays_so(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    browser = came_in(as_, offered)

    answered(browser)

    assert "It is yours Tuesday 2 March 2027, 9:00" in answered(browser)
    assert Visit.objects.within(cast.clinic.id).count() == 2


def test_a_yes_that_was_cancelled_since_is_shown_as_theirs_no_more(
    cast: Cast, as_: ClientOf, offered: TimeOffer
) -> None:
    browser = came_in(as_, offered)
    answered(browser)
    visit = Visit.objects.within(cast.clinic.id).order_by("starts")[0]
    got(cancel_visit(visit_id=visit.id, reason="ill", by=cast.noor))

    said = text(browser.get("/offer"))

    assert "This has changed since" in said
    assert "9:00" not in said


def test_the_second_yes_gets_a_kind_answer_without_the_time(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    other = {cast.marta_id, cast.harold_id} - {offered.person_id}
    got(offer(by=cast.noor, freed_id=offered.freed_id, person_id=other.pop()))
    late = came_in(as_, offers(cast)[1])
    read = seen_on(late)
    answered(came_in(as_, offered))

    said = text(late.post("/offer", {"answer": "yes", "seen": read}, follow=True))

    assert "Somebody else was a little faster" in said
    assert "9:00" not in said
    assert Visit.objects.within(cast.clinic.id).count() == 2


@pytest.mark.parametrize(("answer", "says"), [
    ("no", "Thank you for telling us"), ("never", "This offer has ended"),
])  # fmt: skip
def test_a_no_is_taken_kindly(cast: Cast, as_: ClientOf, offered: TimeOffer, answer: str, says: str) -> None:
    said = answered(came_in(as_, offered), answer)

    assert says in said
    assert "9:00" not in said
    assert not Visit.objects.within(cast.clinic.id).exists()
    assert [one.wanted for one in WaitlistEntry.objects.within(cast.clinic.id)] == [False] * (answer == "never")


@pytest.mark.parametrize(("late", "says"), [(-1, "An earlier time is free"), (0, "The time to answer is over")])
def test_an_offer_ends_at_its_minute(as_: ClientOf, offered: TimeOffer, late: int, says: str) -> None:
    browser = came_in(as_, offered)

    with clock.at(offered.expires + timedelta(seconds=late)):
        assert says in text(browser.get("/offer"))
        answered(browser)
        assert Visit.objects.everywhere().exists() is (late < 0)


def test_a_guessed_foreign_or_old_link_says_the_same_and_nothing(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    token = offer_links.token_of(offered.id)
    with clock.at(offered.freed.ends + timedelta(days=1)):
        old = as_("visitor").get(f"/o/{token}")
    answers = [
        as_("visitor").get("/o/no-such-token"),
        as_("otto").get(f"/o/{token}"),
        old,
        as_("visitor").get("/offer"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert all("This link does not work" in text(answer) for answer in answers)


def test_an_id_in_place_of_the_token_opens_nothing(as_: ClientOf, offered: TimeOffer) -> None:
    assert as_("visitor").get(f"/o/{offered.id.hex}").status_code == 404
    assert as_("visitor").get(f"/b/{offer_links.token_of(offered.id)}").status_code == 404


def test_an_answer_that_is_neither_is_400_and_changes_nothing(cast: Cast, as_: ClientOf, offered: TimeOffer) -> None:
    assert came_in(as_, offered).post("/offer", {"answer": "perhaps"}).status_code == 400
    assert offers(cast)[0].state == OfferState.OPEN
