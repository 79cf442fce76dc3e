"""Checks at start-up: the database's guards stand, and its library is safe."""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import connections

from weft.records import guards


def guards_stand(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Compare triggers and constraints with the declared list (not before the tables exist)."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if "records_auditchange" not in connections[alias].introspection.table_names():
            continue
        if wrong := guards.faults(connections[alias]):
            found.append(
                Error(
                    f"{len(wrong)} of the database's guards are missing, altered or unknown, the first: {wrong[0]}",
                    hint="Run `weft migrate`, which makes them again; then find out who took them away.",
                    id="weft.E101",
                )
            )
    return found


def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    """Warn when SQLite's library has the WAL-reset bug, which two processes can hit."""
    if connections["default"].vendor != "sqlite":
        return []
    from weft.records.sqlite.base import SAFE_VERSION, library

    if library.sqlite_version_info >= SAFE_VERSION:
        return []
    return [
        checks.Warning(
            f"SQLite {library.sqlite_version} can damage its file when two processes write; 3.51.3 mended that.",
            hint="Install pysqlite3 (a wheel exists for x86-64 Linux), or use PostgreSQL by DATABASE_URL.",
            id="weft.W102",
        )
    ]
