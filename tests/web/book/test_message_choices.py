"""The link in every message: four answers without an account; a GET changes nothing; one kind at a time (M8)."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.people import ELSEWHERE, HERE, Cast
from tests.web.conftest import ClientOf

from weft.core.book.consents import Purpose
from weft.records import clock, links
from weft.records.actions.book_consent import give_consent, stands
from weft.records.models import Consent

pytestmark = pytest.mark.django_db
ALL = {each.value for each in Purpose}


@pytest.fixture
def token(cast: Cast) -> str:
    """Behind a reminder of Marta's, who said yes to reminders and to news."""
    for purpose in (Purpose.VISIT_REMINDERS, Purpose.NEWS):
        give_consent(by=cast.noor, person_id=cast.marta_id, purpose=purpose.value)
    return links.choices_token(cast.marta_id, Purpose.VISIT_REMINDERS)


def given(cast: Cast) -> set[str]:
    return {each.value for each in Purpose if (entry := stands(cast.marta_id, cast.clinic.id, each)) and entry.given}


def mail_program(host: str = HERE) -> Client:
    """No cookie, and no form token: CSRF is checked as in service."""
    return Client(SERVER_NAME=host, enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing_however_often(cast: Cast, token: str, method: str) -> None:
    entries = Consent.objects.within(cast.clinic.id).count()

    for _ in range(3):
        assert getattr(mail_program(), method)(f"/choices/{token}").status_code == 200

    assert Consent.objects.within(cast.clinic.id).count() == entries


def test_the_page_shows_four_answers_and_no_name(cast: Cast, token: str) -> None:
    body = mail_program().get(f"/choices/{token}").content.decode()

    assert body.count('name="wanted"') == 4
    assert body.count(" checked") == 2
    assert "Marta" not in body
    assert str(cast.marta_id) not in body


def test_one_press_of_a_mail_program_stops_this_kind_alone_and_twice_is_the_same(cast: Cast, token: str) -> None:
    for _ in range(2):
        answer = mail_program().post(f"/choices/{token}", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200  # no login, no redirect

    assert given(cast) == {"news"}
    entry = stands(cast.marta_id, cast.clinic.id, Purpose.VISIT_REMINDERS)
    assert entry
    assert (entry.how, entry.by_id) == ("unsubscribe", None)


@pytest.mark.parametrize("wanted", [set(), {"exercise_plans"}, ALL])
def test_what_is_ticked_stands_and_nothing_else(cast: Cast, token: str, wanted: set[str]) -> None:
    answer = mail_program().post(f"/choices/{token}", {"wanted": sorted(wanted)})

    assert "Saved." in answer.content.decode()
    assert given(cast) == wanted


def test_an_unknown_kind_is_no_yes(cast: Cast, token: str) -> None:
    mail_program().post(f"/choices/{token}", {"wanted": ["everything"]})

    assert given(cast) == set()


@pytest.mark.parametrize("how", ["made_up", "cut", "elsewhere", "old"])
def test_a_link_that_does_not_hold_shows_the_same_page_and_changes_nothing(cast: Cast, token: str, how: str) -> None:
    used = {"made_up": "abc:def", "cut": token[:-1]}.get(how, token)
    browser = mail_program(ELSEWHERE if how == "elsewhere" else HERE)
    later = clock.now() + (links.HOLDS + timedelta(seconds=2) if how == "old" else timedelta(0))

    with clock.at(later):
        answers = [browser.get(f"/choices/{used}"), browser.post(f"/choices/{used}", {"List-Unsubscribe": "One-Click"})]

    assert [each.status_code for each in answers] == [404, 404]
    assert all("This link does not work" in each.content.decode() for each in answers)
    assert given(cast) == {"visit_reminders", "news"}


def test_a_link_holds_for_two_years(cast: Cast, token: str) -> None:
    with clock.at(clock.now() + links.HOLDS - timedelta(minutes=1)):
        assert mail_program().get(f"/choices/{token}").status_code == 200


def test_somebody_else_who_is_signed_in_gets_no_further_with_it(as_: ClientOf, cast: Cast, token: str) -> None:
    answer = as_("harold").post(f"/choices/{token}", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200  # the link is the right, whoever is signed in
    assert given(cast) == {"news"}
    assert stands(cast.harold_id, cast.clinic.id, Purpose.VISIT_REMINDERS) is None
