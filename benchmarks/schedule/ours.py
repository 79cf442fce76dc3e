"""Our search: one run, its best at 3, 20, 60 and so many seconds as a caller sees it who stops then."""

from collections.abc import Callable

from benchmarks.schedule.answers import Told, judged
from benchmarks.schedule.measurement import Measurement

from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.searching import Compiled
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.solving import Solver
from weft.library.compiled import compiled

MARKS = (3.0, 20.0, 60.0)
BEFORE = 8.0
"""Seconds before a mark in which every better answer is kept: more than a joint program takes."""
EFFORT = Effort(nodes=10_000, seconds=6.0)
"""Of a joint program, as `weft schedule solve` has it."""


def weft(measurement: Measurement) -> Told:
    """One clinic, searched for so many seconds."""
    clinic = generate(measurement.people, measurement.seed)
    marks = *(mark for mark in MARKS if mark < measurement.seconds), measurement.seconds
    watched = Watched(measurement.now, marks)
    if measurement.workers > 1:
        _together(clinic, measurement, watched)
    else:
        alone(clinic, watched)
    took = watched.now()
    at = {f"{mark:g}": judged(clinic, visits) for mark, visits in watched.at.items()}
    return {"took": took, "at": at, "trace": watched.trace, **at[f"{measurement.seconds:g}"]}


def alone(clinic: Clinic, watched: "Watched", steps: Compiled | None = compiled) -> tuple[Visit, ...]:
    """Search in this process until the last mark."""
    ends, solver = watched.ends, Solver(clinic, joint=EFFORT, compiled=steps)
    for progress in solver.run(lambda _: watched.now() / ends, lambda: ends - watched.now()):
        watched.see(progress.points, lambda: solver.answer.visits)
    watched.end(solver.answer.visits)
    return solver.answer.visits


def _together(clinic: Clinic, measurement: Measurement, watched: "Watched") -> None:
    from weft.cli.schedule_workers import Together

    search = Together(clinic, seed=1, existing=(), effort=EFFORT)
    for _, points in search.run(measurement.workers, measurement.seconds, _lost):
        watched.see(points, lambda: search.answer.visits)
    watched.end(search.answer.visits)


def _lost(left: int) -> None:
    raise RuntimeError(f"a worker was ended from outside; {left} left")


class Watched:
    """The answers of a search at some marks of the clock, and how it grew."""

    def __init__(self, clock: Callable[[], float], marks: tuple[float, ...]) -> None:
        self._clock, self._began, self._marks, self.ends = clock, clock(), list(marks), marks[-1]
        self._last: tuple[Visit, ...] = ()
        self.at: dict[float, tuple[Visit, ...]] = {}
        self.trace: list[tuple[float, int]] = []
        """Seconds and points, at most ten times a second."""

    def now(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._began

    def see(self, points: int, answer: Callable[[], tuple[Visit, ...]]) -> None:
        """Look at a search that stands at so many points."""
        now = self.now()
        while len(self._marks) > 1 and now > self._marks[0]:
            self.at[self._marks.pop(0)] = self._last
        if not self.trace or points > self.trace[-1][1]:
            if not self.trace or now - self.trace[-1][0] >= 0.1:
                self.trace.append((round(now, 2), points))
            if now > self._marks[0] - BEFORE:
                self._last = answer()

    def end(self, visits: tuple[Visit, ...]) -> None:
        """The search is over: what it has is its answer at every mark that is left."""
        self.at.update(dict.fromkeys(self._marks, visits))
