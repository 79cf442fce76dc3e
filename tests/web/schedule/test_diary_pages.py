"""The diary: days ahead, what the weeks lack, a run that is watched, stopped, read and booked."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import MONDAY
from tests.records.schedule.test_clinic_calendar import more_people
from tests.web.conftest import ClientOf
from tests.web.test_page_budgets import AROUND, MOST

from weft.records import clock, wall
from weft.records.access import system_of
from weft.records.actions.run import ask_for_run
from weft.records.actions.run_book import book_chosen
from weft.records.actions.run_pulse import begin
from weft.records.actions.run_search import search
from weft.records.models import Closure, Plan, RunEnd, RunState, ScheduleRun, Visit
from weft.records.reads.diary import days_ahead
from weft.records.reads.runs import NO_WORKER_AFTER
from weft.web.policy import Audience

pytestmark = pytest.mark.django_db

ASKED = {"weeks": "2", "seconds": "20", "key": "k"}


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


def run_id() -> UUID:
    return ScheduleRun.objects.everywhere().latest("made_at").id


def found(noor: Client, cast: Cast) -> str:
    assert noor.post("/diary/runs", ASKED).status_code == 303
    search(run_id(), by=cast.system, steps=60)
    return f"/diary/runs/{run_id()}"


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def selects(browser: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url, headers=headers).status_code == 200
    asked = [q["sql"] for q in queries if q["sql"].startswith("SELECT") and "records_auditread" not in q["sql"]]
    return len([sql for sql in asked if "set_config(" not in sql]) - AROUND[Audience.STAFF]


def test_the_diary_is_in_the_navigation_and_leads_on(noor: Client, plan: Plan) -> None:
    page = noor.get("/diary/")

    assert 'href="/diary/" aria-current="page"' in page.content.decode()
    for way in ("/diary/runs", "/diary/away", "/diary/waitlist", "/today?day=2027-03-01"):
        assert f'href="{way}"' in page.content.decode()


def test_what_the_weeks_lack_is_loaded_by_itself(noor: Client, plan: Plan) -> None:
    part = noor.get("/diary/runs/lacks", headers={"HX-Request": "true"})

    assert "8 visits are still to be booked" in text(part)
    assert "<html" not in part.content.decode()
    assert "<html" in noor.get("/diary/runs/lacks").content.decode()
    assert noor.get("/diary/runs/lacks?weeks=x").status_code == 200


def test_a_run_is_asked_for_watched_and_stopped(noor: Client, plan: Plan) -> None:
    answer = noor.post("/diary/runs", ASKED)
    address = answer.headers["Location"]

    shown = noor.get(address)
    assert 'hx-trigger="every 2s"' in shown.content.decode()
    assert "Waiting to be taken up" in text(shown)
    part = noor.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    with clock.at(clock.now() + 2 * NO_WORKER_AFTER):
        silent = noor.get(address)
        assert "No worker answers" in text(silent)
        assert 'hx-trigger="every 30s"' in silent.content.decode()
    assert noor.post(f"{address}/cancel").status_code == 303
    stopped = noor.get(address)
    assert not re.search("every (2|30)s", stopped.content.decode())
    assert "stopped before anything was found" in text(stopped)
    assert noor.post(f"{address}/cancel").status_code == 409


def test_a_run_whose_turn_is_still_to_come_is_not_called_silent(noor: Client, plan: Plan, cast: Cast) -> None:
    address = noor.post("/diary/runs", ASKED).headers["Location"]
    other = got(ask_for_run(weeks=1, seconds=20, by=cast.otto))

    with clock.at(clock.now() + 2 * NO_WORKER_AFTER):
        assert begin(other, RunState.RUNNING, by=system_of(cast.other_clinic.id)) is True
        assert "No worker answers" not in text(noor.get(address))


def test_a_run_that_was_lost_before_anything_was_found_says_so(noor: Client, plan: Plan, cast: Cast) -> None:
    address = noor.post("/diary/runs", ASKED).headers["Location"]
    ScheduleRun.objects.within(cast.clinic.id).update(state=RunState.FOUND, end=RunEnd.LOST)

    assert "lost before anything was found" in text(noor.get(address))


def test_who_is_away_all_day_is_not_counted_as_at_work(noor: Client, cast: Cast) -> None:
    assert [one.at_work for one in days_ahead(cast.noor) if one.day == MONDAY] == [3]
    morning, ten, night = (wall.moment(MONDAY, hour * 60, "America/Toronto") for hour in (0, 10, 23))
    whole = {"clinic": cast.clinic, "starts": morning, "ends": night}
    Closure.objects.create(**whole, membership_id=cast.wei.membership_id)
    Closure.objects.create(**whole | {"ends": ten}, membership_id=cast.dana.membership_id)
    assert [one.at_work for one in days_ahead(cast.noor) if one.day == MONDAY] == [2]
    Closure.objects.create(**whole, site=cast.site)

    assert MONDAY not in [one.day for one in days_ahead(cast.noor)]


def test_a_second_run_is_refused_and_what_was_chosen_stays(noor: Client, plan: Plan) -> None:
    noor.post("/diary/runs", ASKED)

    again = noor.post("/diary/runs", ASKED | {"weeks": "4", "key": "other"})

    assert again.status_code == 409
    assert "A run is going on already" in text(again)
    assert re.search(r'value="4"[^>]*checked', again.content.decode())
    assert noor.post("/diary/runs", {"weeks": "9", "seconds": "20"}).status_code == 400


def test_the_result_is_read_in_numbers_and_booked(noor: Client, plan: Plan, cast: Cast) -> None:
    address = found(noor, cast)

    shown = text(noor.get(address))
    assert "Visits found 8 of 8" in shown
    assert "As pairs 4 of 4" in shown
    assert "Marta Kowalska" in shown
    assert noor.post(f"{address}/book", {"people": str(plan.person_id)}).status_code == 303
    assert "Booking, one person after the other" in text(noor.get(address))
    book_chosen(run_id(), by=cast.system)
    after = noor.get(address)
    assert "8 visits are booked" in text(after)
    assert "ring them with the times" in text(after)
    assert "Book these" not in text(after)
    assert Visit.objects.within(cast.clinic.id).count() == 8


@pytest.mark.parametrize("people", [{}, {"people": str(uuid4())}, {"people": "x"}])
def test_ticking_nobody_says_so_and_books_nothing(noor: Client, plan: Plan, cast: Cast, people: dict[str, str]) -> None:
    answer = noor.post(f"{found(noor, cast)}/book", people)

    assert answer.status_code == 400
    assert ScheduleRun.objects.within(cast.clinic.id).get().state == RunState.FOUND


def test_another_clinic_and_other_jobs_see_nothing(as_: ClientOf, noor: Client, plan: Plan, cast: Cast) -> None:
    address = found(noor, cast)

    assert as_("otto").get(address).status_code == 404
    assert as_("marta").get(address).status_code == 403
    assert as_("noor").post(address).status_code == 405


def test_watching_and_reading_ask_few_questions_whoever_is_in_it(noor: Client, plan: Plan, cast: Cast) -> None:
    more_people(cast, 4)
    lacks = selects(noor, "/diary/runs/lacks", **{"HX-Request": "true"})
    noor.post("/diary/runs", ASKED)
    polled = selects(noor, f"/diary/runs/{run_id()}", **{"HX-Request": "true"})
    search(run_id(), by=cast.system, steps=60)

    assert lacks <= MOST
    assert polled <= MOST
    assert selects(noor, f"/diary/runs/{run_id()}") <= MOST
    assert selects(noor, "/diary/") <= MOST
    assert selects(noor, "/diary/runs") <= MOST


def test_what_another_version_booked_is_not_booked_again_and_no_error(noor: Client, plan: Plan, cast: Cast) -> None:
    address = found(noor, cast)
    ScheduleRun.objects.within(cast.clinic.id).update(told={str(plan.person_id): {"trips": 4}})

    assert noor.get(address).status_code == 200
    assert noor.post(f"{address}/book", {"people": str(plan.person_id)}).status_code == 400


def test_an_answer_of_another_version_is_no_answer_and_no_error(noor: Client, plan: Plan, cast: Cast) -> None:
    address = found(noor, cast)
    ScheduleRun.objects.within(cast.clinic.id).update(answer={"figures": {"needed": 1}, "people": [{"person": 1}]})

    for page in (address, "/diary/", "/diary/runs"):
        assert noor.get(page).status_code == 200
    assert noor.post(f"{address}/book", {"people": str(plan.person_id)}).status_code == 400
