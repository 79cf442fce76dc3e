"""The check of the shipped knowledge is clean, and each fault that it looks for is found."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.screen.facts import Precaution
from weft.core.shared.care import Outcome
from weft.core.shared.fact import Basis, Review, ReviewStatus
from weft.library.accepted import accepted, drafts, is_accepted
from weft.library.check import check
from weft.library.knowledge import knowledge, load
from weft.library.plan_check import plan_set_faults
from weft.library.references import Fault
from weft.library.worked.screen import faults, screen_cases

SIGNED = Review(status=ReviewStatus.REVIEWED, by="Dana Okafor", registration="PT 4711", on=date(2026, 11, 1))
DRAFT = Review(status=ReviewStatus.DRAFT, reviewers_needed=("physiotherapist",))


def test_the_shipped_knowledge_has_no_fault() -> None:
    assert [str(fault) for fault in check(knowledge())] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "sources.toml",
            'id = "york"',
            'id = "york"\ncitation = "x"\n\n[[sources]]\nid = "nobody"',
            "nobody: nothing cites",
        ),
        (
            "screen/red_flags/fracture.toml",
            'reviewers_needed = ["physiotherapist", "physician"]',
            "",
            "review: is a draft; name reviewers_needed",
        ),
        ("screen/red_flags/fracture.toml", '"draft"', '"reviewed"', "review: says reviewed; add by"),
        ("screen/red_flags/fracture.toml", '"draft"', '"reviewed"', "review: says reviewed on the basis general"),
        (
            "screen/red_flags/cuff_tear.toml",
            'sources = ["shrf"]',
            "sources = []",
            "review: the basis is sourced; name the sources",
        ),
        (
            "screen/red_flags/infection.toml",
            '["full"]',
            '["consult"]',
            'infection_risk: is not in the full set; add "full"',
        ),
        ("screen/precautions/fainting.toml", '["full"]', '["consult"]', "fainting: is not in the full set"),
        (
            "screen/red_flags/heart_or_lung.toml",
            'action = "emergency"',
            'action = "gp"',
            "chest_pressure: is under a list of danger signs; one yes must hold everything back",
        ),
        (
            "screen/red_flags/heart_or_lung.toml",
            'blocks = ["*"]',
            'blocks = ["needling"]',
            "chest_pressure: is under a list of danger signs; one yes must hold everything back",
        ),
        (
            "screen/red_flags/heart_or_lung.toml",
            'outcome = "stop"',
            'outcome = "stop"\nblocks = ["needling"]',
            "chest_pressure: is under a list of danger signs; one yes must hold everything back",
        ),
        (
            "screen/leads/health_changed.toml",
            "reopens = true\n",
            "",
            "health_changed: stands before no question; put some under it",
        ),
        ("treat/points/li.toml", 'code = "LI4"', 'code = "LI99"', "LI99: is marked for pregnancy"),
        ("plan/pathways/low_back_desk_work.toml", "planned = 7", "planned = 8", "doses_needles.planned: is 8, but"),
        ("plan/pathways/low_back_desk_work.toml", "max = 15", "max = 6", "doses_needles: planned 7 is outside"),
    ],
)
def test_each_fault_is_found_and_loading_goes_on(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    root = copied(tmp_path)
    mend(root, file, old, new)

    faults = [str(fault) for fault in check(load(root))]

    assert [fault for fault in faults if fault.startswith(f"{file}: {complaint}")]


def test_what_stands_before_a_question_is_in_every_set_of_it(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "screen/leads/sudden_illness.toml", '["consult", "full", "every_visit"]', '["full", "every_visit"]')

    faults = [str(fault) for fault in check(load(root))]

    complaint = "chest_pressure: is asked in 'consult', but 'sudden_illness' before it is not"
    assert f"screen/red_flags/heart_or_lung.toml: {complaint}" in faults


def test_a_question_under_one_that_nobody_is_asked_is_named_by_the_check_too() -> None:
    known = knowledge()
    lost = [
        replace(entry, fact=replace(entry.fact, question=replace(entry.fact.question, under="nobody")))
        for entry in known.entries
        if isinstance(entry.fact, Precaution)
    ]

    faults = [fault.mend for fault in check(replace(known, entries=(*known.entries, lost[0])))]

    assert any("which nobody is asked; mend under" in mend for mend in faults)


def test_what_only_an_examination_finds_need_not_be_in_the_full_set(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "screen/precautions/pacemaker.toml", '["full"]', '["examination"]')

    assert not [fault for fault in check(load(root)) if fault.place == "pacemaker"]


def test_a_danger_sign_that_is_missing_is_found(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "screen/red_flags/infection.toml").unlink()

    assert "screen/red_flags/infection.toml: is missing; nobody is screened without it" in map(str, check(load(root)))


def test_a_fault_without_a_place_names_its_file() -> None:
    assert str(Fault("a.toml", "", "mend it")) == "a.toml: mend it"
    assert str(Fault("a.toml", "id", "mend it")) == "a.toml: id: mend it"


def test_with_drafts_on_everything_counts() -> None:
    assert accepted(knowledge(), work_with_drafts=True) == knowledge()


def test_with_drafts_off_screening_has_no_danger_signs() -> None:
    without = accepted(knowledge(), work_with_drafts=False)

    assert (without.screen.red_flags, without.screen.precautions) == ((), ())
    assert without.screen.modalities == knowledge().screen.modalities
    assert (without.plan.pathways, without.measure.instruments, without.assess.factors) == ({}, {}, ())
    assert without.treat.retention == knowledge().treat.retention


def test_points_go_with_their_meridian() -> None:
    without = accepted(knowledge(), work_with_drafts=False)

    assert (without.treat.meridians, without.treat.points) == ({}, {})


def test_a_signed_meridian_keeps_its_points_and_no_others() -> None:
    treat = knowledge().treat
    signed = replace(treat.meridians["bl"], review=SIGNED)
    mixed = replace(knowledge(), treat=replace(treat, meridians={**treat.meridians, "bl": signed}))

    kept = accepted(mixed, work_with_drafts=False).treat

    assert kept.meridians == {"bl": signed}
    assert kept.points == {point.code: point for point in signed.points}


def test_one_missing_danger_sign_leaves_none() -> None:
    screen = knowledge().screen
    others = tuple(flag for flag in screen.red_flags if flag.id != "fracture")
    fewer = replace(knowledge(), screen=replace(screen, red_flags=others))

    assert accepted(fewer, work_with_drafts=True).screen.red_flags == ()


def test_one_refused_precaution_leaves_none() -> None:
    screen = knowledge().screen
    signed = tuple(replace(flag, review=SIGNED) for flag in screen.red_flags)
    mixed = replace(knowledge(), screen=replace(screen, red_flags=signed))

    assert accepted(mixed, work_with_drafts=False).screen.red_flags == ()


def test_signed_danger_signs_and_precautions_are_accepted_without_drafts() -> None:
    screen = knowledge().screen
    signed = replace(
        screen,
        red_flags=tuple(replace(flag, review=SIGNED) for flag in screen.red_flags),
        precautions=tuple(replace(one, review=SIGNED) for one in screen.precautions),
        leads=tuple(replace(one, review=SIGNED) for one in screen.leads),
        audiences=(),
    )

    assert accepted(replace(knowledge(), screen=signed), work_with_drafts=False).screen == signed


def test_one_refused_lead_leaves_nothing_to_screen_with() -> None:
    screen = knowledge().screen
    signed = replace(
        screen,
        red_flags=tuple(replace(flag, review=SIGNED) for flag in screen.red_flags),
        precautions=tuple(replace(one, review=SIGNED) for one in screen.precautions),
    )

    left = accepted(replace(knowledge(), screen=signed), work_with_drafts=False).screen

    assert (left.red_flags, left.precautions, left.leads, left.questions, left.audiences) == ((), (), (), {}, ())


def test_a_refused_audience_is_left_out_and_screening_stays() -> None:
    screen = knowledge().screen
    unsigned = replace(screen.audiences[0], review=replace(SIGNED, by=""))
    mixed = replace(knowledge(), screen=replace(screen, audiences=(unsigned, *screen.audiences[1:])))

    left = accepted(mixed, work_with_drafts=True).screen

    assert (left.red_flags, left.audiences) == (screen.red_flags, screen.audiences[1:])


@pytest.mark.parametrize(
    ("review", "without_drafts", "with_drafts"),
    [
        (DRAFT, False, True),
        (SIGNED, True, True),
        (replace(SIGNED, by=""), False, False),
        (replace(SIGNED, registration=""), False, False),
        (replace(SIGNED, on=None), False, False),
    ],
)
def test_a_review_counts_when_somebody_signed_it(review: Review, without_drafts: bool, with_drafts: bool) -> None:
    fact = replace(knowledge().screen.red_flags[0], review=review, basis=Basis.SOURCED)

    assert is_accepted(fact, work_with_drafts=False) is without_drafts
    assert is_accepted(fact, work_with_drafts=True) is with_drafts


def test_what_needs_no_review_is_accepted() -> None:
    assert is_accepted(knowledge().disciplines["needles"], work_with_drafts=False)


def test_the_drafts_are_named_by_file() -> None:
    assert "screen/red_flags/cauda_equina.toml" in drafts(knowledge())
    assert "disciplines/needles.toml" not in drafts(knowledge())


def test_every_case_of_screening_comes_out_as_a_clinician_expects() -> None:
    assert [str(fault) for fault in faults(knowledge())] == []


def test_every_rule_of_screening_has_a_clear_a_borderline_and_a_missing_case() -> None:
    screen = knowledge().screen
    cases = screen_cases()

    assert set(cases) >= {flag.id for flag in screen.red_flags} | {one.id for one in screen.precautions}
    assert not [rule for rule, own in cases.items() if own[0].expect.outcome is not Outcome.GO]
    assert not [rule for rule, own in cases.items() if not any("orderline" in case.why for case in own)]
    assert not [rule for rule, own in cases.items() if not any(case.given.missing for case in own)]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('expect.action = "emergency"', 'expect.action = "gp"', "action should be gp and is emergency"),
        ('given.yes = ["saddle_numbness"]', 'given.yes = ["saddle"]', "no question is called 'saddle'"),
        (
            'expect.outcome = "go"',
            'expect.outcome = "go"\nexpect.ask = ["leech"]',
            "leech verdict should be ask and is None",
        ),
    ],
)
def test_a_case_that_comes_out_otherwise_is_a_fault(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    root = copied(tmp_path)
    mend(root, "cases/screen/cauda_equina.toml", old, new)

    assert complaint in [fault.mend for fault in faults(knowledge(), root)]


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "plan/pathways/low_back_desk_work/settle.toml",
            "per_week = 2, total = 4",
            "per_week = 3, total = 4",
            "settle_needles: 3",
        ),
        ("plan/pathways/low_back_desk_work.toml", "max = 15", "max = 7", "doses_needles: 7 planned"),
    ],
)
def test_a_set_that_does_not_add_up_names_its_file(
    tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    root = copied(tmp_path)
    mend(root, file, old, new)

    faults = [str(fault) for fault in plan_set_faults(load(root).plan)]

    assert [fault for fault in faults if fault.startswith(f"{file}: {complaint}")]


def test_what_is_accepted_of_one_knowledge_is_worked_out_once_and_anew_for_another() -> None:
    once = accepted(knowledge(), work_with_drafts=False)
    other = replace(knowledge(), version="another")

    assert accepted(knowledge(), work_with_drafts=False) is once
    assert accepted(other, work_with_drafts=False).version == "another"
