"""What a host may not write about a clinic, place by place."""

from dataclasses import replace
from datetime import time

import pytest

from weft.core.desk.house import (
    HoursWritten,
    House,
    RegistrationWritten,
    Role,
    RoomWritten,
    SiteWritten,
    Weekday,
    WorkerWritten,
    house_faults,
)

SHIFT = HoursWritten(days=(Weekday.MON,), starts=time(8), ends=time(12))
WEI = WorkerWritten(
    email="wei@clinic.example", name="Wei Lin", roles=(Role.CLINICIAN, Role.LEAD), disciplines=("needles",),
    hours=(SHIFT,),
    registered=(RegistrationWritten(profession="Acupuncturist", body="College", number="A-1"),),
)  # fmt: skip
SITE = SiteWritten(name="Main", beds=("Bed 1",), rooms=(RoomWritten(name="Gym"),))
YOGA = RoomWritten(name="R", disciplines=("yoga",))
HOUSE = House(
    name="Two Rivers", hosts=("clinic.example",), zone="America/Toronto", country="CA", emergency_number="911",
    sites=(SITE,), staff=(WEI,),
)  # fmt: skip


def places(house: House) -> list[str]:
    return [place for place, _ in house_faults(house, ("needles", "movement"), ("America/Toronto",))]


def test_a_whole_clinic_has_no_fault() -> None:
    assert places(HOUSE) == []
    assert places(replace(HOUSE, email="hello@clinic.example")) == []


@pytest.mark.parametrize(
    ("house", "place"),
    [
        (replace(HOUSE, name=" "), "name"),
        (replace(HOUSE, hosts=()), "hosts"),
        (replace(HOUSE, hosts=("Clinic.example",)), "hosts"),
        (replace(HOUSE, hosts=("clinic.example:8000",)), "hosts"),
        (replace(HOUSE, hosts=(".".join(["a" * 60] * 5),)), "hosts"),
        (replace(HOUSE, hosts=("a.example", "a.example")), "hosts"),
        (replace(HOUSE, zone="Toronto"), "zone"),
        (replace(HOUSE, country="Canada"), "country"),
        (replace(HOUSE, emergency_number="nine"), "emergency_number"),
        (replace(HOUSE, emergency_number="٩١١"), "emergency_number"),
        (replace(HOUSE, email="hello"), "email"),
        (replace(HOUSE, sites=(SITE, replace(SITE, beds=(), rooms=()))), "sites.name"),
        (replace(HOUSE, sites=(replace(SITE, beds=("Gym",)),)), "sites.beds and rooms"),
        (replace(HOUSE, sites=(replace(SITE, rooms=(YOGA,)),)), "sites.0.rooms"),
        (replace(HOUSE, sites=(replace(SITE, beds=(" ",)),)), "sites.0"),
        (replace(HOUSE, staff=(WEI, replace(WEI, email=" WEI@clinic.example "))), "staff.email"),
        (replace(HOUSE, staff=()), "staff"),
        (replace(HOUSE, staff=(replace(WEI, roles=(Role.CLINICIAN,)),)), "staff"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_with_its_place(house: House, place: str) -> None:
    assert places(house) == [place]


def test_without_a_site_no_shift_has_a_place() -> None:
    assert places(replace(HOUSE, sites=())) == ["sites", "staff.0.hours"]


@pytest.mark.parametrize(
    ("worker", "place"),
    [
        (replace(WEI, name=""), "name"),
        (replace(WEI, email="wei"), "email"),
        (replace(WEI, disciplines=("yoga",)), "disciplines"),
        (replace(WEI, roles=(Role.LEAD,)), "roles"),
        (replace(WEI, registered=()), "registered"),
        (replace(WEI, hours=(replace(SHIFT, ends=time(8)),)), "hours"),
        (replace(WEI, hours=(replace(SHIFT, site="Elsewhere"),)), "hours"),
    ],
)
def test_a_fault_of_somebody_is_named_with_their_place_in_the_list(worker: WorkerWritten, place: str) -> None:
    assert places(replace(HOUSE, staff=(worker,))) == [f"staff.0.{place}"]


def test_everybody_has_a_role() -> None:
    desk = WorkerWritten(email="noor@clinic.example", name="Noor", roles=())

    assert places(replace(HOUSE, staff=(WEI, desk))) == ["staff.1.roles"]


def test_of_two_sites_each_shift_names_its_own() -> None:
    two = replace(HOUSE, sites=(SITE, SiteWritten(name="Quay")))

    assert places(two) == ["staff.0.hours"]
    assert places(replace(two, staff=(replace(WEI, hours=(replace(SHIFT, site="Quay"),)),))) == []


def test_weeks_begin_on_monday() -> None:
    assert [day.number for day in Weekday] == list(range(7))
