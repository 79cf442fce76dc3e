"""The private calendar address: its owner's times, for who has it, until it is ended; for the rest one 404."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django.fixtures import Settings
from tests.draw.test_calendar_file import strict
from tests.jobs.conftest import NOW
from tests.jobs.test_calendar_mail import booked
from tests.people import ELSEWHERE, HERE, Cast
from tests.web.conftest import ClientOf
from tests.web.conftest import as_ as as_  # noqa: PLC0414  the fixture

from weft.records import clock, feeds, sealed
from weft.records.access import NotAllowed
from weft.records.actions.calendar_feed import end, renew
from weft.records.actions.course_cancel import cancel_visit
from weft.records.models import CalendarFeed, Membership, User
from weft.records.reads.calendar_feed import my_feed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def token(cast: Cast, *, as_staff: bool = False) -> str:
    with clock.at(NOW):
        found = renew(by=cast.wei if as_staff else cast.marta, as_staff=as_staff)
    return feeds.token_of(found)  # type: ignore[arg-type]


def load(told: str, host: str = HERE, after: timedelta = timedelta(0)) -> tuple[int, bytes]:
    with clock.at(NOW + after):
        answer = Client(SERVER_NAME=host, raise_request_exception=False).get(f"/calendar/{told}.ics")
    return answer.status_code, answer.content


def test_it_has_ones_own_visits_and_is_a_whole_file(agreed: Cast) -> None:
    with clock.at(NOW):
        visits = booked(agreed, NOW + 7 * DAY)

    status, found = load(token(agreed))

    assert status == 200
    strict(found)
    (event,) = Calendar.from_ical(found).events
    assert (event.start, event.end) == (visits[0].starts, visits[1].ends)
    assert event["SUMMARY"] == "Appointment, Two Rivers"
    assert b"arta" not in found


def test_with_nothing_booked_it_is_still_a_whole_file(agreed: Cast) -> None:
    status, found = load(token(agreed))

    assert (status, list(Calendar.from_ical(found).events)) == (200, [])
    strict(found)


def test_a_clinicians_says_busy_and_never_with_whom(agreed: Cast) -> None:
    with clock.at(NOW):
        visits = booked(agreed, NOW + 7 * DAY)

    _, found = load(token(agreed, as_staff=True))

    (event,) = Calendar.from_ical(found).events
    assert (event.start, event.end, event["SUMMARY"]) == (visits[0].starts, visits[0].ends, "Busy, Two Rivers")
    assert b"arta" not in found


def test_what_is_called_off_is_so_in_the_feed(agreed: Cast) -> None:
    with clock.at(NOW):
        visits = booked(agreed, NOW + 7 * DAY)
        cancel_visit(visit_id=visits[0].id, reason="ill", by=agreed.noor)

    _, found = load(token(agreed))

    assert {str(event["STATUS"]) for event in Calendar.from_ical(found).events} == {"CANCELLED"}


def test_only_its_hash_is_kept(agreed: Cast) -> None:
    told = token(agreed)

    row = CalendarFeed.objects.within(agreed.clinic.id).get()
    assert len(told) == 22  # 128 bits
    assert told not in {str(getattr(row, field.attname)) for field in CalendarFeed._meta.concrete_fields}
    assert row.token_hash == sealed.hash_of(told)


@pytest.mark.parametrize("why", ["guessed", "ended", "renewed", "expired", "elsewhere", "left", "secret"])
def test_every_address_that_does_not_work_is_the_same_404(agreed: Cast, why: str) -> None:
    told, host, after = token(agreed), HERE, timedelta(0)
    assert load(told)[0] == 200
    with clock.at(NOW):
        match why:
            case "guessed":
                told = feeds.token_of(agreed.marta_id)
            case "ended":
                end(by=agreed.marta, as_staff=False)
            case "renewed":
                token(agreed)
            case "expired":
                after = feeds.HOLDS
            case "elsewhere":
                host = ELSEWHERE
            case "left":
                User.objects.filter(login="marta@example.org").update(is_active=False)
            case "secret":
                told = told.swapcase()

    _, known = load("no-such-token", host)
    status, said = load(told, host, after)
    assert (status, without_numbers(said)) == (404, without_numbers(known))


def without_numbers(page: bytes) -> list[bytes]:
    """The page without the line that bears the request's own number."""
    return [line for line in page.splitlines() if b"ref" not in line.lower() and b"csrf" not in line.lower()]


@pytest.mark.parametrize(("left", "status"), [(timedelta(seconds=1), 200), (timedelta(0), 404)])
def test_it_works_to_its_last_second(agreed: Cast, left: timedelta, status: int) -> None:
    told = token(agreed)

    assert load(told, after=feeds.HOLDS - left)[0] == status


def test_who_no_longer_works_here_has_no_feed(agreed: Cast) -> None:
    told = token(agreed, as_staff=True)
    Membership.objects.within(agreed.clinic.id).filter(user__login="wei@example.org").update(active=False)

    assert load(told)[0] == 404


def test_nobody_makes_one_for_somebody_else(agreed: Cast) -> None:
    with pytest.raises(NotAllowed):
        renew(by=agreed.noor, as_staff=False)
    with pytest.raises(NotAllowed):
        renew(by=agreed.marta, as_staff=True)


def test_after_the_servers_secret_has_changed_a_new_one_is_asked_for(agreed: Cast, settings: Settings) -> None:
    token(agreed)
    settings.SECRET_KEY = "another"

    with clock.at(NOW):
        found = my_feed(agreed.marta, as_staff=False)

    assert found
    assert found.address == ""


@pytest.mark.parametrize(("role", "page"), [("marta", "/me/calendar"), ("wei", "/today/calendar")])
def test_it_is_made_seen_renewed_and_ended_on_ones_own_page(agreed: Cast, as_: ClientOf, role: str, page: str) -> None:
    browser = as_(role)
    assert "Make an address" in browser.get(page).text

    made = browser.post(page)
    seen = browser.get(page).text

    assert (made.status_code, made.headers["Location"]) == (303, page)
    assert "/calendar/" in seen
    browser.post(page)
    assert browser.get(page).text.split("/calendar/")[1] != seen.split("/calendar/")[1]
    assert browser.post(f"{page}/end").status_code == 303
    assert "Make an address" in browser.get(page).text


def test_my_visits_are_a_file_to_take_once(agreed: Cast, as_: ClientOf) -> None:
    with clock.at(NOW):
        browser = as_("marta")
        assert browser.get("/me/visits.ics").status_code == 404
        booked(agreed, NOW + 7 * DAY)

        answer = browser.get("/me/visits.ics")

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "METHOD:PUBLISH" in strict(answer.content)
