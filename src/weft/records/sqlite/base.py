"""SQLite through pysqlite3, which brings a library newer than the corruption bug of WAL (fixed in 3.51.3).

Django's backend is written against the standard library's module; here its three touching points (connect, the
cursor class, converters) are pointed at pysqlite3. Without it the system's library is used and the start-up check
warns.
"""

import datetime
import decimal
import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base as django_sqlite
from django.db.backends.sqlite3._functions import (  # type: ignore[import-untyped]  # private to Django
    register as register_functions,
)
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from weft.records import speaker
from weft.records.sqlite.schema import TriggerKeepingSchemaEditor

__all__ = ["SAFE_VERSION", "DatabaseWrapper", "library"]

try:
    from pysqlite3 import dbapi2 as library
except ImportError:  # no wheel for this machine
    library = sqlite3.dbapi2

SAFE_VERSION = (3, 51, 3)
"""First release without the WAL-reset bug that two processes can hit."""


def _teach_types() -> None:
    """The converters and adapters that Django gives to the standard library's module, given to ours."""
    for name, parse in {
        "date": parse_date,
        "time": parse_time,
        "datetime": parse_datetime,
        "timestamp": parse_datetime,
    }.items():
        library.register_converter(name, django_sqlite.decoder(parse))
    library.register_converter("bool", b"1".__eq__)
    library.register_adapter(decimal.Decimal, str)
    library.register_adapter(datetime.date, django_sqlite.adapt_date)
    library.register_adapter(datetime.datetime, django_sqlite.adapt_datetime)


_teach_types()


class Cursor(library.Cursor):  # type: ignore[misc]  # either library's class
    """Django's placeholders (``%s``) turned into SQLite's (``?``); the methods are Django's own."""

    execute_bare = library.Cursor.execute
    executemany_bare = library.Cursor.executemany
    convert_query = django_sqlite.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None:
            return self.execute_bare(query)
        names = list(params) if isinstance(params, dict) else None
        return self.execute_bare(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        return self.executemany_bare(self.convert_query(query), param_list)


class DatabaseWrapper(django_sqlite.DatabaseWrapper):
    """The backend ``weft.records.sqlite``."""

    Database = library
    SchemaEditorClass = TriggerKeepingSchemaEditor
    init_commands: list[str]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, teach Django's functions and ours (who is writing, for the audit triggers), then the PRAGMAs."""
        connection = library.connect(**conn_params)
        register_functions(connection)
        for name, told in speaker.TOLD.items():
            connection.create_function(name, 0, told)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")  # or REPLACE removes a row behind its DELETE triggers
        connection.execute("PRAGMA legacy_alter_table = OFF")
        for command in filter(None, (text.strip() for text in self.init_commands)):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of ours; SQLite knows no named ones."""
        return self.connection.cursor(factory=Cursor)
