"""A letter on paper: one page in black, with the curve, and what people typed as they typed it."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pypdf import PdfReader

from weft.core.desk.letters import LONGEST_SECTION, TITLES, Section
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData, Point
from weft.draw.sheet_letter import LetterPrint, letter_data, letter_sheet

CURVE = CurveData(
    measure=Words("Pain"), start=date(2027, 3, 2), top=10, best_words=Words("no pain"), worst_words=Words("worst"),
    points=(Point(day=0, value=Decimal(6)), Point(day=28, value=Decimal(3))), today=28,
)  # fmt: skip
TEXTS = {
    Section.CAME: "Low back, for 26 weeks.\nSecond line.",
    Section.FOUND: "Possible fracture.",
    Section.DONE: "needles, 7 visits.",
    Section.STANDS: "Pain: from 6 to 3.",
    Section.ASK: "Please see them within two weeks.",
}
LETTER = LetterPrint(
    clinic="Riverside Clinic", contact=("555 0100", ""), to_name="Dr Brown", to_address="1 Mill Lane\nTwo Rivers",
    person="Marta Kowalska", born="1 May 1988", day="2 Mar 2027",
    sections=tuple((TITLES[each], TEXTS[each]) for each in Section), curve=CURVE, person_knows=True,
    signed_as="Ren Mori, physiotherapist (CPO 12)", marked="synthetic person",
)  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def test_it_is_one_page_with_everything_on_it() -> None:
    (page,) = pages(letter_sheet(LETTER))

    for words in (
        "Riverside Clinic", "555 0100", "Dr Brown", "1 Mill Lane", "About Marta Kowalska, born 1 May 1988",
        "Why they came", "Second line.", "What we ask", "Please see them within two weeks.", "Pain: from 6 to 3 of 10",
        "The person knows of this letter.", "Signed: Ren Mori, physiotherapist (CPO 12), 2 Mar 2027",
        "synthetic person", "Confidential",
    ):  # fmt: skip
        assert words in page


def test_without_curve_birth_date_and_address_it_leaves_them_out() -> None:
    short = replace(LETTER, curve=None, born="", to_address="", person_knows=False, marked="")

    (page,) = pages(letter_sheet(short))

    assert "About Marta Kowalska" in page
    assert "born" not in page
    assert "Pain: from 6 to 3 of 10" not in page
    assert "The person knows" not in page


@pytest.mark.parametrize(
    "typed", ['#import "x"', "*not bold* _or_ `code` $x^2$", "<b>bold</b>", "O'Brien \\ @ref", "李雷"]
)
def test_what_was_typed_is_printed_as_it_was_typed(typed: str) -> None:
    said = replace(LETTER, sections=((TITLES[Section.CAME], typed),), to_name=typed, curve=None)

    (page,) = pages(letter_sheet(said))

    assert typed.isascii() is False or " ".join(typed.split()) in page


def test_full_sections_still_print() -> None:
    full = replace(LETTER, sections=tuple((TITLES[each], "word " * (LONGEST_SECTION // 5)) for each in Section))

    assert 1 <= len(pages(letter_sheet(full))) <= 2


def test_all_words_of_ours_pass_through_say() -> None:
    said = letter_data(LETTER, lambda message: f"~{message}")

    assert str(said["knows"]).startswith("~")
    assert str(said["signed"]).startswith("~Signed")
    assert said["to"] == ["Dr Brown", "1 Mill Lane", "Two Rivers"]
