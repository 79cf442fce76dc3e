import shutil
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.cli.main import main

SETTLE = "plan/pathways/low_back_desk_work/settle.toml"


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the knowledge that may be spoilt."""
    folder = copied(tmp_path)
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(folder))
    return folder


@pytest.mark.usefixtures("copy")
def test_knowledge_that_is_in_order_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "check"]) == 0
    assert "is in order" in capsys.readouterr().out


def test_every_fault_of_a_set_is_listed_and_exits_1(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    mend(copy, SETTLE, "total = 4, minutes = 20", "total = 5, minutes = 20")

    assert main(["knowledge", "check"]) == 1

    listed = capsys.readouterr().out.splitlines()
    assert f"{SETTLE}: settle_needles: 2 a week in 2 weeks is not 5" in listed
    assert any(line.startswith("plan/pathways/low_back_desk_work.toml: doses_needles.planned") for line in listed)
    assert listed[-1].endswith(" to mend.")


def test_a_file_that_cannot_be_used_exits_1_with_its_line(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    mend(copy, SETTLE, 'ceiling = "gentle"', 'ceiling = "soft"')

    assert main(["knowledge", "check"]) == 1
    assert "settle.toml: ceiling: 'soft' is not allowed" in capsys.readouterr().out


def test_planning_with_bad_knowledge_exits_2(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    mend(copy, SETTLE, 'modality = "needling"', 'modality = "needlng"')

    assert main(["plan", "--example", "office-worker"]) == 2
    assert "did you mean 'needling'?" in capsys.readouterr().err


def test_planning_without_danger_signs_exits_2(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    shutil.rmtree(copy / "screen/red_flags")

    assert main(["plan", "--example", "office-worker"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_missing_danger_signs_are_listed(capsys: pytest.CaptureFixture[str], copy: Path) -> None:
    for folder in ("red_flags", "precautions", "leads"):
        shutil.rmtree(copy / "screen" / folder)

    assert main(["knowledge", "check"]) == 1
    assert "screen/red_flags/cauda_equina.toml: is missing; nobody is screened without it" in capsys.readouterr().out
