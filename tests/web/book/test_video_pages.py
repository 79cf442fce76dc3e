"""The way in to a talk by video, as the person, the clinician and the clinic's settings see it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.people import TUESDAY_NINE, Cast
from tests.web.book.test_talk_pages import GOOD, answered
from tests.web.conftest import ClientOf

from weft.records import clock
from weft.records.models import Clinic, Enquiry

pytestmark = pytest.mark.usefixtures("only_wei_at_nine")
ROOM = "https://video.example/room"
JOIN = f'href="{ROOM}"'
ELEVEN = TUESDAY_NINE + timedelta(hours=2)


@pytest.fixture
def ana(as_: ClientOf, cast: Cast) -> Client:
    """A visitor who has booked a talk by video."""
    visitor = answered(as_("visitor"), cast)
    typed = {**GOOD, "channel": "online", "email": "ana@example.org"}
    assert visitor.post("/consult", typed).status_code == 303
    return visitor


def without_room(cast: Cast) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(video_room="")


def test_video_is_one_of_the_ways_where_there_is_a_room(as_: ClientOf, cast: Cast) -> None:
    visitor = answered(as_("visitor"), cast)

    assert 'value="online"' in visitor.get("/consult").text
    assert 'value="online"' in visitor.get("/consult/waiting").text
    without_room(cast)
    for path in ("/consult", "/consult/waiting"):
        page = visitor.get(path).text
        assert 'value="online"' not in page
        assert 'value="phone"' in page
        assert visitor.post(path, {**GOOD, "channel": "online", "email": "ana@example.org"}).status_code == 400


def test_no_page_promises_a_way_to_talk_that_the_clinic_does_not_have(as_: ClientOf, cast: Cast) -> None:
    visitor, pages = as_("visitor"), ("/", "/is-it-for-me")

    assert ["or video" in visitor.get(path).text for path in pages] == [True, True]
    without_room(cast)
    assert ["video" in visitor.get(path).text or "online" in visitor.get(path).text for path in pages] == [False, False]


def test_the_page_of_the_talk_says_when_the_way_in_opens_and_then_shows_it(ana: Client) -> None:
    for path in ("/booked", "/booking"):
        before = ana.get(path).text
        assert "the way in opens here on Tuesday 2 March at 10:45" in before
        assert ROOM not in before
    with clock.at(ELEVEN - timedelta(minutes=15)):
        for path in ("/booked", "/booking"):
            assert JOIN in ana.get(path).text
    with clock.at(ELEVEN + timedelta(minutes=5)):
        during = ana.get("/booking").text
        assert JOIN in during
        assert "This talk is over" not in during
    with clock.at(ELEVEN + timedelta(minutes=46)):
        after = ana.get("/booking").text
        assert ROOM not in after
        assert "This talk is over" in after
        assert "cannot be shown" not in after


def test_without_a_room_at_its_time_the_page_says_to_ring(ana: Client, cast: Cast) -> None:
    without_room(cast)

    with clock.at(ELEVEN):
        page = ana.get("/booking").text
    assert "The way in cannot be shown now. Ring us:" in page
    assert page.count('href="tel:555 0100"') == 3, "the head, the note, the foot"


def test_only_who_talks_by_video_is_told_to_join(as_: ClientOf, cast: Cast) -> None:
    visitor = answered(as_("visitor"), cast)
    typed = {**GOOD, "leave_no_details": "on"}
    assert visitor.post("/consult", typed).status_code == 303

    page = visitor.get("/booked").text
    assert "with it you can move or cancel the talk" in page
    assert "join" not in page


def test_who_takes_the_talk_joins_from_its_page(ana: Client, as_: ClientOf, cast: Cast) -> None:
    page = as_("wei").get(f"/enquiries/{Enquiry.objects.within(cast.clinic.id).get().id}").text

    assert JOIN in page
    assert "Join the video talk" in page


def test_the_settings_say_whether_video_is_offered_and_refuse_in_words(as_: ClientOf, cast: Cast) -> None:
    elena = as_("elena")
    assert "The free talk is offered by video." in elena.get("/setup").text

    bad = elena.post("/setup", {"video_room": "http://video.example/room", "tagline": "Typed before"})
    assert bad.status_code == 400
    assert "The address has to begin with https://" in bad.text
    assert re.search(r'class="wrong"[^>]+ autofocus', bad.text), "the page is long, and Save is at its end"
    assert "Typed before" in bad.text
    assert elena.post("/setup", {"video_room": ""}).status_code == 303
    assert "offered by phone and at the clinic only" in elena.get("/setup").text
    assert Clinic.objects.get(id=cast.clinic.id).video_room == ""


def test_a_room_that_is_needed_is_not_taken_out(ana: Client, as_: ClientOf) -> None:
    answer = as_("elena").post("/setup", {"video_room": ""})

    assert answer.status_code == 422
    assert "1 talk by video is still to come" in answer.text


def test_who_receives_data_names_the_video_service(as_: ClientOf, cast: Cast) -> None:
    visitor = as_("visitor")
    assert "video.example" in visitor.get("/who-receives-your-data").text
    without_room(cast)
    said = visitor.get("/who-receives-your-data").text
    assert "video.example" not in said
    assert "Video: nobody" in said
