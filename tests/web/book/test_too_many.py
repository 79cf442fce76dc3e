"""Too many talks from one place: a kind answer with the phone, and nothing that was typed is lost."""

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf

from weft.records.actions.book_knock import TALKS
from weft.records.models import Clinic, Enquiry

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
LISTED = {"channel": "phone", "name": "Ana", "phone": "416 555 0142", "times": "evenings"}


@pytest.fixture
def visitor(as_: ClientOf, cast: Cast) -> Client:
    """At the time's page, after as many talks as one number may ask for."""
    Clinic.objects.filter(id=cast.clinic.id).update(phone="416 555 0100")
    one = as_("visitor")
    for n in range(TALKS["number"].number):
        assert answered(one, cast).post("/consult/waiting", {**LISTED, "key": f"k{n}"}).status_code == 303
    return answered(one, cast)


@pytest.mark.parametrize(("page", "said"), [("/consult", GOOD), ("/consult/waiting", LISTED)])
def test_one_more_is_refused_with_the_phone_and_all_that_was_typed(
    visitor: Client, cast: Cast, page: str, said: dict[str, str]
) -> None:
    answer = visitor.post(page, {**said, "key": "new"})

    assert answer.status_code == 429
    assert "Ring 416 555 0100" in answer.text
    assert f'value="{said["name"]}"' in answer.text
    assert Enquiry.objects.within(cast.clinic.id).count() == TALKS["number"].number


def test_what_was_sent_before_is_no_other_one(visitor: Client) -> None:
    assert visitor.post("/consult/waiting", {**LISTED, "key": "k0"}).headers["Location"] == "/requested"


def test_a_call_back_is_never_refused(visitor: Client) -> None:
    assert visitor.post("/call-me", {"name": "Ana", "phone": "416 555 0142"}).status_code == 303
