"""One measurement in a process of its own: its memory is its own, and OR-Tools never meets HiGHS."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

from benchmarks.schedule.answers import Told
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.memory import used_mb
from benchmarks.schedule.sources import ROOT
from benchmarks.schedule.store import Failed, Result, machine, now

GRACE = 900
"""Seconds beyond what a measurement asks for, until it is given up: writing a program down takes time too."""

LOOK = 0.2
"""Seconds between two looks at the memory."""


def measure(measurement: Measurement) -> Result:
    """Run it and wait."""
    load, on = os.getloadavg()[0], now()
    command = [sys.executable, "-m", "benchmarks.schedule.child", json.dumps(asdict(measurement))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            told, trouble, peak = _watched(running, measurement.seconds + GRACE)
        finally:
            running.kill()
    if running.returncode:
        raise Failed((trouble.strip().splitlines() or ["no word"])[-1])
    said = json.loads(told.splitlines()[-1])
    return Result(name=measurement.name, load=round(load, 2), machine=machine(), on=on, peak_mb=round(peak), **said)


def _watched(running: "subprocess.Popen[str]", at_most: float) -> tuple[str, str, float]:
    """What it prints, what it complains of, and the most megabytes that it and its processes had together."""
    peak, ends = 0.0, time.monotonic() + at_most
    while time.monotonic() < ends:
        peak = max(peak, used_mb(running.pid))
        with suppress(subprocess.TimeoutExpired):
            return *running.communicate(timeout=LOOK), peak
    raise Failed(f"given up after {at_most:.0f} s")


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
    print(json.dumps({"told": told, "wall": round(wall, 2), "cpu": round(cpu, 2)}))


if __name__ == "__main__":
    main(sys.argv[1])
