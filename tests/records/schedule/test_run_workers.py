"""A run's worker: it dies, is told to end, loses its database; nothing stays for ever and nobody's name is logged."""

import contextvars
import os
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult
from tests.care import got
from tests.people import Cast
from tests.records.schedule.test_runs import STEPS, asked, found, row, searched

from weft.jobs import runs as jobs
from weft.jobs.runs import take_one
from weft.records import clock
from weft.records.actions import run_search
from weft.records.actions.run import ask_for_run
from weft.records.actions.run_pulse import KEPT, LOST_AFTER, beat, forget, reap, told_to_end
from weft.records.actions.run_search import search
from weft.records.models import Plan, RunEnd, RunState, ScheduleRun

pytestmark = pytest.mark.django_db


def test_a_killed_workers_run_ends_with_the_last_answer_it_kept(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    kept = row(run_id).answer
    ScheduleRun.objects.within(cast.clinic.id).update(state=RunState.RUNNING, end="")
    DBTaskResult.objects.update(status="RUNNING")

    assert reap(by=cast.system) == 0
    with clock.at(clock.now() + LOST_AFTER + timedelta(seconds=1)):
        assert take_one() is False

    run = row(run_id)
    assert (run.state, run.end, run.answer) == (RunState.FOUND, RunEnd.LOST, kept)
    assert DBTaskResult.objects.get().status == "FAILED"
    assert beat(run_id, RunState.RUNNING, 1, by=cast.system) is False


def test_a_worker_that_is_told_to_end_keeps_what_it_has(cast: Cast, plan: Plan) -> None:
    run_id, ended = asked(cast), threading.Event()
    ended.set()
    token = told_to_end.set(ended)
    try:
        search(run_id, by=cast.system, steps=10**9, rest=0)
    finally:
        told_to_end.reset(token)

    assert (row(run_id).end, found(run_id).figures.placed) == (RunEnd.LOST, 8)


def test_a_worker_outlives_a_database_that_breaks_and_ends_when_it_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ended, tries = threading.Event(), list[int]()

    def breaks() -> bool:
        tries.append(1)
        if len(tries) == 2:
            ended.set()
        raise OperationalError("a person's name")

    monkeypatch.setattr(jobs, "take_one", breaks)
    contextvars.copy_context().run(jobs.work, ended, rest=0)
    thread = jobs.beside(ended)
    thread.join(5)

    assert (len(tries), thread.is_alive()) == (2, False)
    assert "OperationalError" in caplog.text
    assert "a person's name" not in caplog.text


def test_a_worker_ends_when_its_server_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "take_one", lambda: pytest.fail("it went on"))

    contextvars.copy_context().run(jobs.work, threading.Event(), parent=os.getpid())


def test_a_search_that_breaks_says_so_and_keeps_nothing_open(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a person's name")

    monkeypatch.setattr(run_search, "calendars_of", breaks)
    run_id = searched(cast)

    assert (row(run_id).state, row(run_id).end) == (RunState.FOUND, RunEnd.FAILED)
    assert got(ask_for_run(weeks=1, seconds=20, by=cast.noor))


def test_the_queue_holds_ids_and_a_task_sent_twice_is_done_once(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    task = DBTaskResult.objects.get()
    version_then = row(run_id).ended_at

    search(run_id, by=cast.system, steps=STEPS)

    assert task.args_kwargs == {"args": [], "kwargs": {"run_id": str(run_id), "clinic_id": str(cast.clinic.id)}}
    assert row(run_id).ended_at == version_then


def test_a_run_whose_worker_died_before_it_began_is_given_up(cast: Cast, plan: Plan) -> None:
    run_id = asked(cast)
    later = clock.now() + LOST_AFTER + timedelta(seconds=1)

    with clock.at(later):
        assert reap(by=cast.system) == 0  # its task waits
        DBTaskResult.objects.update(status="RUNNING", started_at=clock.now())
        assert reap(by=cast.system) == 0  # it was taken up just now
    DBTaskResult.objects.update(started_at=clock.now() - timedelta(seconds=1))
    assert reap(by=cast.system) == 0
    with clock.at(later):
        assert take_one() is False

    assert (row(run_id).state, row(run_id).end) == (RunState.FOUND, RunEnd.LOST)
    assert DBTaskResult.objects.get().status == "FAILED"


def test_the_queue_forgets_what_is_long_over(cast: Cast, plan: Plan) -> None:
    searched(cast)
    old, young = KEPT + timedelta(seconds=1), KEPT - timedelta(seconds=1)
    for ago, status in ((old, "SUCCESSFUL"), (young, "SUCCESSFUL"), (old, "READY")):
        DBTaskResult.objects.update_or_create(
            id=uuid4(), defaults={
                "status": status, "finished_at": clock.now() - ago, "args_kwargs": {"args": [], "kwargs": {}},
                "run_after": clock.now(), "task_path": "x", "backend_name": "default",
            },
        )  # fmt: skip

    before = DBTaskResult.objects.count()
    forget()

    assert DBTaskResult.objects.count() == before - 1
