"""Files of cases below `cases/`: read as written, and told of as faults where something else came out."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import GenericAlias
from typing import Any, Protocol, TypeVar

from weft.library.reading import BadFile, knowledge_root, read_as, read_toml
from weft.library.references import Fault


class Named(Protocol):
    """A case, as far as a fault names it."""

    @property
    def name(self) -> str: ...


C = TypeVar("C", bound=Named)


def path_of(file: str, root: Path | None) -> Path:
    """The file or folder ``file`` below `cases/` of the knowledge in ``root``; None for this installation's."""
    return (root or knowledge_root()) / "cases" / file


def listed(shape: Any, file: str, root: Path | None = None) -> tuple[Any, ...]:
    """The ``[[cases]]`` of one file, each a ``shape``.

    Raises:
        BadFile: If the file cannot be used, or holds anything else.
    """
    path = path_of(file, root)
    tables = read_toml(path)
    if extra := sorted(tables.keys() - {"cases"}):
        raise BadFile(path, extra[0], "is not a known key; this file holds only [[cases]]")
    several: Any = GenericAlias(tuple, (shape, ...))
    found: tuple[Any, ...] = read_as(several, tables.get("cases", ()), path)
    return found


def by_file(shape: Any, folder: str, root: Path | None = None) -> dict[str, tuple[Any, ...]]:
    """The cases of every file of a folder (not deeper), each file a ``shape`` with ``cases``, by the file's name.

    Raises:
        BadFile: If a file cannot be used.
    """
    paths = sorted(path_of(folder, root).glob("*.toml"))
    return {path.stem: read_as(shape, read_toml(path), path).cases for path in paths}


def told(file: str, cases: Iterable[C], differences: Callable[[C], Iterable[str]]) -> Iterator[Fault]:
    """Each difference of each case of a file below `cases/`."""
    for case in cases:
        for difference in differences(case):
            yield Fault(f"cases/{file}", case.name, difference)
