"""Core values as JSON and back, exactly: what a decision rested on is kept as it was, words included."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from weft.core.shared.words import Words

T = TypeVar("T")

_AS_TEXT: dict[type, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    Decimal: (str, Decimal),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    date: (date.isoformat, date.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
    UUID: (str, UUID),
}
_PLAIN = (str, int, float, bool, NoneType)


def to_json(value: object) -> Any:
    """``value`` (core dataclasses, enums, Decimal, dates, UUID, tuples, lists, sets, dictionaries) as JSON.

    Raises:
        TypeError: For anything else: what cannot be read back must not be written.
    """
    match value:
        case Words():
            return {"message": value.message, "values": {name: _tagged(one) for name, one in value.values}}
        case tuple() | list():
            return [to_json(item) for item in value]
        case set() | frozenset():
            return sorted(to_json(item) for item in value)
        case Mapping():
            return {_key(name): to_json(one) for name, one in value.items()}
        case _ if is_dataclass(value):
            return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
        case _:
            return _single(value)


def from_json(shape: type[T], data: Any) -> T:
    """Read back what `to_json` wrote for a value of type ``shape``.

    Raises:
        TypeError, ValueError, KeyError: If ``data`` was not written from such a value.
    """
    return cast("T", _read(shape, data))


def _read(shape: Any, data: Any) -> Any:
    origin = get_origin(shape)
    if origin in {Union, UnionType}:
        return _read_union(get_args(shape), data)
    if origin in {tuple, list, frozenset, set}:
        return _read_items(origin, get_args(shape), data)
    if origin is not None:
        return _read_mapping(get_args(shape), data)
    if shape is Words:
        return Words(data["message"], **{name: _untagged(one) for name, one in data["values"].items()})
    if is_dataclass(shape):
        return _read_dataclass(cast("type", shape), data)
    return _read_single(shape, data)


def _read_single(shape: Any, data: Any) -> Any:
    if shape in _AS_TEXT:
        return _AS_TEXT[shape][1](data)
    if isinstance(shape, type) and issubclass(shape, Enum):
        return shape(data)
    if shape is float and type(data) is int:
        return float(data)
    if type(data) is not shape:
        raise TypeError(f"{data!r} was not written from {shape}")
    return data


def _read_union(choices: tuple[Any, ...], data: Any) -> Any:
    """Unions in core say "or none": of two other types nobody could tell which was meant."""
    present = [choice for choice in choices if choice is not NoneType]
    if len(present) != 1:
        raise TypeError(f"{choices} leaves open which type was meant")
    return None if data is None else _read(present[0], data)


def _read_items(origin: Any, shapes: tuple[Any, ...], data: Any) -> Any:
    if origin is tuple and shapes[-1] is not Ellipsis:
        return tuple(_read(shape, item) for shape, item in zip(shapes, data, strict=True))
    return origin(_read(shapes[0], item) for item in data)


def _read_mapping(shapes: tuple[Any, ...], data: Any) -> Any:
    keys, values = shapes
    return {_read(keys, name): _read(values, one) for name, one in data.items()}


def _read_dataclass(shape: type, data: Any) -> Any:
    hints = _hints(shape)
    if unknown := data.keys() - hints.keys():
        raise TypeError(f"{shape.__name__} has no {min(unknown)}")
    return shape(**{name: _read(hints[name], one) for name, one in data.items()})


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _key(name: object) -> str:
    written = to_json(name)
    if not isinstance(written, str):
        raise TypeError(f"{name!r} cannot be a key")
    return written


def _single(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if type(value) in _AS_TEXT:
        return _AS_TEXT[type(value)][0](value)
    if isinstance(value, _PLAIN):
        return value
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _tagged(value: object) -> Any:
    """A value inside Words, where no field says the type: anything that is not plain carries its type's name."""
    if isinstance(value, Words):
        return {"Words": to_json(value)}
    if type(value) in _AS_TEXT:
        return {type(value).__name__: to_json(value)}
    if isinstance(value, Enum) or not isinstance(value, _PLAIN):
        return _tagged_enum(value)
    return value


def _tagged_enum(value: object) -> Any:
    # A text enum says the same as its text, and is equal to it.
    if isinstance(value, Enum) and isinstance(value, str):
        return value.value
    raise TypeError(f"{type(value).__name__} cannot be stored inside Words")


def _untagged(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    ((name, written),) = data.items()
    if name == "Words":
        return from_json(Words, written)
    return next(_AS_TEXT[shape][1](written) for shape in _AS_TEXT if shape.__name__ == name)
