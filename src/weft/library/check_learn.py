"""Faults of what people read: two parts of an article with one name, and a day of review before the writing."""

from collections.abc import Iterator

from weft.core.learn.facts import Article
from weft.library.references import Fault
from weft.library.shape import Knowledge


def learn_faults(knowledge: Knowledge) -> Iterator[Fault]:
    """Each fault of each article."""
    for entry in knowledge.entries:
        if isinstance(entry.fact, Article):
            yield from _twice(entry.file, entry.fact)
            if entry.fact.look_again <= entry.fact.written:
                yield Fault(entry.file, "look_again", "is no later than written; name a day after it")


def _twice(file: str, article: Article) -> Iterator[Fault]:
    """A section's id is its place on the page: a link must lead to one of them."""
    seen: set[str] = set()
    for number, section in enumerate(article.sections):
        if section.id in seen:
            yield Fault(file, f"sections.{number}.id", f"{section.id!r} comes twice; rename one")
        seen.add(section.id)
