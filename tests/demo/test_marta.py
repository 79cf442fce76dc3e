"""Marta's story in the built demo: seed 002's case in week 4, and why needles are weekly now."""

from decimal import Decimal
from itertools import pairwise

import pytest
from tests.demo.conftest import NOW
from tests.demo.seen import english, member, page_of

from weft.core.plan.plan import PlanOfCare
from weft.draw.curve_data import CurveData
from weft.library.stored import from_json
from weft.records.models import Pair, Plan, PlanVersion, Visit, VisitState
from weft.records.reads.me import my_home
from weft.records.reads.person_shapes import Care

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]

MARTA = "Marta Kowal"


def care() -> Care:
    found = page_of(MARTA).care
    assert found
    return found


def curve() -> CurveData:
    found = care().curve
    assert found
    return found


def visits() -> list[Visit]:
    rows = Visit.objects.within(member("wei").clinic_id).filter(person__name=MARTA)
    return list(rows.order_by("starts"))


def test_she_is_45_and_in_week_4() -> None:
    header = page_of(MARTA).header

    assert header.age == 45
    assert "week 4" in [english(fact) for fact in header.facts]


def test_four_weeks_were_booked_at_once_six_pairs_and_two_movement_visits() -> None:
    booked = visits()

    assert len({visit.course_id for visit in booked}) == 1
    assert [visit.discipline for visit in booked].count("needles") == 6
    assert [visit.discipline for visit in booked].count("movement") == 8
    assert Pair.objects.within(booked[0].clinic_id).filter(person_id=booked[0].person_id).count() == 6


def test_pain_falls_rises_in_the_week_without_needles_and_falls_again() -> None:
    values = [point.value for point in curve().points]

    assert values == [Decimal(number) for number in (6, 4, 4, 5, 5, 3)]


def test_a_week_without_needles_shows_in_the_trips() -> None:
    given = [visit.local_date for visit in visits() if visit.discipline == "needles" and visit.state == VisitState.DONE]
    gaps = [(later - earlier).days for earlier, later in pairwise(given)]

    assert max(gaps) >= 7
    assert any(trip.movement and not trip.needles and not trip.is_planned for trip in curve().trips)


def test_the_plan_says_why_needles_stay_weekly() -> None:
    why = care().why

    assert why
    assert (why.version, why.is_agreed) == (3, True)
    assert "Needles once a week" in english(why.line)
    assert "without needles" in english(why.because)
    assert english(why.now)
    assert "week 5" in english(why.until)


def test_her_first_plan_was_seed_002_item_for_item() -> None:
    plan = Plan.objects.within(member("wei").clinic_id).get(person__name=MARTA)
    first = PlanVersion.objects.within(plan.clinic_id).get(plan=plan, number=1)
    content = from_json(PlanOfCare, first.content)

    assert content.pathways == ("low_back_desk_work",)
    assert (content.needles.planned, content.needles.max, content.movement.planned) == (7, 15, 14)


def test_her_next_pair_is_today_and_the_weeks_after_it_wait_to_be_booked() -> None:
    ahead = [visit for visit in visits() if visit.state == VisitState.BOOKED and visit.starts > NOW]

    assert ahead[0].local_date == NOW.date()
    assert [visit.discipline for visit in ahead[:2]] == ["needles", "movement"]
    assert page_of(MARTA).to_book == 6


def test_she_finds_her_day_in_her_own_pages() -> None:
    home = my_home(member("marta"))

    assert home.is_today
    assert home.has_plan
    assert not home.plan_is_draft
