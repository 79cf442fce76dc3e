"""A talk by video: offered where the clinic has a room, joined from the person's own page, at its time."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from tests.draw.test_calendar_file import strict
from tests.people import TUESDAY_NINE, Cast
from tests.records.book.test_talks import ANA, ELEVEN, made, refused, token_of, works

from weft.records import clock
from weft.records.access import clinic_of
from weft.records.actions import outbox
from weft.records.actions.book import request_consult
from weft.records.actions.book_fresh_link import fresh_link, send_fresh_links
from weft.records.actions.book_people import Talked, answer_enquiry
from weft.records.actions.book_talk import TalkBooked, book_talk, cancel_talk
from weft.records.actions.front_page import Front, set_front
from weft.records.models import Clinic, Enquiry, Membership, OutboxMessage, Task
from weft.records.reads.book import TalkLine, enquiry
from weft.records.reads.book_times import TalkSeen, booked, calendar_file, times
from weft.records.reads.front_page import video_services
from weft.records.refused import Reason

ROOM, OTHER = "https://video.example/room", "https://meet.example.org/new"
MINUTE = timedelta(minutes=1)
ONLINE: dict[str, Any] = {**ANA, "channel": "online"}


@pytest.fixture(autouse=True)
def at_nine() -> object:
    """Everything happens on a Tuesday at nine."""
    with clock.at(TUESDAY_NINE):
        yield


def book(cast: Cast) -> TalkBooked:
    return made(book_talk(by=cast.visitor, starts=ELEVEN, **ONLINE))


def seen(cast: Cast, link: TalkBooked) -> TalkSeen:
    found = booked(cast.visitor, link.link_id)
    assert found is not None
    return found


def line_of(cast: Cast, link: TalkBooked) -> TalkLine:
    found = enquiry(cast.wei, link.enquiry_id).talk
    assert found is not None
    return found


def set_room(cast: Cast, room: str, **rooms: str) -> Any:
    """As Elena writes it into the public page's form."""
    front = Front(
        tagline="", colour="", currency="", prices={}, languages={}, works_since={}, video_room=room,
        rooms={getattr(cast, who).membership_id: own for who, own in rooms.items()},
    )  # fmt: skip
    return set_front(by=cast.elena, front=front)


def test_without_a_room_video_is_neither_offered_nor_taken(here: Cast) -> None:
    assert times(here.visitor).has_video
    set_room(here, "")

    assert not times(here.visitor).has_video
    no = refused(book_talk(by=here.visitor, starts=ELEVEN, **ONLINE))
    listed = refused(request_consult(by=here.visitor, **ONLINE))
    assert no.reason is listed.reason is Reason.NOT_POSSIBLE
    assert "Choose another way" in no.words.said(str)
    assert not Enquiry.objects.within(here.clinic.id).exists()


def test_the_message_leads_to_their_page_and_never_names_the_room(here: Cast) -> None:
    link = book(here)

    waiting = OutboxMessage.objects.within(here.clinic.id).get()
    (claimed,) = outbox.claim(by=here.system)  # type: ignore[misc]  # nobody refuses
    page = f"://127.0.0.1/b/{token_of(here, link)}"
    assert f"join from this page: https{page}" in claimed.body
    assert "video.example" not in claimed.body + claimed.calendar
    assert token_of(here, link) not in waiting.body + waiting.calendar.replace("\r\n ", "")
    strict(claimed.calendar.encode())
    (event,) = Calendar.from_ical(claimed.calendar).events
    assert str(event["CONFERENCE"]) == str(event["URL"]) == f"https{page}"
    assert f"Join from this page: https{page}" in str(event["DESCRIPTION"])


def test_the_calendar_of_the_page_leads_there_too(here: Cast) -> None:
    link = book(here)

    file = calendar_file(here.visitor, link.link_id)
    strict(file)
    (event,) = Calendar.from_ical(file).events
    assert str(event["CONFERENCE"]).endswith(f"/b/{token_of(here, link)}")
    phone = made(book_talk(by=here.visitor, starts=ELEVEN + 60 * MINUTE, **ANA))
    assert b"CONFERENCE" not in calendar_file(here.visitor, phone.link_id)


