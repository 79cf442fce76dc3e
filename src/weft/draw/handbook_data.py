"""The handbook as plain data: parts, chapters and sheets of what the knowledge says, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled paragraph; without a label it stands by itself."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A labelled list."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A labelled table: every row has as many cells as the head."""

    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading of their own."""

    title: str
    blocks: tuple["Block", ...]


Block = Text | Items | Table | Group


@dataclass(frozen=True, slots=True)
class Sheet:
    """One fact, with what vouches for it."""

    id: str
    """Of the whole book: a place to link to."""
    title: str
    file: str
    blocks: tuple[Block, ...]
    sources: tuple[str, ...] = ()
    vouched: tuple[str, ...] = ()
    """How it is known, and who has checked it or has to; empty for names and cases."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sheets of one kind."""

    title: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the care path."""

    id: str
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything, of one version of the knowledge."""

    version: str
    parts: tuple[Part, ...]
    drafts: int
    """Facts that nobody has signed yet."""
