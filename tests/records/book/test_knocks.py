"""A script books no hundred talks: both sides of every limit, and nobody's address is kept for it."""

from datetime import timedelta
from typing import Any

import pytest
from tests.people import Cast

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.actions.base import Reason, Refused
from weft.records.actions.book_knock import DAY, HOUR, TALKS, Caller, forget_knocks, limited
from weft.records.models import Clinic, Knock

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DIFFERENT = {
    "address": lambda n: {"email": "Ana@example.org" if n % 2 else "ana@example.org"},
    "number": lambda n: {"phone": "416 555 0142" if n % 2 else "+1 (416) 555-0142"},
    "network": lambda n: {"email": f"{n}@example.org", "network": "203.0.113.0/24"},
    "clinic": lambda n: {"email": f"{n}@example.org", "network": f"10.0.{n}.0/24"},
}
"""Knocks that have only this in common."""


def knock(cast: Cast, by: Any = None, answer: object = "booked", **said: Any) -> object:
    return limited(lambda: answer, by=by or cast.visitor, caller=Caller(**said), what="talk", most=TALKS)


@pytest.mark.parametrize("kind", TALKS)
def test_up_to_the_limit_all_goes_and_from_then_on_none_until_its_time_has_passed(cast: Cast, kind: str) -> None:
    start, limit = clock.now(), TALKS[kind]
    with clock.at(start):
        came = [knock(cast, **DIFFERENT[kind](n)) for n in range(limit.number)]
        too_many = knock(cast, **DIFFERENT[kind](limit.number))
        somebody_else = knock(cast, email="zoe@example.org", network="192.0.2.0/24")
    with clock.at(start + limit.within - SECOND):
        still = knock(cast, **DIFFERENT[kind](limit.number))
    with clock.at(start + limit.within):
        again = knock(cast, **DIFFERENT[kind](limit.number))

    assert came == ["booked"] * limit.number
    assert isinstance(too_many, Refused)
    assert (too_many.reason, too_many.status) == (Reason.TOO_MANY, 429)
    assert isinstance(still, Refused)
    assert again == "booked"
    assert isinstance(somebody_else, Refused) is (kind == "clinic")


@pytest.mark.parametrize(("phone", "says"), [("416 555 0100", "Ring 416 555 0100"), ("", "let us ring you")])
def test_the_answer_offers_the_phone_where_there_is_one(cast: Cast, phone: str, says: str) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(phone=phone)
    for _ in range(TALKS["address"].number):
        knock(cast, email="ana@example.org")
    refused = knock(cast, email="ana@example.org")
    assert isinstance(refused, Refused)
    assert says in str(refused.words)


def test_what_was_refused_is_not_counted(cast: Cast) -> None:
    gone = Refused(Reason.SLOT_TAKEN, Words("Gone."))
    for _ in range(20):
        knock(cast, answer=gone, email="ana@example.org")

    assert knock(cast, email="ana@example.org") == "booked"


def test_the_desk_is_never_held_up(cast: Cast) -> None:
    assert [knock(cast, by=cast.noor, phone="416 555 0142") for _ in range(20)] == ["booked"] * 20


def test_another_clinic_counts_for_itself(cast: Cast) -> None:
    for _ in range(TALKS["address"].number):
        knock(cast, email="ana@example.org")

    assert knock(cast, by=cast.otto, email="ana@example.org") == "booked"


def test_no_address_number_or_network_is_kept_and_marks_go_after_a_day(cast: Cast) -> None:
    start = clock.now()
    with clock.at(start):
        knock(cast, email="ana@example.org", phone="416 555 0142", network="203.0.113.0/24")
    kept = " ".join(Knock.objects.within(cast.clinic.id).values_list("mark", flat=True))

    assert not any(part in kept for part in ("ana", "0142", "203"))
    for after, left in ((DAY - SECOND, 4), (DAY, 0)):
        with clock.at(start + after):
            forget_knocks(by=cast.system)
        assert Knock.objects.within(cast.clinic.id).count() == left
    assert max(limit.within for limit in TALKS.values()) <= DAY
    assert HOUR < DAY
