"""Look longer: offered where the time ran out, its seconds while it goes on, what came of it, without a script too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests.care import got
from tests.people import Cast
from tests.records.schedule.asking import reached
from tests.records.schedule.test_away import FRIDAY, HOUR, away, wanted
from tests.web.conftest import ClientOf
from tests.web.schedule.test_away_pages import own, text
from tests.web.test_page_budgets import MOST

from weft.core.schedule.clinic.repair import Rung
from weft.jobs.runs import take_one
from weft.records import clock
from weft.records.actions import run_pulse as pulse
from weft.records.actions.away import Absent
from weft.records.actions.away_move import keep_offer
from weft.records.actions.away_search import search_longer
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import Apart, KeptOffer, WhyApart, kept_of
from weft.records.models import Closure, RunState, ScheduleRun
from weft.records.reads.away_one import away_one_page
from weft.records.reads.away_repair import look

pytestmark = pytest.mark.django_db

OFFERED = "Looked for half a second; a longer look may bring more back."


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


@pytest.fixture
def absence(cast: Cast) -> Closure:
    """The clinic is closed on Friday morning, and of two visits the first look gave Marta's another time."""
    reached(cast)
    for person, hours, place in ((cast.marta_id, 0, 0), (cast.harold_id, 1, 1)):
        got(book_visit(person, wanted(cast, FRIDAY + hours * HOUR, place=place), by=cast.noor))
    made = away(cast, Absent(site_id=cast.site.id))
    found = look(made.id, Rung.ALONE, cast.noor)
    rows = tuple(row for row in found.rows if row.person_id == cast.marta_id)
    keep(cast, made, replace(found, rows=rows, is_cut=True))
    return made


def keep(cast: Cast, absence: Closure, offer: KeptOffer) -> None:
    got(keep_offer(by=cast.noor, closure_id=absence.id, offer=offer))


def kept(absence: Closure) -> KeptOffer:
    found = kept_of(Closure.objects.within(absence.clinic_id).get(id=absence.id))
    assert found is not None
    return found


def page_of(absence: Closure) -> str:
    return reverse("schedule:away_one", args=[absence.id])


def pressed(noor: Client, absence: Closure) -> ScheduleRun:
    answer = noor.post(reverse("schedule:away_longer", args=[absence.id]))
    assert (answer.status_code, answer["Location"]) == (303, page_of(absence))
    return ScheduleRun.objects.within(absence.clinic_id).order_by("-made_at")[0]


def part(noor: Client, absence: Closure) -> str:
    return text(noor.get(reverse("schedule:away_longer", args=[absence.id]), headers={"HX-Request": "true"}))


@pytest.fixture
def running(cast: Cast, noor: Client, absence: Closure) -> Iterator[ScheduleRun]:
    """It was pressed, and a worker has it since twelve seconds."""
    run = pressed(noor, absence)
    DBTaskResult.objects.update(status="RUNNING", started_at=clock.now())
    pulse.begin(run.id, RunState.RUNNING, by=cast.system)
    with clock.at(clock.now() + timedelta(seconds=12)):
        yield run


def test_it_is_offered_with_words_and_one_button_and_not_where_everything_was_tried(
    noor: Client, cast: Cast, absence: Closure
) -> None:
    seen = text(noor.get(page_of(absence)))
    keep(cast, absence, replace(kept(absence), is_cut=False))

    assert OFFERED in seen
    assert seen.count("Look longer") == 1
    assert "Look longer" not in text(noor.get(page_of(absence)))


def test_the_page_says_for_how_long_it_looks_and_keeps_showing_what_stands(
    noor: Client, absence: Closure, running: ScheduleRun
) -> None:
    seen = text(noor.get(page_of(absence)))

    assert "Looking… 12 s" in seen
    assert "Cancel" in seen
    assert "Called and agreed: move" in seen
    assert "Look longer" not in seen
    assert "Looking… 12 s" in part(noor, absence)
    assert "Called and agreed: move" in text(noor.get(reverse("schedule:away_longer", args=[absence.id])))


def test_a_second_press_joins_it(noor: Client, absence: Closure, running: ScheduleRun) -> None:
    assert pressed(noor, absence).id == running.id


