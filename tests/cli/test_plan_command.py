import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from weft.cli.main import main, run
from weft.library.cases import examples

ROOT = Path(__file__).parents[2]
CASE = 'age = 45\n[[problems]]\nid = "back"\nregion = "low_back"\nsince_weeks = 20\n[answers]\n'


@pytest.mark.parametrize("name", examples())
def test_each_example_is_printed_at_80_columns_without_colour(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["plan", "--example", name]) == 0

    printed = capsys.readouterr().out
    assert max(len(line) for line in printed.splitlines()) <= 80
    assert "\x1b" not in printed
    assert all(line == line.rstrip() for line in printed.splitlines())


@pytest.mark.parametrize(
    "section",
    [
        "CLEARANCE",
        "GOALS",
        "1 SETTLE",
        "PLANNED VISITS",
        "HOME EXERCISES",
        "REVIEW POINTS",
        "WHAT IS KNOWN",
        "RESTS ON VALUES THAT NO CLINICIAN HAS REVIEWED YET",
        "because",
        "until",
        "silent on",
        "Low back, trial dose",
    ],
)
def test_the_printed_plan_has_every_part(capsys: pytest.CaptureFixture[str], section: str) -> None:
    main(["plan", "--example", "office-worker"])

    assert section in capsys.readouterr().out


def test_the_version_names_the_knowledge_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0

    assert "knowledge 20" in capsys.readouterr().out


def test_an_example_in_words_is_written_to_plan_pdf_too(folder: Path) -> None:
    main(["plan", "--example", "office-worker"])

    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_a_program_gets_a_pdf_only_where_it_names_one(folder: Path) -> None:
    main(["plan", "--example", "office-worker", "--json"])

    assert not (folder / "plan.pdf").exists()


def test_json_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--example", "office-worker", "--json"]) == 0

    plan = json.loads(capsys.readouterr().out)
    assert {"clearance", "phases", "evidence", "doses", "home", "review_points", "knowledge_version"} <= plan.keys()
    assert {"outcome", "action", "modalities", "unanswered"} <= plan["clearance"].keys()
    phase = plan["phases"][0]
    assert {"id", "name", "weeks", "ceiling", "entry", "exit", "lanes"} <= phase.keys()
    assert list(phase["lanes"]) == ["needles", "movement", "home"]
    line = phase["lanes"]["needles"][0]
    assert {"id", "problem", "text", "dose", "because", "now", "until", "evidence", "status"} <= line.keys()
    assert {"per_week", "total", "minutes"} <= line["dose"].keys()
    assert {"id", "says", "from", "certainty", "silent_on", "sources"} <= plan["evidence"][0].keys()
    assert plan["doses"]["needles"] == {"planned": 7, "min": 7, "max": 15}


def test_json_gives_each_reason_its_rule_source_and_status(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "blood-thinner", "--json"])

    needling = json.loads(capsys.readouterr().out)["clearance"]["modalities"]["needling"]
    assert needling["verdict"] == "caution"
    assert needling["reasons"][0].keys() == {"rule", "text", "source", "status"}
    assert needling["reasons"][0]["rule"] == "blood_thinner"


def test_a_clinical_no_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--example", "danger-sign"]) == 0

    printed = capsys.readouterr().out
    assert "Emergency: get help now." in printed
    assert printed.count("possible cauda equina") == 1
    assert "1 SETTLE" not in printed


def test_what_is_left_out_is_said_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "not-sure-about-blood-thinner"])

    printed = " ".join(capsys.readouterr().out.split())
    assert "LEFT OUT" in printed
    assert "Not sure: Do you take a blood thinner" in printed
    assert "Needles none planned" in printed


def test_a_plan_by_hand_has_no_empty_sections(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "five-weeks"])

    printed = capsys.readouterr().out
    assert "no plan set fits yet" in printed
    assert "PLANNED VISITS" not in printed


def test_with_two_problems_each_line_names_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "two-low-back-problems"])

    printed = capsys.readouterr().out
    assert "Needles 2 a week  [left-side]" in printed
    assert "Needles 2 a week  [right-side]" in printed


def test_a_sign_off_and_points_to_leave_out_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "pregnant"])

    printed = capsys.readouterr().out
    assert "caution, sign-off first" in printed
    assert "Not at LI4" in printed


def test_questions_without_an_answer_are_listed_once(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "missing-answer"])

    printed = " ".join(capsys.readouterr().out.split())
    assert "Still to be asked: - Do you have any numbness" in printed


def test_a_case_file_is_planned(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE)

    assert main(["plan", str(path)]) == 0
    assert "Talk first" in capsys.readouterr().out


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


def test_without_a_command_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "plan" in capsys.readouterr().out


def test_planning_never_imports_django() -> None:
    code = "import sys; from weft.cli.main import main; main(sys.argv[1:]); sys.exit('django' in sys.modules)"
    command = [sys.executable, "-c", code, "plan", "--example", "office-worker"]

    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_python_dash_m_weft_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "weft", "plan", "--example", "nobody"], capture_output=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.startswith(b"weft: no example is called")


def test_a_reader_that_leaves_early_leaves_no_traceback() -> None:
    command = f"{sys.executable} -m weft plan --example office-worker | head -1"

    done = subprocess.run(command, shell=True, capture_output=True, check=False)  # noqa: S602  a pipe is the point

    assert done.stdout == b"Low back, desk work\n"
    assert done.stderr == b""


def test_a_terminal_without_our_letters_still_gets_the_plan() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "weft", "plan", "--example", "office-worker"]

    assert subprocess.run(command, capture_output=True, check=False, env=environment).returncode == 0


def test_letters_that_cannot_be_read_are_asked_again() -> None:
    done = subprocess.run([sys.executable, "-m", "weft", "plan"], input=b"\xff\xfe\n", capture_output=True, check=False)

    assert done.returncode == 2
    assert b"could not be read" in done.stderr
    assert b"Traceback" not in done.stderr


def test_run_exits_with_the_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["weft", "knowledge", "check"])

    with pytest.raises(SystemExit) as ended:
        run()

    assert ended.value.code == 0
    assert "is in order" in capsys.readouterr().out
