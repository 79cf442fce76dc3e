"""A trip that lost its time meanwhile gets another one, shown first and booked with one press."""

import pytest
from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import visits
from tests.records.schedule.test_away import reason
from tests.records.schedule.test_runs import booked, found, row, searched

from weft.records.actions.run_again import book_elsewhere
from weft.records.actions.run_elsewhere import keep_elsewhere
from weft.records.actions.schedule import book_visit
from weft.records.models import Plan, Visit
from weft.records.reads.runs import run_seen
from weft.records.refused import Reason
from weft.records.run_answer import RunTrip, told_of
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db


def desk_takes(cast: Cast, trip: RunTrip) -> None:
    """Harold has the first half's time."""
    first = trip.visits[0]
    got(book_visit(cast.harold_id, VisitWanted(
        discipline=first.discipline, practitioner_id=first.practitioner, starts=first.starts, minutes=first.minutes,
        place_id=first.place, hands_on=first.hands_on,
    ), by=cast.noor))  # fmt: skip


def starts(cast: Cast) -> set[object]:
    return {visit.starts for visit in Visit.objects.within(cast.clinic.id).filter(person_id=cast.marta_id)}


def test_a_trip_that_lost_its_time_has_another_one_beside_it_and_is_booked_with_one_press(
    cast: Cast, plan: Plan
) -> None:
    run_id = searched(cast)
    trip = found(run_id).people[0].trips[0]
    desk_takes(cast, trip)
    booked(cast, run_id)

    seen = run_seen(run_id, by=cast.noor)
    (one,) = seen.people
    assert (seen.elsewhere, one.told and one.told.dropped) == (1, ())
    assert one.elsewhere[0].was.hour == 9 or one.elsewhere[0].was != one.elsewhere[0].now.visits[0].starts
    assert len(one.elsewhere[0].now.visits) == len(trip.visits)
    before = starts(cast)
    assert len(before) == 6

    assert book_elsewhere(run_id=run_id, by=cast.noor) == 1

    assert len(starts(cast)) == 8
    assert before < starts(cast)
    told = told_of(row(run_id).told[str(cast.marta_id)])
    assert (told.trips, told.visits, told.dropped, told.elsewhere) == (4, 8, (), None)
    assert reason(book_elsewhere(run_id=run_id, by=cast.noor)) is Reason.NOT_POSSIBLE
    assert len(starts(cast)) == 8


def test_the_other_time_may_be_taken_too_and_then_another_is_looked_for(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    desk_takes(cast, found(run_id).people[0].trips[0])
    booked(cast, run_id)
    other = told_of(row(run_id).told[str(cast.marta_id)]).elsewhere
    assert other is not None
    desk_takes(cast, other.trips[0])

    assert book_elsewhere(run_id=run_id, by=cast.noor) == 0

    (one,) = run_seen(run_id, by=cast.noor).people
    assert len(starts(cast)) == 6
    assert one.elsewhere
    assert book_elsewhere(run_id=run_id, by=cast.noor) == 1
    assert len(visits(cast)) == 8 + 2


def test_what_a_plan_no_longer_allows_has_no_other_time(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    Plan.objects.within(cast.clinic.id).filter(id=plan.id).update(state="ended")

    booked(cast, run_id)

    assert run_seen(run_id, by=cast.noor).elsewhere == 0


def test_what_was_booked_while_other_times_were_looked_for_gets_none(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    desk_takes(cast, found(run_id).people[0].trips[0])
    booked(cast, run_id)
    told = told_of(row(run_id).told[str(cast.marta_id)])
    assert told.elsewhere is not None
    assert book_elsewhere(run_id=run_id, by=cast.noor) == 1

    late = dict(zip(told.instead, told.elsewhere.trips, strict=True))
    assert keep_elsewhere(run_id=run_id, found=told.elsewhere, trips=late, by=cast.system) is False

    assert run_seen(run_id, by=cast.noor).elsewhere == 0
