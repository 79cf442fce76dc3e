"""The calendar file that goes with a message about visits: right, discreet, and newer than the one before."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar
from tests.draw.test_calendar_file import strict
from tests.jobs.conftest import NOW
from tests.jobs.mail_server import Box
from tests.people import Cast

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.jobs.outbox import deliver
from weft.records import clock
from weft.records.actions import course_message
from weft.records.actions.course_cancel import cancel_visit
from weft.records.actions.course_move import move_pair
from weft.records.actions.schedule import Booked, book_pair
from weft.records.models import Clinic, OutboxMessage, Visit
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def booked(cast: Cast, starts: datetime) -> list[Visit]:
    """A pair of Marta's, 30 minutes of needles, then 30 of movement, of which nothing was said yet."""
    wei, dana = cast.wei.membership_id, cast.dana.membership_id
    assert wei
    assert dana
    needles = VisitWanted(NEEDLES, wei, starts, 30, cast.beds[0].id)
    movement = VisitWanted(MOVEMENT, dana, starts + HOUR / 2, 30, cast.rooms[0].id)
    made = book_pair(cast.marta_id, needles, movement, by=cast.noor)
    assert isinstance(made, Booked), made
    OutboxMessage.objects.within(cast.clinic.id).filter(kind="booked").delete()
    return list(Visit.objects.within(cast.clinic.id).filter(id__in=made.visits).order_by("starts"))


def told(box: Box) -> EmailMessage:
    deliver()
    return box.mails[-1]


def file_of(mail: EmailMessage) -> bytes:
    (part,) = mail.iter_attachments()
    assert part.get_filename() == "appointment.ics"
    assert part.get_content_type() == "text/calendar"
    found: Any = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    strict(found)
    return found


def events_of(mail: EmailMessage) -> dict[str, Any]:
    """By their names. Loose: the library types every property as any of thirty."""
    return {str(event["UID"]): event for event in Calendar.from_ical(file_of(mail)).events}


def event_of(mail: EmailMessage) -> Any:
    (event,) = events_of(mail).values()
    return event


@pytest.fixture
def pair(agreed: Cast) -> list[Visit]:
    with clock.at(NOW):
        visits = booked(agreed, NOW + 7 * DAY)
        course_message.tell_booked([visits], "x", by=agreed.noor)
    return visits


def test_a_pair_is_one_appointment_from_its_first_minute_to_its_last(pair: list[Visit], box: Box) -> None:
    with clock.at(NOW):
        event = event_of(told(box))

    assert (event.start, event.end) == (pair[0].starts, pair[1].ends)
    assert event["SUMMARY"] == "Appointment, Two Rivers"
    assert event["LOCATION"].startswith("Two Rivers, main site")
    assert "9:00 in Toronto" in event["DESCRIPTION"]


def test_nothing_in_it_tells_what_the_visit_is_for(pair: list[Visit], box: Box) -> None:
    with clock.at(NOW):
        said = file_of(told(box)).decode().lower()

    assert not [word for word in ("needle", "movement", "acupunct", "physio", "marta", "wei", "dana") if word in said]


def test_moved_it_is_the_same_entry_with_a_higher_number(agreed: Cast, pair: list[Visit], box: Box) -> None:
    with clock.at(NOW):
        before = event_of(told(box))
        move_pair(visit_id=pair[0].id, to=pair[0].starts + HOUR, by=agreed.noor)
        after = event_of(told(box))

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start == before.start + HOUR


def test_called_off_it_is_taken_out(agreed: Cast, pair: list[Visit], box: Box) -> None:
    with clock.at(NOW):
        before = event_of(told(box))
        cancel_visit(visit_id=pair[0].id, reason="ill", by=agreed.noor)
        mail = told(box)

    assert b"\r\nMETHOD:CANCEL\r\n" in file_of(mail)
    assert next(mail.iter_attachments()).get_param("method") == "CANCEL"
    off = events_of(mail)[str(before["UID"])]
    assert (off["STATUS"], off["SEQUENCE"] > before["SEQUENCE"]) == ("CANCELLED", True)


@pytest.mark.parametrize("gone", [0, 1])
def test_of_half_a_pair_the_other_half_stays_in_the_calendar(
    agreed: Cast, pair: list[Visit], box: Box, gone: int
) -> None:
    with clock.at(NOW):
        before = event_of(told(box))
        cancel_visit(visit_id=pair[gone].id, reason="ill", by=agreed.noor, only_this_half=True)
        events = events_of(told(box))

    stays = events[f"{pair[1 - gone].id}@weft"]
    assert (stays["STATUS"], stays.start, stays.end) == ("CONFIRMED", pair[1 - gone].starts, pair[1 - gone].ends)
    assert events[f"{pair[gone].id}@weft"]["STATUS"] == "CANCELLED"
    assert events[str(before["UID"])]["SEQUENCE"] > before["SEQUENCE"]


@pytest.mark.parametrize(
    ("zone", "at", "wall"),
    [
        ("America/Toronto", "2027-03-12T14:00+00:00", "9:00"),  # clocks go forward on 14 March
        ("America/Toronto", "2027-03-15T13:00+00:00", "9:00"),
        ("America/Vancouver", "2027-03-12T17:00+00:00", "10:00"),  # since 2026 one time all year
        ("America/Vancouver", "2027-12-01T17:00+00:00", "10:00"),
        ("Australia/Lord_Howe", "2027-04-03T22:00+00:00", "8:30"),  # summer ends on 4 April, by half an hour
        ("Australia/Lord_Howe", "2027-04-02T22:00+00:00", "9:00"),
    ],
)
def test_page_mail_and_calendar_agree_across_clock_changes(
    agreed: Cast, box: Box, zone: str, at: str, wall: str
) -> None:
    Clinic.objects.filter(id=agreed.clinic.id).update(zone=zone)
    starts = datetime.fromisoformat(at)
    with clock.at(NOW):
        visits = booked(agreed, starts)
        course_message.tell_booked([visits], "x", by=agreed.noor)
        mail = told(box)

    event, text = event_of(mail), mail.get_body(("plain",))
    assert text
    city = zone.rpartition("/")[2].replace("_", " ")
    assert event.start == starts
    assert f", {wall}," in text.get_content()
    assert f"All times are {city} time." in text.get_content()
    assert f"{wall} in {city}" in event["DESCRIPTION"]
    assert f"{visits[0].local_start:%H:%M}".lstrip("0") == wall


def test_a_message_keeps_the_file_that_went_with_it(agreed: Cast, pair: list[Visit]) -> None:
    row = OutboxMessage.objects.within(agreed.clinic.id).get(once__startswith="booked:")

    assert strict(row.calendar.encode())[0] == "BEGIN:VCALENDAR"
