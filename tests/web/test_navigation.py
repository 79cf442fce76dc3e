"""The six words of the staff pages: each appears when it exists and may be seen."""

from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import reverse
from tests import people
from tests.web.test_authorisation import PLAIN

from weft.project.routes import routes
from weft.web.context import STAFF_PAGES, shell, url_of, word_of
from weft.web.policy import Audience
from weft.web.request import ClinicRequest


def words(cast: people.Cast, member: str) -> list[str]:
    request: ClinicRequest = RequestFactory().get("/planted/setup")  # type: ignore[assignment]
    request.member = getattr(cast, member)
    places = shell(request)["nav"]
    assert isinstance(places, tuple)
    return [f"{place.label}{' (here)' if place.is_here else ''}" for place in places]


@pytest.mark.urls("tests.web.planted_navigation")
def test_the_words_keep_their_order_and_need_the_right_to_see(cast: people.Cast) -> None:
    assert words(cast, "elena") == ["People", "Setup (here)"]
    assert words(cast, "noor") == ["People"]
    assert words(cast, "visitor") == []


URLS = {name: url for name, _ in STAFF_PAGES if (url := url_of(name))}
SCREENLESS = {"desk:here", "desk:locked", "desk:unlock", "desk:come_in"}
"""Of the lock and of signing in again, which lie over whatever page is open."""


def test_every_staff_page_lies_under_one_word() -> None:
    staff = [one for one in routes() if one.policy and one.policy.audience is Audience.STAFF]
    lost = [
        one.name
        for one in staff
        if one.name not in SCREENLESS
        and not word_of(reverse(one.name, kwargs={each: PLAIN.get(each, uuid4()) for each in one.arguments}), URLS)
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/today", "desk:today"), ("/visits/1/needles", "desk:today"), ("/people/1/discharge", "desk:people"),
        ("/plans/1", "desk:people"), ("/plans/1/book", "desk:people"), ("/incidents/1", "desk:inbox"),
        ("/settings/knowledge/files", "desk:knowledge"), ("/plan-for-someone", None), ("/", None),
    ],
)  # fmt: skip
def test_a_page_lies_under_the_word_that_says_most_of_its_address(path: str, word: str | None) -> None:
    assert word_of(path, URLS) == word
