"""Papers by name and first bytes: a PDF, a PNG, a JPEG under one fitting ending, and nothing else."""

from datetime import date

import pytest

from weft.core.desk.papers import (
    BAD_NAME,
    EMPTY,
    HEIC,
    LARGEST,
    LONGEST,
    NO_ENDING,
    NOT_THAT,
    TOO_BIG,
    TOO_LONG,
    TWO_ENDINGS,
    Media,
    fault_of,
    media_of,
    name_fault,
    plain_name,
    says_fault,
    spoken_name,
)
from weft.core.shared.words import Words

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"


@pytest.mark.parametrize(("content", "media"), [(PDF, Media.PDF), (PNG, Media.PNG), (JPEG, Media.JPEG)])
def test_the_first_bytes_say_what_it_is(content: bytes, media: Media) -> None:
    assert media_of(content) is media


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg", b" %PDF-1.7", b"\x89PN", b"MZ", b"PK\x03\x04"])
def test_other_first_bytes_are_nothing_that_is_taken(content: bytes) -> None:
    assert media_of(content) is None


@pytest.mark.parametrize(
    "name",
    ["report.pdf", "REPORT.PDF", "scan 2.jpeg", "photo.jpg", "x-ray.png", "MRT 2024.12.24.pdf", "報告書.pdf", "a.pdf "],
)
def test_a_plain_name_with_one_ending_is_taken(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("report.pdf.exe", None), ("shell.php.pdf", TWO_ENDINGS), ("photo.html.png", TWO_ENDINGS),
        ("a.jpg.png", TWO_ENDINGS), ("photo.heic", HEIC), ("photo.HEIF", HEIC), ("IMG_1.hif", HEIC),
        ("report", NO_ENDING), (".pdf", NO_ENDING), ("", BAD_NAME), ("   ", BAD_NAME),
        ("../../etc/passwd.pdf", BAD_NAME),
        ("..\\boot.pdf", BAD_NAME), ("a\x00.pdf", BAD_NAME), ("report\u202efdp.pdf", BAD_NAME), ("a\nb.pdf", BAD_NAME),
        ("page.svg", None), ("page.html", None), ("letter.docx", None), ("report.", None),
    ],
)  # fmt: skip
def test_every_other_name_is_refused_in_words(name: str, fault: Words | None) -> None:
    said = name_fault(name)

    assert said is not None
    assert fault is None or said == fault


def test_an_ending_that_is_not_taken_is_named() -> None:
    said = str(name_fault("clinic.svg"))

    assert said.startswith("A file that ends in .svg is not taken.")


def test_the_inside_is_what_the_ending_says() -> None:
    assert fault_of("a.pdf", PDF) is None
    assert fault_of("a.png", PDF) == NOT_THAT
    assert fault_of("a.pdf", b"<html>") == NOT_THAT
    assert fault_of("a.pdf", b"") == EMPTY
    assert fault_of("a.svg", PDF) is not None


def test_a_heic_picture_under_another_name_is_told_the_way_to_a_jpeg() -> None:
    begins = b"\x00\x00\x00\x24ftyp"

    assert {fault_of("photo.jpg", begins + kind) for kind in (b"heic", b"mif1", b"hevx")} == {HEIC}
    assert fault_of("photo.jpg", begins + b"isom") == fault_of("photo.jpg", b"ftypheic") == NOT_THAT
    assert "save a copy as JPEG" in str(HEIC)


def test_ten_megabytes_are_taken_and_a_byte_more_is_not() -> None:
    assert fault_of("a.pdf", PDF.ljust(LARGEST)) is None
    assert fault_of("a.pdf", PDF.ljust(LARGEST + 1)) == TOO_BIG


def test_what_it_is_has_to_be_said_in_two_hundred_letters() -> None:
    assert says_fault("x" * LONGEST) is None
    assert says_fault("x" * (LONGEST + 1)) == TOO_LONG
    assert says_fault("  ") is not None
    assert says_fault("a\x00b") is not None


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Letter from Dr Brown", "Letter from Dr Brown.pdf"),
        ("报告", "报告.pdf"),
        ("../../../etc/passwd", "etcpasswd.pdf"),
        ('a"; filename="evil.exe', "a filenameevilexe.pdf"),
        ("\r\nSet-Cookie: x", "Set-Cookie x.pdf"),
        ("???", "paper.pdf"),
        ("x" * 200, "x" * 80 + ".pdf"),
    ],
)
def test_a_paper_goes_out_under_harmless_letters(says: str, name: str) -> None:
    assert spoken_name(says, Media.PDF) == name


def test_the_plain_name_is_all_ours() -> None:
    assert plain_name(Media.JPEG, date(2027, 3, 2), "1a2b3c4d") == "paper-2027-03-02-1a2b3c4d.jpg"
