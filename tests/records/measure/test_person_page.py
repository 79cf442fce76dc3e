"""The person page, read from Marta's care as it was walked: what it says, to whom, and what it asks the database."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import drafted
from tests.people import Cast
from tests.walked import GOAL, Walked, walk

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.reads.me import my_home
from weft.records.reads.person import PersonPage, person_page
from weft.records.reads.person_shapes import Care, Lookup, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def walked(cast: Cast) -> Walked:
    return walk(cast)


@pytest.fixture
def seen(cast: Cast, walked: Walked) -> PersonPage:
    with clock.at(walked.today):
        return person_page(cast.marta_id, cast.wei)


def care_of(seen: PersonPage) -> Care:
    assert seen.care
    return seen.care


def spoken(words: tuple[Words, ...]) -> list[str]:
    return [str(each) for each in words]


def test_it_reads_in_ten_seconds(seen: PersonPage) -> None:
    care = care_of(seen)

    assert [str(one.words) for one in care.now] == [
        "Pain down 3 of 10 since the start, a real change.",
        "Pain 2.3 lower on leaving than on arriving, last 3 trips.",
        "Ask today: anything new since last time, new tablets?",
    ]
    assert spoken(seen.header.facts) == ["trip 8", "week 5"]
    assert care.next
    assert (str(care.next.label), care.next.step) == ("Start needles", Step.NEEDLES)
    assert [(goal.words, goal.first, goal.last) for goal in care.goals] == [(GOAL, "3", "6")]


def test_the_curve_shows_the_week_without_needles(seen: PersonPage) -> None:
    curve = care_of(seen).curve
    assert curve

    done = [(trip.day, trip.needles) for trip in curve.trips if not trip.is_planned]
    gap = [day for day, needles in done if needles]
    assert (18, False) in done
    assert max(later - earlier for earlier, later in pairwise(gap)) == 10
    assert [str(point.value) for point in curve.points] == ["6", "6", "5", "5", "4", "3"]
    assert str(curve.real_change) == "4"
    assert [band.is_planned for band in curve.bands] == [False, False, True, True]
    assert sum(trip.is_planned for trip in curve.trips) == 3
    assert [str(lane.name) for lane in curve.lanes] == ["pain shift", "usual pain"]
    assert dict(curve.lanes[0].values)[13] == "-3"


def test_its_table_says_the_same(seen: PersonPage) -> None:
    rows = care_of(seen).table

    assert [row.score for row in rows if row.score] == ["6", "6", "5", "5", "4", "3"]


def test_the_panel_says_why_this_now(seen: PersonPage) -> None:
    care = care_of(seen)

    assert care.why
    assert care.why.version == 1
    assert str(care.why.line) == "Needles weekly, 1 a week"
    assert str(care.why.own) == "Own numbers: pain fell after needles in 4 of the last 4 pairs."
    assert care.intent
    assert care.intent.words == "Left side lets go first."
    assert len(care.home) <= 4
    assert [str(line.words) for line in care.safety.lines] == ["No danger signs.", "Agreed: Needling"]
    assert [(one.name, str(one.discipline)) for one in seen.people] == [("Wei", "Needles"), ("Dana", "Movement")]
    assert len(seen.trips) == 3


def test_both_disciplines_share_one_list_newest_first(seen: PersonPage) -> None:
    care = care_of(seen)
    last_trip = next(entry for entry in care.timeline if str(entry.kind) == "trip 7")

    assert [entry.on for entry in care.timeline] == sorted((entry.on for entry in care.timeline), reverse=True)
    assert last_trip.kinds == {Lookup.NEEDLES, Lookup.MOVEMENT}
    assert spoken(last_trip.text) == ["Wei: 8 needles, 12 min, pain 4 → 3", "Dana: Pelvic tilt 2x8, pain 2"]
    assert {str(entry.kind) for entry in care.timeline} >= {"check-in", "plan v1", "proposal", "care began"}


def test_it_asks_the_database_twelve_times_at_most(cast: Cast, walked: Walked) -> None:
    with (
        clock.at(walked.today),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        person_page(cast.marta_id, cast.wei)

    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    assert len(selects) <= 12, "\n".join(selects)


def test_the_desk_sees_name_times_and_contact_only(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        seen = person_page(cast.marta_id, cast.noor)

    assert seen.care is None
    assert len(seen.trips) == 3
    assert seen.header.facts == ()


def test_another_clinic_and_a_patient_do_not_find_her(cast: Cast) -> None:
    for stranger in (cast.otto, cast.harold, cast.marta, cast.visitor):
        with pytest.raises((NotFound, NotAllowed)):
            person_page(cast.marta_id, stranger)


def test_somebody_new_has_a_page_too(cast: Cast) -> None:
    seen = person_page(cast.harold_id, cast.wei)

    care = care_of(seen)
    assert (care.curve, care.why, care.timeline) == (None, None, ())
    assert care.next
    assert care.next.step is Step.SCREENING
    assert "not been asked" in str(care.safety.lines[0].words)


def test_a_plan_that_nobody_has_agreed_is_the_next_thing(cast: Cast) -> None:
    drafted(cast)

    care = care_of(person_page(cast.marta_id, cast.wei))

    assert care.next
    assert care.next.step is Step.PLAN
    assert str(care.now[0].words) == "Pain 6 of 10 at the start."


def test_her_own_home_shows_today_and_the_next_visit(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today + timedelta(minutes=1)):
        home = my_home(cast.marta)

    assert (home.tapped, home.week_ago, home.is_today) == ("", "3", True)
    assert home.trip
    assert home.trip.starts == "9:00"
    assert [phase.is_now for phase in home.phases] == [False, True, False, False]
