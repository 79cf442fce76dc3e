"""The sum of the knowledge: whoever signs a version signs exactly what it says."""

from pathlib import Path

from tests.library.knowledge_copy import copied, mend

from weft.library.digest import SHORT, Changed, changed, digest, file_digests
from weft.library.knowledge import load

DOSE = "adjust/rules/dose.toml"


def test_the_same_files_give_the_same_sum(tmp_path: Path) -> None:
    root = copied(tmp_path)

    assert digest(load(root)) == digest(load(root))
    assert len(digest(load(root))) == 64


def test_one_changed_word_changes_the_sum_of_its_file_and_of_the_whole(tmp_path: Path) -> None:
    root = copied(tmp_path)
    before = load(root)

    mend(root, DOSE, 'status = "draft"', 'status = "reviewed"')

    after = load(root)
    assert digest(after) != digest(before)
    assert changed(file_digests(before), file_digests(after)) == Changed(other=(DOSE,))


def test_a_comment_changes_nothing(tmp_path: Path) -> None:
    root = copied(tmp_path)
    before = digest(load(root))

    (root / DOSE).write_text("# Looked at again.\n" + (root / DOSE).read_text(encoding="utf-8"), encoding="utf-8")

    assert digest(load(root)) == before


def test_another_number_of_the_same_facts_is_another_version(tmp_path: Path) -> None:
    root = copied(tmp_path)
    before = digest(load(root))

    (root / "VERSION").write_text("2027.1.1\n", encoding="utf-8")

    assert digest(load(root)) != before


def test_what_is_new_and_what_is_gone_is_told_by_file() -> None:
    found = changed({"a.toml": "1", "b.toml": "1"}, {"b.toml": "1", "c.toml": "1"})

    assert found == Changed(new=("c.toml",), gone=("a.toml",))
    assert found.count == 2


def test_every_file_has_a_short_sum(tmp_path: Path) -> None:
    sums = file_digests(load(copied(tmp_path)))

    assert DOSE in sums
    assert {len(each) for each in sums.values()} == {SHORT}
