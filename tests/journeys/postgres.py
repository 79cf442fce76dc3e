"""A database of its own for the server under test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

NUMBER = count(1)
"""Two of one run stand beside each other."""


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database beside the one of this run; empty text means SQLite.

    ``tests.plugin_database`` has chosen by now: without DATABASE_URL the run is on SQLite.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"weft_journey_{os.getpid()}_{next(NUMBER)}"
    _say(server, "CREATE DATABASE {}", name)
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _say(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _say(server: str, command: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(sql.Identifier(name)))
