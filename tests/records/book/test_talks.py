"""The free talk at a time: real times, one taker each, on the day of whoever takes it, changed by its link alone."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from tests.people import TUESDAY_NINE, ZONE, Cast
from tests.records.book.test_requests import ALL_NO

from weft.core.shared.care import NEEDLES, Answer
from weft.records import clock, front_links, talk_supply
from weft.records.access import Member, clinic_of
from weft.records.actions import outbox
from weft.records.actions.book_fresh_link import fresh_link, send_fresh_links
from weft.records.actions.book_talk import TalkBooked, book_talk, cancel_talk, move_talk
from weft.records.actions.schedule import book_visit
from weft.records.models import (
    Claim,
    Clinic,
    Enquiry,
    FrontLink,
    Hold,
    OneTimeKey,
    OutboxMessage,
    Person,
    Resource,
    Talk,
    Task,
    WorkingHours,
)
from weft.records.reads.book_times import booked, opened, times
from weft.records.reads.today import today_board
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

ELEVEN = TUESDAY_NINE + timedelta(hours=2)
ANA: dict[str, Any] = {"name": "Ana Ruiz", "phone": "416 555 0142", "email": "ana@example.org", "answers": ALL_NO}


@pytest.fixture(autouse=True)
def at_nine() -> object:
    """Everything happens on a Tuesday at nine."""
    with clock.at(TUESDAY_NINE):
        yield


@pytest.fixture
def only_wei(here: Cast) -> Cast:
    """Nobody but Wei works, so that a time is one person's."""
    WorkingHours.objects.within(here.clinic.id).exclude(membership_id=works(here.wei)).delete()
    return here


def works(who: Member) -> UUID:
    """The membership of somebody of the staff."""
    assert who.membership_id
    return who.membership_id


def made(result: TalkBooked | Refused) -> TalkBooked:
    assert isinstance(result, TalkBooked), result
    return result


def refused(result: object) -> Refused:
    assert isinstance(result, Refused), result
    return result


def talks(cast: Cast) -> list[Talk]:
    return list(Talk.objects.within(cast.clinic.id).order_by("made_at"))


def offered(cast: Cast) -> list[datetime]:
    return [one.starts for one in talk_supply.free_talks(clinic_of(cast.clinic.id))]


def test_a_booked_talk_has_somebodys_time_and_nobody_else_gets_it(only_wei: Cast) -> None:
    booked_one = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))

    (talk,) = talks(only_wei)
    assert (talk.enquiry_id, talk.practitioner_id) == (booked_one.enquiry_id, only_wei.wei.membership_id)
    assert (talk.ends - talk.starts, talk.local_start) == (timedelta(minutes=15), time(11))
    assert ELEVEN not in offered(only_wei)

    no = refused(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA | {"name": "Bo"}))
    quarter = timedelta(minutes=15)
    assert (no.reason, no.status) == (Reason.SLOT_TAKEN, 409)
    assert no.alternatives == (ELEVEN - 2 * quarter, ELEVEN - quarter, ELEVEN + quarter)
    assert len(Enquiry.objects.within(only_wei.clinic.id)) == 1


def test_two_strangers_share_a_time_only_while_two_can_take_it(here: Cast) -> None:
    results = [book_talk(by=here.visitor, starts=ELEVEN, **ANA) for _ in range(4)]

    assert [isinstance(one, TalkBooked) for one in results] == [True, True, True, False]
    assert len({talk.practitioner_id for talk in talks(here)}) == 3


@pytest.mark.parametrize(
    ("starts", "is_free"),
    [
        (TUESDAY_NINE + timedelta(minutes=45), False),
        (TUESDAY_NINE + timedelta(minutes=60), True),
        (TUESDAY_NINE + timedelta(days=7, hours=8, minutes=45), True),
        (TUESDAY_NINE + timedelta(days=7, hours=9), False),
        (TUESDAY_NINE + timedelta(days=8), False),
        (TUESDAY_NINE + timedelta(hours=2, minutes=5), False),
        (TUESDAY_NINE + timedelta(days=4), False),
    ],
)
def test_what_is_offered_can_be_booked_and_nothing_else(here: Cast, starts: datetime, is_free: bool) -> None:
    assert (starts in offered(here)) is is_free
    assert isinstance(book_talk(by=here.visitor, starts=starts, **ANA), TalkBooked) is is_free


