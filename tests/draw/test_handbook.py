"""The handbook as pages and as a PDF."""

import io
import re

from pypdf import PdfReader

from weft.draw.handbook import handbook_pages, handbook_pdf
from weft.draw.handbook_data import Book, Chapter, Group, Items, Part, Sheet, Table, Text

SHEET = Sheet(
    "screen-a", "Bone <broken>", "screen/a.toml",
    (
        Text("Told", "Rest & wait."), Text("", "No label."), Items("List", ("one", "two")), Items("", ("three",)),
        Table("Rows", ("", "Name"), (("1", "first 肾俞"),)), Table("", ("Only",), ()),
        Group("Inside", (Group("Deeper", (Text("x", "deep"),)),)),
    ),
    ("A source.",), ("Draft: to be checked by physiotherapist.",),
)  # fmt: skip
PLAIN = Sheet("cases-b", "Case", "cases/screen/b.toml", (Text("", "plain"),))
BOOK = Book("2026.11.2", (Part("screen", "Screen", (Chapter("Danger signs", (SHEET, PLAIN)),)),), 3)


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_there_is_a_page_for_each_part_and_an_index_that_leads_there() -> None:
    pages = handbook_pages(BOOK)

    assert set(pages) == {"index.html", "screen.html"}
    assert 'href="screen.html#danger-signs"' in pages["index.html"]
    assert 'id="danger-signs"' in pages["screen.html"]
    assert "3 files are drafts" in pages["index.html"]
    assert "All is signed." in handbook_pages(Book("1", (), 0))["index.html"]


def test_a_page_holds_everything_escaped_and_fetches_nothing() -> None:
    page = handbook_pages(BOOK)["screen.html"]

    for words in ("Bone &lt;broken&gt;", "Rest &amp; wait.", "three", "first 肾俞", "deep", "A source.", "Draft:"):
        assert words in page
    assert not re.findall(r"(?:src|href)=\"(?!#|index\.html|screen\.html)", page)
    assert "http" not in page


def test_headings_go_down_one_by_one() -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", handbook_pages(BOOK)["screen.html"])]

    assert levels == [1, 2, 3, 4, 5, 3]


def test_the_pdf_holds_everything_and_is_tagged() -> None:
    pdf = handbook_pdf(BOOK)

    for words in ("Clinical handbook", "Bone <broken>", "Rest & wait.", "deep", "A source.", "3 files are drafts"):
        assert words in read(pdf)
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]  # a dictionary


def test_points_are_named_in_their_own_signs_to_the_standard() -> None:
    pdf = handbook_pdf(BOOK)

    assert b"pdfuaid" in pdf
    assert "first 肾俞" in read(pdf)
