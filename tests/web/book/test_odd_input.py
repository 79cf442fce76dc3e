"""Whatever a stranger sends to the public forms, they get a page: never a fault of the server, never half a booking."""

import pytest
from django.test import Client
from tests.people import Cast
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf

from weft.records.models import Enquiry, Knock, Talk

ODD = ("\x00", "x" * 10_000, "9999-12-31T23:59Z", "\u202e\u0600\U000e0041", "\ud83d")
LONG = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org"
FORMS = {
    "/consult": {**GOOD, "email": "ana@example.org", "wishes": "", "consents": "news", "leave_no_details": ""},
    "/consult/waiting": {"channel": "online", "name": "Ana", "phone": "", "email": "ana@example.org", "times": ""},
    "/call-me": {"name": "Ana", "phone": "416 555 0142", "odd_phone": "", "times": "", "wishes": ""},
    "/booking/link": {"email": "ana@example.org", "key": ""},
    "/booking/move": {"starts": ""},
    "/booking/cancel": {"reason": ""},
    "/check/later": {"email": "ana@example.org", "key": "k"},
    "/learn": {"words": "knots"},
}


@pytest.fixture
def stranger(as_: ClientOf, cast: Cast) -> Client:
    """Somebody whose answers stop nothing, and who goes on."""
    one = answered(as_("visitor"), cast)
    one.raise_request_exception = False
    return one


@pytest.mark.parametrize("place", FORMS)
def test_odd_input_is_answered_with_a_page(stranger: Client, cast: Cast, place: str) -> None:
    stranger.post("/consult", {**GOOD, "key": "first"})
    for field in FORMS[place]:
        for odd in (*ODD, LONG):
            answered(stranger, cast)  # a talk that was booked forgets the answers
            Knock.objects.within(cast.clinic.id).delete()  # each is somebody else
            answer = stranger.post(place, {**FORMS[place], field: odd.encode("utf-8", "surrogatepass")})

            assert answer.status_code in {200, 303, 400, 404, 409}, (field, odd[:20])


def test_a_time_at_the_end_of_the_calendar_books_nothing(stranger: Client, cast: Cast) -> None:
    for starts in ("2199-01-01T00:00Z", "9999-12-31T23:59Z", "0001-01-01T00:00Z"):
        assert stranger.post("/consult", {**GOOD, "starts": starts}).status_code == 400

    assert not Talk.objects.within(cast.clinic.id).exists()
    assert not Enquiry.objects.within(cast.clinic.id).exists()
