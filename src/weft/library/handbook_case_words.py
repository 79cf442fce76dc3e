"""Cases of movement tests in the words that a clinician chooses from, not in our ids for them."""

from collections.abc import Mapping
from typing import Any

from weft.library.handbook_names import Names

FIELDS = ("word", "words")
"""Endings of the fields that hold such words."""
BY_WORD = frozenset({"asks"})
"""Fields that say something about each word."""


def in_its_words(case: dict[str, Any], names: Names) -> dict[str, Any]:
    """The case with every chosen word as its test names it."""
    words = _words(case.get("given"), names)
    return {field: _told(field, value, words, names) for field, value in case.items()}


def _words(value: Any, names: Names) -> Mapping[str, str]:
    return names.choices(str(value.get("test", ""))) if isinstance(value, dict) else {}


def _told(field: str, value: Any, words: Mapping[str, str], names: Names) -> Any:
    match value:
        case dict():
            inside = _words(value, names) or words
            keys = words if field in BY_WORD else {}
            return {_quoted(name, keys): _told(name, one, inside, names) for name, one in value.items()}
        case list():
            return [_told(field, one, words, names) for one in value]
        case str() if field.endswith(FIELDS):
            return _quoted(value, words)
        case _:
            return value


def _quoted(word: str, words: Mapping[str, str]) -> str:
    return f"\u201c{words[word]}\u201d" if word in words else word
