"""`weft demo` as a newcomer runs it, twice."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.journeys.served import free_port


@contextmanager
def demo(folder: Path) -> Iterator[tuple[str, float]]:
    """The demo running on ``folder``; gives what it printed until it answered, and how long that took."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WEFT_")}
    log = folder / "printed"
    began = time.monotonic()
    with log.open("w") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "weft", "demo", "--port", str(port)],
            env=environment | {"WEFT_DATA": str(folder)},
            stdout=printed,
        )
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/", process)
        yield log.read_text().replace(str(port), "PORT"), time.monotonic() - began
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_it_answers(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(9000):
        assert process.poll() is None
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own loopback address
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer in a quarter of an hour")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, float]:
    """Where the demo lies after its first time, what that printed, and how long it took."""
    folder = tmp_path_factory.mktemp("newcomer")
    with demo(folder) as (printed, seconds):
        return folder, printed, seconds


def test_the_first_time_it_builds_and_the_second_it_serves_at_once(first: tuple[Path, str, float]) -> None:
    folder, printed, built_in = first
    assert "There is no demo clinic yet: building one." in printed
    assert "http://127.0.0.1:PORT" in printed

    with demo(folder) as (printed, seconds):
        assert "building" not in printed
        assert seconds < built_in / 2


def test_a_stale_demo_is_rebuilt_and_the_old_one_kept(first: tuple[Path, str, float]) -> None:
    folder, _, _ = first
    mark = folder / "demo" / "built"
    _, _, made_of = mark.read_text().partition(" ")
    mark.write_text(f"2020-01-01T12:00:00+00:00 {made_of}")

    with demo(folder) as (printed, _):
        assert "of another day" in printed
        assert "The old one is kept:" in printed
    assert len(list((folder / "demo").glob("kept-*.sqlite3"))) == 1
