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
def fresh_database(like: str = "") -> Iterator[str]:
    """The address of a PostgreSQL database beside the one of this run; empty text means SQLite.

    ``tests.plugin_database`` has chosen by now: without DATABASE_URL the run is on SQLite.

    Args:
        like: The address of one that it is a copy of, to which nobody is connected; empty when not given.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"weft_journey_{os.getpid()}_{next(NUMBER)}"
    _say(server, "CREATE DATABASE {} TEMPLATE {}", name, urlsplit(like).path.strip("/") or "template1")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _say(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _say(server: str, command: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))
