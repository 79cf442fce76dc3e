"""One run looks at every site of a clinic: each person comes to one of them, and no hands are at two at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.records.schedule.courses import MONDAY, sure, visits
from tests.records.schedule.test_clinic_calendar import SUNDAY, more_people
from tests.records.schedule.test_runs import booked, found, searched

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.access import clinic_of
from weft.records.models import Person, Plan, Resource, ResourceKind, ScheduleRun, Site, Visit, WorkingHours
from weft.records.reads.calendar_sites import calendars_of, version_now, version_of_all
from weft.records.reads.diary import lacks_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def north(cast: Cast) -> Site:
    """A second site with one bed and one room, at which Ren works, and nowhere else."""
    site = Site.objects.create(clinic=cast.clinic, name="North")
    for kind, name, lane in ((ResourceKind.BED, "North bed", NEEDLES), (ResourceKind.ROOM, "North room", MOVEMENT)):
        Resource.objects.create(clinic=cast.clinic, kind=kind, site=site, name=name, disciplines=[lane])
    WorkingHours.objects.within(cast.clinic.id).filter(membership_id=sure(cast.ren.membership_id)).update(site=site)
    return site


@pytest.fixture
def her(cast: Cast, plan: Plan) -> Person:
    """Marta has her own plan; somebody else is treated by Ren."""
    (other,) = more_people(cast, 1)
    ren = cast.ren.membership_id
    Person.objects.within(cast.clinic.id).filter(id=other.person_id).update(needles_by=ren, movement_by=ren)
    return Person.objects.within(cast.clinic.id).get(id=other.person_id)


def test_each_person_is_asked_at_one_site_and_the_lack_of_all_sites_is_said(
    cast: Cast, plan: Plan, north: Site, her: Person
) -> None:
    seen = calendars_of(clinic_of(cast.clinic.id), MONDAY, SUNDAY)

    assert [[one.id for one in each.clinic.people] for each in seen] == [[str(cast.marta_id)], [str(her.id)]]
    assert not {one.id for one in seen[0].clinic.practitioners} & {one.id for one in seen[1].clinic.practitioners}
    assert version_now(clinic_of(cast.clinic.id), MONDAY, SUNDAY) == version_of_all(seen)
    assert lacks_now(cast.noor, 2).people == 2


def test_one_run_fills_both_sites_and_books_them(cast: Cast, plan: Plan, north: Site, her: Person) -> None:
    run_id = searched(cast)

    answer = found(run_id)
    assert (answer.figures.people, answer.figures.complete) == (2, 2)
    booked(cast, run_id)
    rows = Visit.objects.within(cast.clinic.id).values_list("person_id", "place__site_id")
    sites = {person: {site for one, site in rows if one == person} for person in (cast.marta_id, her.id)}
    assert sites == {cast.marta_id: {cast.site.id}, her.id: {north.id}}
    run = ScheduleRun.objects.within(cast.clinic.id).get(id=run_id)
    assert [told["dropped"] for told in run.told.values()] == [[], []]


def test_a_site_that_closed_its_hours_meanwhile_loses_its_trips_and_the_other_is_booked(
    cast: Cast, plan: Plan, north: Site, her: Person
) -> None:
    run_id = searched(cast)
    WorkingHours.objects.within(cast.clinic.id).filter(site=north).delete()

    booked(cast, run_id)

    people = set(Visit.objects.within(cast.clinic.id).values_list("person_id", flat=True))
    assert people == {cast.marta_id}
    assert len(visits(cast)) == 8


def test_who_came_to_a_site_at_which_nobody_works_any_more_is_asked_at_another(
    cast: Cast, plan: Plan, north: Site, her: Person
) -> None:
    booked(cast, searched(cast))
    WorkingHours.objects.within(cast.clinic.id).filter(site=north).delete()
    Visit.objects.within(cast.clinic.id).filter(person_id=her.id).update(state="done")
    later = SUNDAY + timedelta(days=14)

    seen = calendars_of(clinic_of(cast.clinic.id), SUNDAY, later)

    assert [[one.id for one in each.clinic.people if one.id == str(her.id)] for each in seen] == [[str(her.id)]]


def test_two_sites_cost_as_many_queries_as_one(cast: Cast, plan: Plan, north: Site, her: Person) -> None:
    clinic = clinic_of(cast.clinic.id)
    with CaptureQueriesContext(connection) as one:
        calendars_of(clinic, MONDAY, SUNDAY, north.id)
    with CaptureQueriesContext(connection) as two:
        calendars_of(clinic, MONDAY, SUNDAY)

    assert len(two) == len(one) <= 10
