"""A search on several cores: processes that each look at some blocks of the calendar, and tell what is better.

Blocks share nothing (`core/schedule/clinic/blocks.py`), so whatever comes back fits together. Where there are more
workers than blocks, some look at the same one by other lots, and the better answer counts. A worker that is lost takes
with it only what it had not told.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from weft.core.schedule.clinic.blocks import blocks
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.solving import Solver, joined
from weft.core.schedule.clinic.timetable import Answer
from weft.library.compiled import compiled

TOLD = 0.5
"""Seconds between two messages of a worker."""
FRUGAL, PIECE = "MALLOC_MMAP_THRESHOLD_", "131072"
"""Has glibc give pieces of memory above so many bytes back at once; otherwise what HiGHS had for one program stays with
a worker, in pieces too small for the next. Others do not look at it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What one worker does."""

    clinic: Clinic
    existing: Sequence[Visit]
    seed: int
    effort: Effort
    only: tuple[int, ...]
    seconds: float


def _work(pipe: Connection) -> None:
    """One task from its beginning to its end; a parent who is gone ends it too."""
    with suppress(EOFError, OSError):
        for answers in _searched(pipe.recv()):
            pipe.send(answers)


def _searched(task: _Task) -> Iterator[dict[int, Answer]]:
    began = last = time.monotonic()
    solver = Solver(
        task.clinic, seed=task.seed, existing=task.existing, joint=task.effort, only=task.only, compiled=compiled
    )

    def left() -> float:
        return task.seconds - (time.monotonic() - began)

    points = -1
    for progress in solver.run(lambda _: 1 - left() / task.seconds, left):
        if progress.points > points and time.monotonic() - last >= TOLD:
            points, last = progress.points, time.monotonic()
            yield solver.answers
    yield solver.answers


class Crew:
    """The workers that are still there."""

    def __init__(self, tasks: Sequence[_Task]) -> None:
        spawning = multiprocessing.get_context("spawn")
        self.members: dict[Connection, BaseProcess] = {}
        with _deaf(), _frugal():  # inherited: Ctrl-C is the parent's to answer
            for task in tasks:
                own, theirs = spawning.Pipe()
                process = spawning.Process(target=_work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                self.members[own] = process
                with suppress(OSError):  # lost already: told when it is listened to
                    own.send(task)

    def told(self, lost: Callable[[int], None]) -> Iterator[dict[int, Answer]]:
        """Everything that workers tell, until the last of them has ended."""
        while self.members:
            ready = wait(list(self.members))
            for pipe in [one for one in self.members if one in ready]:
                try:
                    yield pipe.recv()
                except (EOFError, OSError):
                    process = self.members.pop(pipe)
                    process.join()
                    if process.exitcode:
                        lost(len(self.members))

    def end(self) -> None:
        """Send everybody home at once."""
        for pipe, process in self.members.items():
            process.terminate()
            process.join()
            pipe.close()


class Together:
    """One search by several workers; `answer` is sound at any moment."""

    def __init__(self, clinic: Clinic, *, seed: int, existing: Sequence[Visit], effort: Effort) -> None:
        self._clinic, self._seed, self._existing, self._effort = clinic, seed, existing, effort
        solver = Solver(clinic, seed=seed, existing=existing)
        next(solver.run(lambda _: 0.0))
        self._answers = solver.answers

    @property
    def answer(self) -> Answer:
        """The best so far."""
        return joined(self._answers.values())

    def run(self, number: int, seconds: float, lost: Callable[[int], None]) -> Iterator[tuple[float, int]]:
        """Search so many seconds, or until nobody lacks anything; gives the share that is spent and the points.

        Args:
            number: Workers.
            seconds: More than 0.
            lost: Is told how many workers are left when one is lost.
        """
        began = time.monotonic()
        crew = Crew([self._task(at, number, seconds) for at in range(number)])
        try:
            for answers in crew.told(lost):
                for at, answer in answers.items():
                    if answer.points > self._answers[at].points:
                        self._answers[at] = answer
                yield (time.monotonic() - began) / seconds, self.answer.points
        finally:
            crew.end()

    def _task(self, at: int, number: int, seconds: float) -> _Task:
        all_ = range(len(blocks(self._clinic)))
        only = tuple(all_[at::number]) or (at % len(all_),)
        return _Task(self._clinic, self._existing, self._seed + at, self._effort, only, seconds)


@contextmanager
def _deaf() -> Iterator[None]:
    """No Ctrl-C meanwhile; what is started now never hears it."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _frugal() -> Iterator[None]:
    """What is started now gives memory back, unless somebody has set it otherwise."""
    if FRUGAL in os.environ:
        yield
        return
    os.environ[FRUGAL] = PIECE
    try:
        yield
    finally:
        del os.environ[FRUGAL]
