"""How long the knowledge takes: `python benchmarks/knowledge.py [runs]` prints medians with the machine.

*Cold* is a fresh process: importing the reader and reading every file. A clearance is one full form with every question
answered; a plan is the longest that a shipped case gets. Each line gives the target and how much of it was used.
"""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

from weft.core.plan.plan import Line
from weft.core.plan.planning import draft_plan
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.library.cases import example, examples
from weft.library.knowledge import knowledge
from weft.library.plan import plan

COLD, CLEARANCE, PLAN = 300.0, 1.0, 10.0
"""Targets in milliseconds."""

FRESH = """
import time
began, at = time.perf_counter(), time.process_time()
from weft.library.knowledge import knowledge
imported = time.perf_counter()
known = knowledge()
print(imported - began, time.perf_counter() - imported, time.process_time() - at, len(known.entries))
"""


def cold(runs: int) -> tuple[float, float, float, int]:
    """Milliseconds to import, to read, and of processor in a fresh process, medians; and how many facts were read."""
    lines = [
        subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(runs)
    ]
    importing, reading, worked = (median(1000 * float(line[place]) for line in lines) for place in range(3))
    return importing, reading, worked, int(lines[0][3])


def each(work: Callable[[], object], runs: int) -> float:
    """Milliseconds of one run, median, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


def line(name: str, took: float, target: float) -> str:
    """A measurement beside its target."""
    return f"{name:<34}{took:8.2f} ms   target {target:5.0f} ms   used {took / target:4.0%}"


def main(runs: int) -> None:
    """Print one line a measurement."""
    load = os.getloadavg()[0]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}"
    print(f"{machine}, Python {platform.python_version()}, {runs} runs")
    importing, reading, worked, facts = cold(max(3, runs // 10))
    print(line(f"cold: {facts} facts", importing + reading, COLD))
    print(f"    {importing:.0f} ms importing, {reading:.0f} ms reading and checking; {worked:.0f} ms of processor")
    known = knowledge()
    answers = {question.id: Answer.NO for question in questions_for(known.screen, QuestionSet.FULL)}
    print(line(f"a clearance: {len(answers)} answers", each(lambda: screen(answers, known.screen), runs), CLEARANCE))
    longest = max(examples(), key=lambda name: sum(1 for _ in lines_of(name)))
    case = example(longest)
    clearance = screen(case.answers, known.screen)
    took = each(lambda: draft_plan(case, known.plan, clearance, version=known.version), runs)
    print(line(f"a plan: {longest}", took, PLAN))


def lines_of(name: str) -> Iterator[Line]:
    """The lines of the plan that an example gets."""
    for phase in plan(example(name)).phases:
        for lane in phase.lanes.values():
            yield from lane


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
