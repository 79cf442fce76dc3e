"""One plan, looked at in several ways: as its person reads it, what changed since version 1, their own numbers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.plan.test_plan_page import LINE, SAID

from weft.core.adjust.seen import PairFelt, PairOn
from weft.records import clock
from weft.records.reads import plan as reads
from weft.records.reads.plan_own_data import told

pytestmark = pytest.mark.django_db

MOST_SELECTS = 12


@pytest.fixture
def made(cast: Cast) -> PlanMade:
    return drafted(cast)


@pytest.fixture
def url(made: PlanMade) -> str:
    return f"/plans/{made.plan_id}"


def body(html: str) -> str:
    """The phases of a plan as the person reads them."""
    return html[html.index('aria-labelledby="phase-1"') : html.index("When to get help soon")]


def test_a_clinician_sees_the_words_that_the_person_reads(url: str, as_: ClientOf) -> None:
    as_("ren").post(f"{url}/agree", {"version": "1", "whose": "mine"})
    theirs = as_("ren").get(url, {"as": "person"}).content.decode()

    assert body(theirs) == body(as_("marta").get("/me/plan").content.decode())
    assert "Evidence and change" not in theirs


def test_before_the_clinicians_agree_it_says_that_the_person_does_not_read_it_yet(url: str, as_: ClientOf) -> None:
    assert "once every clinician has agreed" in as_("ren").get(url, {"as": "person"}).content.decode()
    as_("ren").post(f"{url}/agree", {"version": "1", "whose": "mine"})
    assert "once every clinician has agreed" not in as_("ren").get(url, {"as": "person"}).content.decode()


def test_what_changed_since_version_1_says_all_of_it(url: str, as_: ClientOf) -> None:
    as_("ren").post(f"{url}/change", SAID | {"because": "first reason"})
    other = {"line": "low-back.rebuild_needles", "version": "2", "text": "Needles rarer", "because": "second reason"}
    as_("ren").post(f"{url}/change", SAID | other)
    shown = as_("ren").get(url, {"changes": "all"}).content.decode()

    assert "From version 1 to version 3" in shown
    assert "first reason" in shown
    assert "second reason" in shown


def test_there_is_nothing_to_compare_in_the_first_version(url: str, as_: ClientOf) -> None:
    assert "What changed since version 1" not in as_("ren").get(url).content.decode()
    assert "Both read the same." in as_("ren").get(url, {"changes": "all"}).content.decode()


def test_a_needles_line_shows_their_own_numbers_beside_the_research(url: str, as_: ClientOf) -> None:
    shown = as_("ren").get(url, {"line": LINE}).content.decode()
    assert "Their own numbers" in shown
    assert "Nothing measured yet." in shown
    assert "Silent on" in shown
    assert "Their own numbers" not in as_("ren").get(url, {"line": "low-back.settle_movement"}).content.decode()


def pair(days: int, before: int | None, after: int | None) -> PairOn:
    first, second = (None if each is None else Decimal(each) for each in (before, after))
    felt = PairFelt(first, second, None)
    return PairOn((clock.now() - timedelta(days=days)).date(), felt)


def test_pairs_are_counted_when_pain_was_asked_on_both_sides_of_the_needles() -> None:
    own = told([pair(9, 5, 4), pair(6, 5, 3), pair(4, 3, 3), pair(2, 3, 4), pair(1, 3, None), pair(0, None, 2)])

    assert (own.shifts, own.dropped) == (("-1", "-2", "0", "+1"), 2)
    assert str(own.says) == "After needles, before moving: pain -1, -2, 0, +1. It dropped in 2 of 4 pairs."
    assert own.squares == (True, True, False, False)


def test_without_pairs_nothing_is_claimed() -> None:
    assert told([]).shifts == ()


def test_a_chosen_line_asks_the_database_little(made: PlanMade, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        reads.plan(cast.ren, made.plan_id, line_id=LINE)
    ours = [each["sql"] for each in queries.captured_queries if each["sql"].startswith("SELECT")]

    assert len(ours) <= MOST_SELECTS, "\n".join(ours)
