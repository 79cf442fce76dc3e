"""A letter to another clinician as a PDF: black on A4, one page while its words fit, with the curve."""

from collections.abc import Callable
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.curve import curve
from weft.draw.curve_data import CurveData
from weft.draw.curve_words import curve_words
from weft.draw.palette import PAPER
from weft.draw.printing import print_sheet

Say = Callable[[str], str]
WIDTH = 640
"""Of the curve, in the drawing's own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPrint:
    """Everything on the page; texts that people typed are printed as they are."""

    clinic: str
    contact: tuple[str, ...] = ()
    """How the clinic is reached: phone, e-mail."""
    to_name: str
    to_address: str = ""
    person: str
    born: str = ""
    day: str
    sections: tuple[tuple[Words, str], ...]
    curve: CurveData | None = None
    person_knows: bool = False
    signed_as: str
    marked: str = ""
    """Such as "synthetic person"; top right on every page."""


def letter_sheet(letter: LetterPrint, *, say: Say = str, language: str = "en") -> bytes:
    """Print a signed letter as a PDF.

    Args:
        letter: The letter as it was signed.
        say: Translation of message ids; ``str`` for English.
        language: Language tag of what ``say`` speaks.

    Returns:
        A tagged PDF; its letters grow smaller, down to a size that can still be read, before a second page begins.
    """
    return print_sheet("letter.typ", "letter", letter_data(letter, say), language)


def letter_data(letter: LetterPrint, say: Say) -> dict[str, object]:
    """Everything on the page as text and lists."""
    whom = Words("About {name}", name=letter.person)
    if letter.born:
        whom = Words("About {name}, born {born}", name=letter.person, born=letter.born)
    return {
        "clinic": letter.clinic,
        "contact": [each for each in letter.contact if each],
        "to": [line for line in (letter.to_name, *letter.to_address.splitlines()) if line.strip()],
        "day": letter.day,
        "title": whom.said(say),
        "sections": [{"title": title.said(say), "text": text} for title, text in letter.sections],
        "curve": curve(letter.curve, PAPER, say, width=WIDTH) if letter.curve else "",
        "sentence": curve_words(letter.curve).said(say) if letter.curve else "",
        "knows": Words("The person knows of this letter.").said(say) if letter.person_knows else "",
        "signed": Words("Signed: {who}, {day}", who=letter.signed_as, day=letter.day).said(say),
        "confidential": Words("Confidential: for the clinician it is addressed to.").said(say),
        "marked": letter.marked,
    }
