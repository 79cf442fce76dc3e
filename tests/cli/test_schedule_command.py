"""`weft schedule`: from a clinic file to visits, their check, a course and a drawing."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pydantic import TypeAdapter

from weft.cli.main import main
from weft.core.schedule.clinic.shape import Clinic, Visits
from weft.library import compiled
from weft.library.compiled import NotInstalled

FORMATS = Path(__file__).parents[2] / "docs/formats"


@pytest.fixture
def example(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The example of the documentation, as `clinic.json` and `visits.json`."""
    clinic, visits = re.findall(r"```json\n(.*?)```", (FORMATS / "schedule.md").read_text("utf-8"), re.DOTALL)
    (folder / "clinic.json").write_text(clinic, "utf-8")
    (folder / "visits.json").write_text(visits, "utf-8")
    return json.loads(clinic), json.loads(visits)


def run(*arguments: str, code: int = 0) -> None:
    assert main(["schedule", *arguments]) == code


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    capsys.readouterr()
    run(*arguments, "--json", code=code)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("name", "shape"), [("clinic", Clinic), ("visits", Visits)])
def test_the_schemas_say_what_is_read(name: str, shape: Any) -> None:
    told = json.loads((FORMATS / f"{name}.schema.json").read_text("utf-8"))

    assert told == TypeAdapter(shape).json_schema()


@pytest.mark.usefixtures("example")
def test_the_example_of_the_documentation_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, "check", "clinic.json", "visits.json") == {
        "required": 4,
        "placed": 2,
        "pairs": 1,
        "pairs_required": 2,
        "with_primary": 1,
        "objective": 2230,
        "violations": [],
    }


