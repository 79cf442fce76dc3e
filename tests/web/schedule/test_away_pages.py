"""Away and closed: written with what is wrong beside the field, who is hit, moved when they have agreed, called off."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import Cast
from tests.web.conftest import ClientOf
from tests.web.test_page_budgets import AROUND, MOST

from weft.records import phone_hours, talk_supply
from weft.records.access import clinic_of
from weft.records.actions.book_talk import book_talk
from weft.records.actions.course import CourseHeld, confirm_course, propose_course
from weft.records.actions.schedule import book_visit
from weft.records.local import wall_time
from weft.records.models import Clinic, Closure, Plan, Visit
from weft.records.wanted import VisitWanted
from weft.web.policy import Audience

LIST = "schedule:away"


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


@pytest.fixture
def first(cast: Cast, plan: Plan) -> Visit:
    """Marta's first visit: Monday 1 March, 8:00."""
    held = propose_course(plan_id=plan.id, by=cast.noor)
    assert isinstance(held, CourseHeld)
    confirm_course(course_id=held.course_id, by=cast.noor)
    return Visit.objects.within(cast.clinic.id).order_by("starts")[0]


def typed(cast: Cast, **more: str) -> dict[str, str]:
    given = {"who": f"membership_id:{cast.wei.membership_id}", "first": "2027-03-05", "why": "holiday"}
    return given | more


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def hit(noor: Client, cast: Cast, first: Visit) -> str:
    """The page of an absence of whoever has Marta's first visit, on that day."""
    who = {"who": f"membership_id:{first.practitioner_id}", "first": f"{first.local_date}"}
    answer = noor.post(reverse(LIST), typed(cast, **who))
    assert answer.status_code == 303
    return str(answer["Location"])


def test_it_is_written_and_stands_in_the_list(noor: Client, cast: Cast) -> None:
    answer = noor.post(reverse(LIST), typed(cast, last="2027-03-07"))

    assert answer.status_code == 303
    assert "No visit stands in it." in text(noor.get(answer["Location"]))
    assert "Wei Holiday Fri 5 Mar 2027 to Sun 7 Mar 2027 nobody" in text(noor.get(reverse(LIST)))


def test_a_part_of_one_day(noor: Client, cast: Cast) -> None:
    noor.post(reverse(LIST), typed(cast, starts="13:00", ends="14:30", who=f"place_id:{cast.beds[0].id}"))

    assert "Bed 1 Holiday Fri 5 Mar 2027, 13:00 to 14:30" in text(noor.get(reverse(LIST)))


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-30", "2027-03-27"])
def test_a_whole_day_is_one_also_where_the_clocks_change_at_midnight(noor: Client, cast: Cast, day: str) -> None:
    Clinic.objects.filter(id=cast.clinic.id).update(zone="Asia/Beirut")

    assert noor.post(reverse(LIST), typed(cast, first=day)).status_code == 303
    row = Closure.objects.within(cast.clinic.id).get()
    seen = text(noor.get(reverse(LIST)))
    assert (row.ends - row.starts) / timedelta(hours=1) == {"2027-03-28": 23, "2027-10-30": 25, "2027-03-27": 24}[day]
    assert f"{date.fromisoformat(day):%b %Y} nobody" in seen


