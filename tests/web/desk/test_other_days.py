"""The board of another day, the way from day to day, and where a pair still fits."""

from datetime import timedelta

import pytest
from tests.people import Cast
from tests.records.treat.treat_builders import at, trip
from tests.web.conftest import ClientOf

from weft.records import clock

pytestmark = pytest.mark.django_db


def test_the_day_after_is_one_press_away_and_today_one_back(cast: Cast, as_: ClientOf) -> None:
    trip(cast)
    with clock.at(at(0)):
        today = as_("noor").get("/today")
        tomorrow = as_("noor").get("/today", {"day": (at(0).date() + timedelta(days=1)).isoformat()})

    after = (at(0).date() + timedelta(days=1)).isoformat()
    assert f"?day={after}" in today.content.decode()
    assert "Nobody is booked that day." in tomorrow.content.decode()
    assert "Marta" not in tomorrow.content.decode()
    assert 'href="/today"' in tomorrow.content.decode()


def test_an_empty_day_names_the_next_one_with_a_visit(cast: Cast, as_: ClientOf) -> None:
    trip(cast)
    with clock.at(at(-24 * 60)):
        page = as_("noor").get("/today").content.decode()

    assert f"?day={at(0).date().isoformat()}" in page
    assert "The next visit is on" in page


@pytest.mark.parametrize("nonsense", ["", "tomorrow", "2026-13-40", "9999-12-31", "0001-01-01"])
def test_what_is_no_day_shows_today(cast: Cast, as_: ClientOf, nonsense: str) -> None:
    trip(cast)
    with clock.at(at(0)):
        assert "Marta" in as_("noor").get("/today", {"day": nonsense}).content.decode()


def test_a_free_stretch_names_hands_and_bed_and_no_patient(cast: Cast, as_: ClientOf) -> None:
    trip(cast)
    with clock.at(at(0)):
        line = as_("noor").get("/today/free").content.decode()

    assert "Free for a pair" in line
    assert "Marta" not in line


def test_a_day_that_is_over_has_nothing_free(cast: Cast, as_: ClientOf) -> None:
    with clock.at(at(0)):
        assert "Free" not in as_("noor").get("/today/free", {"day": "2020-01-06"}).content.decode()
