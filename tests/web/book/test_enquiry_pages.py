"""Enquiries for the staff: clocks, the call, and writing somebody in."""

from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import walk

from weft.records.models import Clinic, Enquiry, Person


@pytest.fixture
def waiting(as_: ClientOf, clinic: Clinic) -> UUID:
    """An enquiry of Ana's, who takes a blood thinner."""
    visitor = as_("visitor")
    walk(visitor, blood_thinner="yes")
    visitor.post(
        "/consult/waiting", {"channel": "phone", "name": "Ana Ruiz", "phone": "416 555 0142", "wishes": "to garden"}
    )
    return Enquiry.objects.within(clinic.id).get().id


@pytest.fixture
def red(as_: ClientOf, clinic: Clinic) -> UUID:
    """An enquiry with an answer that stops."""
    visitor = as_("visitor")
    walk(visitor, saddle_numbness="yes")
    visitor.post("/check/stop", {"name": "Rosa", "phone": "416 555 0199"})
    return Enquiry.objects.within(clinic.id).get(name="Rosa").id


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


def test_the_list_shows_who_waits_and_that_a_clinician_rings_first(noor: Client, waiting: UUID, red: UUID) -> None:
    shown = noor.get("/enquiries").text

    assert shown.index("Rosa") < shown.index("Ana Ruiz")
    assert "a clinician rings first" in shown


def test_an_empty_list_says_so(noor: Client) -> None:
    assert "All called" in noor.get("/enquiries").text


def test_the_desk_sees_the_enquiry_and_no_answer(noor: Client, as_: ClientOf, waiting: UUID) -> None:
    desk, clinician = noor.get(f"/enquiries/{waiting}").text, as_("wei").get(f"/enquiries/{waiting}").text

    assert "to garden" in desk
    assert "Only the care team sees the answers" in desk
    assert "warfarin" not in desk
    assert "warfarin" in clinician


def test_a_call_is_written_down(noor: Client, waiting: UUID) -> None:
    sent = noor.post(f"/enquiries/{waiting}", {"talked": "fits", "note": "mornings"})

    assert (sent.status_code, sent.headers["Location"]) == (303, f"/enquiries/{waiting}")
    assert "mornings" in noor.get(f"/enquiries/{waiting}").text
    assert "All called" in noor.get("/enquiries").text
    assert "Ana Ruiz" in noor.get("/enquiries?all=1").text


def test_a_call_without_a_result_says_so_and_keeps_the_note(noor: Client, waiting: UUID) -> None:
    shown = noor.post(f"/enquiries/{waiting}", {"note": "mornings"})

    assert shown.status_code == 400
    assert "mornings" in shown.text


def test_the_desk_is_refused_what_a_clinician_must_read(noor: Client, red: UUID) -> None:
    shown = noor.post(f"/enquiries/{red}", {"talked": "fits"})

    assert shown.status_code == 403
    assert "A clinician must read the answers" in shown.text


def test_an_enquiry_becomes_a_person(noor: Client, clinic: Clinic, waiting: UUID) -> None:
    shown = noor.get(f"/enquiries/{waiting}/admit")
    sent = noor.post(f"/enquiries/{waiting}/admit", {"name": "Ana Ruiz", "phone": "416 555 0142", "key": "k"})

    assert 'value="Ana Ruiz"' in shown.text
    person = Person.objects.within(clinic.id).get(name="Ana Ruiz")
    assert (sent.status_code, str(person.id) in sent.headers["Location"]) == (303, True)


def test_somebody_alike_must_be_chosen_or_ruled_out(noor: Client, clinic: Clinic, waiting: UUID, marta: Person) -> None:
    Person.objects.within(clinic.id).filter(id=marta.id).update(phone="+1 416 555 0142")
    typed = {"name": "Ana Ruiz", "phone": "416 555 0142", "key": "k"}

    asked = noor.post(f"/enquiries/{waiting}/admit", typed)
    sent = noor.post(f"/enquiries/{waiting}/admit", {**typed, "who": str(marta.id)})

    assert asked.status_code == 400
    assert "Marta Kowalska · same phone number" in asked.text
    assert str(marta.id) in sent.headers["Location"]
    assert Enquiry.objects.within(clinic.id).get(id=waiting).person_id == marta.id


def test_somebody_is_written_in_without_an_enquiry(noor: Client, clinic: Clinic) -> None:
    assert noor.get("/people/new").status_code == 200
    assert noor.post("/people/new", {"name": "Bo Dahl", "birth_date": "1970-01-02"}).status_code == 303
    assert Person.objects.within(clinic.id).get(name="Bo Dahl").birth_date is not None


def test_a_known_person_is_opened_instead_of_written_twice(noor: Client, clinic: Clinic, marta: Person) -> None:
    Person.objects.within(clinic.id).filter(id=marta.id).update(email="marta@example.org")
    typed = {"name": "Marta", "email": "marta@example.org"}

    sent = noor.post("/people/new", {**typed, "who": str(marta.id)})
    other = noor.post("/people/new", {**typed, "who": "new"})

    assert str(marta.id) in sent.headers["Location"]
    assert str(marta.id) not in other.headers["Location"]
    assert Person.objects.within(clinic.id).filter(email="marta@example.org").count() == 2


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"phone": "soon"}, {"birth_date": "31.31.1970"}, {"known_as": "B\x00"}]
)
def test_wrong_facts_are_said_beside_the_field(noor: Client, wrong: dict[str, str]) -> None:
    shown = noor.post("/people/new", {"name": "Bo", "occupation": "baker", **wrong})

    assert shown.status_code == 400
    assert "baker" in shown.text


@pytest.mark.parametrize("who", ["wei", "dana", "marta"])
def test_only_the_desk_writes_people_in(as_: ClientOf, waiting: UUID, who: str) -> None:
    assert as_(who).get("/people/new").status_code == 403
    assert as_(who).get(f"/enquiries/{waiting}/admit").status_code == 403


def test_another_clinics_enquiry_is_not_found(as_: ClientOf, waiting: UUID) -> None:
    otto = as_("otto")

    assert otto.get(f"/enquiries/{waiting}").status_code == 404
    assert otto.get(f"/enquiries/{waiting}/admit").status_code in {403, 404}
    assert as_("noor").get(f"/enquiries/{uuid4()}").status_code == 404


def test_wrong_methods_are_refused(noor: Client, waiting: UUID) -> None:
    assert noor.post("/enquiries").status_code == 405
    for place in (f"/enquiries/{waiting}", f"/enquiries/{waiting}/admit", "/people/new"):
        assert noor.delete(place).status_code == 405
