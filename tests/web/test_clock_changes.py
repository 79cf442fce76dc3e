"""T4: on both sides of both clock changes, page, mail, calendar file and paper say the same time on the same day.

Toronto goes by an hour, Lord Howe by half an hour, and Vancouver, since 2026, not at all: which only zone data of this
year know (the product brings its own).
"""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.utils.formats import date_format
from icalendar import Calendar
from pypdf import PdfReader
from tests.jobs.conftest import _own_folder as _own_folder  # noqa: PLC0414  the fixture
from tests.jobs.conftest import agreed as agreed  # noqa: PLC0414  the fixture
from tests.jobs.conftest import box as box  # noqa: PLC0414  the fixture
from tests.jobs.mail_server import Box
from tests.jobs.test_calendar_mail import booked, event_of, told
from tests.people import Cast
from tests.web.book.test_talk_pages import answered
from tests.web.conftest import ClientOf
from tests.web.desk.test_letter_pages import signed

from weft.records import clock, wall
from weft.records.actions import course_message
from weft.records.appointments import city_of
from weft.records.models import Clinic, OutboxMessage

pytestmark = pytest.mark.django_db
CHANGES = {
    "America/Toronto": ("2027-03-12T19:30Z", "2027-03-15T18:30Z", "2027-11-05T18:30Z", "2027-11-08T19:30Z"),
    "America/Vancouver": ("2027-03-12T21:30Z", "2027-03-15T21:30Z", "2027-11-05T21:30Z", "2027-11-08T21:30Z"),
    "Australia/Lord_Howe": ("2027-04-02T03:30Z", "2027-04-05T04:00Z", "2027-10-01T04:00Z", "2027-10-04T03:30Z"),
}
"""The moments at which it is half past two there: Friday before and Monday after each change, in their order."""
HALF_PAST_TWO = 14 * 60 + 30


def there(cast: Cast, zone: str) -> tuple[datetime, ...]:
    """The clinic is in that zone; its four moments."""
    Clinic.objects.filter(id=cast.clinic.id).update(zone=zone)
    return tuple(datetime.fromisoformat(each) for each in CHANGES[zone])


def text(page: str) -> str:
    """What stands there, without the page's own clock."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def day_of(moment: datetime, zone: str) -> date:
    """The day there; checked against the table above."""
    near = (moment.date() + timedelta(days=step) for step in (0, 1))
    return next(day for day in near if wall.moment(day, HALF_PAST_TWO, zone) == moment)


@pytest.mark.parametrize("zone", CHANGES)
def test_a_visit_has_one_time_everywhere(agreed: Cast, as_: ClientOf, box: Box, zone: str) -> None:
    marta, noor = as_("marta"), as_("noor")
    for starts in there(agreed, zone):
        day = day_of(starts, zone)
        with clock.at(starts - timedelta(days=2)):
            visits = booked(agreed, starts)
            course_message.tell_booked([visits], str(day), by=agreed.noor)
            mail = told(box)
            mine, theirs = text(marta.get("/me").text), text(noor.get(f"/people/{agreed.marta_id}").text)
            visit, board = (text(noor.get(one).text) for one in (f"/visits/{visits[0].id}", f"/today?day={day}"))
            feed = Calendar.from_ical(marta.get("/me/visits.ics").content).events
        body, event = mail.get_body(("plain",)), event_of(mail)

        assert f"{day:%A} {day.day} {day:%B}, 14:30" in mine
        assert f"{day:%a} {day.day} {day:%b} N 14:30 M 15:00" in theirs
        assert f"{day:%A} {day.day} {day:%B} {day.year}, 14:30" in visit
        assert "14:30 Marta Kowalska N 14:30 M 15:00" in board
        assert body
        assert "14:30" in body.get_content()
        assert f"{date_format(day, 'D j N Y')}, 14:30 in {city_of(zone)}" in str(event["DESCRIPTION"])
        assert event.start == starts
        assert starts in {one.start for one in feed}


@pytest.mark.parametrize("zone", CHANGES)
def test_a_free_talk_has_one_time_everywhere(agreed: Cast, as_: ClientOf, box: Box, zone: str) -> None:
    for starts in there(agreed, zone):
        day, stranger = day_of(starts, zone), as_("visitor")
        typed = {"channel": "online", "starts": f"{starts:%Y-%m-%dT%H:%MZ}", "name": "Ana", "email": "ana@example.org"}
        with clock.at(starts - timedelta(days=5 if day.weekday() == 0 else 2)):
            Clinic.objects.filter(id=agreed.clinic.id).update(
                work_with_drafts_at=clock.now(), work_with_drafts_by=agreed.elena.user_id
            )
            offered = answered(stranger, agreed).get("/consult").text
            OutboxMessage.objects.within(agreed.clinic.id).update(made_at=clock.now() - timedelta(days=2))
            assert stranger.post("/consult", typed).status_code == 303
            shown, file = text(stranger.get("/booked").text), stranger.get("/booking/calendar")
            mail = told(box)
        (event,), body = Calendar.from_ical(file.content).events, mail.get_body(("plain",))

        assert re.search(rf'data-at="{typed["starts"]}">(?:<span[^<]*</span>)?[^<]*14:30<', offered)
        assert f"{day:%A} {day.day} {day:%B}, 14:30" in shown
        assert body
        assert f"{day:%A} {day.day} {day:%B}, 14:30" in body.get_content()
        assert event.start == event_of(mail).start == starts
        assert f"{date_format(day, 'D j N Y')}, 14:30 in {city_of(zone)}" in str(event["DESCRIPTION"])


@pytest.mark.parametrize(
    ("zone", "at", "day"),
    [
        ("America/Toronto", "2027-03-15T03:59Z", "14 Mar 2027"),
        ("America/Toronto", "2027-03-15T04:00Z", "15 Mar 2027"),
        ("America/Vancouver", "2027-12-01T06:59Z", "30 Nov 2027"),
        ("America/Vancouver", "2027-12-01T07:00Z", "1 Dec 2027"),
        ("Australia/Lord_Howe", "2027-04-04T13:29Z", "4 Apr 2027"),
        ("Australia/Lord_Howe", "2027-04-04T13:30Z", "5 Apr 2027"),
    ],
)
def test_a_letter_bears_the_clinics_own_day_to_the_minute(
    cast: Cast, as_: ClientOf, zone: str, at: str, day: str
) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(zone=zone)
    with clock.at(datetime.fromisoformat(at)):
        where = signed(cast, as_)
        page, paper = as_("dana").get(where), as_("dana").get(f"{where}/sheet")

    printed = " ".join(PdfReader(io.BytesIO(paper.content)).pages[0].extract_text().split())
    assert day in text(page.text)
    assert day in printed
