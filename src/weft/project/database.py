"""DATABASES from the environment: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from weft.project import environment

SQLITE_OPTIONS = {
    # FULL: a saved note survives a power cut; one fsync for each write (six times slower than NORMAL, and chosen).
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL",
    # Take the write lock at BEGIN and wait for it: with Django's default most rivals fail with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


def databases() -> dict[str, Any]:
    """What Django's DATABASES is, from DATABASE_URL and WEFT_DATA."""
    return databases_from_environment(environment.data_folder())


def databases_from_environment(data_dir: Path) -> dict[str, Any]:
    """SQLite at ``data_dir``/weft.sqlite3, unless DATABASE_URL names a PostgreSQL database.

    Raises:
        BadSetting: If DATABASE_URL is neither ``postgres://…`` nor ``postgresql://…`` with a database name.
    """
    url = environment.text("DATABASE_URL")
    return {"default": postgres(url) if url else sqlite(data_dir / "weft.sqlite3")}


def sqlite(file: Path) -> dict[str, Any]:
    """Our backend on one file; its tests use a file of their own, never memory (WAL and rivals stay real)."""
    return {
        "ENGINE": "weft.records.sqlite",
        "NAME": str(file),
        "OPTIONS": dict(SQLITE_OPTIONS),
        "ATOMIC_REQUESTS": False,  # every GET would take the write lock
        "TEST": {"NAME": environment.text("WEFT_TEST_SQLITE") or str(file.with_name("test.sqlite3"))},
    }


def postgres(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?option=value``; a socket folder goes in ``?host=/run/…``."""
    try:
        parts = urlsplit(url)
        name, port = unquote(parts.path.lstrip("/")), parts.port
    except ValueError as trouble:  # it may quote the address, which may hold a password
        raise environment.BadSetting("DATABASE_URL has no such host or port; a port is 1 to 65535") from trouble
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise environment.BadSetting("DATABASE_URL is not a PostgreSQL address; write postgresql://user@host:5432/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        "OPTIONS": options,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A database of its own for each run, so that two runs on one server do not meet.
        "TEST": {"NAME": environment.text("WEFT_TEST_POSTGRES") or None},
    }
