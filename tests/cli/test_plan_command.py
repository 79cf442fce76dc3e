"""What `weft plan` says: the plan, its outline, and both as JSON."""

import json
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


def test_run_exits_with_the_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["weft", "knowledge", "check"])

    with pytest.raises(SystemExit) as ended:
        run()

    assert ended.value.code == 0
    assert "is in order" in capsys.readouterr().out


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
    assert {"kind": "ask", "says": "14 needle visits in 90 days, more than 12: give the reason."} in plan["checks"]
    assert plan["with_reason"] == {"needles": 0, "movement": 0}
    assert plan["review_points"][0]["after_needle_visits"] == 3


def test_checks_changes_and_the_safety_net_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", "--example", "easily-stirred"])

    said = " ".join(capsys.readouterr().out.split())
    assert "CHANGED FOR THIS PERSON" in said
    assert "CHECKS fits 10 needle visits; this set says 5 to 12." in said
    assert "Under 10 percent better by needle visit 5." in said
    assert "an emergency department. At once." in said
