"""Every page between a stranger and the free talk: at most the eighth school grade, and under 60 KB with its styles."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests.people import Cast
from tests.reading_age import HARDEST, grade
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf
from tests.web.learn.test_plain_words import PAGES, sentences
from tests.web.screen.test_check_pages import LEAD, TOP, UNDER

from weft.core.book.consents import Purpose
from weft.records import links
from weft.records.actions.book_consent import give_consent

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
HEAVIEST = 60_000
"""Bytes on a slow phone, compressed."""
BEFORE = ("/check/answers", "/check/later", "/consult", "/consult/waiting", "/plan-for-someone")
AFTER = ("/booked", "/booking", "/booking/move", "/booking/link", "/booking/link?sent=1", "/booking/cancelled")
OWN_FILES = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js))"')


def way_in(browser: Client, cast: Cast) -> Iterator[tuple[str, str]]:
    """Each page with its address, in the order in which somebody meets them."""
    for place in PAGES:
        yield place, browser.get(place).text
    answered(browser, cast, **{LEAD: "yes"})
    for question in (*TOP, *UNDER):
        yield f"/check/{question}", browser.get(f"/check/{question}").text
    answered(browser, cast)
    for place in BEFORE:
        yield place, browser.get(place).text
    browser.post("/consult", {**GOOD, "email": "ana@example.org"})
    for place in AFTER:
        yield place, browser.get(place).text
    browser.post("/call-me", {"name": "Ana", "phone": "416 555 0142", "key": "c"})
    yield "/requested", browser.get("/requested").text
    answered(browser, cast, saddle_numbness="yes")
    for place in ("/check/stop", "/check/stop/send"):
        yield place, browser.get(place).text
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.VISIT_REMINDERS.value)
    yield "choices", browser.get(f"/choices/{links.choices_token(cast.marta_id, Purpose.VISIT_REMINDERS)}").text


def weight(page: str, own: dict[str, int]) -> int:
    """Bytes of the page and of our styles and scripts that it loads, compressed."""
    for path in set(OWN_FILES.findall(page)) - own.keys():
        found = finders.find(path)
        assert isinstance(found, str), path
        own[path] = len(gzip.compress(Path(found).read_bytes()))
    return len(gzip.compress(page.encode())) + sum(own[path] for path in set(OWN_FILES.findall(page)))


def test_the_whole_way_in_is_plain_and_light(as_: ClientOf, cast: Cast) -> None:
    own: dict[str, int] = {}
    pages = dict(way_in(as_("visitor"), cast))
    hard = {place: grade([one for one in sentences(page) if len(one.split()) > 3]) for place, page in pages.items()}
    heavy = {place: weight(page, own) for place, page in pages.items()}

    assert len(pages) == len(PAGES) + len(TOP) + len(UNDER) + len(BEFORE) + len(AFTER) + 4
    assert {place: round(each, 1) for place, each in hard.items() if each > HARDEST} == {}
    assert {place: each for place, each in heavy.items() if each >= HEAVIEST} == {}
    assert own
    assert not any("@font-face" in page or "fonts" in page for page in pages.values())


@pytest.mark.parametrize("place", ["/consult", "/consult/waiting", "/call-me", "/check/later", "/booking/link"])
def test_a_refused_form_shows_what_is_wrong_first_also_when_only_a_few_lines_fit(
    as_: ClientOf, cast: Cast, place: str
) -> None:
    """The summary takes the focus without a script: at 400 % zoom the top of the page says nothing."""
    refused = answered(as_("visitor"), cast).post(place, {})

    assert refused.status_code == 400
    assert re.search(r'<section class="wrong"[^>]+ autofocus>', refused.text)
