"""When the demo is built again, and that the old one is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from weft.demo import freshness

BUILT = datetime(2027, 3, 2, 14, 0, tzinfo=UTC)
"""Nine in the morning of the demo clinic."""


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with a demo that was built at nine."""
    (tmp_path / freshness.DATABASE).write_text("rows")
    freshness.mark_built(tmp_path, BUILT)
    return tmp_path


def test_none_there_yet(tmp_path: Path) -> None:
    assert freshness.why_rebuild(tmp_path, BUILT) == "There is no demo clinic yet: building one."


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=3, minutes=59)])
def test_it_serves_for_four_hours(built: Path, later: timedelta) -> None:
    assert freshness.why_rebuild(built, BUILT + later) is None


def test_a_demo_of_other_tables_or_other_knowledge_is_built_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(built))

    assert "have changed since" in str(freshness.why_rebuild(built, BUILT))


def test_a_mark_of_an_earlier_weft_is_built_again(built: Path) -> None:
    (built / freshness.MARK).write_text(BUILT.isoformat(), encoding="ascii")

    assert "have changed since" in str(freshness.why_rebuild(built, BUILT))


def test_after_four_hours_it_is_stale(built: Path) -> None:
    assert "four hours old" in str(freshness.why_rebuild(built, BUILT + timedelta(hours=4)))


def test_the_next_day_it_is_stale_even_an_hour_later(tmp_path: Path) -> None:
    (tmp_path / freshness.DATABASE).write_text("rows")
    before_midnight = datetime(2027, 3, 3, 4, 30, tzinfo=UTC)  # 23:30 in the clinic
    freshness.mark_built(tmp_path, before_midnight)

    assert freshness.why_rebuild(tmp_path, before_midnight + timedelta(minutes=29)) is None
    assert "another day" in str(freshness.why_rebuild(tmp_path, before_midnight + timedelta(minutes=30)))


def test_a_build_that_was_cut_off_counts_as_none(built: Path) -> None:
    (built / freshness.MARK).unlink()

    assert "not finished" in str(freshness.why_rebuild(built, BUILT))


def test_the_old_one_is_kept_with_its_log(built: Path) -> None:
    (built / f"{freshness.DATABASE}-wal").write_text("last rows")

    kept = freshness.put_aside(built, BUILT + timedelta(hours=5))

    assert kept == built / "kept-20270302-190000.sqlite3"
    assert kept.read_text() == "rows"
    assert Path(f"{kept}-wal").read_text() == "last rows"
    assert not (built / freshness.DATABASE).exists()


def test_nothing_there_means_nothing_to_keep(tmp_path: Path) -> None:
    assert freshness.put_aside(tmp_path, BUILT) is None
