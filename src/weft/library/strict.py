"""The quick way from TOML values into core's dataclasses: it takes what is written in its own type and nothing else.

What it does not take is read once more by `reading.py` with pydantic, which says what is wrong. So this file may refuse
too much, which costs time only, and must never take what pydantic would refuse.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]

_EXACT: tuple[type, ...] = (str, bool, date, time)
_INT_LIMIT = 2**63
"""Larger whole numbers are left to the slow way: no clinical value is one."""


class NotTaken(Exception):  # noqa: N818  the name says what it is
    """The value is not written in its own type, or the shape is one that only the slow way knows."""


@cache
def reader(shape: Any) -> Reader:
    """What turns a TOML value into ``shape``; it raises `NotTaken` for a value that is written in another type."""
    origin = get_origin(shape)
    if origin in {Union, UnionType}:
        return _optional(get_args(shape))
    if origin is tuple:
        return _items(get_args(shape))
    if origin is dict:
        return _mapping(get_args(shape))
    if shape in _EXACT:
        return _exact(cast("type", shape))
    return _NUMBERS.get(shape) or _named(shape)


def _named(shape: Any) -> Reader:
    if isinstance(shape, type) and issubclass(shape, Enum):
        return _choice(shape)
    if isinstance(shape, type) and is_dataclass(shape):
        return _dataclass(shape)
    return _nothing


def _nothing(value: object) -> Any:
    raise NotTaken


def _exact(shape: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not shape:
            raise NotTaken
        return value

    return read


def _whole(value: Any) -> int:
    if type(value) is not int or abs(value) >= _INT_LIMIT:
        raise NotTaken
    return value


def _finite(value: Any) -> int | float:
    if type(value) is float and isfinite(value):
        return value
    return _whole(value)


def _float(value: Any) -> float:
    return float(_finite(value))


def _decimal(value: Any) -> Decimal:
    return Decimal(str(_finite(value)))


_NUMBERS: dict[Any, Reader] = {int: _whole, float: _float, Decimal: _decimal}


def _choice(shape: type[Enum]) -> Reader:
    members = {one.value: one for one in shape}

    def read(value: Any) -> Any:
        if type(value) is not str or value not in members:
            raise NotTaken
        return members[value]

    return read


def _optional(choices: tuple[Any, ...]) -> Reader:
    """Nothing is left out in TOML, never written; so "or none" is read as the other type."""
    present = [choice for choice in choices if choice is not NoneType]
    return reader(present[0]) if len(present) == 1 else _nothing


def _items(shapes: tuple[Any, ...]) -> Reader:
    if shapes[-1] is Ellipsis:
        one = reader(shapes[0])
        return lambda value: tuple(map(one, _list(value)))
    each = [reader(shape) for shape in shapes]

    def read(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(each):
            raise NotTaken
        return tuple(take(item) for take, item in zip(each, value, strict=True))

    return read


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", _exact(list)(value))


def _mapping(shapes: tuple[Any, ...]) -> Reader:
    keys, values = map(reader, shapes)
    return lambda value: {keys(name): values(one) for name, one in _exact(dict)(value).items()}


def _dataclass(shape: type) -> Reader:
    hints = get_type_hints(shape)
    own = [field for field in fields(shape) if field.init]
    readers = {field.name: reader(hints[field.name]) for field in own}
    needed = {field.name for field in own if field.default is MISSING and field.default_factory is MISSING}

    def read(value: Any) -> Any:
        given = _exact(dict)(value)
        if not needed <= given.keys() <= readers.keys():
            raise NotTaken
        try:
            return shape(**{name: readers[name](one) for name, one in given.items()})
        except ValueError:
            raise NotTaken from None

    return read
