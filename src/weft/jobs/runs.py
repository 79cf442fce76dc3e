"""What takes minutes: one task of the queue after the other, beside the outbox and never in its way."""

import logging
import os
import threading

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker

from weft.records.access import system_of
from weft.records.actions.run_pulse import forget, reap, told_to_end
from weft.records.reads.runs import clinics_with_silent_runs, is_something_waiting

REST = 2.0
"""Seconds between two looks at the queue."""
log = logging.getLogger("weft.jobs")


def take_one() -> bool:
    """Give up what a dead worker left, then do one task if one waits; whether there was one."""
    for clinic_id in clinics_with_silent_runs():
        reap(by=system_of(clinic_id))
    if not is_something_waiting():
        return False
    Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=1, worker_id=f"{os.uname().nodename}:{os.getpid()}"[:64],
    ).run()  # fmt: skip
    forget()
    return True


def work(ended: threading.Event, *, rest: float = REST, parent: int = 0) -> None:
    """Do what waits until ``ended`` is set or the server that began this worker is gone; a search ends with it."""
    told_to_end.set(ended)
    while not ended.is_set() and (not parent or os.getppid() == parent):
        close_old_connections()
        try:
            if take_one():
                continue
        except Exception as trouble:  # noqa: BLE001  one bad task must not end the worker
            log.error("runs: %s", type(trouble).__name__)  # noqa: TRY400  a traceback could hold a name
        ended.wait(rest)


def beside(ended: threading.Event, *, parent: int = 0) -> threading.Thread:
    """The same in a thread with its own connection."""

    def run() -> None:
        try:
            work(ended, parent=parent)
        finally:
            connection.close()

    thread = threading.Thread(target=run, name="runs")
    thread.start()
    return thread
