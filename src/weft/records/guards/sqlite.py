"""The guards as SQLite triggers. ``weft_actor()`` and its kin are functions of our connections: a foreign tool
without them cannot write to a guarded table, which is what we want."""

# ruff: noqa: S608  all names come from the models, nothing that anybody typed

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Model

from weft.records.guards import declared
from weft.records.guards.declared import Guard, Link

INSTALLED = """
SELECT name, sql FROM sqlite_master
 WHERE type = 'trigger' AND (name LIKE 'weft|_%' ESCAPE '|' OR tbl_name LIKE 'records|_%' ESCAPE '|')
"""

COLUMNS = """
SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
 WHERE t.type = 'table' AND t.name LIKE 'records|_%' ESCAPE '|'
"""

PASSES = ", ".join(f"'{purpose}'" for purpose in declared.LETS_THROUGH)


def drop(_: Any, name: str) -> list[str]:
    """How to take one away."""
    return ['DROP TRIGGER IF EXISTS "{}"'.format(name.replace('"', '""'))]


def guards() -> Iterator[Guard]:
    """All of them."""
    for model in declared.audited():
        yield from _audit(model)
    for model in declared.named(declared.APPEND_ONLY):
        yield from _append_only(model, "append_only", "is append-only", signed=False)
    for model in declared.named(declared.FROZEN_WHEN_SIGNED):
        yield from _append_only(model, "signed", "is frozen once signed", signed=True)
    yield from _claims()
    links = list(declared.links())
    for table, outward in groupby(links, key=lambda link: link.table):
        yield from _clinic(table, list(outward))
    for target in sorted({link.target for link in links}):
        yield _waited_for(target, [link for link in links if link.target == target])
    for model in filter(declared.owned, declared.models()):
        yield _stays(declared.table_of(model))


def _trigger(name: str, head: str, body: str, **needs: set[str]) -> Guard:
    sql = f'CREATE TRIGGER "{name}" {head} BEGIN {body} END'
    return Guard(name, sql, sql, {table: frozenset(columns) for table, columns in needs.items()})


def _audit(model: type[Model]) -> Iterator[Guard]:
    table, columns = declared.table_of(model), declared.columns(model)
    changed = " || ".join(f"""iif(OLD."{name}" IS NOT NEW."{name}", '{name},', '')""" for name in columns)
    changed = f"rtrim({changed}, ',')"
    needs = {table: set(columns)}
    for operation, row, said, when in (
        ("insert", "NEW", "''", ""),
        ("update", "NEW", changed, f"WHEN {changed} <> ''"),
        ("delete", "OLD", "''", ""),
    ):
        clinic, person = (_text_of(row, f(model)) for f in (declared.clinic_column, declared.person_column))
        body = (
            'INSERT INTO "records_auditchange" ("at", "actor", "request", "purpose", "clinic", "table", "row",'
            ' "person", "operation", "columns") VALUES (strftime(\'%Y-%m-%d %H:%M:%f\', \'now\'), weft_actor(),'
            f" weft_request(), weft_purpose(), {clinic}, '{table}', {row}.\"id\", {person}, '{operation}', {said});"
        )
        head = f'AFTER {operation.upper()} ON "{table}" FOR EACH ROW {when}'
        yield _trigger(f"weft_audit_{operation}_{table}", head, body, **needs)


def _text_of(row: str, column: str) -> str:
    return f"coalesce({row}.\"{column}\", '')" if column else "''"


