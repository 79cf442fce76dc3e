"""A long run finds what the weeks lack, keeps what it found whatever happens, and books it without doubling any."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.care import got, no
from tests.people import Cast
from tests.records.schedule.courses import plan_of, screened_again, version, visits
from tests.records.schedule.test_clinic_calendar import more_people

from weft.core.schedule.clinic.solving import Solver
from weft.core.schedule.wishes import Wishes
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.library.stored import to_json
from weft.records import clock
from weft.records.actions import run_book
from weft.records.actions.course import propose_course
from weft.records.actions.run import ask_for_run, book_run, cancel_run
from weft.records.actions.run_book import book_chosen, book_person
from weft.records.actions.run_pulse import LOST_AFTER, begin, reap
from weft.records.actions.run_search import search
from weft.records.actions.run_tasks import book, fill
from weft.records.actions.run_trips import RING_WITHIN, TELL_VISITS, book_trips
from weft.records.actions.schedule import book_visit
from weft.records.models import (
    Course,
    Membership,
    OutboxMessage,
    Pair,
    Person,
    Plan,
    Resource,
    RunEnd,
    RunState,
    ScheduleRun,
    Task,
)
from weft.records.reads.runs import run_seen, runs_of
from weft.records.refused import Reason
from weft.records.run_answer import RunAnswer, RunPerson, answer_of
from weft.records.wanted import VisitWanted

pytestmark = pytest.mark.django_db

STEPS = 60
"""Enough for one or two people; the same answer every time."""


def asked(cast: Cast, weeks: int = 2) -> UUID:
    return got(ask_for_run(weeks=weeks, seconds=20, by=cast.noor))


def row(run_id: UUID) -> ScheduleRun:
    return ScheduleRun.objects.everywhere().get(id=run_id)


def found(run_id: UUID) -> RunAnswer:
    answer = answer_of(row(run_id).answer)
    assert answer is not None
    return answer


def searched(cast: Cast, weeks: int = 2) -> UUID:
    run_id = asked(cast, weeks)
    search(run_id, by=cast.system, steps=STEPS)
    return run_id


def booked(cast: Cast, run_id: UUID, *people: UUID) -> ScheduleRun:
    got(book_run(run_id=run_id, people=people or [one.person for one in found(run_id).people], by=cast.noor))
    book_chosen(run_id, by=cast.system)
    return row(run_id)


def test_it_finds_what_the_weeks_lack_and_says_it_in_numbers(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)

    run, answer = row(run_id), found(run_id)
    assert (run.state, run.end, len(run.version)) == (RunState.FOUND, RunEnd.DONE, 32)
    assert (answer.figures.needed, answer.figures.placed, answer.figures.pairs) == (8, 8, 4)
    assert (answer.figures.people, answer.figures.complete) == (1, 1)
    assert visits(cast) == []
    seen = run_seen(run_id, by=cast.noor)
    assert [len(one.trips) for one in seen.people] == [4]
    assert [each.id for each in runs_of(cast.noor)] == [run_id]


def test_booking_it_makes_what_a_course_booking_makes(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)

    run = booked(cast, run_id)

    stand = visits(cast)
    course = Course.objects.within(cast.clinic.id).get()
    assert run.state == RunState.BOOKED
    assert [visit.discipline for visit in stand] == [NEEDLES, MOVEMENT] * 4
    assert Pair.objects.within(cast.clinic.id).count() == 4
    assert {visit.course_id for visit in stand} == {course.id}
    assert all(visit.phase and visit.line for visit in stand)
    assert (course.state, course.booked_by_id) == ("booked", cast.noor.user_id)
    assert run_seen(run_id, by=cast.noor).booked == 8


def test_who_gets_no_messages_is_to_be_rung(cast: Cast, plan: Plan) -> None:
    booked(cast, searched(cast))

    tasks = Task.objects.within(cast.clinic.id).filter(kind=TELL_VISITS)
    soonest = min(clock.now() + RING_WITHIN, visits(cast)[0].starts)
    assert [(task.person_id, task.due) for task in tasks] == [(cast.marta_id, soonest)]
    assert not OutboxMessage.objects.within(cast.clinic.id).exists()


def test_what_is_booked_keeps_its_time_and_only_the_rest_is_looked_for(cast: Cast, plan: Plan) -> None:
    booked(cast, searched(cast, 1))
    before = [(visit.id, visit.starts) for visit in visits(cast)]

    run_id = searched(cast)
    assert found(run_id).figures.needed == 4
    booked(cast, run_id)

    assert before == [(visit.id, visit.starts) for visit in visits(cast)][: len(before)]
    assert len(visits(cast)) == 8


def test_nobody_is_booked_who_has_not_agreed_to_the_plan(cast: Cast) -> None:
    plan_of(cast, agreed=False)

    assert found(searched(cast)).people == ()


def test_what_may_not_be_booked_is_said_with_the_reason(cast: Cast, plan: Plan) -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
        answer = found(searched(cast))

    [person] = answer.people
    assert {visit.discipline for trip in person.trips for visit in trip.visits} == {MOVEMENT}
    assert {short.discipline for short in person.short} == {NEEDLES}
    assert "Ren, Wei" in str(person.short[0].why)


def test_a_time_that_the_desk_took_meanwhile_is_left_out_and_said(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    first = found(run_id).people[0].trips[0].visits[0]
    taken = VisitWanted(
        discipline=first.discipline, practitioner_id=first.practitioner, starts=first.starts, minutes=45,
        place_id=first.place, hands_on=first.hands_on,
    )  # fmt: skip
    got(book_visit(cast.harold_id, taken, by=cast.noor))

    run = booked(cast, run_id)

    told = run.told[str(cast.marta_id)]
    assert (told["trips"], told["visits"], len(told["dropped"])) == (3, 6, 1)
    assert len(visits(cast)) == 1 + 6


@pytest.mark.parametrize("change", ["version", "visits", "ended", "held", "wishes"])
def test_a_person_for_whom_something_changed_is_left_out_whole(cast: Cast, plan: Plan, change: str) -> None:
    run_id = searched(cast)
    if change == "version":
        version(cast, plan)
    elif change == "ended":
        Plan.objects.within(cast.clinic.id).update(state="ended")
    elif change == "held":
        got(propose_course(plan_id=plan.id, by=cast.noor))
    elif change == "wishes":
        only_mondays = to_json(Wishes(days=(0,)))
        Course.objects.create(
            clinic=cast.clinic, person_id=plan.person_id, episode_id=plan.episode_id, wishes=only_mondays
        )
    else:
        late = found(run_id).people[0].trips[-1].visits[0]
        other = VisitWanted(
            MOVEMENT, late.practitioner, late.starts + timedelta(days=30), 40, place_id=cast.rooms[0].id
        )
        got(book_visit(cast.marta_id, other, by=cast.noor))
    before = len(visits(cast))

    run = booked(cast, run_id)

    told = run.told[str(cast.marta_id)]
    assert (told["trips"], len(told["dropped"]), len(visits(cast))) == (0, 4, before)


def test_a_discipline_that_was_blocked_meanwhile_is_not_booked(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    with clock.at(clock.now() + timedelta(minutes=1)):
        screened_again(cast, blocked=("needling",))
        run = booked(cast, run_id)

    assert len(run.told[str(cast.marta_id)]["dropped"]) == 4
    assert visits(cast) == []


def test_hours_that_changed_meanwhile_are_looked_at_again(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    from weft.records.models import WorkingHours

    WorkingHours.objects.within(cast.clinic.id).exclude(weekday=0).delete()
    run = booked(cast, run_id)

    days = {visit.local_date.weekday() for visit in visits(cast)}
    assert days == {0}
    assert run.told[str(cast.marta_id)]["dropped"]


@pytest.mark.parametrize("change", ["practitioner", "places"])
def test_who_no_longer_gives_it_and_places_that_will_not_do_are_left_out(cast: Cast, plan: Plan, change: str) -> None:
    run_id = searched(cast)
    if change == "practitioner":
        Membership.objects.within(cast.clinic.id).exclude(disciplines=[]).update(disciplines=[MOVEMENT])
    else:
        Resource.objects.within(cast.clinic.id).filter(kind="bed").update(disciplines=[MOVEMENT])

    run = booked(cast, run_id)

    assert len(run.told[str(cast.marta_id)]["dropped"]) == 4
    assert visits(cast) == []


def test_booking_again_after_a_crash_doubles_nothing(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    got(book_run(run_id=run_id, people=[cast.marta_id], by=cast.noor))
    assert begin(run_id, RunState.BOOKING, by=cast.system) is True
    first = got(book_person(run_id=run_id, person_id=cast.marta_id, by=cast.noor))
    with clock.at(clock.now() + LOST_AFTER + timedelta(seconds=1)):
        assert reap(by=cast.system) == 1

    assert row(run_id).state == RunState.FOUND
    assert no(book_run(run_id=run_id, people=[cast.marta_id], by=cast.noor)).reason is Reason.NOT_POSSIBLE
    assert first.visits == len(visits(cast)) == 8


def test_cancelling_keeps_the_last_good_answer(cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = asked(cast)
    beats: list[float] = []

    def beat_then_cancel(self: Solver, *args: object) -> object:
        for progress in original(self, *args):  # type: ignore[arg-type]
            beats.append(progress.points)
            if len(beats) == 1:
                got(cancel_run(run_id=run_id, by=cast.noor))
            yield progress

    original = Solver.run
    monkeypatch.setattr(Solver, "run", beat_then_cancel)
    search(run_id, by=cast.system, steps=10**9, rest=0)

    run = row(run_id)
    assert (run.state, run.end) == (RunState.FOUND, RunEnd.CANCELLED)
    assert found(run_id).figures.placed == 8
    assert no(cancel_run(run_id=run_id, by=cast.noor)).reason is Reason.ALREADY_DONE


def test_one_that_nobody_took_up_ends_at_once_and_is_not_begun_later(cast: Cast, plan: Plan) -> None:
    run_id = asked(cast)
    got(cancel_run(run_id=run_id, by=cast.noor))

    fill.call(run_id=str(run_id), clinic_id=str(cast.clinic.id))

    assert (row(run_id).state, row(run_id).end, row(run_id).answer) == (RunState.FOUND, RunEnd.CANCELLED, None)


def test_one_run_at_a_time_and_a_form_that_is_sent_twice_is_one_run(cast: Cast) -> None:
    first = got(ask_for_run(weeks=1, seconds=20, by=cast.noor, key="k"))

    assert got(ask_for_run(weeks=1, seconds=20, by=cast.noor, key="k")) == first
    assert no(ask_for_run(weeks=1, seconds=20, by=cast.noor)).reason is Reason.ALREADY_DONE
    assert no(ask_for_run(weeks=5, seconds=20, by=cast.noor)).reason is Reason.NOT_POSSIBLE
    assert got(ask_for_run(weeks=1, seconds=20, by=cast.otto))


def test_choosing_nobody_or_somebody_without_trips_books_nothing(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)

    assert no(book_run(run_id=run_id, people=[], by=cast.noor)).reason is Reason.MISSING
    assert no(book_run(run_id=run_id, people=[cast.harold_id], by=cast.noor)).reason is Reason.NOT_POSSIBLE


@pytest.mark.parametrize("change", [{"active": False}, {"jobs": ["people"]}])
def test_nothing_is_booked_in_the_name_of_who_has_left_or_lost_the_diary(
    cast: Cast, plan: Plan, change: dict[str, object]
) -> None:
    run_id = searched(cast)
    got(book_run(run_id=run_id, people=[cast.marta_id], by=cast.noor))
    Membership.objects.within(cast.clinic.id).filter(user_id=cast.noor.author_id).update(**change)

    book_chosen(run_id, by=cast.system)

    assert (row(run_id).state, visits(cast)) == (RunState.FOUND, [])


def test_it_is_booked_in_the_name_of_who_chose_last(cast: Cast, plan: Plan) -> None:
    run_id = searched(cast)
    got(book_run(run_id=run_id, people=[cast.marta_id], by=cast.noor))
    got(cancel_run(run_id=run_id, by=cast.noor))
    got(book_run(run_id=run_id, people=[cast.marta_id], by=cast.elena))

    book.call(run_id=str(run_id), clinic_id=str(cast.clinic.id))  # the task of the first choice, which still waited

    assert Course.objects.within(cast.clinic.id).get().booked_by_id == cast.elena.user_id


def test_what_breaks_for_one_person_keeps_nobody_else_from_being_booked(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    more_people(cast, 1)
    run_id = searched(cast)

    def breaks(run: ScheduleRun, found: RunPerson, *more: Any) -> object:
        if found.person == cast.marta_id:
            raise RuntimeError("a person's name")
        return book_trips(run, found, *more)

    monkeypatch.setattr(run_book, "book_trips", breaks)
    run = booked(cast, run_id)

    assert (run.state, len(run.told)) == (RunState.FOUND, 1)
    assert str(cast.marta_id) not in run.told
    assert "a person's name" not in caplog.text
    monkeypatch.setattr(run_book, "book_trips", book_trips)
    assert booked(cast, run_id, cast.marta_id).state == RunState.BOOKED
    assert len(visits(cast)) == 16


def test_a_clinic_in_which_nobody_works_finds_nothing_and_says_it(cast: Cast, plan: Plan) -> None:
    from weft.records.models import WorkingHours

    WorkingHours.objects.within(cast.clinic.id).delete()

    answer = found(searched(cast))

    assert (answer.figures.placed, answer.figures.needed) == (0, 8)
    assert Person.objects.within(cast.clinic.id).filter(id=answer.people[0].person).exists()
