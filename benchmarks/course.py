"""How long one course takes: `python benchmarks/course.py [seeds]` prints median and p95 with the machine.

Clinics are synthetic and seeded (`tests/core/schedule/random_cases.py`): calendars 75% full, half of the
people for each discipline, nobody named as primary, so that every team is weighed (the slowest case).
Every proposal is checked by the independent checker.
"""

import os
import platform
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.core.schedule.random_cases import clinic_case

from weft.core.schedule.alternatives import alternatives
from weft.core.schedule.check import check
from weft.core.schedule.course import propose

SIZES = ((8, 12, 25.0), (12, 20, 60.0))
"""Weeks, practitioners, target in ms for p95."""


def measure(weeks: int, people: int, seeds: int, *, named: bool) -> tuple[list[float], list[float]]:
    """Milliseconds of `propose` and of `alternatives` for each seed, after one run to warm up."""
    proposing, choosing = [], []
    for seed in range(-1, seeds):
        request, supply = clinic_case(seed + 1, weeks, people, named=named)
        began = time.perf_counter()
        proposal = propose(request, supply)
        proposed = time.perf_counter()
        alternatives(request, supply, proposal)
        chosen = time.perf_counter()
        faults = check(proposal, request, supply)
        if faults:
            raise SystemExit(f"seed {seed + 1}: {faults[0]}")
        if seed >= 0:
            proposing.append(1000 * (proposed - began))
            choosing.append(1000 * (chosen - proposed))
    return proposing, choosing


def line(times: list[float]) -> str:
    """Median, 95th percentile and worst of some milliseconds."""
    median, p95 = np.percentile(times, [50, 95])
    return f"median {median:6.1f}   p95 {p95:6.1f}   worst {max(times):6.1f} ms"


def main(seeds: int) -> None:
    """Print one block a size."""
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}", end=", "
    )
    print(f"numpy {np.__version__}, {seeds} seeds")
    for weeks, people, target in SIZES:
        for named in (False, True):
            proposing, choosing = measure(weeks, people, seeds, named=named)
            who = "primaries named " if named else "primaries chosen"
            print(f"{weeks:2} weeks x {people} people, {who}: {line(proposing)}   target p95 {target:.0f} ms")
            print(f"{'three alternatives for every trip':>39}: {line(choosing)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
