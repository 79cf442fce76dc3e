"""Start the race app in four real processes on the tests' own database, and send it rivals at once."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from weft.records import guards
from weft.records.models import Claim

OVERLAP_GUARD = {
    "sqlite": "DROP TRIGGER weft_claim_insert",
    "postgresql": "ALTER TABLE records_claim DROP CONSTRAINT weft_claims_overlap",
}
PROCESSES = 4
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Reply:
    """What one rival was told."""

    status: int
    said: dict[str, Any]
    seconds: float


@contextmanager
def overlaps_allowed() -> Iterator[None]:
    """Without the guard against two claims of the same time: for a race that must double book. Put back at the end."""
    with connection.cursor() as cursor:
        cursor.execute(OVERLAP_GUARD[connection.vendor])
    try:
        yield
        Claim.objects.everywhere().update(active=False)
    finally:
        guards.sync(connection)


@contextmanager
def serving(**extra: str) -> Iterator[int]:
    """The port of a server with `PROCESSES` workers, each with its own connections."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(PROCESSES), "--blocking-threads", "4", "--backpressure", "4",
        "--log-level", "error", "tests.records.race_app:application",
    ]  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=_environment(extra), start_new_session=True)
    try:
        _wait_for(port, server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _environment(extra: dict[str, str]) -> dict[str, str]:
    """The server's database is the tests' database."""
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.records.plain_settings", "PYTHONPATH": str(ROOT)} | extra
    if connection.vendor == "sqlite":
        return env | {"WEFT_DATA": str(Path(connection.settings_dict["NAME"]).parent)}
    parts = urlsplit(env["DATABASE_URL"])
    return env | {"DATABASE_URL": urlunsplit(parts._replace(path="/" + connection.settings_dict["NAME"]))}


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the race server ended"
        try:
            _ask(port, "GET", "/ready", None)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the race server did not start")


def _ask(port: int, method: str, path: str, body: object) -> Reply:
    began = time.monotonic()
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        caller.request(method, path, json.dumps(body) if body else None)
        answer = caller.getresponse()
        text = answer.read()
    finally:
        caller.close()
    said = json.loads(text) if answer.status < 500 else {"fault": text.decode()}
    return Reply(answer.status, said, time.monotonic() - began)


def rivals(port: int, asked: list[dict[str, Any]]) -> list[Reply]:
    """Everybody asks at the same moment; the replies in the order of ``asked``."""
    start = Barrier(len(asked))

    def one(body: dict[str, Any]) -> Reply:
        start.wait()
        return _ask(port, "POST", "/take", body)

    with ThreadPoolExecutor(len(asked)) as crowd:
        return list(crowd.map(one, asked))


def stream(port: int, asked: list[dict[str, Any]], *, at_once: int = 8) -> list[Reply]:
    """A crowd of ``at_once`` people works through ``asked``."""
    with ThreadPoolExecutor(at_once) as crowd:
        return list(crowd.map(lambda body: _ask(port, "POST", "/take", body), asked))
