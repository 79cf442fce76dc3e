"""Facts: immutable shapes that knowledge files are read into."""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def fact(cls: type[T]) -> type[T]:
    """Make ``cls`` a frozen, slotted, keyword-only dataclass that refuses unknown keys when read.

    The configuration is a plain dict that the library's reader understands; ``core`` itself
    imports no validation library. How facts are compared and shown is written once, not anew for each of
    more than a hundred shapes as ``dataclass`` does: that took an eighth of the time in which the knowledge loads.
    """
    own = {"__pydantic_config__": {"extra": "forbid"}, "__repr__": _shown, "__eq__": _is_same, "__hash__": _hashed}
    for name, value in own.items():
        setattr(cls, name, value)
    return dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)(cls)


def _values(one: Any) -> tuple[object, ...]:
    return tuple(getattr(one, each.name) for each in fields(one))


def _shown(self: Any) -> str:
    said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self))
    return f"{type(self).__qualname__}({', '.join(said)})"


def _is_same(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hashed(self: Any) -> int:
    return hash(_values(self))


class ReviewStatus(StrEnum):
    """Whether a named clinician has checked a fact against its source."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


class Basis(StrEnum):
    """How a value is known. Everything but SOURCED ships as a draft and is shown as such."""

    SOURCED = "sourced"
    DERIVED = "derived"
    GENERAL = "general_knowledge"


class Certainty(StrEnum):
    """How sure the evidence is, GRADE-like."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NONE = "none_found"


@fact
class Review:
    """Who has checked a fact, or who has to."""

    status: ReviewStatus
    reviewers_needed: tuple[str, ...] = ()
    by: str = ""
    registration: str = ""
    on: date | None = None
    judged: bool = False
    """Not all of it is in a source: the reviewer answers for it by their own judgement."""


@fact
class Source:
    """Where a fact was read: enough for a reader to find the original."""

    id: str
    citation: str
    identifier: str = ""
    """DOI, PMID or guideline number; empty when none is known."""
    seen: str = ""
    """What was read: abstract, guideline text, table, page, secondary page."""
