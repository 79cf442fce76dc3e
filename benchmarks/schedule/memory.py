"""The memory of a process and of all that it started, looked at from outside: what they share counts once."""

from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")


def used_mb(pid: int) -> float:
    """Megabytes of a process and its descendants now: pages of their own, and their part of shared ones."""
    return sum(_kilobytes(one) for one in (pid, *_descendants(pid))) / 1024


def _descendants(pid: int) -> list[int]:
    found = []
    with suppress(OSError, ValueError):  # it may end while it is looked at
        for file in (PROC / str(pid) / "task").glob("*/children"):
            for child in map(int, file.read_text().split()):
                found += [child, *_descendants(child)]
    return found


def _kilobytes(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
