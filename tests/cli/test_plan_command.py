import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from weft.cli.main import main, run
from weft.cli.page import printed as printed_rows
from weft.cli.plan_text import plan_text
from weft.core.plan.checks import plan_checks
from weft.library.cases import example, examples
from weft.library.knowledge import knowledge
from weft.library.plan import plan

ROOT = Path(__file__).parents[2]
CASE = 'age = 45\n[[problems]]\nid = "back"\nregion = "low_back"\nsince_weeks = 20\n[answers]\n'


@pytest.mark.parametrize("name", examples())
def test_each_example_is_printed_at_80_columns_without_colour(capsys: pytest.CaptureFixture[str], name: str) -> None:
    drafted = plan(example(name))

    printed_rows(plan_text(drafted, knowledge(), plan_checks(drafted)))

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
    assert needling["reasons"][0].keys() >= {"rule", "text", "source", "status"}
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
    main(["plan", "--example", "stiff-neck"])

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
    assert printed.count("Do you have any numbness, tingling") == 1
    assert "Waiting for the answers that are still to be asked. This leaves out: Needles" in printed


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


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell with ``weft`` in it, as somebody types it."""
    line = command.replace("weft ", f"{sys.executable} -m weft ", 1)
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


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


def test_a_clinic_in_other_letters_still_gets_its_pdf(folder: Path) -> None:
    done = shell("weft plan --example office-worker --clinic $'\\xff Back Clinic' --pdf y.pdf")

    assert done.returncode == 0
    assert (folder / "y.pdf").read_bytes().startswith(b"%PDF")


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


def test_the_outline_is_one_page_of_words_with_its_pdf(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["plan", "--example", "five-weeks", "--outline"]) == 0

    said = capsys.readouterr().out
    for words in (
        "Outline of a plan",
        "WHAT WE HEARD",
        "WHAT MAY FIT",
        "NO OBLIGATION",
        "Needle visits in all: 0 to 6.",
    ):
        assert words in said
    assert "because" not in said
    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_an_outline_that_must_wait_shows_no_phases(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "danger-sign", "--outline"])

    said = capsys.readouterr().out
    assert "Next: get help first." in said
    assert "LIKELY PHASES" not in said


def test_the_outline_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "five-weeks", "--outline", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert [phase["name"] for phase in found["phases"]] == ["Settle", "Rebuild", "Keep"]
    assert found["visits"] == ["Needle visits in all: 0 to 6.", "Movement visits in all: 1 to 6."]


def test_json_says_the_way_out_who_else_looks_and_what_was_checked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "over-the-cap", "--json"])

    plan = json.loads(capsys.readouterr().out)
    assert plan["phases"][0]["leaves_when"][0]["kind"] == "home_days"
    assert plan["escalations"][0]["soon"] == "emergency"
    assert plan["non_response"] == [
        {
            "pathway": "sciatica_long",
            "after_needle_visits": 5,
            "below_fraction": 0.1,
            "then": plan["non_response"][0]["then"],
        }
    ]
    assert {"kind": "ask", "says": "14 needle visits in 90 days are more than 12: give the reason."} in plan["checks"]
    assert plan["with_reason"] == {"needles": 0, "movement": 0}
    assert plan["review_points"][0]["after_needle_visits"] == 3


def test_checks_changes_and_the_safety_net_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "easily-stirred"])

    said = " ".join(capsys.readouterr().out.split())
    assert "CHANGED FOR THIS PERSON" in said
    assert "CHECKS fits 10 needle visits; this set says 5 to 12." in said
    assert "Under 10 percent better by needle visit 5." in said
    assert "an emergency department. At once." in said
