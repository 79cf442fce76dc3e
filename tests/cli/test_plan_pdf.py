"""Where `weft plan` writes its PDF, and what it never writes over."""

from pathlib import Path

import pytest
from tests.cli.shell import shell

from weft.cli.main import main


def test_an_example_in_words_is_written_to_plan_pdf_too(folder: Path) -> None:
    main(["plan", "--example", "office-worker"])

    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_program_gets_a_pdf_only_where_it_names_one(folder: Path) -> None:
    main(["plan", "--example", "office-worker", "--json"])

    assert not (folder / "plan.pdf").exists()


def test_a_clinic_in_other_letters_still_gets_its_pdf(folder: Path) -> None:
    done = shell("weft plan --example office-worker --clinic $'\\xff Back Clinic' --pdf y.pdf")

    assert done.returncode == 0
    assert (folder / "y.pdf").read_bytes().startswith(b"%PDF")


def test_a_named_pdf_is_written_over() -> None:
    path = Path("plan.pdf")
    path.write_text("old")

    assert main(["plan", "--example", "office-worker", "--pdf", "plan.pdf"]) == 0
    assert path.read_bytes().startswith(b"%PDF")


def test_a_pdf_that_nobody_asked_for_does_not_spoil_the_answer(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    folder.rmdir()

    assert main(["plan", "--example", "office-worker"]) == 0

    said = capsys.readouterr()
    assert "SETTLE" in said.out
    assert said.err == "No PDF was written: plan.pdf: No such file or directory. Name a file with --pdf.\n"


def test_a_pdf_cut_short_is_taken_away_again(folder: Path) -> None:
    done = shell("ulimit -f 4; weft plan --example office-worker")

    assert done.returncode == 0
    assert done.stderr == "No PDF was written: plan.pdf: File too large. Name a file with --pdf.\n"
    assert list(folder.iterdir()) == []


def test_a_plan_that_is_there_is_kept_and_the_new_one_gets_the_next_name(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "plan.pdf").write_text("mine")
    (folder / "plan-2.pdf").write_text("mine too")

    assert main(["plan", "--example", "office-worker"]) == 0

    assert capsys.readouterr().err == "Wrote plan-3.pdf (plan.pdf was there already and is kept)\n"
    assert (folder / "plan.pdf").read_text() == "mine"
    assert (folder / "plan-2.pdf").read_text() == "mine too"
    assert (folder / "plan-3.pdf").read_bytes().startswith(b"%PDF")
