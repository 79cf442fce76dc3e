"""What `knowledge/learn/` holds: articles for everybody, and what is known of each thing that is often said."""

from dataclasses import field
from datetime import date
from enum import StrEnum

from weft.core.shared.fact import Basis, Certainty, Review, fact


class Picture(StrEnum):
    """A drawing that stands in a section; the door knows how each is drawn."""

    PAIR = "pair"
    """One trip: needles, then movement."""
    WINDOW = "window"
    """The time after the needles."""
    SPINE = "spine"
    """Bone, disc, nerve and muscle of the low back, from the side."""
    NONE = "none"


@fact
class Claim:
    """Something that is often said of such care, and what is known of it: `learn/claims/<id>.toml`."""

    id: str
    claim: str
    """As people hear it, in few words. It is theirs, not ours."""
    known: str
    certainty: Certainty
    lay_words: tuple[str, ...] = ()
    """Words and pairs of words by which people look for it: "slipped disc"."""
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Section:
    """A part of an article, at two lengths."""

    id: str
    name: str
    short: str
    """The whole of it in a sentence or two."""
    full: tuple[str, ...]
    """Paragraphs."""
    is_question: bool = False
    """Somebody's question and our answer."""
    picture: Picture = Picture.NONE
    points: tuple[str, ...] = ()
    """A list that stands below the paragraphs."""
    claims: tuple[str, ...] = ()
    """Ids of what is often said here, in the order of the founding article."""
    lay_words: tuple[str, ...] = ()


@fact
class Article:
    """One piece to read: `learn/articles/<id>.toml`."""

    id: str
    order: int
    name: str
    summary: str
    author: str
    written: date
    look_again: date
    """The day by which somebody reads it against its sources again."""
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    """The founding article first."""
    basis: Basis
    review: Review


@fact
class LearnFacts:
    """All that there is to read, by id."""

    articles: dict[str, Article] = field(default_factory=dict)
    """In their order."""
    claims: dict[str, Claim] = field(default_factory=dict)
