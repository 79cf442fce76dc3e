"""Mails that strangers have sent: so many from one network in an hour, whatever is known of the addresses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from tests.people import TUESDAY_NINE, Cast
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf
from tests.web.screen.test_check_pages import TOP

from weft.core.shared.care import Answer
from weft.records import clock
from weft.records.actions.book_fresh_link import fresh_link
from weft.records.actions.book_knock import MAILS
from weft.records.actions.book_link import keep_for_later, send_me
from weft.records.models import Clinic, OneTimeKey, OutboxMessage
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
HERE, THERE = "203.0.113.0/24", "198.51.100.0/24"
MOST = MAILS["network"].number
Ask = Callable[..., object]
ANSWERS = {TOP[0]: Answer.NO}


def keep(cast: Cast, email: str, network: str, key: str = "") -> object:
    return keep_for_later(by=cast.visitor, answers=ANSWERS, email=email, network=network, key=key)


def send(cast: Cast, email: str, network: str, key: str = "") -> object:
    return send_me(by=cast.visitor, told=("Get help now.",), answers=ANSWERS, email=email, network=network, key=key)


def ask_anew(cast: Cast, email: str, network: str, key: str = "") -> object:
    return fresh_link(by=cast.visitor, email=email, network=network, key=key)


WAYS = (keep, send, ask_anew)


@pytest.mark.parametrize("way", WAYS)
def test_up_to_the_limit_all_are_taken_and_from_then_on_none_of_this_network(cast: Cast, way: Ask) -> None:
    taken = [way(cast, f"a{n}@example.org", HERE) for n in range(MOST)]
    assert not any(isinstance(each, Refused) for each in taken)

    for other in WAYS:
        no = other(cast, "one-more@example.org", HERE)
        assert isinstance(no, Refused)
        assert no.reason is Reason.TOO_MANY
    assert not isinstance(way(cast, "one-more@example.org", THERE), Refused)
    assert not isinstance(way(cast, "one-more@example.org", ""), Refused), "nobody can say where it came from"
    with clock.at(TUESDAY_NINE + timedelta(hours=1)):
        assert not isinstance(way(cast, "later@example.org", HERE), Refused)


def test_what_is_refused_writes_nothing(cast: Cast) -> None:
    for n in range(MOST):
        keep(cast, f"a{n}@example.org", HERE)
    written, asked = OutboxMessage.objects.within(cast.clinic.id).count(), OneTimeKey.objects.within(cast.clinic.id)
    before = asked.count()

    for way in WAYS:
        way(cast, "one-more@example.org", HERE)

    assert (OutboxMessage.objects.within(cast.clinic.id).count(), asked.count()) == (written, before)


def test_sent_twice_with_one_key_it_counts_once(cast: Cast) -> None:
    for _ in range(MOST + 1):
        sent = keep_for_later(by=cast.visitor, answers=ANSWERS, email="a@example.org", network=HERE, key="k")
        assert sent == "kept"


@pytest.mark.parametrize("way", WAYS)
def test_with_one_form_and_many_addresses_nobody_sends_more_often(cast: Cast, way: Ask) -> None:
    taken = [way(cast, f"a{n}@example.org", HERE, "k") for n in range(MOST)]
    no = way(cast, "one-more@example.org", HERE, "k")

    assert not any(isinstance(each, Refused) for each in taken)
    assert isinstance(no, Refused)
    assert no.reason is Reason.TOO_MANY


def test_with_a_number_too_the_mail_counts_as_a_mail(cast: Cast, settings: Settings) -> None:
    settings.WEFT_TEXTS = "json://texts.example.org/{to}"
    for n in range(MOST):
        keep(cast, f"a{n}@example.org", HERE)

    both = keep_for_later(by=cast.visitor, answers=ANSWERS, email="b@example.org", phone="+14165550142", network=HERE)
    alone = keep_for_later(by=cast.visitor, answers=ANSWERS, phone="+14165550142", network=HERE)
    assert isinstance(both, Refused)
    assert alone == "kept"


def test_known_and_unknown_addresses_are_refused_alike_with_the_phone_and_what_was_typed(
    as_: ClientOf, cast: Cast, settings: Settings
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = None
    Clinic.objects.filter(id=cast.clinic.id).update(phone="416 555 0100")
    ana = answered(as_("visitor"), cast)
    assert ana.post("/consult", {**GOOD, "email": "ana@example.org"}).status_code == 303

    def ask(email: str, n: int) -> tuple[int, str]:
        answer = Client().post(
            "/booking/link", {"email": email, "key": f"k{n}"}, REMOTE_ADDR="203.0.113.9", HTTP_HOST="127.0.0.1",
            secure=True,
        )  # fmt: skip
        return answer.status_code, answer.text.replace(email, "")

    assert {ask("ana@example.org", n)[0] for n in range(MOST)} == {303}
    known, unknown = ask("ana@example.org", 98), ask("nobody@example.org", 99)
    assert known[0] == unknown[0] == 429
    assert "Ring 416 555 0100" in known[1]
    assert len(known[1].split("Ring 416")[0]) == len(unknown[1].split("Ring 416")[0])
