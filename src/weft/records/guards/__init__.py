"""What the database itself refuses and writes down, on both databases, made from one declared list.

Audit triggers on every table · append-only tables · signed records frozen · no two claims on one resource's time ·
no link from one clinic's row to another's. `wanted` says what must stand, `sync` makes it stand, `faults` compares.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from weft.records.guards import postgres, sqlite
from weft.records.guards.declared import Guard

__all__ = ["Guard", "after_migrate", "faults", "sync", "wanted"]


def wanted(connection: BaseDatabaseWrapper) -> dict[str, Guard]:
    """Every guard of the tables that exist, by name, in the order in which they can be made."""
    tables: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sqlite.COLUMNS if connection.vendor == "sqlite" else postgres.COLUMNS)
        for table, column in cursor.fetchall():
            tables.setdefault(table, set()).add(column)
    made = sqlite.guards() if connection.vendor == "sqlite" else postgres.guards()
    return {guard.name: guard for guard in made if guard.fits(tables)}


def installed(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """Name and fingerprint of what stands on our tables now, ours or not."""
    with connection.cursor() as cursor:
        cursor.execute(sqlite.INSTALLED if connection.vendor == "sqlite" else postgres.INSTALLED)
        return {(name, mark) for name, mark in cursor.fetchall()}


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """Guards that are missing, altered, switched off, or stand without being declared; empty when all is well."""
    should = {(name, guard.mark) for name, guard in wanted(connection).items()}
    return sorted({name for name, _ in should ^ installed(connection)})


def sync(connection: BaseDatabaseWrapper) -> None:
    """Make the database's guards those that are declared; what else stands on our tables goes."""
    should = wanted(connection)
    drop = sqlite.drop if connection.vendor == "sqlite" else postgres.drop
    with connection.cursor() as cursor:
        for name in faults(connection):
            for statement in drop(cursor, name):
                cursor.execute(statement)
        stand = {name for name, _ in installed(connection)}
        for name, guard in should.items():
            if name not in stand:
                cursor.execute(guard.statement)


def after_migrate(using: str = "default", **_: Any) -> None:
    """Django's post_migrate: a migration may have rebuilt a table or added one."""
    from django.db import connections, transaction

    with transaction.atomic(using=using):
        sync(connections[using])
