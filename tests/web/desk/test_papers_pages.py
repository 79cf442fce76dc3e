"""Papers as pages: kept through a form, sent out as a download and nothing else, taken out with a reason."""

from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from tests import papers
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import Attachment

pytestmark = pytest.mark.django_db


def sent(
    name: str = "letter.pdf", content: bytes | None = None, kind: str = "application/pdf", **more: str
) -> dict[str, object]:
    file = SimpleUploadedFile(name, papers.pdf() if content is None else content, content_type=kind)
    typed: dict[str, object] = {"says": "Letter from Dr Brown", "paper": file}
    return typed | more


def kept(cast: Cast) -> UUID:
    return Attachment.objects.within(cast.clinic.id).values_list("id", flat=True).get()


def test_a_paper_is_kept_and_listed(cast: Cast, as_: ClientOf) -> None:
    ren = as_("ren")

    answer = ren.post(f"/people/{cast.marta_id}/papers/add", sent(dated="2026-03-01"))
    page = ren.get(f"/people/{cast.marta_id}/papers").text

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/people/{cast.marta_id}/papers")
    assert "Letter from Dr Brown" in page
    assert "of 1 Mar 2026" in page
    assert f"/papers/{kept(cast)}/file" in page


def test_an_empty_page_says_so(cast: Cast, as_: ClientOf) -> None:
    page = as_("ren").get(f"/people/{cast.marta_id}/papers").text

    assert "No letter has been written yet." in page
    assert "No paper has been kept yet." in page


def test_it_goes_out_as_a_download_and_nothing_else(cast: Cast, as_: ClientOf) -> None:
    as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent(says='Röntgen "L5"; x=1'))

    answer = as_("dana").get(f"/papers/{kept(cast)}/file")

    assert answer.content == papers.pdf()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    kind, ours, theirs = answer.headers["Content-Disposition"].split("; ")
    assert kind == "attachment"
    assert ours.startswith('filename="paper-')
    assert unquote(theirs) == "filename*=UTF-8''Röntgen L5 x1.pdf"


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf"])
def test_what_the_browser_calls_it_does_not_matter(cast: Cast, as_: ClientOf, kind: str) -> None:
    as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent("a.png", papers.png(), kind))

    answer = as_("ren").get(f"/papers/{kept(cast)}/file")

    assert answer.headers["Content-Type"] == "image/png"
    assert papers.SECRET.encode() not in answer.content


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.html", papers.pdf(), "A file that ends in .html is not taken."),
        ("a.php.pdf", papers.pdf(), "two endings"),
        ("a.png", b"<svg>" + papers.SCRIPT, "not what its name says"),
        ("a.pdf", papers.script_pdf(), "runs, opens or carries files"),
        ("a.pdf", papers.locked_pdf(), "locked"),
        ("a.pdf", b"", "The file is empty."),
        ("a.heic", papers.jpeg(), "HEIC"),
        ("a.jpg", b"\x00\x00\x00\x24ftypheic", "save a copy as JPEG"),
        ("a.png", papers.huge_png(40_000, 40_000), "too large to look at"),
        ("a.pdf", papers.pdf() + bytes(10 * 1024 * 1024), "larger than 10 MB"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_what_was_typed(
    cast: Cast, as_: ClientOf, name: str, content: bytes, words: str
) -> None:
    answer = as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent(name, content, dated="2026-03-01"))

    assert answer.status_code in {400, 422}
    assert words in answer.text
    assert 'value="Letter from Dr Brown"' in answer.text
    assert 'value="2026-03-01"' in answer.text
    assert "Error:" in answer.text
    assert not Attachment.objects.within(cast.clinic.id).exists()


def test_hostile_papers_are_never_kept(cast: Cast, as_: ClientOf) -> None:
    ren, taken = as_("ren"), []
    for what, name, content in papers.hostile():
        if len(content) < 100_000 and "/" not in name and "\\" not in name:
            answer = ren.post(f"/people/{cast.marta_id}/papers/add", sent(name, content))
            taken += [what] if answer.status_code not in {400, 422} else []

    assert [each for each in taken if "under" not in each] == []
    for row in Attachment.objects.within(cast.clinic.id):  # a browser's hidden signs in a name may be gone on arrival
        assert row.media in {"application/pdf", "image/png", "image/jpeg"}


