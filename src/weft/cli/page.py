"""Text for a terminal: lines of one style each, wrapped, without colour when piped."""

import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line."""

    text: str
    style: str = ""


def heading(text: str) -> list[Row]:
    """A section's heading with room above it."""
    return [Row(""), Row(text.upper(), "bold")]


def paragraph(text: str, indent: int = 2, style: str = "") -> list[Row]:
    """Wrapped text."""
    space = " " * indent
    return [Row(line, style) for line in _wrapped(text, space, space)]


def labelled(label: str, text: str, indent: int = 4, room: int = 10) -> list[Row]:
    """A label with wrapped text hanging beside it."""
    first = " " * indent + label.ljust(room)
    return [Row(line) for line in _wrapped(text, first, " " * len(first))]


def _wrapped(text: str, first: str, others: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)


def printed(rows: Iterable[Row]) -> None:
    """Print to standard output."""
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for row in rows:
        console.print(Text(row.text, style=row.style))
