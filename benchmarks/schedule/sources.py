"""Which files decide what a measurement gives: what its module imports, and what that imports."""

import ast
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FOLDERS = {"weft": ROOT / "src", "benchmarks": ROOT, "tests": ROOT}
_NO_PART = {f"benchmarks.schedule.{name}" for name in ("measurement", "instances", "store", "sources")}
"""They say what is measured and where it is kept, not what comes out."""

OURS = ("weft.core.schedule", "weft.cli.schedule_workers", "tests.core.schedule", "benchmarks.schedule")
RIVALS = ("tests.core.schedule", "benchmarks.schedule")
"""A rival is not measured again because our search changed; the front desk that hints it is a part of ours."""


def path_of(module: str) -> Path | None:
    """The file of one of our modules."""
    folder = _FOLDERS.get(module.partition(".")[0])
    path = folder.joinpath(*module.split(".")).with_suffix(".py") if folder else None
    return path if path and path.exists() else None


def imported(path: Path) -> Iterator[str]:
    """Names that a file imports, at its head or inside of functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def sources(module: str, inside: Sequence[str]) -> tuple[Path, ...]:
    """The module's file and all that it builds on inside some packages."""
    found: dict[str, Path] = {}
    ahead = [module]
    while ahead:
        name = ahead.pop()
        path = path_of(name)
        is_part = any(f"{name}.".startswith(f"{part}.") for part in inside) and name not in _NO_PART
        if path and is_part and name not in found:
            found[name] = path
            ahead += imported(path)
    return tuple(sorted(found.values()))


def version(paths: Sequence[Path]) -> str:
    """The hash of some files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
