"""The product as it will be served later: the same clinic, with its clock put forward.

``WEFT_JOURNEY_LATER`` says by how many seconds. Only for journeys that live through a day that is still to come.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.journeys.served import free_port, wait_for

FORWARD = "WEFT_JOURNEY_LATER"
ROOT = Path(__file__).resolve().parents[2]

if seconds := os.environ.get(FORWARD):
    from weft.records import clock

    real_now, forward = clock.now, timedelta(seconds=float(seconds))

    def later() -> datetime:
        """The moment it pretends to be."""
        return real_now() + forward

    clock.now = later
    from weft.project.wsgi import application

    __all__ = ["application"]


@contextmanager
def serving_later(environment: dict[str, str], by: timedelta) -> Iterator[str]:
    """Serve the same data beside the first server, that much later; gives the base address."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "tests.journeys.later:application",
    ]  # fmt: skip
    settings = {"DJANGO_SETTINGS_MODULE": "weft.project.settings", FORWARD: str(by.total_seconds())}
    process = subprocess.Popen(command, env=environment | settings, cwd=ROOT)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/healthz", process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)
