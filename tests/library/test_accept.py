"""A named clinician accepts facts: all files of a set say so, or none does."""

import stat
from datetime import date
from pathlib import Path

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.shared.fact import Review, ReviewStatus
from weft.library.accept import NotAccepted, accept, entries_of
from weft.library.check import check
from weft.library.knowledge import Knowledge, load
from weft.library.review_text import signed_text
from weft.library.written import CannotWrite, write_all

DAY = date(2026, 11, 20)
DOSE = "adjust/rules/dose.toml"
PAIR = "adjust/rules/pair_shift.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)


def accepted(root: Path, what: str, *, judged: bool = False, by: str = "Dana Okafor") -> tuple[str, ...]:
    done = accept(load(root), root, what, by=by, registration="PT 4711", on=DAY, on_my_judgement=judged)
    return done.accepted


def review_of(known: Knowledge, file: str) -> Review:
    found: Review = next(entry.fact for entry in known.entries if entry.file == file).review  # type: ignore[attr-defined]  # it has one
    return found


def test_a_sourced_file_is_signed_and_nothing_else_in_it_changes(root: Path) -> None:
    before = (root / DOSE).read_text(encoding="utf-8")

    assert accepted(root, "adjust/rules/dose") == (DOSE,)

    after = (root / DOSE).read_text(encoding="utf-8")
    signed = 'status = "reviewed"\nby = "Dana Okafor"\nregistration = "PT 4711"\non = 2026-11-20'
    assert after == before.replace('status = "draft"', signed)
    assert review_of(load(root), DOSE).on == DAY


def test_what_no_source_bears_out_asks_for_judgement_and_nothing_is_written(root: Path) -> None:
    with pytest.raises(NotAccepted, match=r"no source bears out .*pair_shift\.toml.*--on-my-judgement"):
        accepted(root, "adjust")

    assert review_of(load(root), DOSE).status is ReviewStatus.DRAFT


def test_on_ones_own_judgement_a_whole_step_is_accepted_and_checks(root: Path) -> None:
    files = accepted(root, "adjust", judged=True)

    known = load(root)
    assert PAIR in files
    assert (review_of(known, PAIR).judged, review_of(known, DOSE).judged) == (True, False)
    assert [fault for fault in check(known) if fault.file.startswith("adjust")] == []


def test_what_was_signed_before_stays_as_it_is(root: Path) -> None:
    accepted(root, "dose")

    done = accept(load(root), root, "adjust", by="Wei", registration="AC 1", on=DAY, on_my_judgement=True)

    assert done.before == (DOSE,)
    assert review_of(load(root), DOSE).by == "Dana Okafor"


def test_a_pathway_is_named_by_its_folder(root: Path) -> None:
    assert accepted(root, "plan/pathways/low_back_desk_work/", judged=True) == (
        "plan/pathways/low_back_desk_work.toml",
    )


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("sreen", r"nothing to review is called 'sreen'; did you mean screen"),
        ("qqqq", r"there are: adjust, assess"),
        ("infection", r"'infection' is the name of .* and .*; say which by its path"),
    ],
)
def test_an_unknown_set_names_what_there_is(root: Path, what: str, said: str) -> None:
    with pytest.raises(NotAccepted, match=said):
        entries_of(load(root), what)


@pytest.mark.parametrize("name", ["", "  ", "two\nlines"])
def test_a_name_that_cannot_be_read_is_refused(root: Path, name: str) -> None:
    with pytest.raises(NotAccepted, match="--by"):
        accepted(root, "dose", by=name)


def test_the_copy_in_a_wheel_is_not_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weft.library.accept.packed_root", lambda: root)

    with pytest.raises(NotAccepted, match="set WEFT_KNOWLEDGE to the copy"):
        accepted(root, "dose")


def test_a_folder_that_cannot_be_written_is_one_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)

    with pytest.raises(NotAccepted, match=r"dose\.toml: cannot be written \(Permission denied\); nothing was written"):
        accepted(root, "dose")


def test_a_review_that_is_no_block_cannot_be_edited(root: Path) -> None:
    mend(root, DOSE, "[review]\n", "")
    mend(root, DOSE, 'status = "draft"\n', "")
    text = (root / DOSE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("reviewers_needed")]
    inline = 'review = { status = "draft", reviewers_needed = ["acupuncturist"] }'
    (root / DOSE).write_text("\n".join([inline, *lines]), encoding="utf-8")

    with pytest.raises(NotAccepted, match="cannot be edited"):
        accepted(root, "dose")


def test_comments_order_line_ends_and_later_tables_stay() -> None:
    text = 'id = "a"\r\n[review] # who\r\nreviewers_needed = ["x"]\r\nstatus = "draft" # soon\r\n[[more]]\r\nstatus = 1'
    review = Review(status=ReviewStatus.REVIEWED, by='Dana "D"', registration="1", on=DAY, judged=True)

    assert signed_text(text, review).splitlines() == [
        'id = "a"', "[review] # who", 'status = "reviewed"', 'by = "Dana \\"D\\""', 'registration = "1"',
        "on = 2026-11-20", "judged = true", "# soon", 'reviewers_needed = ["x"]', "[[more]]", "status = 1",
    ]  # fmt: skip


def test_a_block_at_the_very_end_gets_its_line_end() -> None:
    review = Review(status=ReviewStatus.REVIEWED, by="D", registration="1", on=DAY)

    assert signed_text("[review]", review).startswith('[review]\nstatus = "reviewed"\n')


def test_when_one_file_cannot_be_renamed_all_are_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("1")
    second.write_text("2")
    rename = Path.replace

    def only_first(self: Path, target: Path) -> Path:
        if target == second:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", only_first)
    with pytest.raises(CannotWrite, match="No space left"):
        write_all({first: "new", second: "new"})

    assert (first.read_text(), second.read_text()) == ("1", "2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_disk_that_fills_while_a_text_is_laid_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_text("1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copymode", full)
    with pytest.raises(CannotWrite):
        write_all({path: "new"})

    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("1")
    path.chmod(0o640)

    write_all({path: "2"})

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_row_of_a_table_is_signed_in_its_own_line(root: Path) -> None:
    file = root / "screen/audiences.toml"
    before = file.read_text(encoding="utf-8")

    accepted(root, "screen/audiences", judged=True)

    after = file.read_text(encoding="utf-8")
    assert before.count('status = "draft"') == after.count('status = "reviewed", by = "Dana Okafor"')
    assert [line.split("review =")[0] for line in before.splitlines()] == [
        line.split("review =")[0] for line in after.splitlines()
    ]


def test_only_the_row_that_is_named_is_signed() -> None:
    text = '[[a]]\nid = "x"\nreview = { status = "draft" } # why\n[[a]]\nid = "y"\nreview = { status = "draft" }\n'
    review = Review(status=ReviewStatus.REVIEWED, by="D", registration="1", on=DAY, reviewers_needed=("w",))

    signed = 'review = { status = "reviewed", by = "D", registration = "1", on = 2026-11-20, reviewers_needed = ["w"] }'
    assert signed_text(text, review, "x") == text.replace('review = { status = "draft" } #', f"{signed} #")
