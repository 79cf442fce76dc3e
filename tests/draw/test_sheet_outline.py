"""The outline of a consult on paper: one page, whoever it is for."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from weft import example, plan
from weft.core.plan.outline import Outline, outline
from weft.draw.sheet_outline import outline_sheet
from weft.library.cases import examples


def outlined(name: str) -> Outline:
    case = example(name)
    return outline(case, plan(case))


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("name", ["office-worker", "over-the-cap", "danger-sign", "missing-answer", "pregnant"])
def test_it_is_one_page(name: str) -> None:
    assert len(pages(outline_sheet(outlined(name)))) == 1


def test_it_says_what_was_heard_what_may_fit_and_that_nothing_is_owed() -> None:
    (page,) = pages(outline_sheet(outlined("office-worker"), clinic_name="Riverside Clinic"))

    for words in (
        "Riverside Clinic", "What we heard", "Carry the shopping home", "What may fit", "Low back, desk work",
        "Needle visits in all: 7 to 15.", "What is not known yet", "No obligation", "Unreviewed values:",
        "General information, not medical advice. A clinician decides.",
    ):  # fmt: skip
        assert words in page


def test_a_stop_prints_what_to_do_now_and_no_phases() -> None:
    (page,) = pages(outline_sheet(outlined("danger-sign")))

    assert "Next: get help first." in page
    assert "Likely phases" not in page


def test_all_words_pass_through_say_and_no_draft_is_named_where_there_is_none() -> None:
    page = pages(outline_sheet(replace(outlined("office-worker"), drafts=()), say=lambda message: f"~{message}"))[0]

    assert "~What we heard" in page
    assert "Unreviewed" not in page


def test_every_example_has_an_outline() -> None:
    assert all(outlined(name).heard for name in examples())
