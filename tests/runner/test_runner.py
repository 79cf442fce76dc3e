"""`./weft test` itself: what it runs, what it counts, and that a missing browser is never a silent skip."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from tests import browser, run


def titles(*chosen: str) -> list[str]:
    return [each.title for each in run._runs(chosen)]


def test_everything_runs_on_both_databases_and_the_journeys_too_the_browser_last() -> None:
    assert titles() == [
        "on sqlite",
        "on postgres",
        "rules",
        "without a database",
        "journeys on sqlite",
        "journeys on postgres",
    ]


def test_a_whole_run_opens_every_page_on_postgres_once_and_a_named_folder_runs_on_both() -> None:
    sqlite, postgres, *_ = run._runs(())
    named = run._runs(("tests/web",))

    assert set(sqlite.targets) ^ set(postgres.targets) == {"tests/demo", "tests/web", "tests/web/test_authorisation.py"}
    assert {each.targets for each in named} == {("tests/web",)}


def test_only_a_whole_run_of_the_rules_is_measured(tmp_path: Path) -> None:
    (whole,) = (each for each in run._runs(()) if each.title == "rules")
    (part,) = run._runs(("tests/core",))

    assert "coverage" in whole.arguments(tmp_path, [])
    assert "coverage" not in whole.arguments(tmp_path, ["-k", "saddle"])
    assert "coverage" not in part.arguments(tmp_path, [])


def test_runs_side_by_side_are_counted_and_the_failed_one_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "import sys; print('words of ' + sys.argv[1]); sys.exit(sys.argv[1] == 'on two')"
    monkeypatch.setattr(run.Run, "arguments", lambda self, *_: [sys.executable, "-c", code, self.title])
    counted: Counter[str] = Counter()

    failed = run._failed([run.Run("on one", ()), run.Run("on two", ())], [], counted)

    assert failed == ["on two"]
    assert counted == {"failed": 2}
    assert "words of on one" in capsys.readouterr().out


def test_no_folder_of_tests_is_forgotten() -> None:
    ran = {target for each in run._runs(()) for target in each.targets}
    there = {f"tests/{path.name}" for path in (run.ROOT / "tests").iterdir() if any(path.glob("**/test_*.py"))}

    assert there <= ran


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ("tests/core", ["rules"]),
        ("tests/cli", ["without a database"]),
        ("tests/records/test_access.py::test_one", ["on sqlite", "on postgres"]),
        ("tests/journeys", ["journeys on sqlite", "journeys on postgres"]),
    ],
)
def test_what_is_named_runs_where_it_belongs(chosen: str, expected: list[str]) -> None:
    assert titles(chosen) == expected


def test_named_paths_are_told_from_other_arguments() -> None:
    chosen, extra = run._targets(["tests/core", "-k", "saddle", "-x", "tests/no/such/file.py"])

    assert chosen == ("tests/core",)
    assert extra == ["-k", "saddle", "-x", "tests/no/such/file.py"]


def test_reports_are_added_up(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="2" skipped="1"/></testsuites>')
    counted: Counter[str] = Counter()

    run._count(report, counted)

    assert counted == {"passed": 5, "failed": 3, "skipped": 1}


def test_a_run_that_wrote_no_report_is_a_failure(tmp_path: Path) -> None:
    counted: Counter[str] = Counter()

    run._count(tmp_path / "none.xml", counted)

    assert counted == {"failed": 1}


def test_without_a_browser_the_run_fails_and_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEFT_CHROMIUM", "/no/such/browser")

    assert run.main(["tests/journeys"]) == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_the_browser_one_names_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = tmp_path / "my-chromium"
    chosen.touch(mode=0o755)
    monkeypatch.setenv("WEFT_CHROMIUM", str(chosen))

    assert browser.find() == str(chosen)
