"""`weft knowledge accept` and `weft knowledge handbook`."""

from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.cli.main import main

WHO = ("--by", "Dana Okafor", "--registration", "PT 4711")


@pytest.fixture
def copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the knowledge that may be signed."""
    folder = copied(tmp_path)
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(folder))
    return folder


def test_what_is_accepted_is_named_with_what_is_left(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "accept", "adjust", *WHO, "--on", "2026-11-20", "--on-my-judgement"]) == 0

    listed = capsys.readouterr().out
    assert "reviewed  adjust/rules/taper.toml" in listed
    assert "Still draft: 0 in adjust, " in listed
    assert "on = 2026-11-20" in (copy / "adjust/rules/taper.toml").read_text(encoding="utf-8")

    assert main(["knowledge", "accept", "taper", *WHO]) == 0
    assert "was reviewed before  adjust/rules/taper.toml" in capsys.readouterr().out


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("sreen",), "did you mean screen"),
        (("adjust",), "--on-my-judgement"),
        (("adjust", "--on", "yesterday"), "'yesterday' is no day; write it as 20"),
        (("adjust", "--on", "2999-01-01"), "has not come yet"),
    ],
)
def test_what_cannot_be_accepted_is_one_line_and_exit_2(
    options: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", "accept", *options, *WHO]) == 2

    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_nothing_is_accepted_while_the_check_finds_faults(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mend(copy, "sources.toml", 'id = "york"', 'id = "york"\ncitation = "x"\n\n[[sources]]\nid = "nobody"')

    assert main(["knowledge", "accept", "dose", *WHO]) == 2
    assert "nothing cites this source" in capsys.readouterr().err


def test_the_handbook_is_written_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "book"

    assert main(["knowledge", "handbook", "--out", str(out)]) == 0

    assert "index.html" in capsys.readouterr().out
    assert (out / "handbook.pdf").read_bytes().startswith(b"%PDF")
    assert {"index.html", "screen.html", "plan.html"} <= {path.name for path in out.iterdir()}


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book").write_text("mine")

    assert main(["knowledge", "handbook", "--out", str(tmp_path / "book")]) == 2
    assert "give another folder with --out" in capsys.readouterr().err
