"""Results on disk, one file a measurement, written as soon as it is done: a later run goes on from there."""

import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.schedule.measurement import Measurement
from benchmarks.schedule.sources import ROOT

FOLDER = ROOT / "benchmarks" / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """What one measurement gave."""

    name: str
    told: Mapping[str, Any]
    wall: float
    cpu: float
    """Seconds of the whole process and its children, starting included."""
    peak_mb: float
    load: float
    """Of the machine over the minute before it began."""
    machine: str
    on: str
    """Date and time in UTC."""

    @property
    def is_quiet(self) -> bool:
        """Whether little else ran: what is left of the measurement before is one process."""
        return self.load <= QUIET


QUIET = 1.5


class Store:
    """A folder of results."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def _path(self, measurement: Measurement) -> Path:
        return self._folder / f"{measurement.key}.json"

    def of(self, measurement: Measurement) -> Result | None:
        """What was measured of exactly this, if it was."""
        path = self._path(measurement)
        return Result(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def keep(self, measurement: Measurement, result: Result) -> None:
        """Write it whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(measurement)
        half = path.with_suffix(".half")
        half.write_text(json.dumps(asdict(result)), encoding="utf-8")
        half.replace(path)

    def forget(self, measurement: Measurement) -> None:
        """Measure it again next time."""
        self._path(measurement).unlink(missing_ok=True)


def measured(
    wanted: Iterable[Measurement], store: Store, measure: Callable[[Measurement], Result]
) -> list[tuple[Measurement, Result | None]]:
    """Every measurement with its result: what is stored is not measured again, what fails is told and left out."""
    found: list[tuple[Measurement, Result | None]] = []
    for one in wanted:
        result = store.of(one)
        if result is None:
            try:
                result = _new(one, store, measure)
            except Failed as failed:
                print(f"{one.name}: {failed}", flush=True)
        found.append((one, result))
    return found


def _new(one: Measurement, store: Store, measure: Callable[[Measurement], Result]) -> Result:
    key, result = one.key, measure(one)
    if one.key != key:
        raise Failed("its sources changed while it was measured; measure it again")
    store.keep(one, result)
    print(f"{one.name}: {result.wall:.1f} s", flush=True)
    return result


class Failed(Exception):  # noqa: N818  the name says what happened
    """A measurement that gave no result."""


def machine() -> str:
    """Where it was measured."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def now() -> str:
    """Date and time in UTC, to the minute."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
