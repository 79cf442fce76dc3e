"""The worker: one tick after another until it is told to end."""

import logging
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable

from django.db import close_old_connections

from weft.jobs.outbox import deliver
from weft.jobs.timers import WITHOUT_MAIL, sweep
from weft.records.actions.mail_held import at_work

REST = 15
"""Seconds between two ticks: a message leaves within a minute of being due."""
log = logging.getLogger("weft.jobs")


def tick() -> Counter[str]:
    """Everything that is due now, once: what time itself asks for is written, then what waits is sent."""
    at_work()  # in a restored copy no sweep offers a time that nobody hears of
    return sweep() + deliver()


def tick_without_mail() -> Counter[str]:
    """The part of a tick that sends nothing: tasks are raised, and what must be forgotten is."""
    return sweep(WITHOUT_MAIL)


def work(ended: threading.Event, *, rest: float = REST, parent: int = 0, once: Callable[[], object] = tick) -> None:
    """Tick until ``ended`` is set, or until the server that began this worker is gone.

    Args:
        ended: Set when it is to end; the message in hand is finished first.
        rest: Seconds between two ticks.
        parent: Process id of that server; 0 for a worker of its own.
        once: One tick.
    """
    while not ended.is_set() and (not parent or os.getppid() == parent):
        close_old_connections()
        try:
            once()
        except Exception as trouble:  # noqa: BLE001  one bad tick must not end the worker: the outbox keeps everything
            log.error("worker: %s", type(trouble).__name__)  # noqa: TRY400  a traceback could hold an address
        ended.wait(rest)


def until_told(run: Callable[[threading.Event], None]) -> None:
    """Run with an event that SIGTERM and Ctrl-C set."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    run(ended)
