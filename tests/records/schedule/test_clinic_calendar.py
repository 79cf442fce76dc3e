"""The picture that whole clinics are solved from says what the tables say, in as many queries for two as for twelve."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, plan_of, screened_again, sure

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.faults import clinic_faults
from weft.core.schedule.clinic.solving import solve
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.access import clinic_of
from weft.records.actions.course import confirm_course, propose_course
from weft.records.actions.schedule import book_visit
from weft.records.models import Closure, Membership, Person, Plan, WorkingHours
from weft.records.reads.clinic_calendar import ClinicCalendar, calendar_of, version_of
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

SUNDAY = MONDAY + timedelta(days=13)
NINE = datetime(2027, 3, 2, 14, tzinfo=UTC)
"""Tuesday, 09:00 at the clinic."""


def look(cast: Cast, first: date = MONDAY, last: date = SUNDAY) -> ClinicCalendar:
    return calendar_of(clinic_of(cast.clinic.id), first, last)


def more_people(cast: Cast, number: int) -> list[Plan]:
    people = [Person.objects.create(clinic=cast.clinic, name=f"Person {at}") for at in range(number)]
    return [plan_of(replace(cast, marta=replace(cast.marta, person_id=one.id))) for one in people]


def needles_at(cast: Cast, starts: datetime, *, minutes: int = 45, **more: object) -> VisitWanted:
    return VisitWanted(
        discipline=NEEDLES, practitioner_id=sure(cast.wei.membership_id), starts=starts, minutes=minutes,
        place_id=cast.beds[0].id, hands_on=((0, 15), (30, 45)), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_plan_asks_its_weeks_of_the_picture(cast: Cast, plan: Plan) -> None:
    seen = look(cast)

    [person] = seen.clinic.people
    assert person.id == str(plan.person_id)
    assert [(need.week, need.visits, need.pairs) for need in person.needs] == [
        (1, {NEEDLES: 2, MOVEMENT: 2}, 2),
        (2, {NEEDLES: 2, MOVEMENT: 2}, 2),
    ]
    assert (seen.visits, seen.others, list(clinic_faults(seen.clinic))) == ((), (), [])


def test_what_is_booked_stands_in_the_picture_and_still_counts(cast: Cast, plan: Plan) -> None:
    before = look(cast)
    held = got(propose_course(plan_id=plan.id, by=cast.noor))
    booked = got(confirm_course(course_id=held.course_id, by=cast.noor))

    seen = look(cast)

    assert len(seen.visits) == 8
    assert set(seen.ids.values()) <= set(booked.visits)
    assert seen.clinic.people[0].needs == before.clinic.people[0].needs
    assert check_clinic(seen.clinic, seen.visits).violations == ()
    assert solve(seen.clinic, existing=seen.visits, steps=50).visits == seen.visits
    first = seen.visits[0]
    assert seen.day_of(seen.moment_of(first.day, first.start)) == (first.day, first.start)


def test_a_visit_that_does_not_fit_is_taken_time_and_nothing_more(cast: Cast) -> None:
    odd = got(book_visit(cast.marta_id, needles_at(cast, NINE + timedelta(minutes=5)), by=cast.noor)).visits
    long = got(book_visit(cast.harold_id, needles_at(cast, NINE + timedelta(hours=2), minutes=90), by=cast.noor)).visits

    seen = look(cast)

    wei = next(one for one in seen.clinic.practitioners if one.id == str(cast.wei.membership_id))
    bed = next(one for one in seen.clinic.rooms if one.kind == str(cast.beds[0].id))
    assert set(seen.others) == {*odd, *long}
    assert (seen.visits, seen.clinic.people) == ((), ())
    assert [span[1:] for span in wei.works if span[0] == 1] == [(0, 4), (8, 12), (13, 14), (15, 40)]
    assert bed.closed == ((1, 4, 8, 1), (1, 12, 18, 1))


def test_somebody_without_a_plan_is_there_with_what_stands(cast: Cast) -> None:
    [visit] = got(book_visit(cast.harold_id, needles_at(cast, NINE), by=cast.noor)).visits

    seen = look(cast)

    assert [(one.id, one.needs[0].visits) for one in seen.clinic.people] == [(str(cast.harold_id), {NEEDLES: 1})]
    assert list(seen.ids.values()) == [visit]
    assert check_clinic(seen.clinic, seen.visits).violations == ()


def test_a_discipline_that_may_not_be_booked_is_withheld_with_a_reason(cast: Cast, plan: Plan) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))

        seen = look(cast)

    assert seen.clinic.people[0].cleared == (MOVEMENT,)
    said = str(seen.withheld[str(plan.person_id), NEEDLES])
    assert "Ren, Wei" in said
    assert "A test blocks it" not in said


def test_absence_and_closing_are_out_of_the_hours_while_visits_stand(cast: Cast, plan: Plan) -> None:
    held = got(propose_course(plan_id=plan.id, by=cast.noor))
    got(confirm_course(course_id=held.course_id, by=cast.noor))
    before = look(cast)
    who = before.visits[0].practitioner
    Closure.objects.create(
        clinic=cast.clinic, membership_id=who, starts=NINE - timedelta(days=2), ends=NINE + timedelta(days=12)
    )

    seen = look(cast)

    assert seen.visits == before.visits
    assert next(one for one in seen.clinic.practitioners if one.id == who).works == ()
    assert seen.version != before.version


def test_the_version_changes_with_every_booking_and_with_the_hours_only(cast: Cast, plan: Plan) -> None:
    versions = [look(cast).version]
    got(book_visit(cast.harold_id, needles_at(cast, NINE), by=cast.noor))
    versions.append(look(cast).version)
    WorkingHours.objects.within(cast.clinic.id).filter(membership_id=sure(cast.wei.membership_id)).update(ends=time(17))
    versions.append(look(cast).version)

    assert len(set(versions)) == 3
    assert version_of(clinic_of(cast.clinic.id), MONDAY, SUNDAY) == versions[-1] == look(cast).version


def test_a_course_that_begins_on_another_weekday_asks_in_the_week_of_its_middle(cast: Cast, plan: Plan) -> None:
    seen = look(cast, MONDAY + timedelta(days=3), SUNDAY)

    assert seen.begins[str(plan.person_id)] == MONDAY + timedelta(days=7)
    assert [need.week for need in seen.clinic.people[0].needs] == [2]


def test_nobody_works_and_nobody_comes(cast: Cast, plan: Plan) -> None:
    Membership.objects.within(cast.clinic.id).update(disciplines=[])

    seen = look(cast)

    assert (seen.clinic.days, seen.clinic.practitioners, seen.visits) == ((), (), ())


def test_the_other_clinic_sees_nothing_of_it(cast: Cast, plan: Plan) -> None:
    got(book_visit(cast.marta_id, needles_at(cast, NINE), by=cast.noor))

    seen = calendar_of(clinic_of(cast.other_clinic.id), MONDAY, SUNDAY)

    assert (seen.clinic.people, seen.visits, seen.others) == ((), (), ())


def test_twelve_people_cost_as_many_queries_as_two(cast: Cast, plan: Plan) -> None:
    more_people(cast, 1)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(look(cast).clinic.people) == 2
    more_people(cast, 10)
    with CaptureQueriesContext(connection) as many:
        assert len(look(cast).clinic.people) == 12

    assert len(many) == len(few) <= 11


def test_where_nobody_is_named_who_they_saw_most_is_their_own(cast: Cast, plan: Plan) -> None:
    for day in (0, 7, 14):
        got(book_visit(cast.marta_id, needles_at(cast, NINE + timedelta(days=day)), by=cast.noor))

    [person] = look(cast, SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=14)).clinic.people

    assert person.primaries == {NEEDLES: str(cast.wei.membership_id)}