def _append_only(model: type[Model], kind: str, says: str, *, signed: bool) -> Iterator[Guard]:
    table = declared.table_of(model)
    stop = f"SELECT RAISE(ABORT, 'weft: {table} {says}');"
    when = f"WHEN weft_purpose() NOT IN ({PASSES})" + (' AND OLD."signed_at" IS NOT NULL' if signed else "")
    for operation in ("UPDATE", "DELETE"):
        head = f'BEFORE {operation} ON "{table}" FOR EACH ROW {when}'
        yield _trigger(f"weft_{kind}_{operation.lower()}_{table}", head, stop, **{table: {"id"}})
    # INSERT OR REPLACE takes the old row away, on a foreign connection without its DELETE triggers.
    keys = declared.unique_keys(model)
    same = " OR ".join("(" + " AND ".join(f'"{name}" = NEW."{name}"' for name in key) + ")" for key in keys)
    there = f'SELECT 1 FROM "{table}" WHERE ({same})' + (' AND "signed_at" IS NOT NULL' if signed else "")
    head = f'BEFORE INSERT ON "{table}" FOR EACH ROW WHEN EXISTS ({there})'
    yield _trigger(f"weft_{kind}_insert_{table}", head, stop, **{table: {name for key in keys for name in key}})


def _claims() -> Iterator[Guard]:
    overlaps = (
        'NEW."active" = 1 AND EXISTS (SELECT 1 FROM "records_claim" WHERE "resource_id" = NEW."resource_id"'
        ' AND "active" = 1 AND "starts" < NEW."ends" AND "ends" > NEW."starts" AND "id" <> NEW."id")'
    )
    says = "SELECT RAISE(ABORT, 'weft: claims overlap');"
    for operation in ("INSERT", "UPDATE"):
        head = f'BEFORE {operation} ON "records_claim" FOR EACH ROW WHEN {overlaps}'
        yield _trigger(
            f"weft_claim_{operation.lower()}", head, says, records_claim={"resource_id", "active", "starts", "ends"}
        )


def _clinic(table: str, links: list[Link]) -> Iterator[Guard]:
    body = " ".join(_inside(link) for link in links)
    needs = {
        table: {link.column for link in links},
        **{link.target: {"clinic_id"} for link in links if link.target != table},
    }
    columns = ", ".join(f'"{name}"' for name in ("clinic_id", *(link.column for link in links)))
    yield _trigger(f"weft_clinic_insert_{table}", f'BEFORE INSERT ON "{table}" FOR EACH ROW', body, **needs)
    yield _trigger(
        f"weft_clinic_update_{table}", f'BEFORE UPDATE OF {columns} ON "{table}" FOR EACH ROW', body, **needs
    )


def _inside(link: Link) -> str:
    # A target that does not exist yet: the foreign key waits for it, and `_waited_for` looks when it comes.
    foreign = '"clinic_id" IS NOT NEW."clinic_id"' + (' AND "clinic_id" IS NOT NULL' if link.open else "")
    return (
        f"SELECT RAISE(ABORT, 'weft: {link.table}.{link.column} crosses clinics') WHERE NEW.\"clinic_id\" IS NOT NULL"
        f' AND EXISTS (SELECT 1 FROM "{link.target}" WHERE "id" = NEW."{link.column}" AND {foreign});'
    )


def _waited_for(target: str, links: list[Link]) -> Guard:
    """A new row may already be pointed at, by a row of its own transaction."""
    body = " ".join(
        f"SELECT RAISE(ABORT, 'weft: {link.table}.{link.column} crosses clinics')"
        + (' WHERE NEW."clinic_id" IS NOT NULL AND' if link.open else " WHERE")
        + f' EXISTS (SELECT 1 FROM "{link.table}" WHERE "{link.column}" = NEW."id" AND "clinic_id" IS NOT NULL'
        ' AND "clinic_id" IS NOT NEW."clinic_id");'
        for link in links
    )
    needs = {target: {"clinic_id"}}
    for link in links:
        needs.setdefault(link.table, set()).add(link.column)
    return _trigger(f"weft_clinic_waited_{target}", f'AFTER INSERT ON "{target}" FOR EACH ROW', body, **needs)


def _stays(table: str) -> Guard:
    moved = 'OLD."clinic_id" IS NOT NEW."clinic_id" OR OLD."id" IS NOT NEW."id"'
    head = f'BEFORE UPDATE OF "clinic_id", "id" ON "{table}" FOR EACH ROW WHEN {moved}'
    says = f"SELECT RAISE(ABORT, 'weft: {table} stays in its clinic');"
    return _trigger(f"weft_stays_{table}", head, says, **{table: {"clinic_id"}})
