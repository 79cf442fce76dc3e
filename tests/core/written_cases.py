"""Cases that clinicians can read, from `knowledge/cases/<step>/<rule>.toml`, for the tests of the core."""

from typing import Protocol, TypeVar

import pytest

from weft.library.reading import knowledge_root, read_as, read_toml
from weft.library.shelf import Shelf


class _Named(Protocol):
    @property
    def name(self) -> str: ...


C = TypeVar("C", bound=_Named)

SHELF = Shelf(knowledge_root())
"""The shipped knowledge."""


def written_cases(shape: type[C], file: str) -> pytest.MarkDecorator:
    """Run a test once for each case of a file, under the case's own name (the parameter is ``case``)."""
    path = knowledge_root() / "cases" / file
    found: tuple[C, ...] = read_as(tuple[shape, ...], read_toml(path)["cases"], path)  # type: ignore[valid-type]  # known at run time only
    return pytest.mark.parametrize("case", found, ids=[case.name for case in found])
