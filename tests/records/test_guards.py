"""What the database itself refuses and writes down, whatever the Python above it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from tests.people import TUESDAY_NINE, Cast

from weft.records import clock, guards, speaker, startup
from weft.records.models import (
    AuditChange,
    Claim,
    Closure,
    Event,
    Pair,
    Person,
    Resource,
    Score,
    SessionRecord,
    Site,
    Task,
    Visit,
    Wording,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@contextmanager
def refused(words: str | None = None) -> Iterator[None]:
    """The database says no; a savepoint lets the test go on."""
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        yield


def a_visit(cast: Cast, **fields: object) -> Visit:
    given = {
        "clinic": cast.clinic, "person_id": cast.marta_id, "discipline": "needles", "starts": TUESDAY_NINE,
        "ends": TUESDAY_NINE + HOUR, "local_date": "2027-03-02", "local_start": "09:00", "zone": "America/Toronto",
        "tzdata_version": "2026.6", "practitioner_id": cast.wei.membership_id, "place_id": cast.beds[0].id,
    }  # fmt: skip
    return Visit.objects.create(**(given | fields))


def a_claim(cast: Cast, **fields: object) -> Claim:
    closure = Closure.objects.create(clinic=cast.clinic, starts=TUESDAY_NINE, ends=TUESDAY_NINE + HOUR)
    given = {
        "clinic": cast.clinic, "resource": cast.beds[0], "starts": TUESDAY_NINE, "ends": TUESDAY_NINE + HOUR,
        "closure": closure,
    }  # fmt: skip
    return Claim.objects.create(**(given | fields))


def changes(row: models.Model) -> list[AuditChange]:
    return list(AuditChange.objects.filter(row=row.pk.hex).order_by("id"))


# --- audit --------------------------------------------------------------------------------------------------


def test_every_guard_that_is_declared_stands() -> None:
    assert guards.faults(connection) == []
    assert len(guards.wanted(connection)) > 150
    assert startup.guards_stand(databases=["default"]) == []


def test_a_new_row_is_written_down_with_actor_request_person_and_clinic(cast: Cast) -> None:
    with transaction.atomic(), speaker.speaking(actor=cast.noor.actor, request="r1"):
        visit = a_visit(cast)

    [change] = changes(visit)
    assert (change.actor, change.request, change.operation) == (cast.noor.actor, "r1", "insert")
    assert (change.table, change.clinic, change.person) == ("records_visit", cast.clinic.id.hex, cast.marta_id.hex)
    assert abs(change.at - clock.now()) < timedelta(minutes=1)


def test_a_change_names_its_columns_and_never_their_values(cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(phone="555 0199", email="marta@example.net")

    change = AuditChange.objects.filter(row=cast.marta_id.hex, operation="update").get()
    assert change.columns == "email,phone"
    assert change.person == cast.marta_id.hex
    assert "0199" not in str(vars(change))


def test_saving_without_a_change_writes_nothing_down(cast: Cast) -> None:
    person = Person.objects.within(cast.clinic.id).get(id=cast.marta_id)
    before = len(changes(person))

    person.save()

    assert len(changes(person)) == before


def test_deleting_and_writing_many_rows_at_once_are_written_down(cast: Cast) -> None:
    sites = Site.objects.bulk_create([Site(clinic=cast.clinic, name=name) for name in ("East", "West")])
    sites[0].delete()

    assert [change.operation for change in changes(sites[1])] == ["insert"]
    assert AuditChange.objects.filter(table="records_site", operation="delete").count() == 1


def test_raw_sql_is_written_down_too(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_site SET name = 'North'")

    assert AuditChange.objects.filter(table="records_site", columns="name").count() == 2


def test_the_audit_itself_can_be_neither_changed_nor_removed(cast: Cast) -> None:
    with refused("append-only"):
        AuditChange.objects.update(actor="nobody")
    with refused("append-only"):
        AuditChange.objects.all().delete()


# --- append-only, frozen ------------------------------------------------------------------------------------


def a_score(cast: Cast) -> Score:
    return Score.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, measure="nprs", value=6, source="person", at=TUESDAY_NINE,
        local_date="2027-03-02",
    )  # fmt: skip


def test_an_append_only_row_is_neither_changed_nor_removed(cast: Cast) -> None:
    score = a_score(cast)

    with refused("append-only"):
        Score.objects.within(cast.clinic.id).update(value=2)
    with refused("append-only"):
        score.delete()


def test_an_event_of_a_live_visit_is_appended_for_good(cast: Cast) -> None:
    visit = a_visit(cast)
    event = Event.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit=visit, kind="needles_in", count=8, at=TUESDAY_NINE,
        by_id=cast.wei.author_id,
    )  # fmt: skip

    event.count = 7
    with refused("append-only"):
        event.save()


def test_erasure_with_its_purpose_stated_lets_through_and_is_written_down(cast: Cast) -> None:
    score = a_score(cast)
    number = score.id

    with transaction.atomic(), speaker.speaking(actor=cast.elena.actor, purpose=speaker.ERASE):
        score.delete()

    gone = AuditChange.objects.get(row=number.hex, operation="delete")
    assert (gone.actor, gone.purpose) == (cast.elena.actor, "erase")
    assert speaker.current().purpose == ""


def test_the_purpose_ends_with_its_block(cast: Cast) -> None:
    score = a_score(cast)
    with transaction.atomic(), speaker.speaking(purpose=speaker.ERASE):
        pass

    with refused("append-only"):
        score.delete()


def test_a_record_is_editable_until_it_is_signed_and_then_frozen(cast: Cast) -> None:
    record = SessionRecord.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit=a_visit(cast), discipline="needles"
    )
    record.content = {"points": ["BL23"]}
    record.save()
    record.signed_by_id, record.signed_at = cast.wei.user_id, TUESDAY_NINE
    record.save()

    record.content = {"points": []}
    with refused("frozen once signed"):
        record.save()
    with refused("frozen once signed"):
        record.delete()


@pytest.mark.only_on("postgres")
def test_no_table_can_be_emptied_behind_the_triggers() -> None:
    with refused("not to be emptied"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_site CASCADE")


# --- claims -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shift_minutes", [-59, -25, -5, 0, 5, 25, 59])
def test_two_active_claims_never_overlap_on_one_resource(cast: Cast, shift_minutes: int) -> None:
    a_claim(cast)
    shift = timedelta(minutes=shift_minutes)

    with refused("overlap"):
        a_claim(cast, starts=TUESDAY_NINE + shift, ends=TUESDAY_NINE + shift + HOUR)


def test_a_claim_inside_or_around_another_is_refused(cast: Cast) -> None:
    a_claim(cast)
    minute = timedelta(minutes=1)

    with refused("overlap"):
        a_claim(cast, starts=TUESDAY_NINE + minute, ends=TUESDAY_NINE + 2 * minute)
    with refused("overlap"):
        a_claim(cast, starts=TUESDAY_NINE - minute, ends=TUESDAY_NINE + 2 * HOUR)


@pytest.mark.parametrize("shift_minutes", [-60, 60])
def test_back_to_back_claims_are_accepted(cast: Cast, shift_minutes: int) -> None:
    a_claim(cast)
    shift = timedelta(minutes=shift_minutes)

    assert a_claim(cast, starts=TUESDAY_NINE + shift, ends=TUESDAY_NINE + shift + HOUR).active


def test_other_resources_and_ended_claims_do_not_stand_in_the_way(cast: Cast) -> None:
    first = a_claim(cast)
    Claim.objects.within(cast.clinic.id).filter(id=first.id).update(active=False)

    assert a_claim(cast).active
    assert a_claim(cast, resource=cast.beds[1]).active
    with refused("overlap"):
        Claim.objects.within(cast.clinic.id).filter(id=first.id).update(active=True)


def test_a_claim_cannot_be_moved_onto_another(cast: Cast) -> None:
    a_claim(cast)
    later = a_claim(cast, starts=TUESDAY_NINE + HOUR, ends=TUESDAY_NINE + 2 * HOUR)

    with refused("overlap"):
        Claim.objects.within(cast.clinic.id).filter(id=later.id).update(starts=TUESDAY_NINE)


def test_a_practitioners_hands_are_one_resource_across_clinics(cast: Cast) -> None:
    hands = Resource.objects.everywhere().get(user_id=cast.wei.author_id)
    a_claim(cast, resource=hands)
    other = Closure.objects.create(clinic=cast.other_clinic, starts=TUESDAY_NINE, ends=TUESDAY_NINE + HOUR)

    with refused("overlap"):
        a_claim(cast, resource=hands, clinic=cast.other_clinic, closure=other)


@pytest.mark.parametrize("year", [1899, 2200, 9999])
def test_a_time_that_would_break_every_later_list_is_refused(cast: Cast, year: int) -> None:
    with refused():
        a_visit(cast, starts=TUESDAY_NINE.replace(year=year), ends=TUESDAY_NINE.replace(year=year) + HOUR)


# --- two clinics --------------------------------------------------------------------------------------------


def test_no_row_links_to_another_clinics_row(cast: Cast) -> None:
    with refused():
        a_visit(cast, person_id=cast.other_person.id)
    with refused():
        a_visit(cast, place_id=cast.other_bed.id)
    with refused():
        a_visit(cast, practitioner_id=cast.otto.membership_id)
    with refused():
        a_claim(cast, resource=cast.other_bed)
    with refused():
        Task.objects.create(
            clinic=cast.other_clinic, kind="call_back", says={}, due=TUESDAY_NINE, person_id=cast.marta_id
        )


def test_no_row_is_moved_or_relinked_across_clinics(cast: Cast) -> None:
    visit = a_visit(cast)

    with refused():
        Visit.objects.within(cast.clinic.id).filter(id=visit.id).update(clinic=cast.other_clinic)
    with refused():
        Visit.objects.within(cast.clinic.id).filter(id=visit.id).update(place=cast.other_bed)
    with refused():
        Site.objects.within(cast.clinic.id).update(clinic=cast.other_clinic)


# --- the guards survive -------------------------------------------------------------------------------------


def test_a_guard_that_was_taken_away_is_found_and_made_again() -> None:
    name = (
        "weft_append_only_update_records_score" if connection.vendor == "sqlite" else "weft_append_only_records_score"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON records_score"))

    assert guards.faults(connection) == [name]
    assert startup.guards_stand(databases=["default"])[0].id == "weft.E101"
    guards.sync(connection)
    assert guards.faults(connection) == []


def test_an_altered_or_foreign_guard_is_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER weft_claim_insert")
            cursor.execute("CREATE TRIGGER weft_claim_insert BEFORE INSERT ON records_claim BEGIN SELECT 1; END")
        else:
            cursor.execute("ALTER TABLE records_claim DISABLE TRIGGER weft_audit_records_claim")

    assert len(guards.faults(connection)) == 1


def test_two_pairs_visits_may_not_share_a_place_in_the_pair(cast: Cast) -> None:
    pair = Pair.objects.create(clinic=cast.clinic, person_id=cast.marta_id, local_date="2027-03-02")
    a_visit(cast, pair=pair, order_in_pair=1)

    with refused():
        a_visit(cast, pair=pair, order_in_pair=1)
    assert a_visit(cast, pair=pair, order_in_pair=2)


def test_a_wording_is_kept_once_under_its_hash() -> None:
    Wording.objects.create(hash="a" * 64, text="May we write to you?")

    with refused():
        Wording.objects.create(hash="a" * 64, text="May we write to you?")


def test_an_unknown_row_is_refused_by_the_foreign_key(cast: Cast) -> None:
    def visit_nowhere() -> None:
        with transaction.atomic():
            a_visit(cast, place_id=uuid4())
            connection.check_constraints()

    with pytest.raises(DatabaseError):
        visit_nowhere()
