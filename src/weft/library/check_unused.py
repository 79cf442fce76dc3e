"""Facts that nothing uses: somebody would keep them up for nobody, or the reference to them was lost.

Points and movement tests are offered by the region that they are for, which must be a known one; so none is unused.
"""

import re
from collections.abc import Iterator

from weft.core.learn.facts import Claim
from weft.core.plan.facts import EvidenceFact, Exercise
from weft.core.shared.terms import Term
from weft.core.treat.facts import AftercareItem
from weft.library.references import Fault, leaves
from weft.library.shape import Knowledge

_OWN_NAMES = frozenset({"id", "code"})
"""Fields in which a fact says its own name; that is no use of it."""


def unused(knowledge: Knowledge) -> Iterator[Fault]:
    """Exercises, evidence cards and claims that no other fact names, terms in no text, aftercare that is never said."""
    prose = _prose(knowledge)
    for entry in knowledge.entries:
        match entry.fact:
            case Exercise(id=name, name=spoken):
                yield from _unnamed(entry.file, name, bool(prose.get(name)) or prose.get(spoken, 0) > 1)
            case EvidenceFact(id=name) | Claim(id=name):
                yield from _unnamed(entry.file, name, bool(prose.get(name)))
            case Term(id=name, name=spoken) if not _is_said(spoken, prose):
                yield Fault(entry.file, name, f"no text says {spoken!r}; use the word or remove it")
            case AftercareItem():
                yield from _never_said(entry.file, entry.fact)


def _prose(knowledge: Knowledge) -> dict[str, int]:
    """Every text but ids, with how many facts say it. (A term's own words are no use of it.)"""
    said: dict[str, int] = {}
    for entry in knowledge.entries:
        if not isinstance(entry.fact, Term):
            for text in {text for _, field, text in leaves(entry.fact) if field not in _OWN_NAMES}:
                said[text] = said.get(text, 0) + 1
    return said


def _unnamed(file: str, name: str, is_used: bool) -> Iterator[Fault]:
    if not is_used:
        yield Fault(file, name, "nothing names this; name it where it is used, or remove it")


def _is_said(word: str, prose: dict[str, int]) -> bool:
    """As a word or its plural, in large or small letters."""
    pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
    return any(pattern.search(text) for text in prose)


def _never_said(file: str, item: AftercareItem) -> Iterator[Fault]:
    """The first variant that fits is said; one that asks for more than an earlier one is never reached."""
    for number, variant in enumerate(item.variants):
        if any(set(before.when) <= set(variant.when) for before in item.variants[:number]):
            yield Fault(file, f"variants.{number}", "is never said: an earlier one fits first; put it before that one")
