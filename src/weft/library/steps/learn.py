"""Where `knowledge/learn/` is read."""

from weft.core.learn.facts import Article, Claim, LearnFacts
from weft.library.shelf import Shelf


def learn_facts(shelf: Shelf) -> LearnFacts:
    """`learn/articles/` in their order, `learn/claims/`."""
    articles = shelf.folder(Article, "learn/articles").values()
    return LearnFacts(
        articles={article.id: article for article in sorted(articles, key=lambda one: one.order)},
        claims=shelf.folder(Claim, "learn/claims"),
    )
