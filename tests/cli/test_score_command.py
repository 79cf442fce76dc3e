"""`weft score`: one filled-in measure from a file, in words and for programs."""

import json
import re
from pathlib import Path

import pytest

from weft.cli.main import main

FORMAT = Path(__file__).parents[2] / "docs/formats/score.md"


def run(capsys: pytest.CaptureFixture[str], text: str, *options: str) -> tuple[int, str, str]:
    Path("asked.toml").write_text(text, encoding="utf-8")
    code = main(["score", "asked.toml", *options])
    said = capsys.readouterr()
    return code, " ".join(said.out.split()), said.err


def scored(capsys: pytest.CaptureFixture[str], text: str) -> dict[str, object]:
    Path("asked.toml").write_text(text, encoding="utf-8")
    assert main(["score", "asked.toml", "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_example_of_the_format_is_scored(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.findall(r"```toml\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)[0]

    code, out, _ = run(capsys, example)

    assert code == 0
    assert "ROLAND-MORRIS DISABILITY QUESTIONNAIRE" in out
    assert "Score 5 points (0 to 24, lower is better)" in out
    assert "RMDQ: 12 to 5, a real change for the better (5 needed)." in out
    assert "Draft: no named clinician" in out


def test_the_things_that_a_person_named_are_said_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    example = re.findall(r"```toml\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)[1]

    found, (_, out, _) = scored(capsys, example), run(capsys, example.replace("now = 4\n", ""))

    assert found["score"] == 5
    assert found["activities"][0]["name"] == "Sit through a meeting"  # type: ignore[index]
    assert "Thing Sit through a meeting: 5. What you can do: 2 to 5, a real change for the better (3 needed)." in out
    assert "Thing Lift the child: not asked, which is no 0." in out


def test_the_same_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    found = scored(capsys, 'measure = "nprs"\nbaseline = 7\non = 2026-11-02\nanswers = { pain = 5 }')

    assert (found["score"], found["measure"], found["missing"]) == (5, "nprs", [])
    assert found["change"] == {
        "direction": "same",
        "points": 2,
        "needed": 2.1,
        "why": "Pain: 7 to 5, no real change (2.1 needed).",
        "sources": ["ost08", "suz20"],
    }


def test_in_our_own_words_it_bears_our_label_and_is_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    text = 'measure = "rmdq"\nbaseline = 12\non = 2026-11-02\nanswers = { 01 = 1 }'

    found, (_, out, _) = scored(capsys, text), run(capsys, text)

    assert (found["measure"], found["score"], found["change"]) == ("daily_life_back", 1, None)
    assert "In our own words, not under the questionnaire's name." in out
    assert "shown and not judged" in out
    assert "Roland" not in out


def test_a_screen_asks_for_a_clinician(capsys: pytest.CaptureFixture[str]) -> None:
    text = 'measure = "phq4"\nofficial_wording = true\n[answers]\nnervous = 1\nworrying = 0\ninterest = 1\nlow = 2'

    found, (_, out, _) = scored(capsys, text), run(capsys, text)

    assert found["asks_for_a_clinician"] == [
        {
            "part": "mood",
            "points": 3,
            "ask_about": "self_harm",
            "why": "Low mood: 3, and a clinician talks with the person from 3 on. It is a question, not a finding.",
        }
    ]
    assert (found["band"], found["parts"]) == ("Some", {"worry": 1, "mood": 3})
    assert "Called Some." in out
    assert "Talk Low mood: 3" in out
    assert "Part Worry: 1" in out


def test_a_licensed_total_is_read_with_permission(capsys: pytest.CaptureFixture[str]) -> None:
    found = scored(capsys, 'measure = "odi"\npermitted = true\ntotal = 21')

    assert (found["score"], found["band"]) == (21, "21 to 40")


def test_too_little_is_no_score(capsys: pytest.CaptureFixture[str]) -> None:
    text = 'measure = "nprs"\nbaseline = 4\non = 2026-11-02\nleft_out = ["pain"]'

    found, (_, out, _) = scored(capsys, text), run(capsys, text)

    assert (found["score"], found["missing"], found["change"]) == (None, ["pain"], None)
    assert "Score none" in out


def test_before_the_change_values_nothing_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    found = scored(capsys, 'measure = "nprs"\nbaseline = 7\non = 2025-12-31\nanswers = { pain = 1 }')

    assert (found["change"], found["notes"]) == (
        None,
        ["Pain: 7 to 1. The change is shown and not judged, because no change value holds on 31 Dec 2025."],
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('measure = "happiness"', "asked.toml: measure: 'happiness' is not known; there are: "),
        ('measure = "days_to_half"\ntotal = 4', "asked.toml: measure: 'days_to_half' is not known"),
        ('measure = "odi"\ntotal = 4', "asked.toml: permitted: ODI belongs to somebody; write permitted = true"),
        ('measure = "nprs"', "asked.toml: answers: is missing; add an answer by item, or a total"),
        ('measure = "nprs"\ntotal = 4\nanswers = { a = 4 }', "asked.toml: total: give a total or answers, not both"),
        ('measure = "nprs"\ntotal = 11', "asked.toml: total: Pain goes from 0 to 10. Write a number between them."),
        ('measure = "nprs"\nanswers = { a = 4.5 }', "asked.toml: answers: Pain goes in steps of 1."),
        ('measure = "nprs"\ntotal = 4\nbaseline = 12\non = 2026-11-02', "asked.toml: baseline: Pain goes from"),
        ('measure = "nprs"\ntotal = 4\nbaseline = 2', "asked.toml: on: is missing; a change is judged"),
        ('measure = "psfs"\nanswers = { a = 4 }\nleft_out = ["a"]', "asked.toml: left_out.a: is answered too"),
        ('measure = "peg"\nanswers = { sleep = 4 }', "asked.toml: answers: Pain in the way has no item “sleep”."),
        ('measure = "peg"\nhappy = 3', "asked.toml: happy: is not a known key"),
    ],
)
def test_bad_input_is_told_in_one_line(capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    code, out, err = run(capsys, text)

    assert (code, out) == (2, "")
    assert err.startswith(f"weft: {said}")
    assert err.count("\n") == 1
