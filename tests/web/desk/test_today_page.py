"""The board as a page: rows, keys, the polled part, names that can be hidden, one row of the audit for many polls."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import TUESDAY_NINE, Cast
from tests.web.conftest import ClientOf

from weft.core.shared.care import NEEDLES
from weft.records import clock
from weft.records.actions import treat_live
from weft.records.actions.schedule import Booked, book_visit
from weft.records.models import AuditRead, Person, Task, Visit
from weft.records.reads.today import today_board
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(cast: Cast) -> Visit:
    """Marta's needles at half past nine."""
    return book(cast, cast.marta_id, 30)


def book(cast: Cast, person_id: object, minutes: int, bed: int = 0) -> Visit:
    """One needle visit with Wei."""
    assert cast.wei.membership_id
    wanted = VisitWanted(
        NEEDLES, cast.wei.membership_id, TUESDAY_NINE + timedelta(minutes=minutes), 30, cast.beds[bed].id
    )
    made = book_visit(person_id, wanted, by=cast.noor)  # type: ignore[arg-type]
    assert isinstance(made, Booked), made.words
    return Visit.objects.everywhere().get(id=made.visits[0])


def test_the_page_has_a_table_with_who_where_and_what_next(as_: ClientOf, booked: Visit) -> None:
    with clock.at(TUESDAY_NINE):
        answer = as_("noor").get("/today")

    text = answer.text
    assert answer.status_code == 200
    assert "Marta Kowalska" in text
    assert 'aria-label="Needles 9:30 with Wei"' in text
    assert re.search(r'<th scope="col">Who</th>', text)
    assert f'id="next-{booked.person_id}"' in text


def test_the_next_step_of_the_desk_is_a_form(as_: ClientOf, booked: Visit) -> None:
    with clock.at(TUESDAY_NINE):
        text = as_("noor").get("/today").text

    assert f'action="/visits/{booked.id}/arrive" method="post"' in text
    assert "Arrived</button>" in text


def test_who_lacks_the_right_reads_what_waits_and_presses_nothing(as_: ClientOf, cast: Cast, booked: Visit) -> None:
    with clock.at(TUESDAY_NINE):
        treat_live.arrive(visit_id=booked.id, by=cast.noor)
        text = as_("noor").get("/today").text

    assert "Place the needles</p>" in text
    assert "with Wei" in text
    assert "data-next" not in text


def test_polled_it_answers_with_the_board_alone(as_: ClientOf, booked: Visit) -> None:
    with clock.at(TUESDAY_NINE):
        answer = as_("noor").get("/today", headers={"hx-request": "true"})

    assert "<html" not in answer.text
    assert "Marta Kowalska" in answer.text
    assert "data-now=" in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_many_polls_of_the_same_board_are_one_read_in_a_quarter_of_an_hour(as_: ClientOf, booked: Visit) -> None:
    browser = as_("noor")
    for minutes in (0, 0.5, 14.9):
        with clock.at(TUESDAY_NINE + timedelta(minutes=minutes)):
            browser.get("/today", headers={"hx-request": "true"})
    once = AuditRead.objects.filter(path="today").count()
    with clock.at(TUESDAY_NINE + timedelta(minutes=15)):
        browser.get("/today", headers={"hx-request": "true"})

    assert (once, AuditRead.objects.filter(path="today").count()) == (1, 2)


def test_somebody_new_on_the_board_is_written_down_at_once(as_: ClientOf, cast: Cast, booked: Visit) -> None:
    browser = as_("noor")
    with clock.at(TUESDAY_NINE):
        browser.get("/today")
        book(cast, cast.harold_id, 60)
        browser.get("/today")

    people = [set(row.people) for row in AuditRead.objects.filter(path="today").order_by("at", "id")]
    assert {cast.marta_id.hex} in people
    assert {cast.marta_id.hex, cast.harold_id.hex} in people


def test_polling_does_not_keep_a_session_alive(as_: ClientOf, booked: Visit) -> None:
    browser = as_("noor")
    browser.get("/today")
    before = Session.objects.get()
    Session.objects.update(expire_date=datetime(2030, 1, 1, tzinfo=UTC))

    answer = browser.get("/today", headers={"hx-request": "true"})

    after = Session.objects.get()
    assert (after.expire_date, after.session_data) == (datetime(2030, 1, 1, tzinfo=UTC), before.session_data)
    assert not answer.cookies


