"""Late or not coming, at the desk: the ways in words, one press each, and what is wrong said kindly."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.care import got
from tests.people import TUESDAY_NINE, Cast
from tests.records.schedule.test_late_trip import movement, needles
from tests.web.conftest import ClientOf
from tests.web.schedule.test_away_pages import own
from tests.web.test_page_budgets import MOST

from weft.records import clock
from weft.records.actions.schedule import book_pair


@pytest.fixture(autouse=True)
def _nine() -> Iterator[None]:
    with clock.at(TUESDAY_NINE):
        yield


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


@pytest.fixture
def visit(cast: Cast) -> UUID:
    return got(book_pair(cast.marta_id, needles(cast), movement(cast), by=cast.noor)).visits[0]


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def to(name: str, visit: UUID) -> str:
    return reverse(f"schedule:{name}", args=[visit])


def test_the_ways_are_said_with_what_they_cost(noor: Client, visit: UUID) -> None:
    seen = text(noor.get(to("late", visit) + "?minutes=10"))

    assert "Needles shorter, movement as planned" in seen
    assert "Needles 9:10 to 9:45, Movement 9:45 to 10:25 · Needles stay in 5 minutes instead of 15." in seen
    assert "Movement only" in seen
    assert "Not today: cancel it" in seen
    assert seen.count("Move to") == 3


@pytest.mark.parametrize("asked", ["", "?minutes=12", "?minutes=soon", "?minutes=-10"])
def test_without_a_number_that_is_offered_it_is_asked_for(noor: Client, visit: UUID, asked: str) -> None:
    seen = text(noor.get(to("late", visit) + asked))

    assert "How late?" in seen
    assert "Movement only" not in seen


def test_one_press_writes_it_and_the_page_shows_it(noor: Client, visit: UUID) -> None:
    mark = noor.get(to("late", visit)).context["seen"].mark

    answer = noor.post(to("settle", visit), {"minutes": "10", "way": "shorter_needles", "seen": mark})

    assert answer.status_code == 303
    assert "9:10" in text(noor.get(answer["Location"]))
    again = noor.post(to("settle", visit), {"minutes": "10", "way": "shorter_needles", "seen": mark})
    assert again.status_code == 409
    assert "Nothing was saved." in text(again)


@pytest.mark.parametrize("sent", [{}, {"minutes": "12", "way": "movement_only"}, {"minutes": "10", "way": "hurry"}])
def test_what_no_form_sends_is_refused(noor: Client, visit: UUID, sent: dict[str, str]) -> None:
    assert noor.post(to("settle", visit), sent).status_code == 400


def test_did_not_come_and_undone(noor: Client, visit: UUID) -> None:
    gone = noor.post(to("missed", visit))
    assert "They came after all" in text(noor.get(gone["Location"]))
    assert noor.post(to("missed", visit)).status_code == 409

    assert noor.post(to("came", visit)).status_code == 303
    assert "How late?" in text(noor.get(to("late", visit)))


def test_today_and_the_visit_lead_there(noor: Client, visit: UUID) -> None:
    assert to("late", visit) in noor.get(reverse("desk:today")).content.decode()
    assert to("late", visit) in noor.get(to("visit", visit)).content.decode()


def test_another_clinic_sees_nothing(as_: ClientOf, visit: UUID) -> None:
    assert as_("otto").get(to("late", visit)).status_code == 404
    assert as_("otto").post(to("missed", visit)).status_code == 404


def test_the_page_asks_twelve_times_at_most(noor: Client, visit: UUID) -> None:
    assert own(noor, to("late", visit) + "?minutes=10") <= MOST
