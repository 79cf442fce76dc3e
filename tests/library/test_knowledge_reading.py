"""Files that cannot be used are refused in one line: file, place, mend."""

from pathlib import Path

import pytest

from weft.core.shared.fact import Source
from weft.core.shared.terms import Unit
from weft.library.reading import BadFile, knowledge_root, read_fact, read_folder, read_toml
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


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    written(tmp_path, "b.toml", 'id = "b"\ncitation = "x"')
    written(tmp_path, "a.toml", 'id = "a"\ncitation = "x"')

    assert list(read_folder(Source, tmp_path)) == ["a", "b"]


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