def test_a_broken_rule_ends_with_1_and_is_named(
    example: tuple[dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    example[1]["visits"][1]["start"] = 2
    Path("visits.json").write_text(json.dumps(example[1]))

    found = as_json(capsys, "check", "clinic.json", "visits.json", code=1)

    assert "p1 has two visits at once on 4 Jan 2027" in found["violations"]
    run("check", "clinic.json", "visits.json", code=1)
    assert "BROKEN RULES: 2" in capsys.readouterr().out


@pytest.mark.usefixtures("example")
def test_confirmed_visits_stay_and_the_same_steps_give_the_same_file(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one.json", "two.json"):
        run("solve", "clinic.json", "-o", name, "--iterations", "60", "--from", "visits.json")

    said = capsys.readouterr()
    assert "Visits    4 of 4 (100.0%)" in said.out
    assert said.err == "Wrote one.json\nWrote two.json\n"  # no progress where the output is piped
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    confirmed = [visit for visit in json.loads(Path("one.json").read_text())["visits"] if visit.get("confirmed")]
    assert [(visit["discipline"], visit["day"], visit["start"]) for visit in confirmed] == [("needles", 0, 0)]


@pytest.mark.parametrize("method", ["weft", "front-desk", "front-desk-pairs"])
def test_a_generated_clinic_is_solved_and_checked(method: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("generate", "--people", "8", "--seed", "2", "-o", "clinic.json")
    run("solve", "clinic.json", "-o", "visits.json", "--seconds", "0", "--method", method)

    assert as_json(capsys, "check", "clinic.json", "visits.json")["violations"] == []


def test_a_clinic_that_is_too_small_is_told_before_the_search(
    example: tuple[dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    example[0]["practitioners"][1]["works"] = [[0, 0, 3]]
    Path("clinic.json").write_text(json.dumps(example[0]))

    run("solve", "clinic.json", "-o", "visits.json", "--seconds", "0")

    short = "Week 1: short of 1 movement place, practitioners have hands for 1"
    assert capsys.readouterr().err.startswith(short)
    assert as_json(capsys, "capacity", "clinic.json") == [{"week": 1, "wanted": 2, "holds": 1, "said": short}]
    run("capacity", "clinic.json")
    assert capsys.readouterr().out == f"{short}\n"


def test_ctrl_c_keeps_the_best_so_far(
    example: tuple[dict[str, Any], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    example[0]["people"][0]["available"] = [[0, 0, 20]]  # a search goes on while something is missing
    Path("clinic.json").write_text(json.dumps(example[0]))

    def stopped(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("weft.core.schedule.clinic.ruin.Search.step", stopped)

    run("solve", "clinic.json", "-o", "visits.json", "--iterations", "100")

    assert "Stopped early; the best so far is kept." in capsys.readouterr().err
    assert len(json.loads(Path("visits.json").read_text())["visits"]) == 2


@pytest.mark.usefixtures("example")
def test_one_course_is_proposed_with_what_other_places_cost(capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, "course", "clinic.json")
    run("course", "clinic.json", "--person", "p1")

    said = capsys.readouterr().out
    assert (len(found["visits"]), found["value"], found["missing"]) == (4, 4460 + 60, [])
    assert len(found["alternatives"][0]["choices"]) == 3
    assert "08:00 needles with wei, bed, pair 1" in said
    assert "or  same people, 15 min later: +0 points" in said


def test_a_course_says_what_is_missing_and_why(
    example: tuple[dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    example[0]["people"][0]["cleared"] = ["movement"]
    Path("clinic.json").write_text(json.dumps(example[0]))

    run("course", "clinic.json")

    assert "week 1, 2 needles: needles is not cleared for this person. Ask the clinician." in capsys.readouterr().out


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(("rows", "named"), [("rooms", "bed 3"), ("practitioners", "dana"), ("people", "p1")])
@pytest.mark.parametrize("part", ["--day", "--week"])
def test_a_day_and_a_week_are_drawn(rows: str, named: str, part: str) -> None:
    number = "0" if part == "--day" else "1"

    run("draw", "clinic.json", "visits.json", part, number, "--rows", rows, "-o", "drawn.svg")

    drawn = ET.fromstring(Path("drawn.svg").read_text("utf-8"))  # noqa: S314  our own drawing
    assert named in [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check nowhere.json visits.json", "nowhere.json: no such file; check the path"),
        ("check clinic.json clinic.json", "clinic.json: visits: is missing; add it"),
        ("solve clinic.json -o out.json --method magic", "--method magic is not known; use one of: weft, front-desk"),
        ("solve clinic.json -o /nowhere/out.json --seconds 0", "/nowhere/out.json: cannot be written"),
        ("solve clinic.json -o /nowhere/out.json", "/nowhere/out.json: cannot be written"),  # before the search
        ("solve clinic.json -o . --seconds 0", "cannot be written"),
        ("solve clinic.json -o ./clinic.json", "clinic.json: is what is read and would be lost"),
        ("draw clinic.json visits.json --day 0 -o visits.json", "visits.json: is what is read and would be lost"),
        ("solve clinic.json -o out.json --seconds nan", "Invalid value for '--seconds'"),
        ("solve clinic.json -o out.json --workers 9", "Invalid value for '--workers'"),
        (
            "solve clinic.json -o out.json --workers 2 --iterations 9",
            "--workers goes with --seconds and the method weft",
        ),
        ("solve clinic.json -o out.json --workers 2 --method front-desk", "--workers goes with --seconds"),
        ("course clinic.json --person p9", "--person p9 is nobody of clinic.json; clinic.json has p1"),
        ("draw clinic.json visits.json -o out.svg", "give --day or --week, one of them"),
        ("draw clinic.json visits.json -o out.svg --day 9", "day 9 is not in clinic.json; it has 5 days"),
        ("draw clinic.json visits.json -o out.svg --day 0 --rows walls", "--rows walls is not known"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(arguments: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(*arguments.split(), code=2)

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_existing_visits_that_break_a_rule_are_refused(
    example: tuple[dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    example[1]["visits"][0]["room"] = "gym"
    Path("visits.json").write_text(json.dumps(example[1]))

    run("solve", "clinic.json", "-o", "out.json", "--from", "visits.json", code=2)

    assert "visits.json: p1, needles on 4 Jan 2027 at 08:00: the room will not do; mend it" in capsys.readouterr().err


def test_visits_of_somebody_else_are_refused_in_one_line(
    example: tuple[dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    example[1]["visits"][0] |= {"person": "some\nbody", "start": 10**4000}
    Path("visits.json").write_text(json.dumps(example[1]))

    run("solve", "clinic.json", "-o", "out.json", "--from", "visits.json", code=2)

    error = capsys.readouterr().err
    assert "visits.json: p1, movement" not in error
    assert (error.count("\n"), len(error) < 400) == (1, True)


def test_compiling_says_where_it_is_kept_or_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(compiled, "compile_now", lambda: Path("/kept"))
    run("compile")
    assert capsys.readouterr().err == "Compiled; kept in /kept\n"

    for trouble, said in (
        (NotInstalled(), "pip install 'weft[fast]'"),
        (ImportError("needs another numpy"), "(needs another numpy); run `pip install 'weft[fast]'` again"),
        (PermissionError("no"), "NUMBA_CACHE_DIR"),
    ):
        monkeypatch.setattr(compiled, "compile_now", _raises(trouble))
        run("compile", code=2)
        assert said in capsys.readouterr().err


def _raises(trouble: Exception) -> Callable[[], Path]:
    def raised() -> Path:
        raise trouble

    return raised
