"""What the built demo shows at its doors: one clinic each, and no way to look from one into the other."""

import pytest
from django.test import Client
from tests.demo.seen import member

from weft.demo.cast import OTTOS
from weft.records.models import Person, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built", "look_around")]

HERE, ELSEWHERE = "127.0.0.1", "localhost"
PAGES = ("/", "/today", "/people", "/inbox", "/messages", "/enquiries")
THEIRS = ("Otto", "Harbour", *(who.name for who in OTTOS))


def names(host: str) -> list[str]:
    return [person.label for person in Client(SERVER_NAME=host).get("/").context["demo"]["people"]]


def signed_in(login: str, host: str, clinic: str) -> Client:
    client = Client(SERVER_NAME=host)
    client.force_login(User.objects.get(id=member(login, clinic).author_id), "weft.project.backends.LookAround")
    return client


def test_the_band_offers_the_cast() -> None:
    assert names(HERE) == ["visitor", "Marta", "Wei", "Dana", "Ren", "Noor", "Elena"]


def test_the_other_clinic_has_its_own_band() -> None:
    assert names(ELSEWHERE) == ["visitor", "Otto"]


@pytest.mark.parametrize("login", ["elena", "noor"])
def test_nothing_of_ottos_clinic_is_on_any_page_of_martas(login: str) -> None:
    client = signed_in(login, HERE, "Two Rivers Back Clinic")

    for address in PAGES:
        page = client.get(address)

        assert page.status_code == 200, address
        assert not [name for name in THEIRS if name in page.text], address


def test_ottos_pages_show_his_people_and_nobody_of_martas_clinic() -> None:
    client = signed_in("otto", ELSEWHERE, "Harbour Acupuncture")
    here = Person.objects.within(member("elena").clinic_id).values_list("name", flat=True)

    people = client.get("/people").text

    assert all(who.name in people for who in OTTOS)
    for address in ("/today", "/people", "/inbox"):
        text = client.get(address).text
        assert not [name for name in here if name in text], address


def test_somebody_of_martas_clinic_does_not_exist_for_otto() -> None:
    client = signed_in("otto", ELSEWHERE, "Harbour Acupuncture")
    marta = Person.objects.within(member("elena").clinic_id).get(name="Marta Kowal")

    assert client.get(f"/people/{marta.id}").status_code == 404
