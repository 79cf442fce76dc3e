import io
from collections.abc import Callable
from pathlib import Path

import pytest

from weft.cli.main import main
from weft.core.plan.interview import question_pages
from weft.library.knowledge import knowledge

Interview = Callable[..., tuple[int, str, str, Path]]
PAGES = question_pages(knowledge().screen)


def typed(*, dangers: str = "none", spreads: str = "1", region: str = "low back") -> list[str]:
    screening = [("no" if len(page) == 1 else dangers) for page in PAGES]
    return [region, "6 months", spreads, "45", *screening, "heat, rest", "sit at work"]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Interview:
    """Run the interview in an empty folder with these typed lines: exit code, output, errors, folder."""
    monkeypatch.chdir(tmp_path)

    def run(lines: list[str], *options: str) -> tuple[int, str, str, Path]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main(["plan", *options])
        return code, *capsys.readouterr(), tmp_path

    return run


def test_at_most_twenty_questions_end_in_a_plan_and_a_pdf(answer: Interview) -> None:
    code, printed, asked, folder = answer(typed())

    assert code == 0
    assert len(typed()) <= 20
    assert f"{len(typed())} of {len(typed())}. What do you want to do again?" in asked
    assert "Low back, desk work" in printed
    assert "sit at work" in printed
    assert "More are asked before the first treatment." in " ".join(printed.split())
    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_danger_sign_ends_in_what_to_do(answer: Interview) -> None:
    _, printed, _, _ = answer(typed(dangers="1"))

    assert "Stop: no treatment now." in printed


def test_pain_below_the_knee_is_not_given_the_set(answer: Interview) -> None:
    _, printed, _, _ = answer(typed(spreads="below the knee"))

    assert "no plan set fits yet" in printed


def test_an_answer_that_cannot_be_read_is_asked_again(answer: Interview) -> None:
    lines = typed()
    code, printed, asked, _ = answer([lines[0], "long ago", *lines[1:]])

    assert code == 0
    assert asked.count("That could not be read.") == 1
    assert "here 26" in printed


def test_input_that_ends_early_is_bad_input(answer: Interview) -> None:
    code, printed, asked, folder = answer(typed()[:3])

    assert code == 2
    assert printed == ""
    assert asked.splitlines()[-1].startswith("weft: standard input: ended at question 4 of ")
    assert not (folder / "plan.pdf").exists()


def test_with_json_the_questions_stay_off_the_output(answer: Interview) -> None:
    _, printed, _, _ = answer(typed(), "--json")

    assert printed.startswith("{")


def test_every_consult_question_is_on_exactly_one_page() -> None:
    questions = [question.id for page in PAGES for question in page]

    assert len(questions) == len(set(questions))
    assert "saddle_numbness" in questions
