"""Facts with one limit moved one step, or one item dropped: once for every limit in them, however deep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from weft.core.screen.facts import Trigger
from weft.core.shared.fact import Basis, Certainty, Review

NO_LIMITS = frozenset(
    {"id", "order", "sources", "basis", "review", "reviewers_needed", "evidence", "exercises", "tests", "look_at"}
    | {"rows", "meridians", "agreements", "since", "population", "seed"}
    | {"chart", "point_sets"}  # where a point is drawn, and what is offered to begin with
)
"""Fields that decide nothing here: names, order, sources; what points elsewhere and is checked there."""
NO_CHOICES = (Basis, Certainty)
"""Choices that are only shown."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Moved:
    """A value in which one limit was moved, and where."""

    place: str
    said: str
    value: Any
    fact: tuple[object, object] | None = None
    """The file's whole fact before and after, once the way up has come to it."""

    def inside(self, place: str, value: object) -> "Moved":
        """The same, seen from the value that holds this one."""
        return replace(self, place=f"{place}.{self.place}".strip("."), value=value)


def moves(value: Any, files: Mapping[int, str]) -> Iterator[Moved]:
    """``value`` with one limit moved, once for every limit in it, however deep."""
    for moved in _moves(value, files):
        yield replace(moved, fact=(value, moved.value)) if id(value) in files and moved.fact is None else moved


def _moves(value: Any, files: Mapping[int, str]) -> Iterator[Moved]:
    match value:
        case bool():
            yield Moved("", f"{value} → {not value}", not value)
        case int() | float() | Decimal():
            yield from (Moved("", f"{value} → {other}", other) for other in _one_step(value))
        case Enum() if not isinstance(value, NO_CHOICES):
            yield from (Moved("", f"{value} → {other}", other) for other in _neighbours(value))
        case tuple():
            yield from _in_tuple(value, files)
        case dict():
            yield from _in_dict(value, files)
        case _ if is_dataclass(value) and not isinstance(value, Review):
            yield from _in_fact(value, files)


def _one_step(value: T) -> Iterator[T]:
    """Down and up by one in the last place that is written: 2 by 1, 0.3 by 0.1."""
    exact = Decimal(str(value))
    step = Decimal(1).scaleb(min(0, int(exact.normalize().as_tuple().exponent)))
    yield from (type(value)(exact + by) for by in (-step, step))  # type: ignore[call-arg]  # numbers only


def _neighbours(value: Enum) -> Iterator[Enum]:
    members = list(type(value))
    at = members.index(value)
    yield from members[max(0, at - 1) : at] + members[at + 1 : at + 2]


def _in_tuple(value: tuple[Any, ...], files: Mapping[int, str]) -> Iterator[Moved]:
    for number, item in enumerate(value):
        rest, after = value[:number], value[number + 1 :]
        name = getattr(item, "id", getattr(item, "code", number))
        if not _is_text(item):
            yield Moved(str(name), "dropped" if is_dataclass(item) else f"{item} dropped", rest + after)
        for moved in () if isinstance(item, Enum) else moves(item, files):
            yield moved.inside(str(name), (*rest, moved.value, *after))


def _in_dict(value: dict[Any, Any], files: Mapping[int, str]) -> Iterator[Moved]:
    for name, item in value.items():
        yield Moved(str(name), "dropped", {other: one for other, one in value.items() if other != name})
        for moved in moves(item, files):
            yield moved.inside(str(name), {**value, name: moved.value})


def _in_fact(value: Any, files: Mapping[int, str]) -> Iterator[Moved]:
    for field in fields(value):
        found = getattr(value, field.name)
        if field.name not in NO_LIMITS and found != field.default and not _is_all_one(value, field.name):
            for moved in moves(found, files):
                try:
                    yield moved.inside(field.name, replace(value, **{field.name: moved.value}))
                except ValueError:
                    continue  # the shape itself refuses it


def _is_all_one(value: object, field: str) -> bool:
    """Of one question, "any of" and "all of" say the same."""
    return isinstance(value, Trigger) and field == "kind" and len(value.questions) == 1


def _is_text(item: object) -> bool:
    return isinstance(item, str) and not isinstance(item, Enum) and " " in item