def test_a_press_on_cancel_stops_it_and_what_was_looked_at_stands(
    noor: Client, cast: Cast, absence: Closure, running: ScheduleRun
) -> None:
    address = reverse("schedule:away_longer_cancel", args=[absence.id])

    assert noor.post(address).status_code == 303
    assert "Stopping…" in text(noor.get(page_of(absence)))
    pulse.end(running.id, "cancelled", by=cast.system)  # type: ignore[arg-type]  # as the worker does
    seen = text(noor.get(page_of(absence)))
    assert "The longer look was stopped. What was looked at before stands." in seen
    assert "Look longer" in seen
    assert noor.post(address).status_code == 409


def test_what_came_of_it_is_told_beside_the_page_that_stands_still(noor: Client, cast: Cast, absence: Closure) -> None:
    search_longer(pressed(noor, absence).id, by=cast.system, rest=0.01)

    assert "The longer look brought more back. Show the new times" in part(noor, absence)
    seen = text(noor.get(page_of(absence)))
    assert "Looked for 1 second." in seen
    assert "2 of 2 lost visits have a place again" in seen
    assert "brought more back" not in seen


def test_beside_new_times_that_wait_to_be_shown_no_other_look_is_offered(
    noor: Client, cast: Cast, absence: Closure
) -> None:
    search_longer(pressed(noor, absence).id, by=cast.system, rest=0.01)
    keep(cast, absence, replace(kept(absence), is_cut=True))

    seen = part(noor, absence)
    assert "Show the new times" in seen
    assert "Look longer" not in seen


def test_what_is_not_looked_at_is_said_and_no_longer_look_is_offered_for_it(
    noor: Client, cast: Cast, absence: Closure
) -> None:
    (left,) = away_one_page(absence.id, cast.noor).to_call
    keep(cast, absence, replace(kept(absence), apart=(Apart(left.visit_id, WhyApart.ELSEWHERE),)))

    seen = text(noor.get(page_of(absence)))
    assert "1 visit at another site is not looked at: move it on its own page." in seen
    assert "Look longer" not in seen


def test_where_no_worker_answers_the_page_says_what_to_look_at(noor: Client, absence: Closure) -> None:
    pressed(noor, absence)

    assert "weft work" not in text(noor.get(page_of(absence)))
    with clock.at(clock.now() + timedelta(seconds=21)):
        seen = part(noor, absence)
        assert "No worker answers. Ask whoever runs the server whether “weft work” is running." in seen
        assert "What was looked at before stands." in seen
        assert own(noor, page_of(absence)) <= MOST


def test_a_worker_that_is_lost_is_said_and_the_earlier_times_stand(
    noor: Client, absence: Closure, running: ScheduleRun
) -> None:
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert take_one() is False
        seen = text(noor.get(page_of(absence)))

    assert "The longer look lost its worker. What was looked at before stands." in seen
    assert "Called and agreed: move" in seen
    assert "Look longer" in seen


def test_a_time_that_is_gone_takes_nothing_else_of_a_longer_look(noor: Client, cast: Cast, absence: Closure) -> None:
    search_longer(pressed(noor, absence).id, by=cast.system, rest=0.01)
    before = kept(absence)
    mine = next(one for one in before.rows if one.person_id == cast.marta_id)
    taken = next(one for one in before.rows if one.person_id == cast.harold_id).moves[0].starts
    at = {move.starts for move in mine.moves}
    away(cast, Absent(place_id=mine.moves[0].place_id), starts=min(at), hours=1)
    sent = {"person_id": str(cast.marta_id), "serial": before.serial, "rung": "relatives"}

    answer = noor.post(f"{page_of(absence)}/agreed", sent)

    assert answer.status_code == 409
    after = kept(absence)
    assert [one.moves[0].starts for one in after.rows] == [taken]
    assert (after.serial, "Look longer" in text(answer)) == (before.serial, True)


def test_how_far_it_is_asks_for_the_look_once(noor: Client, absence: Closure, running: ScheduleRun) -> None:
    address = reverse("schedule:away_longer", args=[absence.id])
    with CaptureQueriesContext(connection) as found:
        noor.get(address, headers={"HX-Request": "true"})

    asked = [one["sql"] for one in found.captured_queries if '"records_schedulerun"' in one["sql"]]
    assert len(asked) == 1


def test_others_cannot_look_or_cancel(as_: ClientOf, absence: Closure, running: ScheduleRun) -> None:
    for name in ("away_longer", "away_longer_cancel"):
        address = reverse(f"schedule:{name}", args=[absence.id])
        assert as_("otto").post(address).status_code == 404
        assert as_("marta").post(address).status_code in {303, 403}
    assert ScheduleRun.objects.within(absence.clinic_id).get().cancel_asked_at is None
