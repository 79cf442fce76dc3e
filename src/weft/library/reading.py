"""Read knowledge and case files (TOML) straight into core's dataclasses, refusing what is unknown."""

import json
import os
import reprlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import tomli

from weft.library.strict import NotTaken, reader

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_SHOWN = reprlib.Repr()
"""How a value that does not fit is shown: enough to find it."""
_SHOWN.maxstring = _SHOWN.maxlong = _SHOWN.maxother = 60
_PLACE_MOST, _MEND_MOST = 80, 280
"""Letters shown, so that a line stays one that can be read."""

_PARSED: ContextVar[dict[str, dict[str, Any]] | None] = ContextVar("parsed", default=None)


class BadFile(Exception):  # noqa: N818  the name says what is wrong
    """A file cannot be used. ``str()`` is one line: the file, the place, and the mend."""

    def __init__(self, path: Path, place: str, mend: str) -> None:
        place, mend = _one_line(place, _PLACE_MOST), _one_line(mend, _MEND_MOST)
        super().__init__(f"{path}: {place}: {mend}" if place else f"{path}: {mend}")
        self.path, self.place, self.mend = path, place, mend


def knowledge_root() -> Path:
    """The folder of knowledge: WEFT_KNOWLEDGE, else the wheel's copy, else the checkout's."""
    if chosen := os.environ.get("WEFT_KNOWLEDGE"):
        return Path(chosen)
    return packed_root() if packed_root().is_dir() else Path(__file__).parents[3] / "knowledge"


def packed_root() -> Path:
    """Where a wheel brings its copy; in a checkout nothing is there."""
    return Path(__file__).parents[1] / "knowledge"


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of one file.

    Raises:
        BadFile: If it is missing, not UTF-8 or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadFile(path, "", "no such file; check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, "", f"cannot be read ({error}); give a UTF-8 text file") from None
    return parse_toml(text, path)


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """The tables of a text that stands in ``path``, or will.

    Raises:
        BadFile: If it is not TOML.
    """
    kept = _PARSED.get()
    if kept is None:
        return _parsed(text, path)
    if text not in kept:
        kept[text] = _parsed(text, path)
    return kept[text]


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BadFile(path, "", f"not TOML ({error}); mend the syntax") from None
    except (ValueError, RecursionError) as error:
        raise BadFile(path, "", _beyond_us(error)) from None


@contextmanager
def parsed_once() -> Iterator[None]:
    """Within it a text that is read again is not parsed again; nobody may alter what comes out."""
    before = _PARSED.set({})
    try:
        yield
    finally:
        _PARSED.reset(before)


def read_as(shape: type[T], data: Any, path: Path) -> T:
    """Validate ``data`` into ``shape``, a core dataclass. A value must be written in its own type: no "40" for 40.

    Raises:
        BadFile: With the place and the mend of the first fault.
    """
    try:
        return cast("T", reader(cast("Any", shape))(data))
    except NotTaken:
        return _read_slowly(shape, data, path)


def _read_slowly(shape: type[T], data: Any, path: Path) -> T:
    """With pydantic, which says what is wrong. It is loaded only here: start-up and commands do without it."""
    from pydantic import ValidationError

    as_json = _as_json(data, path)
    adapter = _adapter(cast("Any", shape))
    try:
        found = adapter.validate_python(data)  # knows dates from texts, but takes "40", 40.0 and true for numbers
        adapter.validate_json(as_json, strict=True)  # takes none of them, and lists for tuples, texts for choices
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadFile(path, ".".join(str(part) for part in first["loc"]), _mend(first)) from None
    return cast("T", found)


def _as_json(data: Any, path: Path) -> str:
    try:
        return json.dumps(data, allow_nan=False, default=_as_text)
    except (ValueError, RecursionError) as error:
        raise BadFile(path, "", _beyond_us(error)) from None


def _beyond_us(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deeply; write it flatter"
    return "holds a number that cannot be used (nan, inf or thousands of digits); mend it"


def _as_text(moment: date | time) -> str:
    return moment.isoformat()


@cache
def _adapter(shape: Any) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(shape)


def read_fact(shape: type[T], path: Path) -> T:
    """One fact in one file; its ``id`` must be the file's name."""
    found = read_as(shape, read_toml(path), path)
    if getattr(found, "id", path.stem) != path.stem:
        raise BadFile(path, "id", f'must be the file\'s name: write id = "{path.stem}"')
    return found


def _mend(fault: Any) -> str:
    match fault["type"]:
        case "missing" | "missing_keyword_only_argument":
            return "is missing; add it"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "is not a known key; remove it or mend its spelling"
        case "enum" | "literal_error":
            return f"{_SHOWN.repr(fault['input'])} is not allowed; use {fault['ctx']['expected']}"
        case _:
            return f"{_SHOWN.repr(fault['input'])} does not fit: {fault['msg']}"


def _one_line(text: str, most: int) -> str:
    """``text`` without line ends and other signs that no terminal shows, cut where it grows too long."""
    shown = "".join(each if each.isprintable() else "?" for each in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
