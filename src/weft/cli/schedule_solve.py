"""`weft schedule solve`: search until the time is over or Ctrl-C, then check, write, and say what came out."""

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from weft.cli.schedule import Clinic_, Out, Seed, can_write, schedule, write
from weft.cli.trouble import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weft.core.schedule.clinic.joint import Effort
    from weft.core.schedule.clinic.shape import Clinic, Visit
    from weft.core.schedule.clinic.solving import Solver

_SUBPROBLEM_SECONDS = 6.0

_Seconds = Annotated[float, typer.Option("--seconds", min=0, max=86_400, help="How long to search.")]
_Iterations = Annotated[
    int | None, typer.Option("--iterations", min=0, help="Search so many steps instead: the same answer every time.")
]
_Workers = Annotated[
    int,
    typer.Option("--workers", min=1, max=8, help="Processes that search together; no more than the machine has cores."),
]
_From = Annotated[
    Path | None, typer.Option("--from", metavar="EXISTING.json", help="Where to begin; confirmed visits stay.")
]
_Method = Annotated[str, typer.Option("--method", help="weft, front-desk or front-desk-pairs.")]


@schedule.command("solve")
def solve_(
    clinic_file: Clinic_,
    out: Out,
    seconds: _Seconds = 60,
    iterations: _Iterations = None,
    seed: Seed = 1,
    workers: _Workers = 1,
    existing: _From = None,
    method: _Method = "weft",
) -> int:
    """Place everybody's visits. Ctrl-C stops early and keeps the best so far."""
    from weft.cli.page import printed
    from weft.cli.schedule_text import checked_rows
    from weft.core.schedule.clinic.capacity import shortages
    from weft.core.schedule.clinic.check import check_clinic
    from weft.core.schedule.clinic.joint import Effort
    from weft.core.schedule.clinic.shape import Visits
    from weft.core.schedule.clinic.solving import Method, Solver
    from weft.library.compiled import compiled
    from weft.library.schedule_file import read_clinic, written

    if method not in list(Method):
        raise BadInput(f"command line: --method {method} is not known; use one of: {', '.join(Method)}")
    if workers > 1 and (iterations is not None or method != Method.WEFT):
        raise BadInput(
            "command line: --workers goes with --seconds and the method weft; leave it out, or the other option"
        )
    can_write(out, clinic_file)
    clinic = read_clinic(clinic_file)
    for short in shortages(clinic):
        typer.echo(str(short.said), err=True)
    effort = Effort() if iterations is not None else Effort(nodes=10_000, seconds=_SUBPROBLEM_SECONDS)
    there = existing_visits(clinic, existing)
    if workers > 1 and seconds:
        visits = _search_together(clinic, seed, there, effort, workers, seconds)
    else:
        solver = Solver(clinic, seed=seed, existing=there, joint=effort, compiled=compiled)
        if method == Method.WEFT:
            _search(solver, seconds, iterations)
        else:
            solver.by_hand(pairs=method == Method.FRONT_DESK_PAIRS)
        visits = solver.answer.visits
    write(out, written(Visits(visits=visits)))
    checked = check_clinic(clinic, visits)
    printed(checked_rows(checked))
    typer.echo(f"Wrote {out}", err=True)
    return 1 if checked.violations else 0  # 1 would be a fault of ours; the answer is written, to be looked at


def existing_visits(clinic: "Clinic", path: Path | None) -> "Sequence[Visit]":
    """The visits of a file, which must keep every rule; none without a file."""
    from weft.core.schedule.clinic.check import check_clinic
    from weft.library.reading import BadFile
    from weft.library.schedule_file import read_visits

    visits = read_visits(path) if path else ()
    faults = check_clinic(clinic, visits).violations
    if path and faults:
        raise BadFile(path, "", f"{faults[0]}; mend it, or leave that visit out")
    return visits


def _search(solver: "Solver", seconds: float, iterations: int | None) -> None:
    began = time.monotonic()

    def left() -> float:
        return seconds - (time.monotonic() - began)

    def spent(steps: int) -> float:
        if iterations is not None:
            return steps / iterations if iterations else 1.0
        return 1 - left() / seconds if seconds else 1.0

    try:
        with _shown() as show:
            for progress in solver.run(spent, left if iterations is None else None):
                show(min(1.0, spent(progress.steps)), progress.points)
    except KeyboardInterrupt:
        typer.echo("Stopped early; the best so far is kept.", err=True)


def _search_together(
    clinic: "Clinic", seed: int, existing: "Sequence[Visit]", effort: "Effort", workers: int, seconds: float
) -> "tuple[Visit, ...]":
    from weft.cli.schedule_workers import Together

    search = Together(clinic, seed=seed, existing=existing, effort=effort)
    try:
        with _shown() as show:
            for share, points in search.run(workers, seconds, _lost):
                show(min(1.0, share), points)
    except KeyboardInterrupt:
        typer.echo("Stopped early; the best so far is kept.", err=True)
    return search.answer.visits


def _lost(left: int) -> None:
    then = f"the search goes on with {left}" if left else "the search ends, and the best so far is kept"
    typer.echo(f"A worker was ended from outside; {then}.", err=True)


@contextmanager
def _shown() -> "Iterator[Callable[[float, int], None]]":
    """A bar for somebody who watches; nothing where the output is piped."""
    if not sys.stderr.isatty():
        yield lambda share, points: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = TextColumn("Searching"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[points]} points")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("search", total=1.0, points=0)
        yield lambda share, points: bar.update(task, completed=share, points=points)
