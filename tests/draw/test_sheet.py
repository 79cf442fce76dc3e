"""The plan on paper: it holds what the plan says, in black, and is never an error."""

import io
from dataclasses import replace
from typing import Any, cast

import pytest
from pypdf import PdfReader

from weft import example, plan
from weft.core.plan.facts import Dose, Lane
from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.shared.care import Action, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.draw.sheet import plan_sheet
from weft.draw.sheet_data import dose_words, modality, sheet_data

PLAN = plan(example("office-worker"))
STOPPED = replace(
    PLAN,
    phases=(), home=(), evidence=(), drafts=(), goals=(), review_points=(), why_this_dose=None,
    withheld=(Words("Needles wait: a danger sign is up"),),
    clearance=Clearance(
        outcome=Outcome.STOP,
        action=Action.EMERGENCY,
        by_modality={
            "needling": ModalityClearance(
                Verdict.BLOCKED, (Reason("cauda_equina", Words("Numb around the saddle"), (), ReviewStatus.DRAFT),)
            ),
            "exercise": ModalityClearance(Verdict.CLEAR),
        },
        unanswered=(),
        told=(Words("Go to a hospital now"),),
    ),
)  # fmt: skip


def read(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_sheet_holds_phases_lines_doses_home_evidence_and_reviews() -> None:
    said = read(plan_sheet(PLAN, clinic_name="Riverside Clinic", marked="synthetic"))

    for words in ("Riverside Clinic", "synthetic", "Because", "Now", "Until", "Silent on", "When we look again"):
        assert words in said
    for phase in PLAN.phases:
        assert str(phase.name) in said
    for card in PLAN.evidence:
        assert card.claim in said
    for one in PLAN.home:
        assert str(one.name) in said


def test_the_name_and_birth_date_stand_on_every_page_of_a_persons_plan() -> None:
    pages = PdfReader(io.BytesIO(plan_sheet(PLAN, person="Marta Kowal, born 14 Mar 1981"))).pages

    assert len(pages) > 1
    assert all("Marta Kowal, born 14 Mar 1981" in page.extract_text() for page in pages)


def test_every_line_of_the_plan_is_printed_with_its_three_answers() -> None:
    said = read(plan_sheet(PLAN))

    for line in (line for phase in PLAN.phases for lane in phase.lanes.values() for line in lane):
        for words in (line.text, line.because, line.now, line.until):
            assert str(words) in said


def test_both_doses_and_what_rests_on_unreviewed_values_are_printed() -> None:
    said = read(plan_sheet(PLAN))

    assert "7 planned, 7 to 15 in all" in said
    assert str(PLAN.other_doses[0].name) in said
    assert f"Unreviewed values: {len(PLAN.drafts)}" in said
    assert "General information, not medical advice. A clinician decides." in said


def test_it_is_a_tagged_document_with_a_title_and_a_language() -> None:
    reader = PdfReader(io.BytesIO(plan_sheet(PLAN, language="en-CA")))

    root = cast("dict[str, Any]", reader.trailer["/Root"])
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == str(PLAN.title)


def test_care_that_must_wait_prints_why_and_no_phases() -> None:
    said = read(plan_sheet(STOPPED))

    for words in ("Stop: get help before any treatment here.", "Go to a hospital now", "Numb around the saddle"):
        assert words in said
    assert "There is no plan yet" in said
    assert "Needles wait: a danger sign is up" in said
    assert "Line by line" not in said


def test_the_worst_verdict_stands_first() -> None:
    verdicts = sheet_data(STOPPED, str, "", "")["verdicts"]

    assert [group["verdict"] for group in verdicts] == ["blocked", "clear"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Клиника", "診所", "عيادة", "\ue000", "🪡", '"}#panic()'])
def test_no_text_makes_it_fail(name: str) -> None:
    assert plan_sheet(PLAN, clinic_name=name).startswith(b"%PDF")


def test_a_language_that_is_no_tag_is_printed_as_english() -> None:
    assert plan_sheet(STOPPED, language="x-pseudo").startswith(b"%PDF")


def test_all_words_pass_through_say() -> None:
    said = read(plan_sheet(PLAN, say=lambda message: f"~{message}"))

    assert "~Because" in said
    assert "~What is known" in said
    assert f"~{PLAN.evidence[0].claim}" in said


@pytest.mark.parametrize(
    ("lane", "dose", "words"),
    [
        (Lane.NEEDLES, Dose(per_week=2, total=4), "4 visits, 2 a week"),
        (Lane.NEEDLES, Dose(per_week=0.5, total=2), "2 visits, 1 in 2 weeks"),
        (Lane.NEEDLES, Dose(as_needed_max=2), "as needed, up to 2"),
        (Lane.MOVEMENT, Dose(), "no visits booked"),
        (Lane.HOME, Dose(minutes=10, days_per_week=5), "10 min, 5 days a week"),
        (Lane.HOME, Dose(minutes=10), "10 min"),
    ],
)
def test_a_dose_is_said_first_and_in_plain_words(lane: Lane, dose: Dose, words: str) -> None:
    assert str(dose_words(lane, dose)) == words


def test_a_phase_of_one_week_and_an_empty_lane_are_said() -> None:
    first = PLAN.phases[0]
    short = replace(PLAN, phases=(replace(first, weeks=(1, 1), lanes={**first.lanes, Lane.NEEDLES: ()}),))

    phase = sheet_data(short, str, "", "")["phases"][0]  # type: ignore[index]
    assert phase["weeks"] == "week 1"
    assert phase["lanes"][0] == {"id": "needles", "name": "Needles", "dose": "", "lines": []}
    assert "nothing planned" in read(plan_sheet(short))


def test_a_modality_that_a_clinic_adds_is_read_from_its_id() -> None:
    assert str(modality("dry_needling")) == "dry needling"
    assert str(modality("cupping_light")) == "cupping light"


def test_what_to_expect_and_who_else_looks_are_printed() -> None:
    said = read(plan_sheet(plan(example("easily-stirred"))))

    for words in ("What to expect", "When it does not go as hoped", "Under 10 percent better by needle visit 5."):
        assert words in said
    assert "Changed for you" in said
    assert "an emergency department. At once." in said


def test_without_anything_to_add_nothing_is_headed() -> None:
    bare = replace(PLAN, expectations=(), escalations=(), non_response=(), adjusted=())

    assert "When it does not go as hoped" not in read(plan_sheet(bare))
