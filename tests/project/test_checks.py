"""A server does not start on knowledge that `weft knowledge check` rejects."""

import shutil
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.project.checks import the_knowledge_is_in_order

FLAG = "screen/red_flags/cauda_equina.toml"


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the knowledge that may be spoilt, in use for one test."""
    folder = copied(tmp_path)
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(folder))
    return folder


def found() -> list[tuple[str, str]]:
    return [(str(one.id), str(one.msg)) for one in the_knowledge_is_in_order(None)]


@pytest.mark.usefixtures("copy")
def test_knowledge_that_is_in_order_is_served() -> None:
    assert found() == []


def test_a_file_that_cannot_be_loaded_stops_the_start(copy: Path) -> None:
    mend(copy, FLAG, 'blocks = ["*"]', "blocks = []")

    ((code, said),) = found()

    assert code == "weft.E003"
    assert "cauda_equina.toml: blocks: is empty" in said


def test_a_fault_that_the_check_lists_stops_the_start(copy: Path) -> None:
    mend(copy, "screen/red_flags/infection.toml", '["full"]', '["consult"]')

    assert ("weft.E003", "infection_risk: is not in the full set") in [
        (code, said.removeprefix("screen/red_flags/infection.toml: ").split(";")[0]) for code, said in found()
    ]


def test_a_danger_sign_softened_against_its_cases_stops_the_start(copy: Path) -> None:
    mend(copy, FLAG, 'action = "emergency"', 'action = "gp"')

    assert any("cases/screen/cauda_equina.toml" in said for _, said in found())
    assert {code for code, _ in found()} == {"weft.E003"}


def test_without_danger_signs_nothing_starts(copy: Path) -> None:
    for folder in ("red_flags", "precautions", "leads"):  # which name each other's questions
        shutil.rmtree(copy / "screen" / folder)

    assert [code for code, _ in found()] == ["weft.E004"]
