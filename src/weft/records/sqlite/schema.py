"""Schema changes that keep triggers.

Django changes a SQLite table by building a new one and renaming it: the old table's triggers go silently with it, and
the rename fails while triggers of *other* tables name the missing one. So all triggers step aside and come back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3.schema import DatabaseSchemaEditor
from django.db.models import Field, Model

TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


class TriggerKeepingSchemaEditor(DatabaseSchemaEditor):
    """Remembers all triggers before a table is rebuilt and makes them again afterwards."""

    def _remake_table(self, model: type[Model], *args: Any, **kwargs: Any) -> None:
        with self._triggers_aside():
            super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]  # private, unknown to the stubs

    def remove_field(self, model: type[Model], field: "Field[Any, Any]") -> None:
        """Newer SQLite drops a column in place, which fails while a trigger names it."""
        with self._triggers_aside():
            super().remove_field(model, field)

    @contextmanager
    def _triggers_aside(self) -> Iterator[None]:
        with self.connection.cursor() as cursor:
            cursor.execute(TRIGGERS)
            kept = cursor.fetchall()
            for name, _ in kept:
                cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        with self.connection.cursor() as cursor:
            for _, sql in kept:
                cursor.execute(sql)
