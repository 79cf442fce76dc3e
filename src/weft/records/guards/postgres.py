"""The guards as PostgreSQL functions, triggers and constraints.

They are written here exactly as PostgreSQL tells them back, so that what stands is compared with what is declared, and
not with a note beside it that survives an alteration.
"""

from collections.abc import Iterator
from typing import Any

from weft.records.guards import declared
from weft.records.guards.declared import Guard, Link

INSTALLED = """
SELECT tgname, CASE WHEN tgenabled = 'O' THEN pg_get_triggerdef(t.oid, true) ELSE 'switched off' END
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT tgisinternal AND (tgname LIKE 'weft\\_%' OR relname LIKE 'records\\_%')
   AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT rulename, 'a rule' FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
 WHERE relname LIKE 'records\\_%' AND relkind <> 'v' AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT conname, CASE WHEN EXISTS (SELECT 1 FROM pg_trigger WHERE tgconstraint = k.oid AND tgenabled <> 'O')
    THEN 'switched off' ELSE concat_ws(' ', relname, pg_get_constraintdef(k.oid, true)) END
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE conname LIKE 'weft\\_%' AND connamespace = current_schema()::regnamespace
UNION ALL
SELECT proname, concat_ws(' ', lanname, prosecdef, proconfig, pronargs, prosrc)
  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
 WHERE proname LIKE 'weft\\_%' AND pronamespace = current_schema()::regnamespace
"""

COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
 WHERE table_schema = current_schema() AND table_name LIKE 'records\\_%'
"""

DROP = """
SELECT 'DROP TRIGGER ' || quote_ident(tgname) || ' ON ' || quote_ident(relname)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT tgisinternal AND tgname = %(name)s AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'DROP RULE ' || quote_ident(rulename) || ' ON ' || quote_ident(relname)
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
 WHERE rulename = %(name)s AND relkind <> 'v' AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'ALTER TABLE ' || quote_ident(relname) || ' DROP CONSTRAINT ' || quote_ident(conname) || ' CASCADE'
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE conname = %(name)s AND relnamespace = current_schema()::regnamespace
UNION ALL
SELECT 'DROP FUNCTION ' || oid::regprocedure || ' CASCADE' FROM pg_proc
 WHERE proname = %(name)s AND proname LIKE 'weft\\_%%' AND pronamespace = current_schema()::regnamespace
"""

PASSES = ", ".join(f"'{purpose}'" for purpose in declared.LETS_THROUGH)
PURPOSE = "coalesce(current_setting('weft.purpose', true), '')"
WRITE = f"""
  INSERT INTO records_auditchange
    ("at", actor, request, purpose, clinic, "table", "row", person, operation, columns)
  VALUES (clock_timestamp(), coalesce(current_setting('weft.actor', true), ''),
    coalesce(current_setting('weft.request', true), ''), {PURPOSE},"""  # noqa: S608  names are ours, nothing typed

AUDIT = f"""
DECLARE
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  said jsonb := coalesce(new_row, old_row);
  changed text := '';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT coalesce(string_agg(key, ',' ORDER BY key COLLATE "C"), '') INTO changed
      FROM jsonb_each(new_row) WHERE value IS DISTINCT FROM old_row -> key;
    IF changed = '' THEN RETURN NULL; END IF;
  END IF;{WRITE}
    replace(coalesce(said ->> TG_ARGV[0], ''), '-', ''), TG_TABLE_NAME, replace(said ->> 'id', '-', ''),
    replace(coalesce(said ->> TG_ARGV[1], ''), '-', ''), lower(TG_OP), changed);
  RETURN NULL;
END"""  # noqa: S608  names are ours, nothing typed

TRUNCATED = f"""
BEGIN
  IF {PURPOSE} NOT IN ({PASSES}) THEN
    RAISE EXCEPTION 'weft: % is not to be emptied', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_ARGV[0] = 'audited' THEN{WRITE}
    '', TG_TABLE_NAME, '', '', 'truncate', '');
  END IF;
  RETURN NULL;
END"""

APPEND_ONLY = f"""
BEGIN
  IF {PURPOSE} NOT IN ({PASSES}) THEN
    RAISE EXCEPTION 'weft: % %', TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END"""

OPEN_LINK = """
DECLARE
  owner uuid;
