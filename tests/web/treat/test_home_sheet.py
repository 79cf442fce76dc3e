"""The sheet of home exercises: the same set for the printer of the clinic and for the person."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from tests.care import drafted, got
from tests.people import Cast
from tests.records.treat.treat_builders import at
from tests.web.conftest import ClientOf
from tests.web.treat.test_movement_page import url
from tests.web.treat.test_movement_record import fields_of, started

from weft.core.plan.changing import BasedOn, LineChange
from weft.records import clock
from weft.records.actions.plan import agree_mine, change_line

pytestmark = pytest.mark.django_db
MINE = "/me/home-exercises.pdf"


def printed(answer: Any) -> str:
    assert answer.headers["Content-Type"] == "application/pdf"
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(page.extract_text().split())


def test_the_set_of_the_plan_is_printed_with_whom_to_call_and_what_nobody_reviewed(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)
    page, dana = as_("dana").get(f"/people/{cast.marta_id}").text, as_("dana")
    sheet = f"/people/{cast.marta_id}/home-exercises.pdf"

    text = printed(dana.get(sheet))

    assert f'href="{sheet}"' in page
    for words in (
        "Marta Kowalska", "Pelvic tilt", "Done, a box a day", "Pain of 6 of 10 or more", "Two Rivers: 555 0100",
        "not agreed yet", "Unreviewed values:", "On a day with needles: gentle effort at most.",
    ):  # fmt: skip
        assert words in text
    got(agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    assert "not agreed yet" not in printed(dana.get(sheet))


def test_the_person_prints_the_set_of_their_own_page(cast: Cast, as_: ClientOf) -> None:
    marta = as_("marta")
    assert marta.get(MINE).status_code == 404
    made = drafted(cast)
    got(agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))

    home, text = marta.get("/me").text, printed(marta.get(MINE))

    assert f'href="{MINE}"' in home
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="figure"' in home
    assert "Pelvic tilt" in home
    assert "Pelvic tilt" in text


def test_what_the_person_reads_stays_agreed_while_a_newer_plan_is_being_written(cast: Cast, as_: ClientOf) -> None:
    made = drafted(cast)
    got(agree_mine(by=cast.ren, plan_id=made.plan_id, version=1))
    change = LineChange(based_on=BasedOn.THEIR_DATA, because="Less pain.", now="Once.", until="Week 2 ends.")
    got(change_line(by=cast.wei, plan_id=made.plan_id, line_id="low-back.settle_needles", change=change))

    assert "not agreed yet" not in printed(as_("marta").get(MINE))
    assert "not agreed yet" in printed(as_("dana").get(f"/people/{cast.marta_id}/home-exercises.pdf"))


def test_what_a_movement_record_left_at_home_is_on_both_sheets(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    with clock.at(at(50)):
        page = dana.get(url("movement", visit_id)).text
        taps = {"home_new": "bridging", "done-pelvic_tilt": "on", "effort-pelvic_tilt": "gentle", "taught": "on"}
        assert "only what is recorded so far is printed" in page
        assert dana.post(url("sign_movement", visit_id), fields_of(page) | taps).status_code == 303
        signed = dana.get(url("movement", visit_id)).text
        text = printed(dana.get(f"/people/{cast.marta_id}/home-exercises.pdf"))

    assert "Print the home exercises (PDF)" in signed
    assert "data-recorded" not in signed
    assert "Bridge" in text
    assert "Effort: gentle" in text


def test_somebody_with_nothing_to_do_at_home_has_no_sheet(cast: Cast, as_: ClientOf) -> None:
    assert as_("dana").get(f"/people/{cast.harold_id}/home-exercises.pdf").status_code == 404
    assert as_("noor").get(f"/people/{cast.marta_id}/home-exercises.pdf").status_code == 403


def test_it_asks_the_database_little(
    cast: Cast, as_: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drafted(cast)
    dana = as_("dana")

    with django_assert_max_num_queries(24):  # with the session, the door and its audit
        dana.get(f"/people/{cast.marta_id}/home-exercises.pdf")
