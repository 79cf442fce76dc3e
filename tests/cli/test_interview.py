import io
from collections.abc import Callable
from pathlib import Path

import pytest

from weft.cli.main import main
from weft.core.plan.interview import question_pages, told_already
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.shared.care import Answer
from weft.library.knowledge import knowledge

Interview = Callable[..., tuple[int, str, str, Path]]
FACTS = knowledge().screen
TOLD = told_already(FACTS, region="low_back", age=45)


def asked(**said: Answer) -> list[list[str]]:
    """The pages of somebody with a low back who says no to all but ``said``."""
    pages = [[one.id for one in page if one.id not in TOLD] for page in question_pages(FACTS, said)]
    return [page for page in pages if page]


def typed(*, dangers: str = "none", spreads: str = "1", region: str = "low back", **said: Answer) -> list[str]:
    screening = [_line(page, dangers, said) for page in asked(**said)]
    return [region, "6 months", spreads, "45", *screening, "heat, rest", "sit at work"]


def _line(page: list[str], dangers: str, said: dict[str, Answer]) -> str:
    return said.get(page[0], "no") if len(page) == 1 else dangers


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


def test_a_place_without_a_set_is_not_given_one(answer: Interview) -> None:
    _, printed, _, _ = answer(typed(region="shoulder"))

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
    everything = dict.fromkeys(FACTS.questions, Answer.YES)
    questions = [question.id for page in question_pages(FACTS, everything) for question in page]

    assert sorted(questions) == sorted(one.id for one in questions_for(FACTS, QuestionSet.CONSULT))


def test_a_yes_brings_what_stands_under_it_and_the_count_grows(answer: Interview) -> None:
    (signs,) = [lead.id for lead in FACTS.leads if lead.signs]
    lines = typed(**{signs: Answer.YES})
    code, _, shown, _ = answer(lines)

    assert len(lines) == len(typed()) + 1
    assert code == 0
    assert f"{len(lines)} of {len(lines)}. What do you want to do again?" in shown


def test_age_and_place_are_not_asked_twice(answer: Interview) -> None:
    _, _, shown, _ = answer(typed())

    assert "Are you under 18?" not in shown
