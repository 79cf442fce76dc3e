"""The page of the call: answers with their flags and five questions for a clinician, none of it for the desk."""

from uuid import UUID

import pytest
from tests.people import TUESDAY_NINE, Cast
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.models import Enquiry, OutboxMessage


@pytest.fixture(autouse=True)
def at_nine() -> object:
    """A Tuesday at nine."""
    with clock.at(TUESDAY_NINE):
        yield


@pytest.fixture
def waiting(as_: ClientOf, cast: Cast) -> UUID:
    """Ana, who takes a blood thinner, has booked a talk at eleven."""
    visitor = answered(as_("visitor"), cast, blood_thinner="yes")
    visitor.post("/consult", {**GOOD, "email": "ana@example.org"})
    return Enquiry.objects.within(cast.clinic.id).get().id


def test_a_clinician_has_the_time_the_flags_and_five_questions(as_: ClientOf, waiting: UUID) -> None:
    shown = as_("wei").get(f"/enquiries/{waiting}").text

    assert "Tue 2 Mar, 11:00" in shown
    assert shown.count('name="heard_') == 5
    assert 'name="fit_needles"' in shown
    assert "Book the assessment" in shown
    assert "Print the outline" in shown


def test_the_desk_sees_the_time_and_no_question(as_: ClientOf, waiting: UUID) -> None:
    shown = as_("noor").get(f"/enquiries/{waiting}").text

    assert "Tue 2 Mar, 11:00" in shown
    assert 'name="heard_' not in shown
    assert "Print the outline" not in shown


def test_the_call_is_written_down_and_read_again(as_: ClientOf, waiting: UUID) -> None:
    wei = as_("wei")
    assert wei.post(f"/enquiries/{waiting}", {"heard_again": "to garden"}).status_code == 400
    kept = wei.post(f"/enquiries/{waiting}", {"heard_again": "to garden"}).text
    assert "to garden" in kept

    sent = wei.post(f"/enquiries/{waiting}", {"heard_again": "to garden", "fit_needles": "open", "talked": "thinks"})

    assert sent.status_code == 303
    assert "to garden" in as_("dana").get(f"/enquiries/{waiting}").text
    assert "to garden" not in as_("noor").get(f"/enquiries/{waiting}").text


def test_whoever_is_second_keeps_what_was_typed(as_: ClientOf, waiting: UUID) -> None:
    as_("dana").post(f"/enquiries/{waiting}", {"talked": "fits"})

    shown = as_("wei").post(f"/enquiries/{waiting}", {"talked": "fits", "heard_again": "to garden"})

    assert shown.status_code == 409
    assert "to garden" in shown.text


def test_the_outline_is_sent_by_a_press_and_not_by_the_desk(as_: ClientOf, waiting: UUID, cast: Cast) -> None:
    sent = as_("wei").post(f"/enquiries/{waiting}/outline", {"key": "k"})

    assert sent.headers["Location"] == f"/enquiries/{waiting}"
    assert OutboxMessage.objects.within(cast.clinic.id).filter(subject="The page you asked for").count() == 1
    assert as_("noor").post(f"/enquiries/{waiting}/outline").status_code == 403
    assert as_("otto").post(f"/enquiries/{waiting}/outline").status_code == 404
    assert as_("wei").get(f"/enquiries/{waiting}/outline").status_code == 405