BEGIN
  EXECUTE format('SELECT clinic_id FROM %I WHERE id = $1', TG_ARGV[1])
    INTO owner USING (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  IF owner IS NOT NULL AND owner <> NEW.clinic_id THEN
    RAISE EXCEPTION 'weft: %.% crosses clinics', TG_TABLE_NAME, TG_ARGV[0]
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END"""

STAYS = """
BEGIN
  RAISE EXCEPTION 'weft: % stays in its clinic', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END"""


def drop(cursor: Any, name: str) -> list[str]:
    """How to take one away, with what rests on it (`sync` makes that again)."""
    cursor.execute(DROP, {"name": name})
    return [statement for (statement,) in cursor.fetchall()]


def guards() -> Iterator[Guard]:
    """All of them, functions first."""
    yield _function("weft_audit", AUDIT)
    yield _function("weft_truncated", TRUNCATED)
    yield _function("weft_append_only", APPEND_ONLY)
    yield _function("weft_open_link", OPEN_LINK)
    yield _function("weft_stays", STAYS)
    yield from _audits()
    yield from _append_only()
    yield _constraint(
        "weft_claims_overlap",
        "records_claim",
        "EXCLUDE USING gist (resource_id WITH =, tstzrange(starts, ends, '[)'::text) WITH &&) WHERE (active)",
        {"resource_id", "starts", "ends", "active"},
    )
    yield from _clinics()


def _function(name: str, body: str) -> Guard:
    sql = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $weft${body}\n$weft$"
    return Guard(name, sql, f"plpgsql f 0 {body}\n")


def _trigger(name: str, table: str, when: str, does: str, needs: set[str] | None = None) -> Guard:
    sql = f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {does}"
    return Guard(name, sql, sql, {table: frozenset(needs or {"id"})})


def _constraint(name: str, table: str, rule: str, columns: set[str], **needs: set[str]) -> Guard:
    sql = f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {rule}'
    named = {table: columns, **needs}
    return Guard(name, sql, f"{table} {rule}", {each: frozenset(names) for each, names in named.items()})


def _audits() -> Iterator[Guard]:
    audited = declared.audited()
    for model in declared.models():
        table = declared.table_of(model)
        said = "audited" if model in audited else ""
        yield _trigger(
            f"weft_truncated_{table}", table,
            f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT", f"weft_truncated('{said}')",
        )  # fmt: skip
    for model in audited:
        table = declared.table_of(model)
        yield _trigger(
            f"weft_audit_{table}", table, f"AFTER INSERT OR DELETE OR UPDATE ON {table} FOR EACH ROW",
            f"weft_audit('{declared.clinic_column(model)}', '{declared.person_column(model)}')",
        )  # fmt: skip


def _append_only() -> Iterator[Guard]:
    for model in declared.named(declared.APPEND_ONLY):
        table = declared.table_of(model)
        yield _trigger(
            f"weft_append_only_{table}", table, f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW",
            "weft_append_only('is append-only')",
        )  # fmt: skip
    for model in declared.named(declared.FROZEN_WHEN_SIGNED):
        table = declared.table_of(model)
        yield _trigger(
            f"weft_signed_{table}", table,
            f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW WHEN (old.signed_at IS NOT NULL)",
            "weft_append_only('is frozen once signed')", {"signed_at"},
        )  # fmt: skip


def _clinics() -> Iterator[Guard]:
    links = list(declared.links())
    for target in sorted({link.target for link in links if not link.open}):
        yield _constraint(f"weft_own_{target}", target, "UNIQUE (clinic_id, id)", {"clinic_id"})
    for link in links:
        yield _open_link(link) if link.open else _closed_link(link)
    for model in filter(declared.owned, declared.models()):
        table = declared.table_of(model)
        when = f"BEFORE UPDATE ON {table} FOR EACH ROW WHEN (old.clinic_id IS DISTINCT FROM new.clinic_id)"
        yield _trigger(f"weft_stays_{table}", table, when, "weft_stays()", {"clinic_id"})


def _closed_link(link: Link) -> Guard:
    rule = f"FOREIGN KEY (clinic_id, {link.column}) REFERENCES {link.target}(clinic_id, id)"
    needs = {} if link.target == link.table else {link.target: {"clinic_id"}}
    return _constraint(f"weft_in_{link.table}_{link.column}", link.table, rule, {"clinic_id", link.column}, **needs)


def _open_link(link: Link) -> Guard:
    name = f"weft_in_{link.table}_{link.column}"
    when = f"BEFORE INSERT OR UPDATE ON {link.table} FOR EACH ROW"
    return _trigger(name, link.table, when, f"weft_open_link('{link.column}', '{link.target}')", {link.column})