def test_the_clinics_own_length_is_kept(only_wei: Cast) -> None:
    Clinic.objects.filter(id=only_wei.clinic.id).update(talk_minutes=30)
    last = TUESDAY_NINE + timedelta(hours=8, minutes=30)

    assert max(one for one in offered(only_wei) if one < TUESDAY_NINE + timedelta(hours=12)) == last
    made(book_talk(by=only_wei.visitor, starts=last, **ANA))
    assert talks(only_wei)[0].ends == last + timedelta(minutes=30)


def test_a_talk_blocks_the_desk_and_a_visit_blocks_a_talk(only_wei: Cast) -> None:
    assert only_wei.wei.membership_id
    wanted = VisitWanted(NEEDLES, only_wei.wei.membership_id, ELEVEN, 45, only_wei.beds[0].id)
    book_visit(only_wei.marta_id, wanted, by=only_wei.noor)
    assert refused(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA)).reason is Reason.SLOT_TAKEN

    later = ELEVEN + timedelta(hours=2)
    made(book_talk(by=only_wei.visitor, starts=later, **ANA))
    at_two = VisitWanted(NEEDLES, only_wei.wei.membership_id, later, 45, only_wei.beds[0].id)
    assert refused(book_visit(only_wei.marta_id, at_two, by=only_wei.noor)).reason is Reason.SLOT_TAKEN


def test_somebody_without_the_record_takes_no_talk(here: Cast) -> None:
    for who in (here.dana, here.ren):
        WorkingHours.objects.within(here.clinic.id).filter(membership_id=works(who)).delete()
    from weft.records.models import Membership

    Membership.objects.within(here.clinic.id).filter(id=works(here.wei)).update(jobs=["needles"])

    assert offered(here) == []


def test_a_talk_at_the_clinic_takes_a_place_too(only_wei: Cast) -> None:
    made(book_talk(by=only_wei.visitor, starts=ELEVEN, channel="visit", **ANA))

    (talk,) = talks(only_wei)
    assert talk.place_id in {each.id for each in (*only_wei.beds, *only_wei.rooms)}
    assert Claim.objects.within(only_wei.clinic.id).filter(hold=talk.hold, active=True).count() == 2
    Resource.objects.within(only_wei.clinic.id).update(active=False)
    later = ELEVEN + timedelta(hours=1)
    assert refused(book_talk(by=only_wei.visitor, starts=later, channel="visit", **ANA)).reason is Reason.SLOT_TAKEN
    made(book_talk(by=only_wei.visitor, starts=later, **ANA))


def test_the_time_stands_on_the_day_of_whoever_takes_it(only_wei: Cast) -> None:
    made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))

    (row,) = today_board(only_wei.wei).rows
    task = Task.objects.within(only_wei.clinic.id).get()
    assert (row.is_enquiry, row.name, row.at) == (True, "Ana Ruiz", datetime(2027, 3, 2, 11))  # noqa: DTZ001  wall
    assert any("11:00" in str(said.words) for said in row.said)
    assert (task.kind, task.owner_id, task.due) == ("talk", only_wei.wei.membership_id, ELEVEN)


def test_a_talk_of_another_day_stands_on_that_day(only_wei: Cast) -> None:
    tomorrow = ELEVEN + timedelta(days=1)
    made(book_talk(by=only_wei.visitor, starts=tomorrow, **ANA))

    assert today_board(only_wei.wei).rows == ()
    assert [row.name for row in today_board(only_wei.wei, date(2027, 3, 3)).rows] == ["Ana Ruiz"]
    assert today_board(only_wei.wei, date(2027, 3, 4)).rows == ()


def test_a_form_sent_twice_books_once(here: Cast) -> None:
    first, again = (made(book_talk(by=here.visitor, starts=ELEVEN, key="k", **ANA)) for _ in range(2))

    assert first == again
    assert len(talks(here)) == 1


