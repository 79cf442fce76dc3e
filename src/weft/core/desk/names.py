"""Names on a screen that other people can see."""

import unicodedata


def initials(name: str) -> str:
    """First letters of the first and the last word, in any script: ``Marta Kowalska`` is ``MK``."""
    words = ["".join(sign for sign in word if _is_letter(sign)) for word in name.split()]
    letters = [word[0] for word in words if word]
    return "".join([*letters[:1], *letters[1:][-1:]]).upper() or "?"


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"
