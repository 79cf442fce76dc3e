"""Write several files: all of them, or none."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


class CannotWrite(Exception):  # noqa: N818  the name says what is wrong
    """A file cannot be written, and every other one is as it was. ``str()`` names it and why."""


def write_all(texts: Mapping[Path, str]) -> None:
    """Replace the text of each file. New texts are laid beside the old ones first, then renamed over them.

    Raises:
        CannotWrite: If one cannot be written.
    """
    before: dict[Path, bytes] = {}
    laid: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            before[path] = path.read_bytes()
            laid[path] = _laid_beside(path, text)
        for path, new in laid.items():
            new.replace(path)
    except OSError as error:
        _put_back(before)
        raise CannotWrite(f"{path}: cannot be written ({error.strerror or error})") from None
    finally:
        _remove(laid.values())


def _laid_beside(path: Path, text: str) -> Path:
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        shutil.copymode(path, new)
    except OSError:
        new.unlink()
        raise
    return new


def _put_back(before: Mapping[Path, bytes]) -> None:
    """Those that were renamed before another could not be."""
    for path, text in before.items():
        if path.read_bytes() != text:
            path.write_bytes(text)


def _remove(laid: Iterable[Path]) -> None:
    for new in laid:
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
