"""A real server for a journey: its own data, granian in its own process, ended with the test."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from tests.journeys.postgres import fresh_database

BUILD = """
import gc
gc.set_threshold(100_000, 50, 50)  # what is loaded stays: to look for garbage among it again and again is slow
from weft.cli import server
server.build_demo()
"""
LET_IN = """
import sys
from weft.cli import server
server.set_up()
from weft.demo.clinics import give_account
give_account(*sys.argv[1:])
"""
PATIENCE = 120
"""Seconds a server may take to answer first."""


@dataclass(frozen=True, slots=True)
class Built:
    """A demo clinic that nobody has touched, to be copied."""

    folder: Path
    database_url: str


@contextmanager
def a_clinic(built: Built, folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a demo of one's own: a copy, which costs less than to build one."""
    shutil.copytree(built.folder, folder, dirs_exist_ok=True)
    with fresh_database(built.database_url) as url:
        yield demo_environment(folder, url)


def demo_environment(folder: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """The environment of a demo on its own folder (SQLite), or on a PostgreSQL database."""
    wanted = {"WEFT_DEMO": "1", "WEFT_DATA": str(folder), "WEFT_LOG_LEVEL": "WARNING", "DATABASE_URL": database_url}
    return os.environ | wanted | more


def build_demo(environment: dict[str, str]) -> None:
    """Migrate an empty database and fill it."""
    subprocess.run([sys.executable, "-c", BUILD], env=environment, check=True, timeout=900)


def let_in(environment: dict[str, str], person_id: str, login: str) -> None:
    """Somebody of the demo may see their own pages from now on, by the band's one click."""
    subprocess.run([sys.executable, "-c", LET_IN, person_id, login], env=environment, check=True, timeout=120)


@contextmanager
def serving(environment: dict[str, str], host: str = "127.0.0.1") -> Iterator[str]:
    """Serve until the block ends; gives the base address."""
    port = free_port()
    command = [sys.executable, "-m", "weft", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, env=environment)
    try:
        base = f"http://{host}:{port}"
        wait_for(f"{base}/healthz", process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Go on when the server answers; fail when it ended, or is silent for too long."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with exit {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer from {url} in {PATIENCE} s")
