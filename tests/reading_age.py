"""How hard a text is to read: the school grade of Flesch and Kincaid (1975), for English."""

import re
from collections.abc import Iterable

HARDEST = 8
"""Public texts are for people who left school early, and for people in pain."""

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioutd]ed|[^laeiouy]e)$")


def syllables(word: str) -> int:
    """About how many: groups of vowels, without an ending that is not spoken."""
    plain = re.sub(r"[^a-z]", "", word.casefold())
    spoken = _SILENT.sub(lambda found: found.group()[0], plain) if len(plain) > 3 else plain
    return max(len(_VOWELS.findall(spoken)), 1)


def grade(texts: Iterable[str]) -> float:
    """The school grade of texts together; each text ends a sentence.

    Raises:
        ValueError: If there is no word in them.
    """
    sentences = [part for text in texts for part in re.split(r"[.!?:;]+(?=\s|$)", text) if re.search(r"\w", part)]
    words = [word for part in sentences for word in re.findall(r"[A-Za-z']+|\d+", part)]
    if not words:
        raise ValueError("nothing to read")
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
