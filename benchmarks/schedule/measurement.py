"""What is measured: one question, to one method, on one instance."""

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.schedule.instances import generated
from benchmarks.schedule.sources import OURS, RIVALS, ROOT, sources
from benchmarks.schedule.sources import version as hashed

RIVAL_FOLDER = ROOT / "benchmarks" / "rivals"

KINDS = {
    "weft": "ours",
    "front-desk-a": "desk",
    "front-desk-b": "desk",
    "highs-cold": "highs",
    "highs-hinted": "highs",
    "cpsat-hinted": "cpsat",
    "bound": "bounds",
    "repair": "mending",
    "waitlist": "mending",
    "course": "course",
    "course-highs": "course",
    "course-cpsat": "course",
}
"""The module that measures each kind."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One of them. For a course, ``people`` is the size of the team and ``seed`` the number of courses."""

    kind: str
    people: int
    seed: int = 1
    seconds: float = 0
    weeks: int = 2
    named: bool = False
    """Of a course: whether the person has own practitioners already."""
    workers: int = 1
    """Processes of our search; rivals always have both cores."""
    clock: str = "wall"
    """`cpu` counts the seconds of our own process, for a machine that others use too. Rivals always have the wall's."""

    @property
    def name(self) -> str:
        """As it is said on the command line and in the name of its file."""
        parts = [self.kind, str(self.people), str(self.seed)]
        parts += [f"{self.weeks}w"] if self.weeks != 2 else []
        parts += ["named"] if self.named else []
        parts += [f"{self.seconds:g}s"] if self.seconds else []
        parts += [f"x{self.workers}"] if self.workers > 1 else []
        return "-".join(parts + ([self.clock] if self.clock != "wall" else []))

    def now(self) -> float:
        """Seconds of its clock."""
        return time.process_time() if self.clock == "cpu" else time.perf_counter()

    @property
    def key(self) -> str:
        """Name and hash of settings, instance and sources."""
        said = json.dumps([asdict(self), instance(self), version(self.kind)], sort_keys=True)
        return f"{self.name}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def instance(measurement: Measurement) -> str:
    """The hash of the clinic; courses are known by their size and the file that makes them."""
    return "" if measurement.kind.startswith("course") else generated(measurement.people, measurement.seed)


def version(kind: str) -> str:
    """The hash of the sources of a kind. When one of them changes, it is measured again."""
    is_rival = kind.startswith(("highs", "cpsat", "course-", "bound"))
    return hashed([*sources(f"benchmarks.schedule.{KINDS[kind]}", RIVALS if is_rival else OURS), *_rival_files(kind)])


def _rival_files(kind: str) -> list[Path]:
    return [RIVAL_FOLDER / "cpsat.py", RIVAL_FOLDER / "requirements.lock"] if "cpsat" in kind else []
