"""Real processes: a run that is booked while the desk books the same times, and a worker that is killed at its work."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult
from tests import people
from tests.care import got
from tests.people import Cast
from tests.records import race_server
from tests.records.race_server import overlaps_allowed, serving, stream
from tests.records.schedule.test_clinic_calendar import more_people

from weft.jobs.runs import take_one
from weft.records import clock
from weft.records.actions.run import ask_for_run, book_run
from weft.records.actions.run_book import book_chosen
from weft.records.actions.run_pulse import LOST_AFTER
from weft.records.actions.run_search import search
from weft.records.actions.schedule import book_visit
from weft.records.models import Claim, Person, RunEnd, RunState, ScheduleRun, Visit, WorkingHours
from weft.records.run_answer import RunVisit, answer_of
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Written for good: other processes must see it."""
    return people.standing()


@contextmanager
def worker() -> Iterator[subprocess.Popen[str]]:
    """A process that does what the queue holds, once `go` has been said."""
    env = race_server._environment({"DJANGO_SETTINGS_MODULE": "tests.records.worker_settings"})
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.records.run_worker"], cwd=race_server.ROOT, env=env, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe
            pipe.close()


def go(process: subprocess.Popen[str]) -> None:
    """Wait until it is ready, which it becomes while other things start, and let it begin."""
    assert process.stdin
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def until(rows: QuerySet[Any]) -> None:
    """Wait for such a row, at most a minute."""
    for _ in range(6000):
        if rows.exists():
            return
        time.sleep(0.01)
    raise AssertionError("the worker did nothing")


def desk_wants(cast: Cast, visit: RunVisit) -> dict[str, Any]:
    """Somebody else at the very same time, with the same hands and the same bed."""
    person = Person.objects.create(clinic=cast.clinic, name="Somebody")
    return {
        "by": str(cast.noor.user_id), "clinic": str(cast.clinic.id), "path": "visit", "person": str(person.id),
        "visits": [{
            "discipline": visit.discipline, "practitioner": str(visit.practitioner), "place": str(visit.place),
            "starts": visit.starts.isoformat(), "minutes": visit.minutes,
        }],
    }  # fmt: skip


def overlaps() -> int:
    rows = list(Claim.objects.everywhere().filter(active=True).order_by("resource_id", "starts"))
    return sum(a.resource_id == b.resource_id and b.starts < a.ends for a, b in pairwise(rows))


def found(cast: Cast) -> tuple[UUID, list[RunVisit]]:
    """A run that waits to be booked, and every time that is in it."""
    more_people(cast, 3)
    run_id = got(ask_for_run(weeks=2, seconds=20, by=cast.noor))
    search(run_id, by=cast.system, steps=20)
    answer = answer_of(ScheduleRun.objects.everywhere().get(id=run_id).answer)
    assert answer is not None
    DBTaskResult.objects.all().delete()
    got(book_run(run_id=run_id, people=[one.person for one in answer.people], by=cast.noor))
    return run_id, [visit for one in answer.people for trip in one.trips for visit in trip.visits]


def test_a_run_booked_while_the_desk_books_the_same_times_doubles_and_loses_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(race_server, "PROCESSES", 2)  # two desks and the run are rivals enough
    run_id, times = found(cast)
    asked = [desk_wants(cast, visit) for visit in times][::-1]
    rows = ScheduleRun.objects.within(cast.clinic.id).filter(id=run_id)

    with worker() as process, serving() as port:
        go(process)
        until(rows.filter(heartbeat__isnull=False))  # before, the desk would have taken everything
        replies = stream(port, asked)
        process.wait(60)

    run = ScheduleRun.objects.everywhere().get(id=run_id)
    by_run = sum(told["visits"] for told in run.told.values())
    by_desk = sum(reply.status == 201 for reply in replies)
    assert {reply.status for reply in replies} <= {201, 409}
    assert run.state == RunState.BOOKED
    assert (overlaps(), by_run + by_desk) == (0, len(times))
    assert Visit.objects.within(cast.clinic.id).count() == len(times)


def test_without_the_guard_the_same_times_are_booked_twice(cast: Cast) -> None:
    """The control: nothing but the guard keeps them apart, not even one after the other."""
    run_id, times = found(cast)

    with overlaps_allowed():
        book_chosen(run_id, by=cast.system)
        for visit in times:
            person = Person.objects.create(clinic=cast.clinic, name="Somebody")
            same = VisitWanted(visit.discipline, visit.practitioner, visit.starts, visit.minutes, visit.place)
            got(book_visit(person.id, same, by=cast.noor))
        doubled = overlaps()

    assert doubled >= len(times)


def test_a_worker_that_is_killed_leaves_its_best_answer_and_the_run_is_ended(cast: Cast) -> None:
    more_people(cast, 3)
    WorkingHours.objects.within(cast.clinic.id).exclude(weekday=2).delete()  # too few: it never ends by itself
    run_id = got(ask_for_run(weeks=2, seconds=120, by=cast.noor))
    rows = ScheduleRun.objects.within(cast.clinic.id).filter(id=run_id, state=RunState.RUNNING, answer__isnull=False)

    with worker() as process:
        go(process)
        until(rows)
        process.kill()
        process.wait()
    kept = rows.get().answer
    assert DBTaskResult.objects.get().status == "RUNNING"
    with clock.at(clock.now() + LOST_AFTER + timedelta(seconds=1)):
        assert take_one() is False

    run = ScheduleRun.objects.everywhere().get(id=run_id)
    assert (run.state, run.end, run.answer) == (RunState.FOUND, RunEnd.LOST, kept)
    assert DBTaskResult.objects.get().status == "FAILED"
    assert got(ask_for_run(weeks=1, seconds=20, by=cast.noor))