def test_a_talk_that_stands_in_it_is_said_on_both_pages(noor: Client, cast: Cast) -> None:
    starts = talk_supply.free_talks(clinic_of(cast.clinic.id))[0].starts
    book_talk(by=cast.visitor, starts=starts, name="Ana", phone="416 555 0142")

    day = wall_time(starts, cast.clinic.zone).date().isoformat()
    answer = noor.post(reverse(LIST), typed(cast, who=f"site_id:{cast.site.id}", first=day))

    seen = text(noor.get(answer["Location"]))
    assert "1 free talk stands in it: ring them." in seen
    assert "Nobody has to be called." not in seen
    assert "1 visit or talk" in text(noor.get(reverse(LIST)))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"who": ""}, "Choose who is away, or what is closed."),
        ({"who": "membership_id:nobody"}, "Choose who is away, or what is closed."),
        ({"first": ""}, "This field is required."),
        ({"first": "1999-12-31"}, "Choose a day in this century."),
        ({"last": "2027-03-04"}, "The last day lies before the first."),
        ({"starts": "13:00"}, "Write both times, or none."),
        ({"ends": "13:00"}, "Write both times, or none."),
        ({"starts": "13:00", "ends": "13:00"}, "The end lies before the beginning."),
        ({"starts": "13:00", "ends": "13:04"}, "Write a time on five minutes"),
        ({"last": "2027-03-06", "starts": "13:00", "ends": "14:00"}, "Times are for a part of one day."),
        ({"first": "2027-03-14", "starts": "02:30", "ends": "05:00"}, "The clocks change then"),
        ({"first": "2027-02-27"}, "That time has passed."),
        ({"why": "ill"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    noor: Client, cast: Cast, wrong: dict[str, str], says: str
) -> None:
    answer = noor.post(reverse(LIST), typed(cast, **wrong))

    assert answer.status_code in {400, 422}
    assert says in text(answer)
    assert (wrong.get("first") or "2027-03-05") in answer.content.decode() or "first" in wrong
    assert not Closure.objects.within(cast.clinic.id).exists()


def test_the_page_says_who_is_hit_and_one_yes_moves_them(noor: Client, cast: Cast, first: Visit) -> None:
    address = hit(noor, cast, first)
    seen = noor.get(address)

    assert "1 visit cannot be held" in text(seen)
    assert "Marta" in text(seen)
    sent = {"person_id": str(cast.marta_id), "serial": seen.context["seen"].serial, "rung": "alone"}
    moved = noor.post(f"{address}/agreed", sent)
    assert moved.status_code == 303
    assert "No visit stands in it." in text(noor.get(moved["Location"]))


def test_a_time_taken_meanwhile_is_said_kindly_with_the_ladder_again(noor: Client, cast: Cast, first: Visit) -> None:
    address = hit(noor, cast, first)
    sent = {"person_id": str(cast.marta_id), "serial": noor.get(address).context["seen"].serial, "rung": "alone"}
    noor.post(f"{address}/look", {"rung": "together"})

    answer = noor.post(f"{address}/agreed", sent)

    assert answer.status_code == 409
    assert "Nothing was moved. Below is what is possible now." in text(answer)
    assert "1 visit cannot be held" in text(answer)


def test_a_time_that_is_gone_is_said_with_new_ones(noor: Client, cast: Cast, first: Visit) -> None:
    address = hit(noor, cast, first)
    seen = noor.get(address).context["seen"]
    then = Closure.objects.within(cast.clinic.id).get().offer["rows"][0]["moves"]
    for each in then:
        whose = {"who": f"membership_id:{each['practitioner_id']}", "first": each["starts"][:10]}
        noor.post(reverse(LIST), typed(cast, **whose))
    sent = {"person_id": str(cast.marta_id), "serial": seen.serial, "rung": "alone"}

    answer = noor.post(f"{address}/agreed", sent)

    assert answer.status_code == 409
    assert answer.context["seen"].serial != seen.serial


@pytest.mark.parametrize("sent", [{}, {"person_id": "nobody", "serial": "x"}])
def test_what_no_form_sends_moves_nothing(noor: Client, cast: Cast, first: Visit, sent: dict[str, str]) -> None:
    assert noor.post(f"{hit(noor, cast, first)}/agreed", sent).status_code == 400


def test_called_off_it_is_gone_from_the_list(noor: Client, cast: Cast, first: Visit) -> None:
    address = hit(noor, cast, first)

    assert noor.post(f"{address}/end").status_code == 303
    assert "Everybody is here and everything is open." in text(noor.get(reverse(LIST)))
    assert "This is over or was called off." in text(noor.get(address))
    assert noor.post(f"{address}/end").status_code == 409


def test_another_clinic_and_a_patient_see_nothing(as_: ClientOf, noor: Client, cast: Cast, first: Visit) -> None:
    address = hit(noor, cast, first)

    assert as_("otto").get(address).status_code == 404
    assert as_("otto").post(f"{address}/end").status_code == 404
    assert as_("marta").get(address).status_code in {303, 403}
    assert noor.get(f"{address}/end").status_code == 405


def test_while_the_clinic_is_closed_no_call_is_promised_and_no_talk_offered(noor: Client, cast: Cast) -> None:
    week = {"who": f"site_id:{cast.site.id}", "first": "2027-03-01", "last": "2027-03-07"}
    clinic = clinic_of(cast.clinic.id)
    before = phone_hours.phone_opens(clinic), talk_supply.free_talks(clinic)

    noor.post(reverse(LIST), typed(cast, **week))

    assert f"{before[0]:%m-%d %H}" == "03-01 08"
    assert len(before[1]) > 0
    assert f"{phone_hours.phone_opens(clinic):%m-%d %H}" == "03-08 08"
    assert talk_supply.free_talks(clinic) == ()


def own(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    selects = [one["sql"] for one in found.captured_queries if one["sql"].startswith("SELECT")]
    others = [sql for sql in selects if '"records_auditread"' in sql or "set_config(" in sql]
    return len(selects) - len(others) - AROUND[Audience.STAFF]


@pytest.mark.parametrize("what", ["membership_id", "site_id"])
def test_the_pages_ask_no_more_for_many_rows(noor: Client, cast: Cast, first: Visit, what: str) -> None:
    for number in range(3):
        noor.post(reverse(LIST), typed(cast, who=f"place_id:{cast.beds[number].id}", last=f"2027-03-1{number}"))
        starts = first.starts + timedelta(days=1, hours=1 + number)
        wanted = VisitWanted("needles", first.practitioner_id, starts, 45, cast.beds[0].id, ((0, 15), (30, 45)))
        book_visit(cast.harold_id, wanted, by=cast.noor)
    who = first.practitioner_id if what == "membership_id" else cast.site.id
    address = noor.post(reverse(LIST), typed(cast, who=f"{what}:{who}", first="2027-03-01", last="2027-03-02"))

    assert own(noor, reverse(LIST)) <= MOST
    assert own(noor, address["Location"]) <= MOST