@pytest.mark.parametrize(
    ("since_start", "shows"),
    [(-16, None), (-15, ROOM), (0, ROOM), (15 + 30, ROOM), (15 + 31, None)],
)
def test_the_way_in_is_open_from_a_quarter_of_an_hour_before_until_half_an_hour_after(
    here: Cast, since_start: int, shows: str | None
) -> None:
    link = book(here)

    with clock.at(ELEVEN + since_start * MINUTE):
        talk = seen(here, link)
        assert talk.room == shows
        assert (talk.opens is not None) is (since_start == -16)
        assert line_of(here, link).room == (ROOM if since_start <= 15 + 30 else "")


def test_a_changed_room_holds_for_talks_that_are_booked_and_their_own_room_goes_first(here: Cast) -> None:
    link = book(here)
    assert set_room(here, OTHER) == here.clinic.id

    with clock.at(ELEVEN):
        assert seen(here, link).room == OTHER
        Membership.objects.within(here.clinic.id).update(video_room="https://own.example/wei")
        assert seen(here, link).room == "https://own.example/wei"
    assert video_services(clinic_of(here.clinic.id)) == ("meet.example.org", "own.example")
    assert line_of(here, link).room == "https://own.example/wei"


def test_once_it_is_written_down_how_it_went_nobody_is_led_into_the_room_again(here: Cast) -> None:
    link = book(here)

    with clock.at(ELEVEN + 10 * MINUTE):
        answer_enquiry(by=here.wei, enquiry_id=link.enquiry_id, talked=Talked.FITS)
        assert booked(here.visitor, link.link_id) is None
        assert line_of(here, link).room == ""


def test_a_room_that_is_gone_is_told_from_a_time_that_has_not_come(here: Cast) -> None:
    link = book(here)
    Clinic.objects.filter(id=here.clinic.id).update(video_room="")

    assert seen(here, link).room is None
    with clock.at(ELEVEN):
        assert seen(here, link).room == ""


def test_a_talk_by_phone_has_no_way_in(here: Cast) -> None:
    link = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    with clock.at(ELEVEN):
        assert (seen(here, link).room, seen(here, link).opens) == (None, None)
    assert line_of(here, link).room == ""


def test_the_room_stays_while_a_talk_needs_it(here: Cast) -> None:
    link = book(here)

    no = refused(set_room(here, ""))
    assert "1 talk by video is still to come" in no.words.said(str)
    assert Clinic.objects.get(id=here.clinic.id).video_room == ROOM
    cancel_talk(by=here.visitor, link_id=link.link_id)
    assert set_room(here, "") == here.clinic.id
    assert video_services(clinic_of(here.clinic.id)) == ()


def test_a_room_of_ones_own_needs_the_clinics_too_and_each_is_checked(here: Cast) -> None:
    assert "the clinic's room too" in refused(set_room(here, "", wei=OTHER)).words.said(str)
    assert "https://" in refused(set_room(here, ROOM, wei="http://meet.example.org")).words.said(str)
    assert set_room(here, ROOM, wei=OTHER) == here.clinic.id
    assert Membership.objects.within(here.clinic.id).get(id=works(here.wei)).video_room == OTHER


@pytest.mark.parametrize(("wish", "since_start", "sent"), [(ONLINE, 14, 1), (ONLINE, 15, 0), (ANA, 0, 0)])
def test_who_cannot_find_the_way_in_is_sent_it_until_the_talk_ends(
    here: Cast, wish: dict[str, Any], since_start: int, sent: int
) -> None:
    made(book_talk(by=here.visitor, starts=ELEVEN, **wish))

    with clock.at(ELEVEN + since_start * MINUTE):
        fresh_link(by=here.visitor, email="ana@example.org")
        assert send_fresh_links(by=here.system) == sent


def test_a_fresh_link_says_that_one_joins_with_it_and_the_task_asks_for_no_link(here: Cast) -> None:
    book(here)
    fresh_link(by=here.visitor, email="ana@example.org")
    send_fresh_links(by=here.system)

    said = [row.body for row in OutboxMessage.objects.within(here.clinic.id)]
    assert any(body.startswith("To join, move or cancel your talk:") for body in said)
    (task,) = Task.objects.within(here.clinic.id).filter(kind="talk")
    assert "link" not in str(task.says)
