"""Names on paper: whole in every script that our own font has; in the others still a sheet, whatever fonts are here."""

import io
import unicodedata
from importlib.resources import files

import font_source_sans_pro
import pytest
import typst
from pypdf import PdfReader
from tests.names import NAMES

from weft.core.shared.words import Words
from weft.draw import printing
from weft.draw.sheet_letter import LetterPrint, letter_sheet

OURS = ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "DIGIT")
MARKS = ("SPACE", "APOSTROPHE", "HYPHEN", "FULL STOP", "COMMA", "RIGHT SINGLE", "LEFT SINGLE", "MODIFIER", "EN DASH")


@pytest.fixture(autouse=True)
def no_fonts_but_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server on which nobody has installed a font."""
    fonts = [font_source_sans_pro.font_directory]

    def compiler(template: str) -> typst.Compiler:
        path = str(files("weft.draw").joinpath(template))
        return typst.Compiler(input=path, font_paths=fonts, ignore_system_fonts=True)

    monkeypatch.setattr(printing, "_compiler", compiler)


def is_european(name: str) -> bool:
    return all(sign < "\u2100" and unicodedata.name(sign).startswith((*OURS, *MARKS)) for sign in name)


def is_read_back(name: str) -> bool:
    """Not one endless word, nor letters with marks that no letter has: readers of PDF put those elsewhere."""
    endless = max(map(len, name.split())) > 100
    return not endless and not any(map(unicodedata.combining, unicodedata.normalize("NFC", name)))


def printed(names: list[str]) -> tuple[bytes, str]:
    """A letter with every name on a line of its own; the PDF and its text without spaces."""
    letter = LetterPrint(
        clinic="Two Rivers", to_name="Dr Brown", person=names[0], day="2 March", signed_as="Ren",
        sections=((Words("Who"), "\n".join(names)),),
    )  # fmt: skip
    pdf = letter_sheet(letter)
    return pdf, squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_european_names_are_printed_whole_to_the_standard() -> None:
    names = [name for name in NAMES if is_european(name) and is_read_back(name)]

    pdf, text = printed(names)

    assert len(names) > 100
    assert b"pdfuaid" in pdf
    assert {name for name in names if squeezed(name) not in text} == set()


def test_all_other_names_still_give_a_sheet() -> None:
    pdf, text = printed(["Marta Kowalska", *(name for name in NAMES if not is_european(name))])

    assert pdf.startswith(b"%PDF")
    assert "MartaKowalska" in text