def test_an_answer_that_stops_books_nothing(here: Cast) -> None:
    stop = ANA | {"answers": {**ALL_NO, "saddle_numbness": Answer.YES}}

    assert refused(book_talk(by=here.visitor, starts=ELEVEN, **stop)).reason is Reason.BLOCKED
    assert not Claim.objects.within(here.clinic.id).exists()
    assert not Hold.objects.within(here.clinic.id).exists()


@pytest.mark.parametrize(
    ("channel", "contact", "is_enough"),
    [
        ("phone", {"email": "a@b.org"}, False),
        ("phone", {"phone": "416 555 0142"}, True),
        ("online", {"phone": "416 555 0142"}, False),
        ("online", {"email": "a@b.org"}, True),
        ("visit", {}, False),
        ("visit", {"email": "a@b.org"}, True),
        ("visit", {"phone": "416 555 0142"}, True),
    ],
)
def test_each_way_to_talk_needs_a_way_to_reach_them(
    here: Cast, channel: str, contact: dict[str, Any], is_enough: bool
) -> None:
    result = book_talk(by=here.visitor, starts=ELEVEN, name="Ana", channel=channel, answers=ALL_NO, **contact)

    assert isinstance(result, TalkBooked) is is_enough


def test_a_known_contact_changes_no_chart_and_no_answer(here: Cast) -> None:
    """B8: what is done for somebody known is what is done for a stranger, statement by statement."""
    Person.objects.within(here.clinic.id).filter(id=here.marta_id).update(phone="416 555 0142", email="m@example.org")
    before = list(Person.objects.within(here.clinic.id).order_by("id").values())
    _, *told = [said_to(here, email) for email in ("warm@example.org", "stranger@example.org", "m@example.org")]

    assert told[0] == told[1]
    assert list(Person.objects.within(here.clinic.id).order_by("id").values()) == before
    assert not any("records_person" in statement for statement in told[1])


