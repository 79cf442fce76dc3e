"""A screening file: a case with what it says for screening alone; and the cases of what a consult hints at."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.screen.facts import QuestionSet
from weft.core.screen.fit import Suits
from weft.core.shared.care import Outcome
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile
from weft.library.screen_file import ScreenWish, read_screening, screened
from weft.library.worked.screen import faults

CASE = """\
age = 50
asked = "consult"
belongs_to = ["without_surgery_or_opioids"]
other_care = ["chiropractic"]

[[problems]]
id = "back"
region = "low_back"
since_weeks = 3

[answers]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    path.write_text(CASE + all_no(), encoding="utf-8")
    return path


def all_no() -> str:
    consult = (one for one in knowledge().screen.questions.values() if QuestionSet.CONSULT in one.asked_in)
    return "".join(f'{one.id} = "no"\n' for one in consult if not one.under)


def test_a_case_is_judged_with_what_it_says_for_screening(file: Path) -> None:
    found = screened(*read_screening(file))

    assert (found.clearance.outcome, found.clearance.asked) == (Outcome.GO, QuestionSet.CONSULT)
    assert (found.fit.suits, [one.id for one in found.fit.audiences]) == (
        Suits.OTHER_CARE,
        ["without_surgery_or_opioids"],
    )


def test_without_those_keys_the_full_set_was_asked(file: Path) -> None:
    mend(file.parent, file.name, 'asked = "consult"\n', "")

    case, wish = read_screening(file)

    assert wish == ScreenWish(belongs_to=("without_surgery_or_opioids",), other_care=("chiropractic",))
    assert screened(case, wish).clearance.unanswered


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"without_surgery_or_opioids"', '"everybody"', "belongs_to: 'everybody' is not known; use one of: "),
        ('"consult"', '"often"', "asked: 'often' is not allowed"),
        ("age = 50", "age = 50\nages = 50", "ages: is not a known key"),
        ("since_weeks = 3", "since_weeks = -3", "problems.0.since_weeks: -3 does not fit"),
    ],
)
def test_what_cannot_be_used_names_file_place_and_mend(file: Path, old: str, new: str, complaint: str) -> None:
    mend(file.parent, file.name, old, new)

    with pytest.raises(BadFile) as fault:
        read_screening(file)

    assert complaint in str(fault.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            'suits = "both", audiences = ["disc_or_sciatica"]',
            'suits = "needles"',
            "suits should be needles and is both",
        ),
        (
            'suits = "both", audiences = ["disc_or_sciatica"]',
            'suits = "both"',
            "audiences should be () and is ('disc_or_sciatica',)",
        ),
    ],
)
def test_a_hint_that_comes_out_otherwise_is_a_fault(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    root = copied(tmp_path)
    mend(root, "cases/screen/fit/audiences.toml", old, new)

    assert complaint in [fault.mend for fault in faults(knowledge(), root)]


def test_without_danger_signs_no_hint_is_judged(tmp_path: Path) -> None:
    root = copied(tmp_path)
    for path in (root / "cases/screen").glob("*.toml"):
        path.unlink()
    without = replace(knowledge(), screen=replace(knowledge().screen, red_flags=(), precautions=(), leads=()))

    assert list(faults(without, root)) == []
