"""The inside of a paper: pictures come out as new pixels, PDFs as they came, and everything else does not."""

import io
import resource

import pytest
from PIL import Image
from tests import papers

from weft.core.desk.papers import Media
from weft.core.shared.words import Words
from weft.records import paper_check
from weft.records.paper_check import ACTIVE, ANIMATED, ENCRYPTED, TOO_MANY_PIXELS, CleanPaper, cleaned

HOSTILE = list(papers.hostile())


def kept(name: str, content: bytes) -> CleanPaper:
    found = cleaned(name, content)
    assert isinstance(found, CleanPaper), str(found)
    return found


def test_there_are_a_hundred_hostile_papers() -> None:
    assert len({what for what, _, _ in HOSTILE}) == len(HOSTILE) >= 100


@pytest.mark.parametrize(("what", "name", "content"), HOSTILE, ids=[what for what, _, _ in HOSTILE])
def test_a_hostile_paper_is_refused_in_words(what: str, name: str, content: bytes) -> None:
    assert isinstance(cleaned(name, content), Words), what


def test_none_of_them_takes_much_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _, name, content in HOSTILE:
        cleaned(name, content)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before  # in kB

    assert grown < 256 * 1024


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (papers.script_pdf(), ACTIVE), (papers.hidden_name_pdf(), ACTIVE), (papers.packed_pdf(), ACTIVE),
        (papers.acting_pdf("/Launch"), ACTIVE), (papers.locked_pdf(), ENCRYPTED),
    ],
)  # fmt: skip
def test_a_pdf_is_refused_for_what_is_in_it(content: bytes, words: Words) -> None:
    assert cleaned("a.pdf", content) == words


def test_a_picture_is_refused_for_what_it_claims() -> None:
    assert cleaned("a.png", papers.huge_png(40_000, 40_000)) == TOO_MANY_PIXELS
    assert cleaned("a.png", papers.moving_png()) == ANIMATED


def test_a_pdf_is_kept_as_it_came() -> None:
    found = kept("letter.pdf", papers.pdf(3))

    assert (found.media, found.content) == (Media.PDF, papers.pdf(3))
    assert len(found.sha256) == 64


def test_a_pdf_that_only_opens_on_a_page_is_kept() -> None:
    assert kept("letter.pdf", papers.acting_pdf("/GoTo")).media is Media.PDF


def test_three_hundred_pages_are_kept() -> None:
    assert kept("book.pdf", papers.pdf(300)).media is Media.PDF


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_every_kind_is_drawn_anew_without_its_text(mode: str) -> None:
    sent = papers.png(mode)

    found = kept("picture.png", sent)

    assert papers.SECRET.encode() in sent
    assert papers.SECRET.encode() not in found.content
    with Image.open(io.BytesIO(found.content)) as picture:
        assert (picture.format, picture.size, dict(picture.info)) == ("PNG", (8, 8), {})


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_is_drawn_anew_without_place_name_or_camera(mode: str) -> None:
    sent = papers.jpeg(mode)

    found = kept("picture.jpeg", sent)

    assert papers.SECRET.encode() in sent
    assert papers.SECRET.encode() not in found.content
    with Image.open(io.BytesIO(found.content)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})


def test_a_photograph_stands_upright_though_its_turning_is_gone() -> None:
    found = kept("picture.jpg", papers.jpeg(size=(8, 4), orientation=6))

    with Image.open(io.BytesIO(found.content)) as picture:
        assert picture.size == (4, 8)


def test_what_hangs_behind_a_picture_is_gone() -> None:
    found = kept("picture.png", papers.png() + b"<html>" + papers.SCRIPT + papers.EICAR)

    assert b"script" not in found.content
    assert b"EICAR" not in found.content


def test_a_transparent_palette_stays_transparent() -> None:
    picture = Image.new("P", (2, 2))
    sent = io.BytesIO()
    picture.save(sent, "PNG", transparency=0)

    with Image.open(io.BytesIO(kept("a.png", sent.getvalue()).content)) as drawn:
        assert drawn.mode == "RGBA"


def test_a_picture_that_grew_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_check, "LARGEST", 10)

    assert isinstance(cleaned("picture.png", papers.png()), Words)


def test_a_pdf_in_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_check, "MOST_OBJECTS", 3)

    assert isinstance(cleaned("a.pdf", papers.pdf(5)), Words)
