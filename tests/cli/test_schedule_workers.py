"""A search on two cores: real processes, one of which is killed, and Ctrl-C."""

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from weft.cli import schedule_solve
from weft.cli.main import main
from weft.cli.schedule_workers import Crew, Together
from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.timetable import Answer

CLINIC = generate(60, seed=1)


def together() -> Together:
    return Together(CLINIC, seed=1, existing=(), effort=Effort(nodes=1, seconds=1.0))


def test_workers_better_what_was_there_and_a_killed_one_loses_nothing() -> None:
    search, left, points = together(), list[int](), list[int]()
    filled = search.answer.points
    for _, now in search.run(2, 6.0, left.append):
        points.append(now)
        if len(points) == 3:
            multiprocessing.active_children()[0].kill()

    assert left == [1]
    assert points == sorted(points)
    assert search.answer.points == points[-1] > filled
    checked = check_clinic(CLINIC, search.answer.visits)
    assert (checked.violations, checked.objective) == ((), search.answer.points)
    assert multiprocessing.active_children() == []


def test_a_search_without_workers_ends_with_what_it_has() -> None:
    search, left = together(), list[int]()
    for _ in search.run(2, 60.0, left.append):
        for child in multiprocessing.active_children():
            child.kill()

    assert left == [1, 0]
    assert check_clinic(CLINIC, search.answer.visits).violations == ()
    assert multiprocessing.active_children() == []


def test_more_workers_than_weeks_look_at_the_same_week(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, ...]] = []

    class Nobody:
        def __init__(self, tasks: Any) -> None:
            given.extend(task.only for task in tasks)

        def told(self, _: object) -> Iterator[dict[int, Answer]]:
            return iter(())

        def end(self) -> None: ...

    monkeypatch.setattr("weft.cli.schedule_workers.Crew", Nobody)
    for number in (1, 2, 3):
        assert list(together().run(number, 1.0, print)) == []

    assert given == [(0, 1), (0,), (1,), (0,), (1,), (0,)]


def test_ctrl_c_ends_the_workers_and_writes_the_best_so_far(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[int] = []

    @contextmanager
    def watched() -> Iterator[Callable[[float, int], None]]:
        def show(share: float, points: int) -> None:
            seen.append(points)
            if share:
                raise KeyboardInterrupt

        yield show

    monkeypatch.setattr(schedule_solve, "_shown", watched)
    assert main(["schedule", "generate", "--people", "60", "-o", "clinic.json"]) == 0
    assert main(["schedule", "solve", "clinic.json", "-o", "out.json", "--seconds", "5", "--workers", "2"]) == 0

    said = capsys.readouterr()
    assert "Stopped early; the best so far is kept." in said.err
    assert f"Points    {seen[-1]}" in said.out
    assert len(json.loads((folder / "out.json").read_text())["visits"]) > 200
    assert multiprocessing.active_children() == []


def test_ctrl_c_is_not_for_the_workers() -> None:
    before = signal.getsignal(signal.SIGINT)
    crew = Crew([cast("Any", None)])  # a task that it cannot do
    try:
        assert signal.getsignal(signal.SIGINT) is before
        status = Path(f"/proc/{next(iter(crew.members.values())).pid}/status")
        if status.exists():  # where there is no /proc the first tests must do
            ignored = next(line for line in status.read_text().splitlines() if line.startswith("SigIgn"))
            assert int(ignored.split()[1], 16) >> signal.SIGINT - 1 & 1
    finally:
        crew.end()


@pytest.mark.parametrize(("set_before", "seen"), [(None, "131072"), ("4096", "4096")])
def test_workers_give_memory_back_unless_somebody_has_set_it_otherwise(
    monkeypatch: pytest.MonkeyPatch, set_before: str | None, seen: str
) -> None:
    name = "MALLOC_MMAP_THRESHOLD_"
    monkeypatch.delenv(name, raising=False)
    if set_before:
        monkeypatch.setenv(name, set_before)
    crew = Crew([together()._task(0, 1, 60.0)])
    try:
        assert os.environ.get(name) == set_before
        environ = Path(f"/proc/{next(iter(crew.members.values())).pid}/environ")
        while environ.exists() and not environ.read_bytes():  # it has not quite begun
            time.sleep(0.01)
        if environ.exists():
            assert f"{name}={seen}".encode() in environ.read_bytes().split(b"\0")
    finally:
        crew.end()
