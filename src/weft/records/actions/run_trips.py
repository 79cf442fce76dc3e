"""The trips that a run found for one person, booked as they were found, and the person told."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from weft.core.book.consents import Purpose
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, resources
from weft.records.access import Job, Member, NotFound, row_of
from weft.records.actions import course_message
from weft.records.actions.run_still_there import Hours, check, no_longer
from weft.records.actions.schedule import For, add_visit, needs
from weft.records.models import Course, CourseState, Membership, Pair, Person, Plan, ScheduleRun, Visit
from weft.records.reads.course_request import PlanToBook, plan_to_book, refusals
from weft.records.refused import Reason, Refused
from weft.records.run_answer import Dropped, RunPerson, RunTrip, RunVisit, Told
from weft.records.tasks import raise_task
from weft.records.wanted import VisitWanted

TELL_VISITS = "tell_visits"
"""Kind of task: visits were booked for somebody who gets no messages."""
RING = Words("Visits were booked for them, and no message goes to them. Ring them with the times.")
RING_WITHIN = timedelta(hours=24)


def book_trips(run: ScheduleRun, found: RunPerson, hours: Hours, by: Member) -> Told:
    """Each trip whole or not at all, when what they agreed to still stands. For use inside an action."""
    row_of(Plan, by, found.plan, for_update=True)  # the lock that holding and confirming a course take
    plan = plan_to_book(found.plan, by=by)
    if (why := no_longer(plan, found)) is not None:
        return Told(0, 0, tuple(Dropped(trip.visits[0].starts, why) for trip in found.trips), is_written_to=False)
    course = plan.course or Course.objects.create(
        clinic_id=by.clinic_id, person_id=plan.person_id, episode_id=plan.episode_id
    )
    claims.lock(set(_resources(found, by)))  # all of them at once, in the order of their ids
    no = refusals(plan, [knowledge().disciplines[id_] for id_ in _disciplines(found)], by)
    booked: list[list[Visit]] = []
    dropped: list[Dropped] = []
    for trip in found.trips:
        try:
            check(trip, no, hours)
            booked.append(_book_trip(plan, course, trip, by))
        except (Refused, NotFound) as declined:
            words = declined.words if isinstance(declined, Refused) else Words("They no longer work here.")
            is_taken = isinstance(declined, NotFound) or declined.reason is Reason.SLOT_TAKEN
            dropped.append(Dropped(trip.visits[0].starts, words, trip if is_taken else None))
    if booked:
        _keep(course, plan, found, by)
    return Told(len(booked), sum(map(len, booked)), tuple(dropped), is_written_to=_tell(run, plan, booked, by))


def _resources(found: RunPerson, by: Member) -> Iterator[UUID]:
    visits = [visit for trip in found.trips for visit in trip.visits]
    staff = Membership.objects.within(by.clinic_id).filter(id__in={visit.practitioner for visit in visits})
    yield resources.person(found.person, by.clinic_id).id
    yield from (each.id for each in resources.practitioners(row.user_id for row in staff).values())
    yield from (visit.place for visit in visits)


def _disciplines(found: RunPerson) -> list[str]:
    return list(dict.fromkeys(visit.discipline for trip in found.trips for visit in trip.visits))


def _book_trip(plan: PlanToBook, course: Course, trip: RunTrip, by: Member) -> list[Visit]:
    person = Person(id=plan.person_id, clinic_id=by.clinic_id)
    with transaction.atomic():
        pair = None
        if trip.is_pair:
            pair = Pair.objects.create(
                clinic_id=by.clinic_id, person_id=plan.person_id, course=course, local_date=trip.visits[0].day
            )
        belongs = For(episode_id=plan.episode_id, course_id=course.id, pair=pair)
        visits = [add_visit(person, _wanted(visit), by, belongs, at) for at, visit in enumerate(trip.visits, 1)]
        claims.claim(by.clinic_id, [need for visit in visits for need in needs(visit)])
    return visits


def _wanted(visit: RunVisit) -> VisitWanted:
    return VisitWanted(
        discipline=visit.discipline, practitioner_id=visit.practitioner, starts=visit.starts, minutes=visit.minutes,
        place_id=visit.place, hands_on=visit.hands_on, phase=visit.phase, line=visit.line,
    )  # fmt: skip


def _keep(course: Course, plan: PlanToBook, found: RunPerson, by: Member) -> None:
    """As a confirmed course is."""
    course.version_id, course.first_day = plan.version_id, plan.first_day or found.first_day
    course.state, course.booked_at, course.booked_by_id = CourseState.BOOKED, clock.now(), by.author_id
    course.save()


def _tell(run: ScheduleRun, plan: PlanToBook, booked: list[list[Visit]], by: Member) -> bool:
    """The usual message with the times and the link to change them; who gets none is rung."""
    if not booked:
        return False
    person = Person.objects.within(by.clinic_id).get(id=plan.person_id)
    if course_message.may_be_told([person], Purpose.VISIT_REMINDERS, by=by):
        course_message.tell_booked(booked, f"run:{run.id}:{plan.person_id}:{booked[0][0].id}", by=by)
        return True
    due = min(clock.now() + RING_WITHIN, *(visit.starts for trip in booked for visit in trip))
    raise_task(TELL_VISITS, RING, by=by, job=Job.DIARY, due=due, person_id=plan.person_id)
    return False
