"""A long list a page at a time: one way for every list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list."""

    rows: tuple[T, ...]
    number: int
    """Which page, from 1."""
    pages: int
    found: int
    """How many there are on all pages."""

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def before(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None


def cut(rows: "Sequence[T] | QuerySet[Any, T]", number: int, size: int) -> Paged[T]:
    """One page of ``rows``; a page that is too far is the last one.

    Args:
        rows: All of them in their order, or a query for them: then only the page is read.
        number: Which page, from 1.
        size: Rows of a page.
    """
    found = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pages = max(-(-found // size), 1)
    place = min(max(number, 1), pages)
    return Paged(tuple(rows[(place - 1) * size : place * size]), place, pages, found)
