"""`weft ask`: plain words find what there is to read; nothing found is one line and exit 2."""

import pytest

from weft.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["ask", *words])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def test_a_lay_name_finds_what_is_known_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "cold", "shoulder")

    assert code == 0
    assert "Said It helps a frozen shoulder Known 13 small studies" in out
    assert "(very low certainty; ben20)" in out
    assert "Draft: no named clinician" in out
    assert err == ""


def test_what_else_speaks_of_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "slipped disc")

    assert code == 0
    assert "WHAT CAN CAUSE IT" in out


@pytest.mark.parametrize("words", [("zzzz",), ("the", "of"), ("",)])
def test_nothing_found_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *words)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "nothing to read speaks of this" in err


def test_no_words_are_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys)

    assert code == 2
    assert err.count("\n") == 1
