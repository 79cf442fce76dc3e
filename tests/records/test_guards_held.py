"""Ways around the database's guards that are closed, and meddling with them that is found."""

from uuid import uuid4

import pytest
from django.db import connection, models
from tests.people import TUESDAY_NINE, Cast
from tests.records.test_guards import a_score, a_visit, changes, refused

from weft.records import guards
from weft.records.guards.declared import columns, table_of
from weft.records.models import AuditChange, Person, SessionRecord, Task, Wording

pytestmark = pytest.mark.django_db

NEVER_FIRES = """
DROP TRIGGER {name} ON {table};
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN (false) EXECUTE FUNCTION weft_stays()"""

NOT_CHECKED = """
ALTER TABLE {table} DROP CONSTRAINT {name};
ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (clinic_id, person_id)
  REFERENCES records_person(clinic_id, id) NOT VALID"""


def insert_again(row: models.Model, how: str, **other: str) -> None:
    """The row once more from its own copy, with other SQL for some columns."""
    table, names = table_of(type(row)), columns(type(row))
    copied = ", ".join(other.get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    number = row.pk if isinstance(row.pk, int) else f"'{row.pk.hex}'"
    with connection.cursor() as cursor:
        cursor.execute(f'{how} INTO {table} ({listed}) SELECT {copied} FROM {table} WHERE "id" = {number}')  # noqa: S608


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_an_append_only_row_is_not_replaced_either(cast: Cast, recursive: str) -> None:
    score, wording = a_score(cast), Wording.objects.create(hash="a" * 64, text="May we write to you?")
    seen = AuditChange.objects.order_by("id").first()
    assert seen
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")

    with refused("append-only"):
        insert_again(score, "INSERT OR REPLACE", value="2")
    with refused("append-only"):
        insert_again(seen, "INSERT OR REPLACE", actor="'nobody'")
    with refused("append-only"):
        insert_again(wording, "INSERT OR REPLACE", id=f"'{uuid4().hex}'", text="'forged'")

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.only_on("sqlite")
def test_an_unsigned_record_is_replaced_and_written_down_and_a_signed_one_is_not(cast: Cast) -> None:
    record = SessionRecord.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit=a_visit(cast), discipline="needles"
    )
    insert_again(record, "INSERT OR REPLACE", signed_by_id=f"'{cast.wei.author_id.hex}'", signed_at="made_at")
    assert [each.operation for each in changes(record)] == ["insert", "delete", "insert"]

    with refused("frozen once signed"):
        insert_again(record, "INSERT OR REPLACE", content="'{}'")
    with refused("frozen once signed"):
        insert_again(record, "INSERT OR REPLACE", id=f"'{uuid4().hex}'")


def test_a_row_that_waits_for_its_person_does_not_get_another_clinics(cast: Cast) -> None:
    waited_for = uuid4()
    task = {"kind": "call_back", "says": {}, "due": TUESDAY_NINE, "person_id": waited_for}

    with refused():
        Task.objects.create(clinic=cast.clinic, **task)
        Person.objects.create(id=waited_for, clinic=cast.other_clinic, name="Somebody Else")


@pytest.mark.only_on("sqlite")
def test_a_row_that_waits_for_its_own_clinics_person_gets_them(cast: Cast) -> None:
    waited_for = uuid4()
    task = Task.objects.create(clinic=cast.clinic, kind="call_back", says={}, due=TUESDAY_NINE, person_id=waited_for)
    Person.objects.create(id=waited_for, clinic=cast.clinic, name="Iris")

    assert task.person
    assert task.person.name == "Iris"


def test_another_clinics_person_is_not_renumbered_to_the_one_waited_for(cast: Cast) -> None:
    waited_for = uuid4()

    with refused():
        Task.objects.create(clinic=cast.clinic, kind="call_back", says={}, due=TUESDAY_NINE, person_id=waited_for)
        Person.objects.within(cast.other_clinic.id).filter(id=cast.other_person.id).update(id=waited_for)


@pytest.mark.only_on("postgres")
@pytest.mark.parametrize(
    "altered",
    [
        "LANGUAGE plpgsql AS $$BEGIN RETURN coalesce(NEW, OLD); END$$",
        "LANGUAGE plpgsql SECURITY DEFINER AS $${body}$$",
        "LANGUAGE plpgsql SET search_path = pg_temp AS $${body}$$",
    ],
)
def test_a_function_that_was_replaced_is_found_and_made_again(altered: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'weft_append_only'")
        body = cursor.fetchone()[0]
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION weft_append_only() RETURNS trigger {altered.replace('{body}', body)}"
        )

    assert guards.faults(connection) == ["weft_append_only"]
    guards.sync(connection)
    assert guards.faults(connection) == []


@pytest.mark.only_on("postgres")
@pytest.mark.parametrize(
    ("named", "altered"),
    [
        ("weft_stays_records_task", NEVER_FIRES),
        ("weft_in_records_task_person_id", NOT_CHECKED),
        ("hush", "CREATE RULE {name} AS ON INSERT TO {table} DO INSTEAD NOTHING"),
    ],
)
def test_an_altered_trigger_or_constraint_and_a_rule_are_found_and_mended(named: str, altered: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(altered.format(name=named, table="records_task"))

    assert guards.faults(connection) == [named]
    guards.sync(connection)
    assert guards.faults(connection) == []


def test_a_stranger_on_our_tables_is_found_and_taken_away() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE TRIGGER hush BEFORE INSERT ON records_auditchange BEGIN SELECT RAISE(IGNORE); END")
        else:
            cursor.execute("CREATE FUNCTION hush() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
            cursor.execute("CREATE TRIGGER hush BEFORE INSERT ON records_auditchange EXECUTE FUNCTION hush()")

    assert guards.faults(connection) == ["hush"]
    guards.sync(connection)
    assert guards.faults(connection) == []
