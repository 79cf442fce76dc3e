"""`weft screen`: what answers mean, for people and for programs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from weft.cli.main import main

DOC = Path(__file__).parents[2] / "docs/formats/screen.md"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The example of the documentation, as a file."""
    found = re.search(r"```toml\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    path = tmp_path / "sore-back.toml"
    path.write_text(found[1], encoding="utf-8")
    return path


def spoilt(case: Path, old: str, new: str) -> str:
    text = case.read_text(encoding="utf-8")
    assert old in text
    case.write_text(text.replace(old, new, 1), encoding="utf-8")
    return str(case)


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["screen", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def in_words(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["screen", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_example_of_the_documentation_says_what_is_open(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, str(case))

    assert (said["asked"], said["outcome"]) == ("consult", "talk_first")
    assert said["unanswered"] == ["constant_pain"]
    assert said["unsure"] == ["blood_thinner"]
    assert said["modalities"]["exercise"]["verdict"] == "ask"
    assert said["fit"]["suits"] == "talk_first"
    assert said["fit"]["audiences"] == ["lasting_or_returning", "without_surgery_or_opioids"]


def test_words_say_what_is_still_to_be_asked_and_what_may_suit(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = in_words(capsys, str(case))

    for words in ("Talk first:", "Still to be asked:", "To be asked again (not sure):", "What may suit".upper()):
        assert words in said


def test_a_clinical_no_is_an_answer_too(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, spoilt(case, 'saddle_numbness = "no"', 'saddle_numbness = "yes"'))

    assert (said["outcome"], said["action"], said["flags"]) == ("stop", "emergency", ["cauda_equina"])
    reason = said["modalities"]["needling"]["reasons"][0]
    assert (reason["rule"], reason["said"]) == ("cauda_equina", ["saddle_numbness"])
    assert reason["source"]


def test_the_set_on_the_command_line_goes_before_the_files(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, str(case), "--asked", "full")["asked"] == "full"


def test_a_case_without_the_keys_of_screening_is_a_full_set(capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "--example", "office-worker")

    assert (said["asked"], said["outcome"], said["fit"]["suits"]) == ("full", "go", "both")
    assert said["unanswered"] == []


def test_what_is_known_from_age_goes_before_what_was_ticked(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, spoilt(case, "age = 58", "age = 17"))

    assert "out_of_scope" in said["flags"]


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ('asked = "consult"', 'asked = "sometimes"', "asked: "),
        ('belongs_to = ["without_surgery_or_opioids"]', 'belongs_to = ["everybody"]', "belongs_to: 'everybody'"),
        ("age = 58", "age = 158", "age: 158 is no age"),
        ("sudden_illness", "sudden_ilness", "did you mean sudden_illness?"),
        ("other_care", "other_cares", "other_cares: is not a known key"),
    ],
)
def test_bad_input_is_one_line_with_file_place_and_mend(
    case: Path, old: str, new: str, mend: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", spoilt(case, old, new)]) == 2

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert mend in said
    assert "sore-back.toml" in said


@pytest.mark.parametrize(
    "arguments", [[], ["a.toml", "--example", "pregnant"], ["--example", "pregnant", "--asked", "examination"]]
)
def test_a_command_line_that_says_too_little_too_much_or_the_wrong_thing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", *arguments]) == 2
    assert "command line: " in capsys.readouterr().err


def test_an_example_that_is_not_there_names_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "--example", "nobody"]) == 2
    assert "office-worker" in capsys.readouterr().err
