"""The rules of the diary in Setup: two numbers with their limits, what they do in words, and who may change them."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.access import clinic_of
from weft.records.actions.diary_rules import longest_movement
from weft.records.models import AuditChange, Clinic

PAGE = "/setup/diary"


@pytest.fixture
def elena(as_: ClientOf) -> Client:
    return as_("elena")


def typed(client: Client, **more: object) -> dict[str, object]:
    shown = client.get(PAGE).content.decode()
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', shown) for name in ("version", "marks")}
    given = {name: found[1].replace("&quot;", '"') for name, found in hidden.items() if found}
    return {**given, "notice_hours": "24", "least_movement_minutes": "20", **more}


def test_they_are_saved_with_an_audit_and_hold_from_then_on(cast: Cast, elena: Client) -> None:
    before = AuditChange.objects.count()

    answer = elena.post(PAGE, typed(elena, notice_hours="48", least_movement_minutes="25"))

    assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
    assert (clinic_of(cast.clinic.id).notice_hours, clinic_of(cast.clinic.id).least_movement_minutes) == (48, 25)
    assert AuditChange.objects.count() > before
    assert "never moved to make room" in elena.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("notice_hours", "0", True),
        ("notice_hours", "336", True),
        ("notice_hours", "337", False),
        ("notice_hours", "-1", False),
        ("notice_hours", "", False),
        ("least_movement_minutes", "5", True),
        ("least_movement_minutes", "4", False),
        ("least_movement_minutes", "whole", True),
        ("least_movement_minutes", "longer", False),
    ],
)
def test_each_limit_from_both_sides(cast: Cast, elena: Client, field: str, value: str, fits: bool) -> None:
    whole = longest_movement()
    said = {"whole": str(whole), "longer": str(whole + 1)}.get(value, value)

    answer = elena.post(PAGE, typed(elena, **{field: said}))

    assert answer.status_code == (303 if fits else 400)
    assert fits or f'value="{said}"' in answer.content.decode() or not said


def test_of_two_who_change_them_the_second_sees_both(cast: Cast, elena: Client) -> None:
    form = typed(elena, notice_hours="12")
    Clinic.objects.filter(id=cast.clinic.id).update(notice_hours=36)

    answer = elena.post(PAGE, form)

    assert answer.status_code == 409
    assert clinic_of(cast.clinic.id).notice_hours == 36
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize(("picked", "code", "stands"), [("", 409, 36), ("yours", 303, 12), ("theirs", 303, 36)])
def test_the_second_picks_and_is_asked_again_until_then(
    cast: Cast, elena: Client, picked: str, code: int, stands: int
) -> None:
    form = typed(elena, notice_hours="12")
    Clinic.objects.filter(id=cast.clinic.id).update(notice_hours=36)
    both = elena.post(PAGE, form).context["form"]

    again = {**form, "version": both["version"].value(), "differs": "notice_hours", "keep_notice_hours": picked}
    answer = elena.post(PAGE, again)

    assert (answer.status_code, clinic_of(cast.clinic.id).notice_hours) == (code, stands)


def test_who_has_no_settings_has_no_rules(as_: ClientOf) -> None:
    assert as_("noor").get(PAGE).status_code == 403
    assert PAGE not in as_("noor").get(reverse("schedule:diary")).content.decode()


def test_setup_and_the_diary_lead_to_them(elena: Client) -> None:
    assert PAGE in elena.get(reverse("desk:setup")).content.decode()
    assert PAGE in elena.get(reverse("schedule:diary")).content.decode()
