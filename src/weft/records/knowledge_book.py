"""The knowledge of this installation as the handbook tells it, and its sum: worked out once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from weft.draw.handbook_data import Book
from weft.library.digest import digest, file_digests
from weft.library.handbook import handbook
from weft.library.knowledge import knowledge
from weft.library.reading import knowledge_root


@dataclass(frozen=True, slots=True)
class Told:
    """One version."""

    book: Book
    digest: str
    files: dict[str, str]
    """File -> short sum."""


def told() -> Told:
    """What is in use now."""
    return _told(knowledge_root())


@cache
def _told(root: Path) -> Told:
    known = knowledge()
    return Told(handbook(known, root), digest(known), file_digests(known))