@pytest.mark.parametrize("query", ["?names=short", "?order=time&names=short"])
def test_hidden_names_are_nowhere_on_the_page(as_: ClientOf, booked: Visit, query: str) -> None:
    with clock.at(TUESDAY_NINE):
        text = as_("noor").get(f"/today{query}").text

    assert ">MK</a>" in text or ">MK</strong>" in text
    assert "Marta" not in text
    assert "Kowalska" not in text
    assert "Show names" in text


def test_the_order_can_be_that_of_time(as_: ClientOf, cast: Cast, booked: Visit) -> None:
    book(cast, cast.harold_id, 60)
    with clock.at(TUESDAY_NINE):
        text = as_("noor").get("/today?order=time").text

    assert text.index("Marta") < text.index("Harold")
    assert 'hx-get="/today?order=time"' in text


@pytest.mark.parametrize("name", ["x" * 120, "王小明" * 40, "فاطمة الزهراء بنت محمد", '<script>alert("1")</script>'])
def test_any_name_can_stand_on_the_board(as_: ClientOf, cast: Cast, booked: Visit, name: str) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(name=name)

    with clock.at(TUESDAY_NINE):
        answer = as_("noor").get("/today")

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_an_empty_day_says_so(as_: ClientOf) -> None:
    assert "Nobody is booked today" in as_("noor").get("/today").text


def test_what_else_waits_is_counted_with_a_way_to_it(as_: ClientOf, cast: Cast) -> None:
    for minutes in (-5, 5):
        Task.objects.create(
            clinic_id=cast.clinic.id, kind=f"kind {minutes}", says={"message": "Ring.", "values": {}}, job="people",
            due=TUESDAY_NINE + timedelta(minutes=minutes),
        )  # fmt: skip
    with clock.at(TUESDAY_NINE):
        text = " ".join(as_("noor").get("/today").text.split())

    assert "2 things wait for you, 1 of them late." in text
    assert 'href="/inbox"' in text


def test_otto_sees_nobody_of_this_clinic(as_: ClientOf, booked: Visit) -> None:
    with clock.at(TUESDAY_NINE):
        answer = as_("otto").get("/today")

    assert answer.status_code == 200
    assert "Marta" not in answer.text


def test_patients_have_no_board_and_visitors_are_shown_the_way_in(as_: ClientOf) -> None:
    assert as_("marta").get("/today").status_code == 403
    assert as_("visitor").get("/today").headers["Location"] == "/sign-in?next=%2Ftoday"


def test_it_is_only_read(as_: ClientOf) -> None:
    assert as_("noor").post("/today").status_code == 405


def test_staff_land_here_after_signing_in(as_: ClientOf, in_demo_mode: None) -> None:
    assert as_("visitor").post("/demo/as", {"who": "noor@example.org"}).headers["Location"] == "/today"


def test_three_people_and_thirty_take_the_same_queries(cast: Cast) -> None:
    counts: list[tuple[int, int]] = []
    for many in (3, 27):
        crowd(cast, many, first=len(counts) * 3)
        with clock.at(TUESDAY_NINE), CaptureQueriesContext(connection) as queries:
            rows = today_board(cast.wei).rows
        counts.append((len(rows), sum('"records_auditread"' not in each["sql"] for each in queries.captured_queries)))

    assert [rows for rows, _ in counts] == [3, 30]
    assert counts[0][1] == counts[1][1] <= 12


def crowd(cast: Cast, many: int, *, first: int) -> None:
    """Needle visits, five minutes apart; rows only, no claims."""
    assert cast.wei.membership_id
    for number in range(first, first + many):
        person = Person.objects.create(clinic_id=cast.clinic.id, name=f"Person {number}")
        starts = TUESDAY_NINE + timedelta(minutes=5 * number)
        Visit.objects.create(
            clinic_id=cast.clinic.id, person=person, discipline=NEEDLES, starts=starts,
            ends=starts + timedelta(minutes=30), local_date=starts.date(), local_start="09:00", zone=cast.clinic.zone,
            tzdata_version="x", practitioner_id=cast.wei.membership_id, place=cast.beds[0],
        )  # fmt: skip
