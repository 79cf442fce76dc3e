"""The benchmark's own conduct: it goes on where it stopped, judges strictly, and says what was not measured."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.schedule import measurement as measurements
from benchmarks.schedule.__main__ import seeds_of
from benchmarks.schedule.bounds import Proof
from benchmarks.schedule.instances import generated
from benchmarks.schedule.measurement import KINDS, Measurement
from benchmarks.schedule.memory import used_mb
from benchmarks.schedule.ours import Watched
from benchmarks.schedule.plan import chosen, quick_run, whole_run
from benchmarks.schedule.report import page, write
from benchmarks.schedule.results import Results, p95
from benchmarks.schedule.sources import OURS as OURS_INSIDE
from benchmarks.schedule.sources import RIVALS as RIVALS_INSIDE
from benchmarks.schedule.sources import ROOT, sources
from benchmarks.schedule.store import Failed, Result, Store, measured
from benchmarks.schedule.targets import at_least, at_most, ms, share, targets, times

DESK, OURS = Measurement("front-desk-a", 6), Measurement("weft", 6, 1, 60)


def result(**told: Any) -> Result:
    return Result("name", told, wall=1.0, cpu=0.9, peak_mb=90, load=0.4, machine="a machine", on="2026-11-22 12:00")


def counting(calls: list[str]) -> Callable[[Measurement], Result]:
    def measure(one: Measurement) -> Result:
        calls.append(one.name)
        if one.seed == 13:
            raise Failed("no word")
        return result(took=1)

    return measure


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    calls: list[str] = []

    measured([DESK], Store(tmp_path), counting(calls))
    again = measured([DESK, OURS], Store(tmp_path), counting(calls))
    assert calls == ["front-desk-a-6-1", "weft-6-1-60s"]
    assert [found for _, found in again] == [result(took=1), result(took=1)]


def test_what_is_forgotten_is_measured_again(tmp_path: Path) -> None:
    calls, store = list[str](), Store(tmp_path)
    measured([DESK], store, counting(calls))

    store.forget(DESK)
    measured([DESK], store, counting(calls))
    assert calls == ["front-desk-a-6-1"] * 2


def test_other_settings_are_another_measurement() -> None:
    others = Measurement("weft", 6, 1, 59), Measurement("weft", 6, 2, 60), Measurement("weft", 7, 1, 60)

    assert len({OURS.key, *(one.key for one in others)}) == 4


def changing(monkeypatch: Any) -> list[str]:
    """The version of the sources is what stands last in the list."""
    versions = ["before"]
    monkeypatch.setattr(measurements, "version", lambda kind: versions[-1])
    return versions


def test_other_sources_are_another_measurement(tmp_path: Path, monkeypatch: Any) -> None:
    calls, versions = list[str](), changing(monkeypatch)

    measured([OURS], Store(tmp_path), counting(calls))
    versions.append("after")
    measured([OURS], Store(tmp_path), counting(calls))
    assert calls == [OURS.name] * 2


def test_a_measurement_whose_sources_changed_meanwhile_is_not_kept(tmp_path: Path, monkeypatch: Any) -> None:
    versions = changing(monkeypatch)

    def measure(_: Measurement) -> Result:
        versions.append("after")
        return result()

    assert measured([OURS], Store(tmp_path), measure) == [(OURS, None)]
    assert Store(tmp_path).of(OURS) is None


def test_ours_depends_on_the_search_and_no_rival_does() -> None:
    ours, rival = sources("benchmarks.schedule.ours", OURS_INSIDE), sources("benchmarks.schedule.highs", RIVALS_INSIDE)

    assert {"solving.py", "best.py", "ours.py", "answers.py", "check.py"} <= {path.name for path in ours}
    assert {"repair.py", "store.py"} & {path.name for path in ours} == set()
    assert {"program.py", "rows.py", "highs.py"} <= {path.name for path in rival}
    assert not any("weft" in path.parts for path in rival)


def test_one_that_fails_is_told_and_the_others_are_measured(tmp_path: Path, capsys: Any) -> None:
    unlucky = Measurement("front-desk-a", 6, 13)

    found = measured([unlucky, DESK], Store(tmp_path), counting([]))
    assert [one for _, one in found] == [None, result(took=1)]
    assert "front-desk-a-6-13: no word" in capsys.readouterr().out


def test_every_kind_has_sources_of_its_own() -> None:
    run = whole_run(range(1, 11))

    assert {one.kind for one in run} == KINDS.keys()
    assert len({measurements.version(kind) for kind in ("weft", "front-desk-a", "repair", "highs-cold", "bound")}) == 5


def test_a_whole_run_takes_less_than_75_minutes() -> None:
    run = whole_run(range(1, 11))

    beside = {"bound": 90, "repair": 17, "course": 5, "course-highs": 45, "course-cpsat": 30}  # seconds, measured
    assert sum(one.seconds + 2 + beside.get(one.kind, 0) for one in run) <= 75 * 60
    assert sum(one.seconds for one in quick_run()) <= 70
    assert len({one.name for one in run}) == len(run)


def test_pieces_are_chosen_by_kind_or_name() -> None:
    run = whole_run((1, 2))

    assert {one.kind for one in chosen(run, ["ours"])} == {"weft"}
    assert {one.name for one in chosen(run, ["weft-300"])} == {"weft-300-1-120s", "weft-300-2-120s"}
    assert chosen(run, ["weft-60-2-60s", "desk"])[-1].name == "weft-60-2-60s"
    assert seeds_of("1-3,7") == (1, 2, 3, 7)


def test_a_target_is_met_at_its_limit_and_not_below() -> None:
    assert at_least("", 0.993, [0.995, 0.993], share).verdict == "met"
    assert at_least("", 0.993, [0.995, 0.9929], share).verdict == "**not met**, by 0.01 points"
    assert at_least("", 6.0, [6.0, 1.0, 9.0], times, middle=True).verdict == "met"
    assert at_most("", 10, [10.0, 3.0], ms).verdict == "met"
    assert at_most("", 10, [10.5, 3.0], ms).verdict == "**not met**, by 0.5 ms"
    assert at_most("", 25, [30.0, 3.0], ms, judged=25.0).verdict == "met"
    assert at_least("", 6.0, [], times).verdict == "not measured"


def test_nothing_that_was_missed_is_rounded_up_to_its_target() -> None:
    assert share(0.99299) == "99.29%"
    assert times(2.2499) == "2.249x"
    assert times(5000.0) == "> 1000x"
    assert p95([float(n) for n in range(1, 21)]) == 19


def test_the_best_before_a_mark_counts_not_the_first_after_it() -> None:
    moments = iter([0.0, 1.0, 2.9, 3.2, 9.0])
    watched = Watched(lambda: next(moments), (3.0, 8.0))

    for points in (10, 20, 30):
        watched.see(points, lambda points=points: (points,))  # type: ignore[misc]
    watched.end(("last",))  # type: ignore[arg-type]
    assert watched.at == {3.0: (20,), 8.0: ("last",)}
    assert watched.trace == [(1.0, 10), (2.9, 20), (3.2, 30)]


def figures(objective: int) -> dict[str, int]:
    return {"objective": objective, "required": 10, "placed": 9, "pairs": 3, "pairs_required": 4}


def a_run() -> Results:
    at = {"3": figures(900), "60": figures(990), "120": figures(996)}
    ours = result(took=120.0, at=at, trace=[(0.5, 800), (2.0, 950)], **figures(996))
    runs = [(Measurement("weft", 300, 1, 120), ours)]
    runs += [(Measurement(kind, 300), result(took=0.1, **figures(800))) for kind in ("front-desk-a", "front-desk-b")]
    runs += [(Measurement(kind, 300), result(took=120.0, **figures(900))) for kind in ("highs-cold", "highs-hinted")]
    runs += [(Measurement("cpsat-hinted", 300), result(took=120.0, **figures(870)))]
    runs += [(Measurement("weft", 60, 1, 60), ours), (Measurement("highs-cold", 60), result(took=60.0, **figures(0)))]
    return Results(runs, {generated(300, 1): Proof(300, 1, 1000, 1000, "linear program", 1.0)})


def test_who_has_less_time_is_told_what_a_search_gives_that_knows_it() -> None:
    long = result(took=60.0, at={"3": figures(5), "20": figures(7), "60": figures(9)}, **figures(9))
    short = result(took=20.0, at={"3": figures(6), "20": figures(8)}, **figures(8))

    runs = [(Measurement("weft", 60, 1, 20), short), (Measurement("weft", 60, 1, 60), long)]
    for order in (runs, runs[::-1]):
        told = Results(order, {}).seeds("weft", 60)[1]
        assert [told["at"][mark]["objective"] for mark in ("3", "20", "60")] == [6, 8, 9]
        assert told["objective"] == 9


def test_of_two_bounds_the_tighter_one_counts_and_the_other_is_said() -> None:
    at = {"20": figures(990)}
    runs = [(Measurement("weft", 60, 1, 20), result(took=20.0, at=at, **figures(990)))]
    results = Results(runs, {generated(60, 1): Proof(60, 1, 1000, 1100, "cutting planes", 1.0)})

    assert results.shares("weft", 60, "20") == {1: 0.99}
    assert "90.00%" in page(results)


def test_memory_of_a_process_counts_what_it_started() -> None:
    grown = "x = bytearray(50_000_000); input()"
    started = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grown!r}])"
    with subprocess.Popen([sys.executable, "-c", started], stdin=subprocess.PIPE) as running:
        reached, ends = False, time.monotonic() + 10
        while not reached and time.monotonic() < ends:
            reached = used_mb(running.pid) > 50
        running.communicate(b"\n")
    assert reached
    assert used_mb(running.pid) == 0


def test_every_target_is_told_met_not_met_or_not_measured() -> None:
    told = {line.figure: line.verdict for line in targets(a_run())}

    assert told["300 people: share of the proven bound at 60 s"] == "**not met**, by 0.30 points"
    assert told["300 people: share of the proven bound at 120 s"] == "met"
    assert told["300 people: ahead of every monolith's last answer after"] == "met"
    assert told["60 people at 60 s: objective against the HiGHS monolith"] == "met"
    assert told["waitlist: a screen of 300 people"] == "not measured"
    assert len(told) == 19


def test_the_page_names_machine_date_load_and_every_target(tmp_path: Path) -> None:
    write(a_run(), tmp_path / "page.md", tmp_path / "growth.svg")

    told = (tmp_path / "page.md").read_text()
    assert "a machine. Measured from 2026-11-22 12:00" in told
    assert all(line.figure in told for line in targets(a_run()))
    assert (tmp_path / "growth.svg").read_text().startswith("<svg")


def test_a_page_of_nothing_says_so() -> None:
    told = page(Results([], {}))

    assert "Nothing was measured." in told
    assert told.count("| not measured |") == 19
    assert told.count("Not measured.") == 5


def test_the_rivals_lock_has_hashes_and_no_address() -> None:
    lock = (ROOT / "benchmarks" / "rivals" / "requirements.lock").read_text()

    assert re.search(r"^ortools==9\.15\.", lock, re.MULTILINE)
    assert "--hash=sha256:" in lock
    assert "http" not in lock
    assert "ortools" not in "".join(path.read_text() for path in ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("path", ["benchmarks/schedule", "benchmarks/rivals"])
def test_no_file_imports_both_solvers(path: str) -> None:
    texts = [file.read_text() for file in (ROOT / path).glob("*.py")]

    assert not any("import highspy" in text and "from ortools" in text for text in texts)
    assert not any("from ortools" in text for text in texts) or path == "benchmarks/rivals"
