"""The one access door: other clinics do not exist, a purpose needs a job, and every read is written down."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.people import ELSEWHERE, HERE, TUESDAY_NINE, Cast

from weft.records import audit, clock
from weft.records.access import (
    Job,
    Member,
    NotAllowed,
    NotFound,
    Purpose,
    clinic_at,
    member_for,
    people_for,
    person_for,
    row_of,
)
from weft.records.models import AuditRead, Membership, Person, Resource, Task, Unscoped, User

pytestmark = pytest.mark.django_db


def reads() -> list[AuditRead]:
    return list(AuditRead.objects.order_by("id"))


def test_the_host_decides_the_clinic(cast: Cast) -> None:
    here, elsewhere = clinic_at(HERE), clinic_at(ELSEWHERE)

    assert here is not None
    assert here.id == cast.clinic.id
    assert elsewhere is not None
    assert elsewhere.id == cast.other_clinic.id
    assert clinic_at("example.org") is None


def test_a_user_is_somebody_only_where_they_work_or_are_treated(cast: Cast) -> None:
    assert member_for(cast.wei.author_id, cast.other_clinic.id) is None
    assert cast.marta.is_patient
    assert not cast.marta.is_staff
    assert cast.wei.may(Job.NEEDLES)
    assert not cast.wei.may(Job.MOVEMENT)


def test_a_membership_or_user_that_ended_opens_nothing_at_once(cast: Cast) -> None:
    Membership.objects.within(cast.clinic.id).filter(user_id=cast.wei.author_id).update(active=False)
    User.objects.filter(id=cast.dana.author_id).update(is_active=False)

    assert member_for(cast.wei.author_id, cast.clinic.id) is None
    assert member_for(cast.dana.author_id, cast.clinic.id) is None


def test_a_clinician_gets_the_person_and_it_is_written_down(cast: Cast) -> None:
    seen = person_for(cast.wei, cast.marta_id, Purpose.CARE)

    assert (seen.id, seen.name) == (cast.marta_id, "Marta Kowalska")
    [row] = reads()
    assert (row.actor, row.purpose, row.people) == (cast.wei.actor, "care", [cast.marta_id.hex])


@pytest.mark.parametrize("purpose", list(Purpose))
def test_another_clinics_person_and_an_unknown_one_look_alike(cast: Cast, purpose: Purpose) -> None:
    everything = Member(cast.otto.user_id, "Otto", cast.other_clinic.id, "Elsewhere", jobs=frozenset(Job),
                        membership_id=cast.otto.membership_id)  # fmt: skip
    if purpose is Purpose.OWN:
        everything = cast.marta

    for unknown in (cast.marta_id if purpose is not Purpose.OWN else cast.harold_id, uuid4()):
        with pytest.raises(NotFound):
            person_for(everything, unknown, purpose)
    assert reads() == []


def test_a_purpose_needs_its_job(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        person_for(cast.noor, cast.marta_id, Purpose.CARE)
    with pytest.raises(NotAllowed):
        person_for(cast.wei, cast.marta_id, Purpose.EXPORT)

    assert person_for(cast.noor, cast.marta_id, Purpose.DIARY)
    assert person_for(cast.elena, cast.marta_id, Purpose.EXPORT)


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.OWN])
def test_a_patient_opens_their_own_record_and_nothing_else(cast: Cast, purpose: Purpose) -> None:
    assert person_for(cast.marta, cast.marta_id, Purpose.OWN).name == "Marta Kowalska"

    with pytest.raises(NotFound):
        person_for(cast.marta, cast.harold_id, Purpose.OWN)
    with pytest.raises(NotFound):
        person_for(cast.marta, cast.marta_id, purpose)
    with pytest.raises(NotFound):
        person_for(cast.visitor, cast.marta_id, Purpose.OWN)


def test_a_list_is_all_or_nothing_and_keeps_its_order(cast: Cast) -> None:
    asked = [cast.harold_id, cast.marta_id]

    assert [each.id for each in people_for(cast.wei, asked, Purpose.CARE)] == asked
    with pytest.raises(NotFound):
        people_for(cast.wei, [*asked, cast.other_person.id], Purpose.CARE)


def test_one_request_is_one_row_with_everybody_it_showed(cast: Cast) -> None:
    with audit.request("r7", "today/"):
        person_for(cast.wei, cast.marta_id, Purpose.CARE)
        people_for(cast.wei, [cast.marta_id, cast.harold_id], Purpose.DIARY)

    [row] = reads()
    assert row.people == sorted([cast.marta_id.hex, cast.harold_id.hex])
    assert (row.request, row.path, row.purpose) == ("r7", "today/", "care,diary")


def test_a_request_that_failed_after_showing_somebody_is_written_down(cast: Cast) -> None:
    def show_and_fail() -> None:
        with audit.request("r8", "today/"):
            person_for(cast.wei, cast.marta_id, Purpose.CARE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        show_and_fail()

    assert len(reads()) == 1


@pytest.mark.parametrize(("minutes_later", "rows"), [(14, 1), (15, 2), (16, 2)])
def test_a_poll_of_the_same_list_is_written_down_again_after_fifteen_minutes(
    cast: Cast, minutes_later: int, rows: int
) -> None:
    wei = member_for(cast.wei.author_id, cast.clinic.id, session="s1")
    assert wei
    for moment in (TUESDAY_NINE, TUESDAY_NINE + timedelta(minutes=minutes_later)):
        with clock.at(moment), audit.request("r", "today/"):
            person_for(wei, cast.marta_id, Purpose.CARE)

    assert len(reads()) == rows


def test_another_session_another_page_or_another_list_is_written_down(cast: Cast) -> None:
    sessions = [member_for(cast.wei.author_id, cast.clinic.id, session=name) for name in ("s1", "s2")]
    with clock.at(TUESDAY_NINE):
        for member, path, person in (
            (sessions[0], "today/", cast.marta_id),
            (sessions[1], "today/", cast.marta_id),
            (sessions[0], "diary/", cast.marta_id),
            (sessions[0], "today/", cast.harold_id),
        ):
            assert member
            with audit.request("r", path):
                person_for(member, person, Purpose.CARE)

    assert len(reads()) == 4


def test_rows_of_other_clinics_and_of_other_patients_are_not_found(cast: Cast) -> None:
    task = Task.objects.create(clinic=cast.clinic, kind="flare", says={}, due=TUESDAY_NINE, person_id=cast.marta_id)

    assert row_of(Task, cast.noor, task.id) == task
    assert row_of(Task, cast.marta, task.id) == task
    assert row_of(Task, cast.system, task.id) == task
    for stranger in (cast.otto, cast.harold, cast.visitor):
        with pytest.raises(NotFound):
            row_of(Task, stranger, task.id)


@pytest.mark.parametrize("ask", [list, len, lambda q: q.count(), lambda q: q.exists(), lambda q: q.first(),
                                 lambda q: q.update(name=""), lambda q: q.delete(), lambda q: list(q.values("id")),
                                 lambda q: list(q.iterator()), lambda q: q.explain(), lambda q: q.aiterator(),
                                 lambda q: list(q.raw("SELECT * FROM records_person"))])  # fmt: skip
def test_a_query_across_clinics_is_refused(cast: Cast, ask: object) -> None:
    with pytest.raises(Unscoped):
        ask(Person.objects.filter(name="Marta Kowalska"))  # type: ignore[operator]


def test_a_query_within_a_clinic_sees_that_clinic_only(cast: Cast) -> None:
    assert Person.objects.within(cast.clinic.id).count() == 2
    assert [row.name for row in Person.objects.within(cast.other_clinic.id)] == ["Anna Berg"]
    assert Person.objects.everywhere().count() == 3


@pytest.mark.parametrize("join", [lambda a, b: a | b, lambda a, b: a & b, lambda a, b: a ^ b,
                                  lambda a, b: a.union(b), lambda a, b: a.intersection(b),
                                  lambda a, b: a.difference(b)])  # fmt: skip
def test_a_clinics_query_is_not_joined_with_one_across_clinics(cast: Cast, join: Any) -> None:
    here, across = Person.objects.within(cast.clinic.id), Person.objects.filter(name="Anna Berg")

    with pytest.raises(Unscoped):
        join(here, across)
    with pytest.raises(Unscoped):
        join(across, here)
    assert "Anna Berg" not in {row.name for row in join(here, here)}


def test_sql_of_ones_own_is_refused_within_a_clinic_too(cast: Cast) -> None:
    with pytest.raises(Unscoped):
        Person.objects.within(cast.clinic.id).raw("SELECT * FROM records_person")


def test_what_hangs_on_a_row_is_of_its_clinic_and_what_hangs_on_a_user_may_be_of_several(cast: Cast) -> None:
    marta = Person.objects.within(cast.clinic.id).get(id=cast.marta_id)
    wei = User.objects.get(id=cast.wei.author_id)
    hands = Resource.objects.everywhere().get(user=wei)

    assert marta.tasks.count() == 0
    for across in (wei.memberships, hands.claims):
        with pytest.raises(Unscoped):
            across.count()
    assert wei.memberships.within(cast.clinic.id).count() == 1
