"""The consent ledger: added to, never changed; the latest entry stands."""

import pytest
from django.db import DatabaseError, transaction
from tests.people import TUESDAY_NINE, Cast

from weft.core.book.consents import Purpose
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.book_consent import give_consent, stands, withdraw_consent
from weft.records.models import Consent


def entries(cast: Cast) -> list[tuple[str, bool, str]]:
    rows = Consent.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).order_by("at", "made_at")
    return list(rows.values_list("purpose", "given", "how"))


def test_giving_and_taking_back_are_two_entries(here: Cast) -> None:
    give_consent(by=here.noor, person_id=here.marta_id, purpose="news")
    withdraw_consent(by=here.marta, person_id=here.marta_id, purpose="news", how="portal")

    assert entries(here) == [("news", True, "desk"), ("news", False, "portal")]
    latest = stands(here.marta_id, here.clinic.id, Purpose.NEWS)
    assert latest is not None
    assert not latest.given


def test_one_purpose_says_nothing_about_another(here: Cast) -> None:
    give_consent(by=here.marta, person_id=here.marta_id, purpose="visit_reminders", how="portal")
    withdraw_consent(by=here.marta, person_id=here.marta_id, purpose="news", how="portal")

    latest = stands(here.marta_id, here.clinic.id, Purpose.VISIT_REMINDERS)
    assert latest is not None
    assert latest.given


def test_saying_the_same_again_adds_nothing(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        first = give_consent(by=here.noor, person_id=here.marta_id, purpose="news")

    assert give_consent(by=here.noor, person_id=here.marta_id, purpose="news") == first
    assert len(entries(here)) == 1


def test_a_link_in_a_message_withdraws_without_signing_in(here: Cast) -> None:
    withdraw_consent(by=here.system, person_id=here.marta_id, purpose="news", how="unsubscribe")

    assert entries(here) == [("news", False, "unsubscribe")]


def test_nobody_speaks_for_somebody_else(here: Cast) -> None:
    with pytest.raises(NotFound):
        give_consent(by=here.harold, person_id=here.marta_id, purpose="news")
    with pytest.raises(NotFound):
        give_consent(by=here.otto, person_id=here.marta_id, purpose="news")
    with pytest.raises(NotAllowed):
        give_consent(by=here.wei, person_id=here.marta_id, purpose="news")


def test_the_ledger_cannot_be_changed(here: Cast) -> None:
    give_consent(by=here.noor, person_id=here.marta_id, purpose="news")

    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.within(here.clinic.id).update(given=False)