def test_a_form_without_a_file_or_words_says_so(cast: Cast, as_: ClientOf) -> None:
    answer = as_("ren").post(f"/people/{cast.marta_id}/papers/add", {"dated": "yesterday"})

    assert answer.status_code == 400
    for words in ("Choose the file.", "Say what it is", "Write the day as year, month, day"):
        assert words in answer.text


def test_a_file_that_no_browser_keeps_is_asked_for_again(cast: Cast, as_: ClientOf) -> None:
    refused = as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent(says=""))
    without = as_("ren").post(f"/people/{cast.marta_id}/papers/add", {"says": ""})

    assert "Choose the file again" in refused.text
    assert "Choose the file again" not in without.text


def test_sent_twice_it_is_kept_once(cast: Cast, as_: ClientOf) -> None:
    for _ in range(2):
        answer = as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent(key="one"))

        assert answer.status_code == 303
    assert kept(cast)


def test_taking_out_needs_a_reason(cast: Cast, as_: ClientOf) -> None:
    ren = as_("ren")
    ren.post(f"/people/{cast.marta_id}/papers/add", sent())
    where = f"/papers/{kept(cast)}/take-out"

    without, done = ren.post(where, {"reason": " "}), ren.post(where, {"reason": "Another person's"})

    assert (without.status_code, done.status_code) == (400, 303)
    assert "Write why it is taken out." in without.text
    assert "Taken out: 1" in ren.get(f"/people/{cast.marta_id}/papers").text
    assert ren.get(f"/papers/{kept(cast)}/file").status_code == 404


@pytest.mark.parametrize("name", ["noor", "otto", "marta", "harold", "visitor"])
def test_nobody_else_reads_or_writes_papers(cast: Cast, as_: ClientOf, name: str) -> None:
    as_("ren").post(f"/people/{cast.marta_id}/papers/add", sent())
    other = as_(name)

    answers = [
        other.get(f"/people/{cast.marta_id}/papers"),
        other.post(f"/people/{cast.marta_id}/papers/add", sent()),
        other.get(f"/papers/{kept(cast)}/file"),
        other.post(f"/papers/{kept(cast)}/take-out", {"reason": "x"}),
    ]

    assert all(each.status_code in {303, 403, 404} for each in answers)
    assert not any(b"Kowalska" in each.content or b"%PDF" in each.content for each in answers)


def test_methods_are_kept_apart(cast: Cast, as_: ClientOf) -> None:
    ren = as_("ren")

    assert ren.post(f"/people/{cast.marta_id}/papers").status_code == 405
    assert ren.get(f"/people/{cast.marta_id}/papers/add").status_code == 405


@pytest.mark.parametrize("says", ["李雷的信", "O'Brien & Söhne <b>", "x" * 200, "خطاب"])
def test_words_of_every_kind_stand_on_the_page(cast: Cast, as_: ClientOf, says: str) -> None:
    ren = as_("ren")
    ren.post(f"/people/{cast.marta_id}/papers/add", sent(says=says))

    page = ren.get(f"/people/{cast.marta_id}/papers")

    assert page.status_code == 200
    assert "<b>" not in page.text
    assert ren.get(f"/papers/{kept(cast)}/file").status_code == 200


def test_files_of_any_form_never_touch_the_disk_nor_fill_the_memory(rf: RequestFactory) -> None:
    big = {f"file{number}": SimpleUploadedFile("a.bin", bytes(6 * 1024 * 1024)) for number in range(3)}

    files: list[Any] = list(rf.post("/sign-in", big).FILES.values())

    assert [each.size for each in files] == [6 * 1024 * 1024] * 3
    assert sum(len(each.read()) for each in files) <= 10 * 1024 * 1024
    assert not any(hasattr(each, "temporary_file_path") for each in files)


def test_the_browser_is_asked_for_a_jpeg_first(cast: Cast, as_: ClientOf) -> None:
    page = as_("ren").get(f"/people/{cast.marta_id}/papers").text

    assert 'accept="image/jpeg,image/png,application/pdf' in page
