"""The folder of knowledge while it is read. It remembers which file each fact came from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from weft.library.reading import BadFile, read_as, read_fact, read_toml


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=_Named)


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact and the file it came from, relative to the folder of knowledge."""

    file: str
    fact: object


class Shelf:
    """Reads facts below ``root``. Folders that are not there are empty; files that are named must exist."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._entries: list[Entry] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything read so far, in order."""
        return tuple(self._entries)

    def fact(self, shape: type[T], file: str) -> T:
        """The one fact of ``file``."""
        found = read_fact(shape, self.root / file)
        self._entries.append(Entry(file, found))
        return found

    def folder(self, shape: type[T], folder: str) -> dict[str, T]:
        """The facts of a folder (not deeper), one a file, by id in order of name."""
        return {name: self.fact(shape, f"{folder}/{name}.toml") for name in self.names(folder)}

    def names(self, folder: str) -> tuple[str, ...]:
        """Names of the fact files in a folder, without their ending."""
        return tuple(sorted(path.stem for path in (self.root / folder).glob("*.toml")))

    def table(self, shape: type[N], file: str) -> dict[str, N]:
        """The facts of a file that lists them under the file's name: ``[[units]]`` in ``units.toml``.

        Raises:
            BadFile: If an id comes twice, or the file holds anything else.
        """
        path = self.root / file
        tables = read_toml(path)
        if extra := sorted(tables.keys() - {path.stem}):
            raise BadFile(path, extra[0], f"is not a known key; this file holds only [[{path.stem}]]")
        return self._rows(read_as(tuple[shape, ...], tables.get(path.stem, ()), path), file)  # type: ignore[valid-type]  # known at run time only

    def _rows(self, rows: tuple[N, ...], file: str) -> dict[str, N]:
        found: dict[str, N] = {}
        for place, row in enumerate(rows):
            if row.id in found:
                raise BadFile(self.root / file, f"{place}.id", f"{row.id!r} comes twice; remove or rename one")
            found[row.id] = row
            self._entries.append(Entry(file, row))
        return found
