"""The link of a question about a new time: a GET changes nothing, a yes moves, every other answer is a kind page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.care import got
from tests.people import Cast
from tests.records.schedule.asking import LATER, asked, hit, offered, to_ring
from tests.records.schedule.test_away import FRIDAY, wanted
from tests.web.conftest import ClientOf
from tests.web.schedule.test_away_pages import own
from tests.web.test_page_budgets import MOST

from weft.records import clock, move_links
from weft.records.actions.away_ask import ask_to_move
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.schedule import book_visit
from weft.records.models import AuditChange, MoveQuestion, Visit


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


@pytest.fixture
def question(cast: Cast) -> MoveQuestion:
    return asked(cast)


@pytest.fixture
def browser(as_: ClientOf, question: MoveQuestion) -> Client:
    """It followed the link."""
    client = as_("visitor")
    answer = client.get(f"/n/{move_links.token_of(question.id)}")
    assert answer.headers["location"] == "/new-time"
    return client


def said_to(question: MoveQuestion, answer: str) -> dict[str, str]:
    """What its form sends."""
    return {"answer": answer, "seen": question.id.hex}


def starts(cast: Cast) -> object:
    return Visit.objects.within(cast.clinic.id).get(person_id=cast.marta_id).starts


def test_it_shows_the_new_time_and_place_and_no_word_of_why_or_what_for(cast: Cast, browser: Client) -> None:
    before = AuditChange.objects.count()

    said = text(browser.get("/new-time"))

    assert "Friday 5 March 2027, 12:00" in said
    assert "It would be instead of Friday 5 March, 9:00." in said
    assert re.search(r"You can answer until \w+day \d+ (February|March), \d+:\d\d\.", said)
    assert "Needle" not in said
    assert "Wei" not in said
    assert AuditChange.objects.count() == before
    assert starts(cast) == FRIDAY


def test_yes_moves_and_said_again_stays_so(cast: Cast, browser: Client, question: MoveQuestion) -> None:
    for _ in range(2):
        said = text(browser.post("/new-time", said_to(question, "yes"), follow=True))
        assert "It is moved Friday 5 March 2027, 12:00" in said

    assert starts(cast) == LATER
    got(cancel_visit(visit_id=Visit.objects.within(cast.clinic.id).get().id, reason="ill", by=cast.noor))
    assert "This has changed since" in text(browser.get("/new-time"))


def test_no_says_that_somebody_rings(cast: Cast, browser: Client, question: MoveQuestion) -> None:
    assert "We ring you" in text(browser.post("/new-time", said_to(question, "no"), follow=True))
    assert starts(cast) == FRIDAY
    assert to_ring(cast)


def test_a_time_that_is_gone_gets_a_kind_answer(cast: Cast, browser: Client, question: MoveQuestion) -> None:
    got(book_visit(cast.harold_id, wanted(cast, LATER), by=cast.noor))

    said = text(browser.post("/new-time", said_to(question, "yes"), follow=True))

    assert "That time cannot be booked any more" in said
    assert "12:00" not in said


@pytest.mark.parametrize(("minutes", "says"), [(-1, "Would this work for you?"), (0, "The time to answer is over")])
def test_it_ends_at_its_minute(browser: Client, question: MoveQuestion, minutes: int, says: str) -> None:
    with clock.at(question.expires + timedelta(minutes=minutes)):
        assert says in text(browser.get("/new-time"))


@pytest.mark.parametrize("typed", [{}, {"answer": "maybe"}])
def test_an_answer_that_is_neither_is_400_and_changes_nothing(
    cast: Cast, browser: Client, typed: dict[str, str]
) -> None:
    assert browser.post("/new-time", typed).status_code == 400
    assert starts(cast) == FRIDAY


@pytest.mark.parametrize("seen", [{}, {"seen": "another question"}])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_is_to_the_question_that_was_read_whatever_link_this_browser_followed_since(
    cast: Cast, browser: Client, answer: str, seen: dict[str, str]
) -> None:
    refused = browser.post("/new-time", {"answer": answer} | seen)

    assert refused.status_code == 409
    assert "This is not what you have read before. Nothing was answered" in text(refused)
    assert starts(cast) == FRIDAY
    assert not to_ring(cast)


def test_without_its_link_there_is_nothing(as_: ClientOf, question: MoveQuestion) -> None:
    assert as_("visitor").get("/new-time").status_code == 404
    assert as_("visitor").get(f"/n/{question.id.hex}").status_code == 404


def test_the_desk_asks_by_message_and_sees_that_no_answer_has_come(cast: Cast, as_: ClientOf) -> None:
    seen, noor = hit(cast), as_("noor")
    page = reverse("schedule:away_one", args=[seen.absence.id])
    assert "Ask by message" in text(noor.get(page))
    assert own(noor, page) <= MOST

    asks = {"person_id": cast.marta_id, "serial": seen.serial}
    answer = noor.post(reverse("schedule:away_ask", args=[seen.absence.id]), asks, follow=True)

    assert re.search(r"Asked \d+:\d\d, no answer yet\.", text(answer))
    assert "Ask by message" not in text(answer)
    again = noor.post(reverse("schedule:away_ask", args=[seen.absence.id]), asks)
    assert (again.status_code, "They have been asked already." in text(again)) == (409, True)
    assert noor.post(reverse("schedule:away_ask", args=[seen.absence.id]), {}).status_code == 400


def test_who_may_not_be_written_to_is_to_be_rung(cast: Cast, as_: ClientOf) -> None:
    seen = hit(cast, may_write=False)
    noor = as_("noor")

    said = text(noor.get(reverse("schedule:away_one", args=[seen.absence.id])))

    assert "No messages: ring them." in said
    assert "555 0101" in said
    assert "Ask by message" not in said


def test_the_same_time_with_somebody_else_names_them(cast: Cast, as_: ClientOf) -> None:
    seen = hit(cast)
    offered(cast, seen.absence, seen.visit, timedelta(), who=cast.ren.membership_id, name="Ren")
    made = got(ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial="serial"))
    client = as_("visitor")

    said = text(client.get(f"/n/{move_links.token_of(made)}", follow=True))

    assert "Friday 5 March 2027, 9:00" in said
    assert "With Ren , instead of whom you were to see." in said
    assert "It would be instead of" not in said
