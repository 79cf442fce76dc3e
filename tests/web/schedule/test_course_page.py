"""Book the course: opens with a full proposal that is held, changed in place, confirmed once."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import Cast
from tests.records.schedule.courses import plan_of, screened_again, sure
from tests.web.conftest import ClientOf
from tests.web.test_page_budgets import AROUND, MOST

from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.actions.schedule import book_visit
from weft.records.course_offer import offered
from weft.records.models import Course, Hold, Person, Plan, PlanState, Visit, WorkingHours
from weft.records.wanted import VisitWanted
from weft.web.policy import Audience

WISHES = {
    "days": ["0", "1", "2", "3", "4"],
    "times": ["morning", "midday", "late"],
    "first_day": "2027-03-01",
    "weeks_ahead": "0",
}


@pytest.fixture
def noor(as_: ClientOf) -> Client:
    return as_("noor")


def address(plan: Plan) -> str:
    return reverse("schedule:course", args=[plan.id])


def opened(noor: Client, plan: Plan, **how: Any) -> Any:
    """The page as a browser gets it: opening it may make a hold, and comes back for the page."""
    return noor.get(address(plan), follow=True, **how)


def course(cast: Cast) -> Course:
    return Course.objects.within(cast.clinic.id).get()


def to(name: str, cast: Cast) -> str:
    return reverse(f"schedule:{name}", args=[course(cast).id])


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def confirm(noor: Client, cast: Cast, **more: str) -> object:
    return noor.post(to("confirm", cast), {"key": uuid4().hex, **more})


def test_it_opens_with_the_whole_course_held(noor: Client, plan: Plan, cast: Cast) -> None:
    answer = opened(noor, plan)

    said = text(answer)
    assert answer.status_code == 200
    assert "14 trips" in said
    assert "21 visits, 7 pairs" in said
    assert "Held for Marta until 10:10" in said
    assert [said.index(phase) for phase in ("Settle", "Rebuild", "Strengthen")] == sorted(
        said.index(phase) for phase in ("Settle", "Rebuild", "Strengthen")
    )


def test_every_trip_is_a_capsule_with_a_text_twin_and_three_other_places(noor: Client, plan: Plan) -> None:
    page = opened(noor, plan).content.decode()

    assert page.count('aria-label="Needles 8:00 with Ren, then movement 8:45 with Dana"') == 7
    assert page.count('class="way"') == 14 * 3
    assert " style=" not in page


def test_opening_it_again_keeps_the_hold(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)
    serial = (course(cast).proposal or {})["serial"]

    opened(noor, plan)

    assert (course(cast).proposal or {})["serial"] == serial


def test_asking_only_for_the_head_holds_nothing(noor: Client, plan: Plan, cast: Cast) -> None:
    assert noor.head(address(plan)).status_code == 200
    assert not Hold.objects.within(cast.clinic.id).exists()


def test_after_the_hold_opening_it_proposes_and_holds_anew(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    with clock.at(clock.now() + timedelta(minutes=10)):
        assert "Held for Marta until 10:20" in text(opened(noor, plan))


def test_wishes_are_sent_and_the_course_follows_them(noor: Client, plan: Plan, cast: Cast) -> None:
    answer = noor.post(address(plan), {**WISHES, "days": ["1", "3"], "times": ["late"]})

    assert (answer.status_code, answer.headers["location"]) == (303, address(plan))
    shown = opened(noor, plan).content.decode()
    assert "N 16:00" in shown
    assert "N 8:00" not in shown
    assert re.search(r'name="days" value="1"[^>]*checked', shown)
    assert not re.search(r'name="days" value="0"[^>]*checked', shown)


@pytest.mark.parametrize(("changes", "says"), [
    ({"days": []}, "Tick at least one day."),
    ({"times": []}, "Tick at least one time of day."),
    ({"first_day": "soon"}, "Enter a valid date."),
    ({"first_day": "0001-01-01"}, "Choose a day in this century."),
    ({"days": ["9"]}, "Select a valid choice."),
])  # fmt: skip
def test_wishes_that_cannot_be_meant_are_said_beside_the_field_and_kept(
    noor: Client, plan: Plan, changes: dict[str, object], says: str
) -> None:
    answer = noor.post(address(plan), {**WISHES, "only_same_people": "on", **changes})

    assert answer.status_code == 400
    assert says in text(answer)
    assert re.search(r'name="only_same_people"[^>]*checked', answer.content.decode())


def test_what_finds_no_place_is_marked_and_said_with_the_ways_out(noor: Client, plan: Plan) -> None:
    noor.post(address(plan), {**WISHES, "days": ["0"]})

    said = text(opened(noor, plan))
    assert "1 not placed: Needles: Only 1 of 2 needles fit" in said
    assert "What can be done:" in said
    assert "Book what fits" in said


def test_a_wish_that_is_not_met_is_marked_and_said(noor: Client, plan: Plan, cast: Cast) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(movement_by_id=cast.dana.membership_id)
    rows = WorkingHours.objects.within(cast.clinic.id).filter(membership_id=sure(cast.dana.membership_id))
    rows.filter(weekday=0).delete()
    noor.post(address(plan), {**WISHES, "days": ["0", "2"]})

    assert "~ Ren, not Dana" in text(opened(noor, plan))


def test_choosing_another_place_moves_that_trip(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    answer = noor.post(to("choose", cast), {"trip": "0", "choice": "0", "serial": course(cast).proposal["serial"]})

    assert answer.status_code == 303
    assert "N 8:15" in opened(noor, plan).content.decode()


def test_for_htmx_only_the_part_is_answered(noor: Client, plan: Plan) -> None:
    part = opened(noor, plan, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "14 trips" in part


@pytest.mark.parametrize("typed", [{}, {"trip": "x", "choice": "0"}, {"trip": "-1", "choice": "0"}])
def test_a_choice_that_is_no_choice_is_400(noor: Client, plan: Plan, cast: Cast, typed: dict[str, str]) -> None:
    opened(noor, plan)

    assert noor.post(to("choose", cast), typed).status_code == 400


def test_a_choice_that_was_taken_meanwhile_is_409_with_what_else_there_is(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)
    offer = offered(course(cast).proposal)
    assert offer
    timed = offer.timed(offer.choices[0].choices[0].visits[1])
    room = cast.rooms[1].id
    dana = VisitWanted("movement", UUID(str(cast.dana.membership_id)), timed.starts + timedelta(minutes=40), 40, room)
    book_visit(cast.harold_id, dana, by=cast.noor)

    answer = noor.post(to("choose", cast), {"trip": "0", "choice": "0"})

    assert answer.status_code == 409
    said = text(answer)
    assert "That time has just been taken. Choose another. " in said
    assert "Nothing was saved." in said
    assert answer.content.decode().count("chip chip--on") >= 1


def test_confirming_books_everything_and_shows_it_booked(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    answer = confirm(noor, cast)

    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert Visit.objects.within(cast.clinic.id).count() == 21
    shown = opened(noor, plan)
    assert "All of this is booked." in text(shown)
    assert shown.content.decode().count("/visits/") == 14


def test_a_double_click_books_once(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)
    key = uuid4().hex

    answers = [confirm(noor, cast, key=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]  # type: ignore[attr-defined]
    assert Visit.objects.within(cast.clinic.id).count() == 21


def test_confirming_too_late_is_409_and_says_the_way_out(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    with clock.at(clock.now() + timedelta(minutes=10)):
        answer = confirm(noor, cast)

    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "These times were held until 10:10. Nothing was booked. Suggest again." in text(answer)
    assert "Not held any more since 10:10" in text(answer)
    assert not Visit.objects.within(cast.clinic.id).exists()


def test_letting_go_frees_the_times_and_leaves(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    assert noor.post(to("release", cast)).status_code == 303
    assert not Hold.objects.within(cast.clinic.id).filter(ended_at__isnull=True).exists()


def test_before_the_plan_is_agreed_the_page_says_that_two_weeks_are_shown(noor: Client, cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)

    said = text(opened(noor, plan))

    assert "Only the first 2 weeks are shown: the plan is not agreed yet." in said
    assert "week 2" in said
    assert "Rebuild" not in said


def test_after_the_agreement_the_rest_stands_below_what_is_booked(noor: Client, cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)
    opened(noor, plan)
    confirm(noor, cast)
    assert "The rest can be booked when the plan is agreed." in text(opened(noor, plan))
    Plan.objects.within(cast.clinic.id).update(state=PlanState.AGREED)

    shown = opened(noor, plan)

    assert "Booked 4 trips" in text(shown)
    assert "10 trips" in text(shown)
    assert shown.content.decode().count("/visits/") == 4


def test_before_the_assessment_is_signed_the_page_says_so(noor: Client, cast: Cast) -> None:
    plan = plan_of(cast, agreed=False, signed=False)

    answer = opened(noor, plan)

    assert answer.status_code == 409
    assert "Nothing can be booked yet: the assessment is not signed." in text(answer)


def test_other_clinics_and_people_without_the_diary_do_not_get_in(
    as_: ClientOf, plan: Plan, noor: Client, cast: Cast
) -> None:
    opened(noor, plan)

    assert as_("otto").get(address(plan)).status_code == 404
    assert as_("otto").post(to("confirm", cast)).status_code == 404
    assert as_("marta").get(address(plan)).status_code == 403
    assert as_("visitor").get(address(plan)).status_code == 303
    assert noor.get(reverse("schedule:course", args=[uuid4()])).status_code == 404


def test_wrong_methods_are_405(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    assert noor.put(address(plan)).status_code == 405
    assert [noor.get(to(name, cast)).status_code for name in ("choose", "confirm", "release")] == [405] * 3


def test_opening_it_makes_the_hold_and_comes_back_for_the_page(noor: Client, plan: Plan, cast: Cast) -> None:
    answer = noor.get(address(plan))

    assert (answer.status_code, answer.headers["location"]) == (303, address(plan))
    assert Hold.objects.within(cast.clinic.id).count() == 1


def test_an_offer_in_which_nothing_fits_is_shown_and_opening_the_page_anew_looks_again(
    noor: Client, plan: Plan, cast: Cast
) -> None:
    WorkingHours.objects.within(cast.clinic.id).all().delete()
    shown = opened(noor, plan)
    serial = course(cast).proposal["serial"]

    assert (shown.status_code, shown.redirect_chain) == (200, [(f"{address(plan)}?offer={serial}", 303)])
    assert "0 trips" in text(shown)
    assert noor.get(f"{address(plan)}?offer={serial}").status_code == 200
    assert course(cast).proposal["serial"] == serial
    assert opened(noor, plan).status_code == 200
    assert course(cast).proposal["serial"] != serial


def selects(noor: Client, plan: Plan, status: int) -> int:
    """How many SELECTs are the page's own; what stands around every page is not."""
    with CaptureQueriesContext(connection) as queries:
        assert noor.get(address(plan)).status_code == status
    found = [q["sql"] for q in queries if q["sql"].startswith("SELECT")]
    own = [sql for sql in found if "records_auditread" not in sql and "set_config(" not in sql]
    return len(own) - AROUND[Audience.STAFF]


