"""One spelling for all ways to write a name: with or without its accents, on any keyboard. Only to find and compare."""

import unicodedata

_LIKE_A_PLAIN_LETTER = {
    "æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "\u0131": "i", "ł": "l", "œ": "oe"
}  # fmt: skip
"""Latin letters that Unicode does not take apart, as people without such a key type them."""
_PARTS_OF_LETTERS = frozenset({0, *range(84, 133)})
"""Canonical classes of what is no accent: vowel signs and tones of Telugu, Thai, Lao, Tibetan have one of their own."""
_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2018\u2019\u201b\u2032\u055a\u05f3\ua78c\uff07"


def plain(name: str) -> str:
    """A name as it is looked for: small letters, no accents, no apostrophes, words parted by one space.

    ``O'Brien-Ñúñez`` is ``obrien nunez``, whichever apostrophe and dash it has, and whether its accents are letters or
    marks of their own. Nothing invisible stays. Vowel signs that are part of a letter (Devanagari, Thai) do.
    """
    return " ".join(unicodedata.normalize("NFKD", name.casefold()).translate(_SIGNS).split())


class _Signs(dict[int, str]):
    """What stands for each sign, worked out when it is met first: thousands of names are read for one search."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_SIGNS = _Signs()


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in _APOSTROPHES or kind == "Cf" or unicodedata.combining(sign) not in _PARTS_OF_LETTERS:
        return ""
    return " " if kind == "Pd" else _LIKE_A_PLAIN_LETTER.get(sign, sign)
