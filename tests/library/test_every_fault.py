"""One list says whether the knowledge may be used."""

import shutil
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.library.accepted import REQUIRED_RED_FLAGS
from weft.library.faults import every_fault
from weft.library.reading import BadFile


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the knowledge that may be spoilt, in use for one test."""
    folder = copied(tmp_path)
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(folder))
    return folder


@pytest.mark.usefixtures("copy")
def test_what_ships_has_no_fault() -> None:
    assert every_fault() == ()


def test_a_case_that_comes_out_otherwise_is_a_fault(copy: Path) -> None:
    mend(copy, "screen/red_flags/cauda_equina.toml", 'action = "emergency"', 'action = "gp"')

    assert {fault.file for fault in every_fault()} >= {"cases/screen/cauda_equina.toml"}


def test_without_danger_signs_each_missing_one_is_named(copy: Path) -> None:
    for folder in ("red_flags", "precautions", "leads"):
        shutil.rmtree(copy / "screen" / folder)

    missing = {fault.file for fault in every_fault() if fault.mend.startswith("is missing")}

    assert missing == {f"screen/red_flags/{flag}.toml" for flag in REQUIRED_RED_FLAGS}


def test_a_plan_case_that_cannot_be_read_is_raised(copy: Path) -> None:
    mend(copy, "cases/plan/danger-sign.toml", "age = ", "aged = ")

    with pytest.raises(BadFile, match=r"danger-sign\.toml"):
        every_fault()