def test_held_and_booked_it_asks_few_questions_however_long_the_course(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)
    held = selects(noor, plan, 200)
    confirm(noor, cast)

    assert held <= MOST
    assert selects(noor, plan, 200) <= MOST


def test_blocked_it_asks_few_questions_too(noor: Client, cast: Cast) -> None:
    plan = plan_of(cast, agreed=False)
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=tuple(knowledge().modalities))

        blocked = selects(noor, plan, 409)

    assert blocked <= MOST


def test_a_few_weeks_are_booked_at_once_and_the_page_says_what_is_left(noor: Client, plan: Plan, cast: Cast) -> None:
    noor.post(address(plan), {**WISHES, "weeks_ahead": "2"})
    assert "4 trips" in text(opened(noor, plan))

    answer = confirm(noor, cast)
    shown = text(noor.get(answer.headers["location"]))  # type: ignore[attr-defined]

    assert "10 more trips of the plan have no time yet." in shown
    assert not Hold.objects.within(cast.clinic.id).filter(ended_at__isnull=True).exists()
    assert "10 more trips of the plan have no time yet." in text(noor.get(f"/people/{cast.marta_id}"))
    assert "Held for Marta" in text(opened(noor, plan))
    assert Visit.objects.within(cast.clinic.id).count() == 8


def test_once_all_of_it_is_booked_nothing_more_is_offered(noor: Client, plan: Plan, cast: Cast) -> None:
    opened(noor, plan)

    shown = text(noor.get(confirm(noor, cast).headers["location"]))  # type: ignore[attr-defined]

    assert "All of this is booked." in shown
    assert "no time yet" not in shown
