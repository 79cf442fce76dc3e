"""A whole clinic, a repair, a freed time: `python benchmarks/clinic.py [--quick] [--people N] [--seeds N] [--cpu S]`.

Times are CPU seconds of this process, so that a busy machine tells nearly the same as a quiet one. Every answer is
checked by the independent checker. The bound is proved by prices (`clinic_bound.py`): any answer is worth at most so
much, and nobody has proved that so much can be reached.
"""

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.clinic_bound import Bound

from weft.core.schedule.clinic.check import Checked, check_clinic
from weft.core.schedule.clinic.desk import book_by_hand
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.joint import Effort
from weft.core.schedule.clinic.repair import Rung, lost_visits, repair
from weft.core.schedule.clinic.shape import Clinic, Visit
from weft.core.schedule.clinic.solving import Solver
from weft.core.schedule.clinic.timetable import Timetable
from weft.core.schedule.clinic.waiting import waiting_for


def told(name: str, clinic: Clinic, visits: Sequence[Visit], seconds: float, bound: float) -> Checked:
    """Print one line; stop when a rule is broken."""
    checked = check_clinic(clinic, visits)
    if checked.violations:
        raise SystemExit(f"{name}: {checked.violations[0]}")
    placed, pairs = checked.placed / checked.required, checked.pairs / checked.pairs_required
    share = f"   {checked.objective / bound:8.2%} of the bound" if bound else ""
    print(
        f"{name:>18}: {seconds:6.1f} s   placed {placed:6.1%}   pairs {pairs:6.1%}   {checked.objective:>8}{share}",
        flush=True,
    )
    return checked


def by_hand(clinic: Clinic, *, pairs: bool) -> tuple[Sequence[Visit], float]:
    """A front desk's answer, and its seconds."""
    began = time.process_time()
    timetable = Timetable(clinic)
    book_by_hand(timetable, pairs=pairs)
    return timetable.answer().visits, time.process_time() - began


def searched(clinic: Clinic, seconds: float) -> tuple[Sequence[Visit], float]:
    """Our answer after so many CPU seconds."""
    began = time.process_time()
    solver = Solver(clinic, joint=Effort(nodes=10_000, seconds=6.0))
    for _ in solver.run(
        lambda _: (time.process_time() - began) / seconds, lambda: began + seconds - time.process_time()
    ):
        pass
    return solver.answer.visits, time.process_time() - began


def repaired(clinic: Clinic, visits: Sequence[Visit], at: int) -> None:
    """A practitioner is off for a day: what comes back, against a front desk that books the lost visits anew."""
    day, who = 3, clinic.practitioners[at]
    staff = tuple(
        replace(one, works=tuple(span for span in one.works if span[0] != day or one is not who))
        for one in clinic.practitioners
    )
    now = replace(clinic, practitioners=staff)
    lost = lost_visits(now, visits)
    left = [replace(visit, confirmed=True) for visit in visits if visit not in lost]
    rows = {person.id: at for at, person in enumerate(clinic.people)}
    timetable = Timetable(now, left)
    book_by_hand(timetable, pairs=False, only={rows[visit.person] for visit in lost})
    back = len(timetable.answer().visits) - len(left)
    print(f"  {who.id} off on day {day}, {len(lost)} visits lost; front desk gets back {back}")
    for rung in Rung if lost else ():
        began = time.process_time()
        offer = repair(now, visits, rungs=(rung,))[0]
        said = f"{1000 * (time.process_time() - began):7.0f} ms"
        print(f"  {rung:>16}: {said}   gets back {offer.recovered}, asks {len(offer.asks)} confirmed visits")


def freed(clinic: Clinic, visits: Sequence[Visit]) -> None:
    """The last visit of a practitioner on a day is cancelled: candidates."""
    gone = max((v for v in visits if v.day == 2), key=lambda v: v.start)
    rest = [visit for visit in visits if visit is not gone]
    began = time.process_time()
    found = waiting_for(clinic, rest, (gone.day, gone.start, min(clinic.slots, gone.start + 3)), gone.practitioner)
    print(f"      a freed time: {1000 * (time.process_time() - began):7.1f} ms   {len(found)} candidates")


def main() -> None:
    """Print one block a seed, and the ratios that the design asks for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--people", type=int, default=300)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--cpu", type=float, default=60.0)
    given = asked.parse_args()
    people, seeds, seconds = (60, 1, 10.0) if given.quick else (given.people, given.seeds, given.cpu)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}"
    )
    ratios = []
    for seed in range(1, seeds + 1):
        clinic = generate(people, seed)
        bound = Bound(clinic).run(300 if given.quick else 600)
        print(f"seed {seed}: {people} people, bound {bound:.0f}")
        a = told("front desk a", clinic, *by_hand(clinic, pairs=False), bound)
        b = told("front desk b", clinic, *by_hand(clinic, pairs=True), bound)
        visits, took = searched(clinic, seconds)
        ours = told("weft", clinic, visits, took, bound)
        ratios.append((ours.objective / a.objective, ours.objective / b.objective, ours.objective / bound))
        roomy = replace(clinic, people=clinic.people[: people * 3 // 4])  # in a full clinic nothing can come back
        calm, _ = searched(roomy, seconds / 6)
        for at in range(3):
            repaired(roomy, [replace(visit, confirmed=True) for visit in calm], at)
        freed(clinic, visits)
    for name, target, values in zip(
        ("of a", "of b", "of the bound"), (1.12, 1.085, 0.993), zip(*ratios, strict=True), strict=True
    ):
        met = "met" if min(values) >= target else "not met"
        print(f"{name:>18}: median {statistics.median(values):.4f}, worst {min(values):.4f}; target {target}: {met}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'peak memory':>18}: {peak:.0f} MB; target 500: {'met' if peak <= 500 else 'not met'}")


if __name__ == "__main__":
    main()
