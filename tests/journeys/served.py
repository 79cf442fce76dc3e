"""A real server for a journey: its own data, granian in its own process, ended with the test."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

BUILD = """
import sys
from weft.cli import server
server.build_demo()
"""
PATIENCE = 30
"""Seconds a server may take to answer first."""


def demo_environment(folder: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """The environment of a demo on its own folder (SQLite), or on a PostgreSQL database."""
    wanted = {"WEFT_DEMO": "1", "WEFT_DATA": str(folder), "WEFT_LOG_LEVEL": "WARNING", "DATABASE_URL": database_url}
    return os.environ | wanted | more


def build_demo(environment: dict[str, str]) -> None:
    """Migrate an empty database and fill it."""
    subprocess.run([sys.executable, "-c", BUILD], env=environment, check=True, timeout=300)


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
