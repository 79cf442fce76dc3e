"""The home exercises that hold now: those of the newest movement record that said any, or that stopped them all."""

from collections.abc import Iterable, Mapping
from typing import Any


def home_now(contents: Iterable[Mapping[str, Any]]) -> tuple[str, ...] | None:
    """Exercise ids, or None when no record has said any.

    Args:
        contents: Of the signed movement records, oldest first.
    """
    for content in reversed(tuple(contents)):
        if content.get("home") or content.get("home_said"):
            return tuple(content.get("home") or ())
    return None
