"""``./weft test``: everything on SQLite and PostgreSQL and the browser journeys on both, two runs side by side.

Extra arguments go to pytest: ``./weft test tests/records -k booking -x``. Exit 0 only when all passed.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import browser  # noqa: E402

DATABASES = ("sqlite", "postgres")
CORES = 2
"""Runs at a time: most machines have two cores, and each run keeps one busy."""
MEASURED = ("core", "draw", "library")
"""Folders whose tests reach every branch of what they test; `make coverage` reports what a whole run measured."""
ON_POSTGRES: dict[str, tuple[str, ...]] = {"tests/demo": (), "tests/web": ("tests/web/test_authorisation.py",)}
"""Of a whole run: what stands for a folder on PostgreSQL. The matrix builds the demo there and opens every page for
every role; what else the two ask is about forms and words, and takes ten minutes more. `./weft test tests/web` runs it
on both."""
NO_DATABASE = ("cli", "contracts", "docs", "laws", "packaging", "runner")
"""Further folders whose tests touch no database: once is enough."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest."""

    title: str
    targets: tuple[str, ...]
    database: str = "sqlite"
    needs_django: bool = True
    is_measured: bool = False

    def arguments(self, report: Path, extra: list[str]) -> list[str]:
        measure = ["-m", "coverage", "run"] if self.is_measured and not extra else []
        plugins = [] if self.needs_django else ["-p", "no:django"]
        return [sys.executable, *measure, "-m", "pytest", "-q", *plugins, f"--junitxml={report}", *self.targets, *extra]


def main(arguments: list[str]) -> int:
    """Run it all; the last line counts."""
    chosen, extra = _targets(arguments)
    runs = _runs(chosen)
    if any("journeys" in run.title for run in runs):
        chromium = browser.find_or_get()
        if chromium is None:
            print(browser.HOW_TO_GET_ONE, file=sys.stderr)
            return 1
        os.environ["WEFT_CHROMIUM"] = chromium
    counted: Counter[str] = Counter()
    failed = _failed(runs, extra, counted)
    for title in failed:
        print(f"not passed: {title}")
    if counted["skipped"]:
        print(f"{counted['skipped']} skipped")
    print(f"{counted['passed']} passed, {counted['failed']} failed")
    return 1 if failed else 0


def _targets(arguments: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Paths of tests that were named, and everything else."""
    named = [word for word in arguments if word.startswith("tests") and Path(ROOT, word.split("::")[0]).exists()]
    return tuple(named), [word for word in arguments if word not in named]


def _runs(chosen: tuple[str, ...]) -> list[Run]:
    """The longest first, the browser last."""
    paths = chosen or _everything()

    def of(folders: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path for path in paths if _folder(path) in folders)

    measured, once, journeys = of(MEASURED), of(NO_DATABASE), of(("journeys",))
    both = tuple(path for path in paths if path not in measured + once + journeys)
    on = dict.fromkeys(DATABASES, both)
    if not chosen:
        on["postgres"] = tuple(part for path in both for part in ON_POSTGRES.get(path, (path,)))
    runs = [Run(f"on {database}", on[database], database) for database in DATABASES if both]
    runs += [Run("rules", measured, needs_django=False, is_measured=not chosen)] if measured else []
    runs += [Run("without a database", once, needs_django=False)] if once else []
    for database in DATABASES if journeys else ():
        runs.append(Run(f"journeys on {database}", journeys, database, needs_django=False))
    return runs


def _everything() -> tuple[str, ...]:
    tests = ROOT / "tests"
    folders = sorted(path for path in tests.iterdir() if any(path.glob("**/test_*.py")))
    return tuple(f"tests/{path.name}" for path in (*folders, *sorted(tests.glob("test_*.py"))))


def _folder(path: str) -> str:
    return path.removeprefix("tests").strip("/").split("/")[0].split("::")[0]


def _failed(runs: list[Run], extra: list[str], counted: Counter[str]) -> list[str]:
    """Run them as cores come free; titles of those that did not pass."""
    if len(runs) == 1:
        return [] if _passed(runs[0], extra, counted) else [runs[0].title]
    print(f"\n== {', '.join(run.title for run in runs)}: {CORES} at a time", flush=True)
    own = [Counter[str]() for _ in runs]
    with ThreadPoolExecutor(CORES) as pool:
        passed = list(pool.map(lambda run, count: _passed(run, extra, count, is_alone=False), runs, own))
    for count in own:
        counted.update(count)
    return [run.title for run, is_passed in zip(runs, passed, strict=True) if not is_passed]


def _passed(run: Run, extra: list[str], counted: Counter[str], *, is_alone: bool = True) -> bool:
    """Run it. Beside another its words are kept back until it ends, so that the two do not mix."""
    if is_alone:
        print(f"\n== {run.title}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        environment = {name: value for name, value in os.environ.items() if name != "WEFT_DEMO"}
        environment |= {"WEFT_TEST_DB": run.database, "DJANGO_SETTINGS_MODULE": "weft.project.settings"}
        ended = subprocess.run(
            run.arguments(report, extra), cwd=ROOT, env=environment, check=False, text=True,
            stdout=None if is_alone else subprocess.PIPE, stderr=None if is_alone else subprocess.STDOUT,
        )  # fmt: skip
        code = ended.returncode
        _count(report, counted)
    print(f"{ended.stdout or ''}== {run.title}: {time.monotonic() - began:.0f} s", flush=True)
    nothing_chosen = code == 5 and bool(extra)  # a -k that fits no test of this run
    return code == 0 or nothing_chosen


def _count(report: Path, counted: Counter[str]) -> None:
    """A run that wrote no report crashed: that is one failure, not none."""
    if not report.exists():
        counted["failed"] += 1
        return
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  pytest wrote it a moment ago
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        counted.update(passed=tests - failed - skipped, failed=failed, skipped=skipped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
