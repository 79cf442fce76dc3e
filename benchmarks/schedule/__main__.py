"""Schedules against every rival: `python -m benchmarks.schedule`, or `make bench`.

Each measurement is stored in `benchmarks/results/` as soon as it is done, so a run that was stopped goes on where it
was; what is stored counts as long as its instance, settings and sources are the same. Pieces:

    --only ours --seeds 1-10      our search (weft-300-…, weft-60-…); desk, course, repair, waitlist, bound, highs-cold,
                                  highs-hinted, cpsat-hinted likewise; a whole name or its beginning too: weft-300
    --again NAME                  measure these anew
    --workers 1                   processes of our search; 2 when left out, because rivals have both cores as well
    --clock cpu                   ours counts its own CPU seconds: for a machine that others use too; one worker
    --list                        what a run holds, and what is stored
    --report                      write docs/performance.md from what is stored, measuring nothing
    --prove [--seeds 1-10]        prove the bounds of benchmarks/bounds.toml anew
    --quick                       a small clinic in two minutes; prints the tables, writes no page
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks.schedule.bounds import keep, kept, prove
from benchmarks.schedule.child import measure
from benchmarks.schedule.instances import generated
from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.plan import SIZES, chosen, quick_run, whole_run
from benchmarks.schedule.report import PAGE, lines, write
from benchmarks.schedule.results import Results
from benchmarks.schedule.store import Store, measured

from weft.core.schedule.clinic.generate import generate


def seeds_of(said: str) -> tuple[int, ...]:
    """`1-3,7` as numbers."""
    found: list[int] = []
    for part in said.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found))


def arguments(said: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.schedule", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("--only", nargs="+", default=[], metavar="NAME")
    asked.add_argument("--again", nargs="+", default=[], metavar="NAME")
    asked.add_argument("--seeds", type=seeds_of, default=seeds_of("1-10"))
    asked.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    asked.add_argument("--workers", type=int, choices=(1, 2), default=2)
    for flag in ("--list", "--report", "--prove", "--quick"):
        asked.add_argument(flag, action="store_true")
    return asked.parse_args(said)


def prove_again(seeds: Sequence[int]) -> None:
    """300 and 60 people for every seed, the other sizes for seed 1."""
    for people, seed in [(n, s) for s in seeds for n in (60, 300)] + [(n, 1) for n in SIZES if n not in (60, 300)]:
        proof = prove(generate(people, seed), people, seed, cutting=True)
        keep(generated(people, seed), proof)
        print(f"{people} people, seed {seed}: {proof.bound} by {proof.by}, {proof.seconds} s", flush=True)


def told(run: Sequence[Measurement], store: Store) -> None:
    """What a run holds."""
    for one in run:
        result = store.of(one)
        print(f"{one.name:<32}{f'{result.on}, load {result.load}' if result else 'not yet'}")


def main(said: Sequence[str]) -> None:
    """Measure what is missing, then tell all of it."""
    given, store = arguments(said), Store()
    how = given.clock, given.workers if given.clock == "wall" else 1
    run = quick_run(*how) if given.quick else whole_run(given.seeds, *how)
    if given.prove:
        prove_again(given.seeds)
        return
    if given.list:
        told(run, store)
        return
    for one in chosen(run, given.again) if given.again else ():
        store.forget(one)
    if not given.report:
        measured(chosen(run, given.only), store, measure)
    results = Results(((one, store.of(one)) for one in run), kept())
    if given.quick:
        print("\n".join(lines(results, 60, "20")))
        return
    write(results)
    print(f"Wrote {PAGE}")


if __name__ == "__main__":
    main(sys.argv[1:])
