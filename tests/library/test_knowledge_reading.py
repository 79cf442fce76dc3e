"""Files that cannot be used are refused in one line: file, place, mend."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from weft.core.shared.discipline import Side
from weft.core.shared.fact import Review, ReviewStatus, Source, fact
from weft.core.shared.terms import Unit
from weft.library.reading import BadFile, knowledge_root, parsed_once, read_as, read_fact, read_toml
from weft.library.shelf import Shelf


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as fault:
        read_toml(tmp_path / "none.toml")

    assert str(fault.value) == f"{tmp_path}/none.toml: no such file; check the path"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_toml(tmp_path)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'id = "caf\xe9"')

    with pytest.raises(BadFile, match="UTF-8"):
        read_toml(path)


def test_broken_syntax_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="not TOML"):
        read_toml(written(tmp_path, "a.toml", "id = "))


@pytest.mark.parametrize(
    ("text", "place", "mend"),
    [
        ('id = "a"', "citation", "is missing; add it"),
        ('id = "a"\ncitation = "x"\nsean = "y"', "sean", "is not a known key; remove it or mend its spelling"),
        ('id = "a"\ncitation = 3', "citation", "3 does not fit: Input should be a valid string"),
        ('id = "b"\ncitation = "x"', "id", 'must be the file\'s name: write id = "a"'),
    ],
)
def test_a_wrong_fact_names_file_place_and_mend(tmp_path: Path, text: str, place: str, mend: str) -> None:
    path = written(tmp_path, "a.toml", text)

    with pytest.raises(BadFile) as fault:
        read_fact(Source, path)

    assert str(fault.value) == f"{path}: {place}: {mend}"


def test_every_fault_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as fault:
        read_toml(written(tmp_path, "a.toml", "a = 1\nb = \n"))

    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    "text",
    [
        "id = " + "[" * 5000,
        "id = " + "[" * 300 + "]" * 300,
        "id = " + "9" * 5000,
        "id = 0x" + "f" * 20_000,
        "a" + ".a" * 5000 + " = 1",
        "id = nan",
        "id = -inf",
        'id = "' + "x" * 20_000 + '"\ncitation = 3',
        'citation = "x"\nid = ["' + "x" * 20_000 + '"]',
        '"' + "x" * 20_000 + '" = 1',
        '"two\\nlines" = 1\nid = "a"\ncitation = "x"',
    ],
)
def test_whatever_a_file_holds_the_fault_is_one_short_line(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "a.toml", text)

    with pytest.raises(BadFile) as fault:
        read_fact(Source, path)

    said = str(fault.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    assert len(said) < len(str(path)) + 400


@fact
class Sample:
    """One field of every type that files hold."""

    id: str = "a"
    on: date = date(2026, 1, 1)
    side: Side = Side.LEFT
    pairs: tuple[tuple[int, int], ...] = ()
    ratio: float = 0
    amount: Decimal = Decimal(0)
    weeks: int | None = None
    only: bool = False
    review: Review | None = None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("on = 2026-03-04", Sample(on=date(2026, 3, 4))),
        ('side = "right"', Sample(side=Side.RIGHT)),
        ("pairs = [[0, 15], [30, 45]]", Sample(pairs=((0, 15), (30, 45)))),
        ("ratio = 1", Sample(ratio=1.0)),
        ("ratio = 0.5", Sample(ratio=0.5)),
        ("amount = 0.5", Sample(amount=Decimal("0.5"))),
        ("amount = 2", Sample(amount=Decimal(2))),
        ("weeks = 3", Sample(weeks=3)),
        ("only = true", Sample(only=True)),
        (
            'review = { status = "reviewed", on = 2026-03-04 }',
            Sample(review=Review(status=ReviewStatus.REVIEWED, on=date(2026, 3, 4))),
        ),
    ],
)
def test_what_is_written_in_its_own_type_is_read(tmp_path: Path, text: str, wanted: Sample) -> None:
    read = read_fact(Sample, written(tmp_path, "a.toml", text))

    assert read == wanted
    assert [type(getattr(read, one.name)) for one in fields(read)] == [
        type(getattr(wanted, one.name)) for one in fields(wanted)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "id = 2026-03-04",
        "on = 20000",
        "side = 1",
        "ratio = true",
        'ratio = "1"',
        "amount = true",
        "weeks = true",
        'weeks = "40"',
        "weeks = 40.0",
        'only = "on"',
        "only = 1",
        "pairs = [[0, 15.0]]",
        "pairs = { a = 1 }",
    ],
)
def test_what_is_written_in_another_type_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, "a.toml", text)

    with pytest.raises(BadFile) as fault:
        read_fact(Sample, path)

    assert str(fault.value).startswith(f"{path}: {text.split(maxsplit=1)[0]}")


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Shelf(tmp_path).folder(Source, "nowhere") == {}


def test_a_table_is_read_by_id_and_remembers_its_file(tmp_path: Path) -> None:
    written(tmp_path, "units.toml", 'units = [{ id = "cm", name = "centimetres" }]')
    shelf = Shelf(tmp_path)

    found = shelf.table(Unit, "units.toml")

    assert found == {"cm": Unit(id="cm", name="centimetres")}
    assert [entry.file for entry in shelf.entries] == ["units.toml"]


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "units.toml", 'units = [{ id = "cm", name = "a" }, { id = "cm", name = "b" }]')

    with pytest.raises(BadFile, match=r"1\.id: 'cm' comes twice"):
        Shelf(tmp_path).table(Unit, "units.toml")


def test_a_table_file_holds_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, "units.toml", "units = []\nextra = 1")

    with pytest.raises(BadFile, match="extra: is not a known key"):
        Shelf(tmp_path).table(Unit, "units.toml")


def test_weft_knowledge_points_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(tmp_path))

    assert knowledge_root() == tmp_path


def test_a_wheel_brings_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEFT_KNOWLEDGE", raising=False)
    (tmp_path / "weft/knowledge").mkdir(parents=True)
    monkeypatch.setattr("weft.library.reading.__file__", str(tmp_path / "weft/library/reading.py"))

    assert knowledge_root() == tmp_path / "weft/knowledge"


def test_a_checkout_uses_the_folder_at_its_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEFT_KNOWLEDGE", raising=False)

    assert (knowledge_root() / "VERSION").is_file()


def test_what_only_the_slow_way_knows_is_read_too(tmp_path: Path) -> None:
    assert read_as(tuple[int, ...], (1, 2), tmp_path) == (1, 2)


def test_a_text_is_parsed_once_for_as_long_as_it_is_wanted(tmp_path: Path) -> None:
    path = written(tmp_path, "a.toml", "value = 1")

    with parsed_once():
        first, again = read_toml(path), read_toml(path)
        path.write_text("value = 2")
        other = read_toml(path)

    assert first is again
    assert (first, other, read_toml(path)) == ({"value": 1}, {"value": 2}, {"value": 2})
    assert read_toml(path) is not read_toml(path)
