"""Find what to read by the words that people use: plain words, lay names, and one wrong letter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from weft.core.book.contact import UNREADABLE, is_readable
from weft.core.learn.facts import Article, LearnFacts, Section
from weft.core.shared.words import Words

MOST_LETTERS, MOST_FOUND = 200, 8
SURE_LETTERS = 5
"""A word needs so many letters before one of them may be wrong: "knot" is not "know"."""
TOO_LONG = Words("This is longer than {most} letters. A word or two find more.", most=MOST_LETTERS)
LAY, NAME, TEXT, PHRASE, OWN = 5, 3, 1, 20, 5
"""What it counts for that a word stands among the lay words, in a heading, in the text; that a whole lay name fits;
and that this name is the section's own, not that of something said in it."""

_SMALL = frozenset(
    {
        "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could",
        "did", "do", "does", "for", "from", "get", "had", "has", "have", "how", "i", "if", "in", "into",
        "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "out", "should", "so", "some",
        "than", "that", "the", "their", "them", "then", "there", "they", "this", "to", "too", "was", "we",
        "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
    }
)  # fmt: skip
"""Words that say nothing about what is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A section that answers."""

    article: Article
    section: Section
    weight: int
    claims: tuple[str, ...] = ()
    """Ids of those of its claims that go by the very name that was asked for."""


@dataclass(frozen=True, slots=True)
class _Page:
    article: Article
    section: Section
    names: tuple[tuple[frozenset[str], str], ...]
    """Each lay name as its words, and the claim that goes by it (none for the section's own)."""
    lay: frozenset[str]
    heading: frozenset[str]
    text: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.lay | self.heading | self.text


def find(facts: LearnFacts, asked: str) -> tuple[Found, ...]:
    """The sections that say most about ``asked``, the best first.

    A section is found when it has every word that any section has; a whole lay name ("cold shoulder") is enough.

    Args:
        facts: What there is to read.
        asked: As somebody typed it; letters after the 200th do not count.
    """
    pages = tuple(_pages(facts))
    known = frozenset().union(*(page.every for page in pages))
    meant = [words for word in words_of(asked[:MOST_LETTERS]) if (words := _meant(word, known))]
    if not meant:
        return ()
    weighed = [(_hits(page, meant), _weight(page, meant), page) for page in pages]
    most = max(hits for hits, _, _ in weighed)
    kept = [(weight, page) for hits, weight, page in weighed if hits == most or weight >= PHRASE]
    kept.sort(key=lambda one: -one[0])
    return tuple(Found(page.article, page.section, weight, _named(page, meant)) for weight, page in kept[:MOST_FOUND])


def asked_fault(text: str) -> Words | None:
    """What is wrong with words that somebody looks for, or None."""
    if not is_readable(text, lines=False):
        return UNREADABLE
    return TOO_LONG if len(text) > MOST_LETTERS else None


def words_of(text: str) -> tuple[str, ...]:
    """The words that say something: small letters, no accents, no plural, each once."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("\u2019", "'")
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)?", plain)
    return tuple(dict.fromkeys(_stem(word) for word in found if word not in _SMALL))


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _pages(facts: LearnFacts) -> Iterator[_Page]:
    for article in facts.articles.values():
        for section in article.sections:
            said = [facts.claims[one] for one in section.claims if one in facts.claims]
            lay = [(name, "") for name in section.lay_words]
            lay += [(name, one.id) for one in said for name in one.lay_words]
            texts = (section.short, *section.full, *section.points, *(f"{one.claim} {one.known}" for one in said))
            names = tuple((words, claim) for name, claim in lay if (words := frozenset(words_of(name))))
            heading = _words(section.name, article.name)
            yield _Page(
                article, section, names, frozenset().union(*(words for words, _ in names)), heading, _words(*texts)
            )


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))


def _meant(word: str, known: Iterable[str]) -> frozenset[str]:
    """The word itself where somebody wrote it; else the words that are one letter away."""
    if word in known:
        return frozenset({word})
    return frozenset(other for other in known if is_near(word, other))


def is_near(one: str, other: str) -> bool:
    """Whether two long words differ by one letter: changed, left out, put in, or swapped with its neighbour."""
    short, long = sorted((one, other), key=len)
    if len(short) < SURE_LETTERS or len(long) - len(short) > 1:
        return False
    at = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at + 1 : at + 2] + short[at : at + 1] + short[at + 2 :]
    return long == swapped or short[at + 1 :] == long[at + 1 :]


def _hits(page: _Page, meant: list[frozenset[str]]) -> int:
    return sum(bool(words & page.every) for words in meant)


def _weight(page: _Page, meant: list[frozenset[str]]) -> int:
    asked = frozenset().union(*meant)
    fields = ((page.lay, LAY), (page.heading, NAME), (page.text, TEXT))
    weight = sum(worth for words in meant for field, worth in fields if words & field)
    fitting = [claim for name, claim in page.names if name <= asked]
    return weight + PHRASE * bool(fitting) + OWN * ("" in fitting)


def _named(page: _Page, meant: list[frozenset[str]]) -> tuple[str, ...]:
    asked = frozenset().union(*meant)
    return tuple(dict.fromkeys(claim for name, claim in page.names if claim and name <= asked))
