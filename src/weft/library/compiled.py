"""The inner loop of the search for a whole clinic, compiled by numba (an extra) once for each machine.

Compiling takes about 20 seconds, so no search ever does it: `weft schedule compile` does, and leaves a mark beside what
numba keeps. Without the mark, or without numba, the search goes its slower way to the same answer. What is kept lies in
a folder of its own for each state of the sources, since numba itself would go on with what it kept when only
`arrays.py` has changed.
"""

import os
import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import FunctionType
from typing import Any

from weft.core.schedule.clinic import arrays, inner, inner_best, inner_floor
from weft.core.schedule.clinic.best import Program
from weft.core.schedule.clinic.flat import Flat, Steps
from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.timetable import Lots, Timetable

PARTS = inner_floor, inner_best, inner
SOURCES = arrays, *PARTS
NAMES = "steps-*"
"""Folders, each with what belongs to one state of everything; those of earlier ones may be deleted."""
MARK = "kept"
"""Holds the names of all that numba keeps; written last."""


class NotInstalled(Exception):  # noqa: N818  the name says what is wrong
    """numba is not there."""


def folder() -> Path:
    """Where numba keeps what it compiled: NUMBA_CACHE_DIR, or a folder of the user's own cache."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return Path(given)
    users = os.environ.get("XDG_CACHE_HOME")
    return (Path(users) if users else Path.home() / ".cache") / "weft"


def compiled() -> Steps | None:
    """The compiled steps; None where they were not compiled on this machine, or for another version of anything."""
    if find_spec("numba") is None:
        return None
    try:
        if not any(folder().glob(NAMES)):  # numba need not even be loaded
            return None
        kept = _kept()
        return _steps(kept) if _is_whole(kept) else None
    except (OSError, RuntimeError, ImportError):  # no home, a folder that cannot be read, a numba that does not fit
        return None


def compile_now() -> Path:
    """Compile, unless it was done before; gives the folder in which it is kept.

    Raises:
        NotInstalled: Without numba.
        ImportError: If numba is there and does not fit, for instance to a newer numpy.
        OSError: If nothing can be kept.
        RuntimeError: If there is no home.
    """
    if find_spec("numba") is None:
        raise NotInstalled
    kept = _kept()
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)  # what lies here is run: nobody else may write into it
    (kept / MARK).touch()
    one = Timetable(generate(8))
    Flat(one, Program(one.floor, iter(Lots(1))), Lots(1), _steps(kept), one.found()).step(1.0, 1)
    names = sorted(str(path.relative_to(kept)) for path in kept.glob("*/*.nb[ci]"))
    (kept / MARK).write_text("\n".join(names), encoding="utf-8")
    return kept


def _is_whole(kept: Path) -> bool:
    """Whether all is still there; and may be written to, since numba looks into no other folder."""
    mark = kept / MARK
    names = mark.read_text(encoding="utf-8").splitlines() if mark.exists() else []
    return bool(names) and all((kept / name).exists() for name in names) and os.access(kept, os.W_OK)


def _kept() -> Path:
    """Told apart by all that what is compiled depends on."""
    from llvmlite.binding import get_host_cpu_features, get_host_cpu_name

    cpu = get_host_cpu_name(), get_host_cpu_features().flatten()
    told = repr((version("numba"), platform.python_version(), *cpu, inner.__file__)).encode()
    sources = b"".join(Path(str(part.__file__)).read_bytes() for part in SOURCES)
    return folder() / NAMES.replace("*", sha256(told + sources).hexdigest()[:16])


@cache
def _steps(kept: Path) -> Steps:
    """Each function as a compiled one that calls the others compiled; nothing is compiled before it is called."""
    import numba

    numba.config.CACHE_DIR = str(kept)  # type: ignore[attr-defined]  # numba makes its settings when it is loaded
    options: dict[str, Any] = {"cache": True, "error_model": "numpy", "_nrt": False}
    names: dict[str, Any] = {name: one for part in PARTS for name, one in vars(part).items()}
    for name, one in list(names.items()):
        if isinstance(one, FunctionType) and one.__module__ in {part.__name__ for part in PARTS}:
            names[name] = numba.njit(**options)(FunctionType(one.__code__, names, name))
    steps: Steps = names["steps"]
    return steps
