"""Clinic and visit files: what is written is read again, and anything else is refused with its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.core.schedule.clinics import clinic, person, visit

from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Visits
from weft.library.reading import BadFile
from weft.library.schedule_file import read_clinic, read_json, read_visits, written


def file(folder: Path, text: str) -> Path:
    path = folder / "clinic.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("people", [0, 5])
def test_a_clinic_that_is_written_is_read_again(tmp_path: Path, people: int) -> None:
    one = generate(people, 2)

    assert read_clinic(file(tmp_path, written(one))) == one


def test_visits_that_are_written_are_read_again(tmp_path: Path) -> None:
    visits = (visit(), visit(day=2, confirmed=True))

    assert read_visits(file(tmp_path, written(Visits(visits=visits)))) == visits


def test_an_answer_without_visits_is_an_answer(tmp_path: Path) -> None:
    assert read_visits(file(tmp_path, written(Visits(visits=())))) == ()


def spoil(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole.update(change)


def person_with(**change: Any) -> Callable[[dict[str, Any]], None]:
    return lambda whole: whole["people"][0].update(change)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (spoil(colour="red"), "colour: is not a known key"),
        (person_with(colour="red"), "people.0.colour: is not a known key"),
        (person_with(priority="2"), "people.0.priority: "),
        (person_with(available=[[9, 0, 8]]), "people.0.available.0: "),
        (spoil(slots="8"), "slots: "),
        (spoil(format="other"), "format: is not known here"),
        (lambda whole: whole.pop("rooms"), "rooms: is missing; add it"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_place(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], place: str
) -> None:
    whole = json.loads(written(clinic(person(needles=1))))
    change(whole)

    with pytest.raises(BadFile) as refused:
        read_clinic(file(tmp_path, json.dumps(whole)))
    assert str(refused.value).startswith(f"{tmp_path / 'clinic.json'}: {place}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1: not JSON"),
        ('{"a": 1, "a": 2}', "the key 'a' comes twice; mend it"),
        ("[" * 100_000, "is nested too deeply; write it flatter"),
        ("9" * 5000, "Exceeds the limit"),
    ],
)
def test_a_text_that_is_no_json_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        read_json(file(tmp_path, text))


def test_a_file_that_is_missing_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")

    with pytest.raises(BadFile, match="no such file"):
        read_json(tmp_path / "none")
    with pytest.raises(BadFile, match="cannot be read"):
        read_json(tmp_path / "bytes")


def test_visits_of_another_format_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="format: is not known here"):
        read_visits(file(tmp_path, '{"format": "old", "visits": []}'))
