"""Names as people have them go byte for byte through every page: none is refused, changed, cut, or obeyed."""

import re
import unicodedata
from html import unescape
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from tests.care import drafted, signed
from tests.jobs.test_calendar_mail import booked
from tests.names import NAMES
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.book.spelling import plain
from weft.project.routes import Route, routes
from weft.records import clock
from weft.records.actions.book_people import admit
from weft.records.models import Enquiry, Person
from weft.records.reads.people import people
from weft.web.book.forms import CallBack

pytestmark = pytest.mark.django_db
numbers = count(416_555_0000)
EVERYTHING = (
    "Marta Kowalska O'Brien-\u2019 <b>&amp;\"{name}%s\\n Zoe\u0308 مه\u200cسى (נועה) ශ්\u200dරී 王小明 👩\u200d🦰 "
    + "W" * 90
)
"""Hers, with everything in it that a page could take for something else, and long."""


def says(page: str) -> set[str]:
    """The texts that stand in elements by themselves, and what the fields hold."""
    return {unescape(found) for found in re.findall(r'>([^<>]+)<|value="([^"]*)"', page) for found in found}


def listed(browser: Client, address: str) -> set[str]:
    """What stands in a list, on all its pages."""
    shown, number = browser.get(address).text, 1
    found = says(shown)
    while f"page={number + 1}" in shown:
        number += 1
        shown = browser.get(f"{address}?page={number}").text
        found |= says(shown)
    return found


def test_every_name_goes_from_the_first_request_to_the_lists_and_is_found(cast: Cast, as_: ClientOf) -> None:
    visitor, noor = as_("visitor"), as_("noor")
    answers = {name: visitor.post("/call-me", {"name": name, "phone": str(next(numbers))}) for name in NAMES[::3]}
    for row in Enquiry.objects.within(cast.clinic.id):
        admit(by=cast.noor, enquiry_id=row.id)
    written_in = [Person(clinic=cast.clinic, name=name) for name in NAMES if name not in answers]
    Person.objects.bulk_create(written_in)
    enquiries, book = listed(noor, "/enquiries"), listed(noor, "/people")

    assert {name for name, answer in answers.items() if answer.status_code != 303} == set()
    assert set(answers) - enquiries == set(NAMES) - book == set()
    assert {each for each in NAMES[1::6] if plain(each) and each not in found(cast, typed_otherwise(each))} == set()


def test_no_form_refuses_or_changes_a_name() -> None:
    forms = {name: CallBack({"name": name, "phone": "416 555 0142"}) for name in NAMES}

    assert {name for name, form in forms.items() if not form.is_valid() or form.cleaned_data["name"] != name} == set()


def typed_otherwise(name: str) -> str:
    """In capitals, its accents as marks of their own, and another apostrophe."""
    return unicodedata.normalize("NFD", name.replace("\u2019", "'")).upper()


def found(cast: Cast, wanted: str) -> set[str]:
    """Who is found, on the first page."""
    return {row.name for row in people(cast.noor, wanted=wanted).rows}


def test_the_hardest_name_stands_whole_on_every_page_that_names_its_person(cast: Cast, as_: ClientOf) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(name=EVERYTHING, known_as="")
    signed(cast, drafted(cast).assessment_id)
    with clock.at(TUESDAY_NINE):
        booked(cast, TUESDAY_NINE)
        shown = pages_about_marta(cast, as_)

    naming = {address: page for address, page in shown.items() if "Marta Kowalska" in page}
    assert len(naming) >= 20
    assert {address for address, page in naming.items() if EVERYTHING not in unescape(page) or "<b>&" in page} == set()


def pages_about_marta(cast: Cast, as_: ClientOf) -> dict[str, str]:
    """Every page that the clinician who does both can open, or else the owner."""
    shown: dict[str, str] = {}
    ren, elena = as_("ren"), as_("elena")
    for route in routes():
        if "GET" not in route.methods or route.policy is None or not (address := address_of(route, cast)):
            continue
        answer = (ren if route.policy.allows(cast.ren) else elena).get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            shown[address] = answer.text
    return shown


def address_of(route: Route, cast: Cast) -> str:
    """The route with ids of Marta's rows; empty when she has none of its kind."""
    ids: dict[str, Any] = {}
    for argument in route.arguments:
        if argument == "person_id":
            ids[argument] = cast.marta_id
            continue
        wanted = argument.removesuffix("_id").replace("_", "")
        model: Any = next((each for each in apps.get_models() if each.__name__.lower() == wanted), None)
        if model is None or "person" not in {field.name for field in model._meta.fields}:
            return ""
        row = model.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).order_by("-made_at").first()
        if row is None:
            return ""
        ids[argument] = row.id
    return reverse(route.name, kwargs=ids)
