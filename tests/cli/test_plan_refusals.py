"""What cannot be read or written is one line and exit 2, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.shell import shell

from weft.cli.main import main

CASE = 'age = 45\n[[problems]]\nid = "back"\nregion = "low_back"\nsince_weeks = 20\n[answers]\n'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "nowhere.toml"], "weft: nowhere.toml: no such file; check the path"),
        (["plan", "--example", "nobody"], "no example is called 'nobody'; there are: "),
        (["plan", "--exampel", "office-worker"], "weft: command line: No such option: --exampel"),
        (["plan", "--example"], "weft: command line: "),
        (["plan", "case.toml", "--example", "office-worker"], "give a case file or --example, not both"),
        (["plans"], "No such command 'plans'"),
        (["plan", "--example", "office-worker", "--pdf", "/nowhere/plan.pdf"], "/nowhere/plan.pdf: cannot be written"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(arguments) == 2

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_bad_input_in_a_case_names_file_place_and_mend(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE.replace("low_back", "low_bak"))

    assert main(["plan", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"weft: {path}: problems.0.region: 'low_bak' is not known; did you mean low_back?\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "age = " + "[" * 5000,
        "age = " + "9" * 5000,
        "age = 0x" + "f" * 20_000,
        CASE.replace("45", "true"),
        CASE.replace("45", '"45"'),
        CASE.replace("45", "45.0"),
        CASE.replace("45", "9" * 4000),
        CASE.replace("20", "9" * 4000),
        CASE.replace("low_back", "x" * 4000),
        CASE + '"' + "x" * 4000 + '" = "yes"',
    ],
)
def test_a_case_file_of_any_kind_is_refused_in_one_short_line(
    capsys: pytest.CaptureFixture[str], folder: Path, text: str
) -> None:
    Path("case.toml").write_text(text)

    assert main(["plan", "case.toml"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("weft: case.toml: ")
    assert said.count("\n") == 1
    assert len(said) < 400
    assert list(folder.iterdir()) == [folder / "case.toml"]


def test_letters_that_cannot_be_read_are_asked_again() -> None:
    done = subprocess.run([sys.executable, "-m", "weft", "plan"], input=b"\xff\xfe\n", capture_output=True, check=False)

    assert done.returncode == 2
    assert b"could not be read" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("weft plan <&-", "weft: standard input: is closed; give a case file or --example"),
        ("weft plan --example office-worker --json >&-", "weft: standard output: is closed; "),
        ("weft plan --example office-worker >/dev/full", "weft: cannot read or write: No space left on device"),
        ("weft plan --example office-worker --json >/dev/full", "weft: cannot read or write: No space left on device"),
        ("weft --version >/dev/full", "weft: cannot read or write: No space left on device"),
    ],
)
def test_a_closed_or_full_stream_is_one_line_and_exit_2(command: str, said: str) -> None:
    done = shell(command)

    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_a_closed_input_matters_only_to_questions() -> None:
    done = shell("weft plan --example office-worker --json <&-")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full"])
def test_without_a_place_for_complaints_the_code_still_says_it(stream: str) -> None:
    done = shell(f"weft plan --example nobody {stream}")

    assert (done.returncode, done.stdout) == (2, "")


def test_a_reader_that_leaves_early_leaves_no_traceback() -> None:
    command = f"{sys.executable} -m weft plan --example office-worker | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602  a pipe is the point

    assert done.stdout == b"Low back, desk work\n"
    assert done.stderr == b""


def test_a_terminal_without_our_letters_still_gets_the_plan() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "weft", "plan", "--example", "office-worker"]

    assert subprocess.run(command, capture_output=True, check=False, env=environment).returncode == 0
