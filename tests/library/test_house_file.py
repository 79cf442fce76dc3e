"""A clinic's file: the shipped example is one, and a fault is named with its place."""

from pathlib import Path

import pytest

from weft.library.house_file import read_house
from weft.library.reading import BadFile

EXAMPLE = Path(__file__).parents[2] / "docs/running/clinic.toml"


def test_the_example_is_a_clinic_of_three() -> None:
    house = read_house(EXAMPLE)

    assert [worker.email for worker in house.staff] == [
        "aiko@clinic.example",
        "sam@clinic.example",
        "noor@clinic.example",
    ]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('zone = "America/Toronto"', 'zone = "Toronto"', "zone: Toronto is no time zone. Write one such as"),
        ('emergency_number = "911"', "", "emergency_number: "),
        ('"sam@', '"aiko@', "staff.email: aiko@clinic.example stands there twice."),
        ('"lead"', '"boss"', "staff.0.roles.1: "),
    ],
)
def test_a_fault_is_told_with_file_and_place(tmp_path: Path, was: str, now: str, said: str) -> None:
    file = tmp_path / "clinic.toml"
    file.write_text(EXAMPLE.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")

    with pytest.raises(BadFile) as told:
        read_house(file)

    assert str(told.value).startswith(f"{file}: {said}")
