"""How somebody can be reached: what a name, a number or a note may be. Any script, any length of name."""

import re
import unicodedata

from weft.core.shared.words import Words

LONGEST_NAME = 200
LONGEST_NOTE = 2000
LONGEST_NUMBER = 40
"""Letters of a telephone number, with everything between its digits."""
FEWEST_DIGITS, MOST_DIGITS = 7, 15
"""Digits of a telephone number: the shortest local ones, and the most that E.164 allows."""

_EXTENSION = re.compile(r"\s*(?:ext\.?|x|#)\s*\d{1,6}$", re.IGNORECASE)
_IN_A_NUMBER = re.compile(r"\+?[\d\s().\-/\u2010-\u2015\u00a0]+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
LONGEST_ADDRESS = 254
_LINE_BREAKS = frozenset("\n\r\t")
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a text read in another order than it is stored: a name could pass as another one."""
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Counted as letters or signs by Unicode, and drawn as nothing."""

UNREADABLE = Words("This has characters in it that cannot be kept. Type it again by hand.")
NO_NAME = Words("Write a name. One word or one letter is enough.")
NAME_TOO_LONG = Words("This name is longer than {longest} characters. Write a shorter form.", longest=LONGEST_NAME)
NOTE_TOO_LONG = Words("This is longer than {longest} characters. Tell us the rest when we talk.", longest=LONGEST_NOTE)
NO_ADDRESS = Words("This is not a whole e-mail address. Write it as name@example.org.")
NO_COUNTRY = Words("Write the number with its country code, such as +44 20 7946 0142.")
NO_NUMBER = Words("This does not look like a phone number. Write it with its area code, such as 416 555 0142.")


def tidy(text: str) -> str:
    """One line without spaces around it or doubled in it; letters stay as they were typed."""
    return re.sub(r"[^\S\n]+", " ", text).strip()


def name_fault(name: str) -> Words | None:
    """What is wrong with a name, or None. Every script is welcome, and one letter is a whole name."""
    if not is_readable(name, lines=False):
        return UNREADABLE
    if not _can_be_seen(name):
        return NO_NAME
    return NAME_TOO_LONG if len(name.strip()) > LONGEST_NAME else None


def note_fault(note: str) -> Words | None:
    """What is wrong with a longer text, or None; an empty one is right."""
    if not is_readable(note, lines=True):
        return UNREADABLE
    return NOTE_TOO_LONG if len(note) > LONGEST_NOTE else None


def phone_fault(phone: str) -> Words | None:
    """What is wrong with a telephone number, or None. Spaces, brackets, dashes and an extension may be in it."""
    number = _EXTENSION.sub("", phone.strip())
    if not _IN_A_NUMBER.fullmatch(number) or len(tidy(phone)) > LONGEST_NUMBER:
        return NO_NUMBER
    return None if FEWEST_DIGITS <= len(digits(number)) <= MOST_DIGITS else NO_NUMBER


def email_fault(email: str) -> Words | None:
    """What is wrong with an e-mail address, or None. Whether it exists only a message can tell."""
    if not is_readable(email, lines=False):
        return UNREADABLE
    is_whole = _ADDRESS.fullmatch(email.strip()) and len(email.strip()) <= LONGEST_ADDRESS
    return None if is_whole else NO_ADDRESS


def digits(phone: str) -> str:
    """Only the digits, as 0 to 9 in whatever script they were written; the extension is left out."""
    return "".join(str(unicodedata.digit(sign)) for sign in _EXTENSION.sub("", phone) if sign.isdecimal())


def whole_number(typed: str, country: str) -> str:
    """A number with its country code (E.164), as text services want it; empty where it is not one of that country.

    What is kept is what was typed: people know their number by it, and the clinic's country may be put right later.

    Args:
        typed: As somebody wrote it.
        country: Where they wrote it, as ISO 3166 says it in two letters; may be empty.
    """
    import phonenumbers  # 50 ms, and only where a number is worked out

    try:
        number = phonenumbers.parse(typed, country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""  # an area code is missing, or it is longer than any there
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_readable(text: str, *, lines: bool) -> bool:
    """Whether nothing invisible hides in it: control characters, halves of characters, marks that turn its order."""
    allowed = _LINE_BREAKS if lines else frozenset()
    return not any(
        sign in _TURNS_TEXT or (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed) for sign in text
    )


def _can_be_seen(text: str) -> bool:
    """Whether there is a letter, a number or a sign in it: nobody can press a name that is drawn as nothing."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK_LETTERS for sign in text)
