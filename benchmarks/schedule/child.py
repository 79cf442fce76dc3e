"""One measurement in a process of its own: its memory is its own, and OR-Tools never meets HiGHS."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from benchmarks.schedule.answers import Told
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.sources import ROOT
from benchmarks.schedule.store import Failed, Result, machine, now

GRACE = 900
"""Seconds beyond what a measurement asks for, until it is given up: writing a program down takes time too."""


def measure(measurement: Measurement) -> Result:
    """Run it and wait."""
    load, on = os.getloadavg()[0], now()
    command = [sys.executable, "-m", "benchmarks.schedule.child", json.dumps(asdict(measurement))]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=measurement.seconds + GRACE
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"given up after {late.timeout:.0f} s") from late
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or ["no word"])[-1])
    said = json.loads(done.stdout.splitlines()[-1])
    return Result(name=measurement.name, load=round(load, 2), machine=machine(), on=on, **said)


def method(kind: str) -> Callable[[Measurement], Told]:
    """The function of a kind. Nothing but what it needs is imported."""
    if kind.startswith("course"):
        from benchmarks.schedule import course

        return {"course": course.proposed, "course-highs": course.with_highs, "course-cpsat": course.with_cpsat}[kind]
    from benchmarks.schedule import bounds, cpsat, desk, highs, mending, ours

    return {
        "weft": ours.weft,
        "front-desk-a": desk.front_desk,
        "front-desk-b": desk.front_desk,
        "highs-cold": highs.monolith,
        "highs-hinted": highs.monolith,
        "cpsat-hinted": cpsat.patterns,
        "bound": bounds.bound,
        "repair": mending.repaired,
        "waitlist": mending.waited,
    }[kind]


def main(given: str) -> None:
    """Measure, and print one line."""
    measurement = Measurement(**json.loads(given))
    began = time.perf_counter()
    told = method(measurement.kind)(measurement)
    wall = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    peak = (used[0].ru_maxrss + (measurement.workers if measurement.workers > 1 else 0) * used[1].ru_maxrss) / 1024
    peak = max(peak, used[1].ru_maxrss / 1024)
    print(json.dumps({"told": told, "wall": round(wall, 2), "cpu": round(cpu, 2), "peak_mb": round(peak)}))


if __name__ == "__main__":
    main(sys.argv[1])
