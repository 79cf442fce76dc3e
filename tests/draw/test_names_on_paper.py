"""Names on paper: whole in every script, on a machine on which nobody has installed a font; never an error."""

import io
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typst
from PIL import ImageFont
from pypdf import PdfReader
from tests.draw.test_sheet_home import SHEET as HOME
from tests.names import NAMES

from weft import example, plan
from weft.core.plan.outline import outline
from weft.core.shared.words import Words
from weft.draw import printing
from weft.draw.handbook import handbook_pdf
from weft.draw.handbook_data import Book, Chapter, Part, Sheet, Text
from weft.draw.sheet import plan_sheet
from weft.draw.sheet_home import home_sheet
from weft.draw.sheet_letter import LetterPrint, letter_sheet
from weft.draw.sheet_outline import outline_sheet

UNHEARD_OF = "\U0001e4d0\U0001e4d1"
"""Letters of Nag Mundari: of the few people who read them none has asked yet."""


def is_read_back(name: str) -> bool:
    """Reading a PDF puts together what runs from the left in letters of their own; others are looked at as glyphs."""
    endless = max(map(len, name.split())) > 100
    left = all(unicodedata.bidirectional(sign) in {"L", "WS", "ES", "ON", "CS"} for sign in name)
    return left and not endless and all(unicodedata.category(sign)[0] != "M" for sign in name)


def letter(names: list[str]) -> LetterPrint:
    """A letter with every name on a line of its own."""
    return LetterPrint(
        clinic="Two Rivers", to_name="Dr Brown", person=names[0], day="2 March", signed_as="Ren",
        sections=((Words("Who"), "\n".join(names)),),
    )  # fmt: skip


def read_back(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Letters alone: where the marks stand among them is told differently by each reader of PDF."""
    signs = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] not in "MZC")


def fonts_of(pdf: bytes) -> set[str]:
    pages: Any = PdfReader(io.BytesIO(pdf)).pages  # the library types every part as any of thirty
    return {str(font["/BaseFont"]).partition("+")[2] for page in pages for font in page["/Resources"]["/Font"].values()}


def test_all_names_are_printed_whole_to_the_standard() -> None:
    """The standard refuses a sheet with a box on it, so that a sheet to the standard has none."""
    pdf = letter_sheet(letter(list(NAMES)))

    assert b"pdfuaid" in pdf
    text = read_back(pdf)
    known = [name for name in NAMES if is_read_back(name)]
    assert len(known) > 150
    assert {name for name in known if squeezed(name) not in text} == set()


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("عبد الرحمن الشامي", "NotoSansArabic"), ("אברהם", "NotoSansHebrew"), ("歐陽麗華", "DroidSansFallback"),
        ("さくら", "DroidSansFallback"), ("박하은", "NotoSansCJKkr"), ("𠮷野", "NotoSansCJKjp"),
        ("श्रीदेवी", "NotoSansDevanagari"), ("สมชาย", "NotoSansThai"), ("Łukasz Żółkiewski", "SourceSansPro"),
    ],
)  # fmt: skip
def test_each_script_has_its_font_here(name: str, font: str) -> None:
    assert any(each.startswith(font) for each in fonts_of(letter_sheet(letter([name]))))


@pytest.mark.parametrize(
    ("font", "first", "last"),
    [("NotoSansCJKkr-Regular.otf", 0xAC00, 0xD7A3), ("DroidSansFallback.ttf", 0x4E00, 0x9FA5)],
)
def test_every_hangul_syllable_and_every_common_han_is_drawn(font: str, first: int, last: int) -> None:
    """A font may name a letter and draw nothing: its line would be empty, and no standard would notice. Every 17th."""
    letters = ImageFont.truetype(str(Path(printing.__file__).parent / "fonts" / font), 12)

    assert [each for each in range(first, last + 1, 17) if letters.getmask(chr(each)).getbbox() is None] == []


def test_what_no_font_of_ours_has_is_asked_of_the_machine_and_is_never_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []
    compiler = printing._compiler

    def bare(template: str, *, ours_alone: bool = True) -> typst.Compiler:
        asked.append(ours_alone)
        return compiler(template)

    monkeypatch.setattr(printing, "_compiler", bare)
    pdf = letter_sheet(letter(["Marta Kowalska", UNHEARD_OF]))

    assert asked == [True, False, False]
    assert b"pdfuaid" not in pdf
    assert "MartaKowalska" in read_back(pdf)


def test_the_fonts_of_the_machine_may_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    compiler = printing._compiler

    def swapped(template: str, *, ours_alone: bool = True) -> typst.Compiler:
        if not ours_alone:
            return compiler(template)
        path = str(Path(printing.__file__).with_name(template))
        return typst.Compiler(input=path, ignore_system_fonts=True)

    monkeypatch.setattr(printing, "_compiler", swapped)

    assert b"pdfuaid" in letter_sheet(letter(["陳思雨"]))


def test_the_machine_is_only_asked_when_it_is_needed() -> None:
    printing._compiler.cache_clear()
    letter_sheet(letter(["陳思雨"]))

    assert printing._compiler.cache_info().currsize == 1
    printing._compiler("letter.typ", ours_alone=False)
    assert printing._compiler.cache_info().currsize == 2


def test_every_sheet_prints_every_name_to_the_standard() -> None:
    """The plan, its outline, the exercises for home and the handbook; the letter stands above."""
    names = " · ".join(NAMES)
    book = Book("1", (Part("a", "A", (Chapter("B", (Sheet("c", names, "c.toml", (Text("", names),)),)),)),), 0)
    case = example("office-worker")

    for pdf in (
        plan_sheet(plan(case), clinic_name="Two Rivers", person=names),
        outline_sheet(outline(case, plan(case)), clinic_name=names),
        home_sheet(replace(HOME, person=names)),
        handbook_pdf(book),
    ):
        assert b"pdfuaid" in pdf