def said_to(cast: Cast, email: str) -> list[str]:
    """The statements of one booking, without their values."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        made(book_talk(by=cast.visitor, starts=ELEVEN, **ANA | {"email": email}))
    return [" ".join(each["sql"].split()[:3]) for each in seen.captured_queries if "SAVEPOINT" not in each["sql"]]


def token_of(cast: Cast, link: TalkBooked) -> str:
    return front_links.token_of(link.link_id)


def test_the_message_says_time_and_link_and_only_the_mail_carries_the_token(here: Cast) -> None:
    link = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    waiting = OutboxMessage.objects.within(here.clinic.id).get()
    token = token_of(here, link)
    assert "Tuesday 2 March, 11:00 (Toronto time)" in waiting.body
    assert token not in waiting.body
    (claimed,) = outbox.claim(by=here.system)  # type: ignore[misc]  # nobody refuses
    assert f"://127.0.0.1/b/{token}" in claimed.body
    assert "BEGIN:VCALENDAR" in claimed.calendar
    assert not any(word in claimed.body.lower() for word in ("back", "pain", "needle", "acupuncture", "physio"))
    assert len(token) >= 22
    assert not FrontLink.objects.within(here.clinic.id).filter(hash=token).exists()


@pytest.mark.parametrize("who", [{"leave_no_details": True}, {"email": ""}])
def test_no_message_goes_where_none_is_wanted(here: Cast, who: dict[str, object]) -> None:
    made(book_talk(by=here.visitor, starts=ELEVEN, **ANA | who))

    assert not OutboxMessage.objects.within(here.clinic.id).exists()


@pytest.mark.parametrize(("service", "channels"), [("", []), ("json://texts.example.org/{to}", ["text"])])
def test_without_an_address_a_text_goes_out_where_texts_are_set_up(
    here: Cast, settings: Settings, service: str, channels: list[str]
) -> None:
    settings.WEFT_TEXTS = service

    link = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA | {"email": ""}))

    assert [each.channel for each in OutboxMessage.objects.within(here.clinic.id)] == channels
    seen = booked(here.visitor, link.link_id)
    assert seen is not None
    assert seen.has_message is bool(channels)


def test_a_talk_is_moved_by_its_link_and_the_old_link_ends(only_wei: Cast) -> None:
    first = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))
    later = ELEVEN + timedelta(days=1)

    second = made(move_talk(by=only_wei.visitor, link_id=first.link_id, starts=later))

    (talk,) = talks(only_wei)
    assert (talk.starts, talk.local_date, talk.moved) == (later, date(2027, 3, 3), 1)
    assert ELEVEN in offered(only_wei)
    assert later not in offered(only_wei)
    assert opened(only_wei.visitor, token_of(only_wei, first)) is None
    assert opened(only_wei.visitor, token_of(only_wei, second)) is not None
    open_tasks = Task.objects.within(only_wei.clinic.id).filter(done_at__isnull=True)
    assert [task.due for task in open_tasks] == [later]
    assert [each.state for each in OutboxMessage.objects.within(only_wei.clinic.id).order_by("made_at")] == [
        "stopped",
        "waiting",
    ]
    again = refused(move_talk(by=only_wei.visitor, link_id=first.link_id, starts=ELEVEN))
    assert again.reason is Reason.NOT_POSSIBLE


def test_a_move_to_a_taken_time_leaves_the_old_one(only_wei: Cast) -> None:
    later = ELEVEN + timedelta(hours=1)
    made(book_talk(by=only_wei.visitor, starts=later, **ANA | {"name": "Bo"}))
    mine = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))

    no = refused(move_talk(by=only_wei.visitor, link_id=mine.link_id, starts=later))

    assert (no.reason, len(no.alternatives)) == (Reason.SLOT_TAKEN, 3)
    assert ELEVEN not in offered(only_wei)
    seen = booked(only_wei.visitor, mine.link_id)
    assert seen is not None
    assert seen.starts == ELEVEN


def test_a_cancelled_talk_frees_its_time_and_its_link_is_dead(only_wei: Cast) -> None:
    link = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))

    cancel_talk(by=only_wei.visitor, link_id=link.link_id, reason="  better\nalready ")

    (talk,) = talks(only_wei)
    assert (talk.cancelled_at, talk.cancel_reason) == (TUESDAY_NINE, "better already")
    assert ELEVEN in offered(only_wei)
    assert today_board(only_wei.wei).rows == ()
    assert Enquiry.objects.within(only_wei.clinic.id).get().state == "closed"
    assert booked(only_wei.visitor, link.link_id) is None
    assert refused(cancel_talk(by=only_wei.visitor, link_id=link.link_id)).reason is Reason.NOT_POSSIBLE


def test_answers_that_a_clinician_must_read_still_wait_after_a_cancel(only_wei: Cast) -> None:
    first = ANA | {"answers": {**ALL_NO, "small_knock_weak_bones": Answer.YES}}
    link = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **first))

    cancel_talk(by=only_wei.visitor, link_id=link.link_id)

    open_tasks = Task.objects.within(only_wei.clinic.id).filter(done_at__isnull=True)
    assert [task.kind for task in open_tasks] == ["read_answers"]
    assert Enquiry.objects.within(only_wei.clinic.id).get().state == "waiting"


@pytest.mark.parametrize(("hours", "opens"), [(2.2, True), (26.2, True), (26.3, False)])
def test_a_link_opens_until_a_day_after_the_talk_and_changes_nothing_once_it_began(
    only_wei: Cast, hours: float, opens: bool
) -> None:
    link = made(book_talk(by=only_wei.visitor, starts=ELEVEN, **ANA))

    with clock.at(TUESDAY_NINE + timedelta(hours=hours)):
        assert (booked(only_wei.visitor, link.link_id) is not None) is opens
        assert refused(cancel_talk(by=only_wei.visitor, link_id=link.link_id)).reason is Reason.NOT_POSSIBLE


def test_a_link_opens_nothing_at_another_clinic(here: Cast) -> None:
    link = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    assert opened(here.otto, token_of(here, link)) is None
    assert booked(here.otto, link.link_id) is None
    assert refused(cancel_talk(by=here.otto, link_id=link.link_id)).reason is Reason.NOT_POSSIBLE


def test_a_fresh_link_goes_to_the_same_address_alone_and_ends_the_old_one(here: Cast) -> None:
    link = made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    before = FrontLink.objects.within(here.clinic.id).count()

    for email in ("nobody@example.org", "ANA@example.org", "ana@example.org"):
        assert fresh_link(by=here.visitor, email=email) is None

    assert opened(here.visitor, token_of(here, link)) is not None  # until the worker has seen to it
    assert [send_fresh_links(by=here.system) for _ in range(2)] == [1, 0]
    assert FrontLink.objects.within(here.clinic.id).count() == before + 1
    assert opened(here.visitor, token_of(here, link)) is None
    assert {each.to for each in OutboxMessage.objects.within(here.clinic.id)} == {"ana@example.org"}
    assert len(Enquiry.objects.within(here.clinic.id)) == 1


def test_an_address_that_asked_is_forgotten_once_it_was_seen_to(here: Cast) -> None:
    for who, email in ((here.visitor, "nobody@example.org"), (here.noor, "no@example.org")):
        fresh_link(by=who, email=email)
    keys = OneTimeKey.objects.within(here.clinic.id)
    assert {each.reference for each in keys} == {"nobody@example.org", "no@example.org"}

    send_fresh_links(by=here.otto)  # of another clinic
    assert keys.filter(reference__isnull=True).count() == 0
    send_fresh_links(by=here.system)

    assert keys.filter(reference__isnull=True).count() == 2


def test_nobody_can_flood_a_mailbox(here: Cast) -> None:
    made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))

    for _ in range(9):
        fresh_link(by=here.visitor, email="ana@example.org")
        send_fresh_links(by=here.system)

    assert OutboxMessage.objects.within(here.clinic.id).count() == 5


def test_what_is_known_of_an_address_is_not_told_by_the_work_that_is_done(here: Cast) -> None:
    made(book_talk(by=here.visitor, starts=ELEVEN, **ANA))
    Person.objects.within(here.clinic.id).filter(id=here.marta_id).update(email="m@example.org")
    asked = []
    for email in ("warm@example.org", "ana@example.org", "m@example.org", "no@example.org"):
        with CaptureQueriesContext(connection) as seen:
            fresh_link(by=here.visitor, email=email)
        asked.append([" ".join(each["sql"].split()[:3]) for each in seen if "SAVEPOINT" not in each["sql"]])

    assert asked[1] == asked[2] == asked[3]
    assert not any("talk" in each or "person" in each for each in asked[3])


def test_the_times_name_the_clinics_zone_and_the_next_three(here: Cast) -> None:
    seen = times(here.visitor)

    assert (seen.city, seen.now.hour, len(seen.first)) == ("Toronto", 9, 3)
    assert [one.wall.time() for one in seen.first] == [time(10), time(10, 15), time(10, 30)]
    assert len(seen.days) == 6  # Tuesday to Friday, Monday, Tuesday
    assert seen.first[0].starts.astimezone(ZoneInfo(ZONE)).hour == 10


def test_nothing_is_offered_in_the_hour_that_the_clock_skips(here: Cast) -> None:
    Clinic.objects.filter(id=here.clinic.id).update(zone="Australia/Lord_Howe")
    row = WorkingHours.objects.within(here.clinic.id).filter(membership_id=works(here.wei)).first()
    assert row
    row.weekday, row.starts, row.ends = 6, time(1), time(4)
    row.save()
    with clock.at(datetime(2027, 10, 2, 0, 0, tzinfo=ZoneInfo("Australia/Lord_Howe"))):
        sunday = [one.wall.time() for one in times(here.visitor).days[0].slots if one.wall.date() == date(2027, 10, 3)]

    assert time(1, 45) in sunday
    assert not {time(2), time(2, 15)} & set(sunday)  # 02:00 to 02:30 does not exist
    assert time(2, 30) in sunday
