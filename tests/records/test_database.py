"""The tests run on the database they claim to, with the settings that keep data safe."""

import os
from pathlib import Path

import pytest
from django.db import connection, models

from weft.records import guards, startup
from weft.records.models import Score
from weft.records.sqlite.base import SAFE_VERSION, library

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.only_on("sqlite")


def _ask(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_the_run_is_on_the_database_that_was_asked_for() -> None:
    asked = {"sqlite": "sqlite", "postgres": "postgresql"}[os.environ["WEFT_TEST_DB"]]

    assert connection.vendor == asked


@on_sqlite
def test_sqlite_is_a_file_in_wal_that_syncs_each_write() -> None:
    assert _ask("PRAGMA journal_mode") == "wal"
    assert _ask("PRAGMA synchronous") == 2
    assert _ask("PRAGMA foreign_keys") == 1
    assert _ask("PRAGMA recursive_triggers") == 1
    assert _ask("PRAGMA busy_timeout") == 20_000
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert Path(connection.settings_dict["NAME"]).is_file()


@on_sqlite
def test_sqlites_library_is_newer_than_the_corruption_bug() -> None:
    assert library.__name__ == "pysqlite3.dbapi2"
    assert tuple(int(part) for part in str(_ask("SELECT sqlite_version()")).split(".")) >= SAFE_VERSION
    assert startup.sqlite_is_safe() == []


@on_sqlite
def test_an_older_library_is_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "sqlite_version_info", (3, 51, 2))

    assert [each.id for each in startup.sqlite_is_safe()] == ["weft.W102"]


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_triggers_survive_a_change_of_their_table() -> None:
    field = Score._meta.get_field("measure")
    longer = models.CharField(max_length=80)
    longer.set_attributes_from_name("measure")

    with connection.schema_editor() as editor:
        editor.alter_field(Score, field, longer)
    stood = guards.faults(connection)
    with connection.schema_editor() as editor:
        editor.alter_field(Score, longer, field)

    assert stood == []


@pytest.mark.only_on("postgres")
def test_postgresql_syncs_each_write_or_says_otherwise() -> None:
    assert _ask("SHOW synchronous_commit") == "on"
    assert _ask("SHOW fsync") == "on"
    assert _ask("SHOW full_page_writes") == "on"


def test_no_view_holds_the_write_lock_while_it_reads() -> None:
    assert connection.settings_dict["ATOMIC_REQUESTS"] is False
