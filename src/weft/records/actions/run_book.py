"""From a run's answer to visits: one person after the other, each in one transaction, guarded as any booking is.

The times were found some minutes ago. What is no longer so is left out and said; what was booked is written beside it
in the same transaction, so that beginning again after a crash doubles nothing and loses nothing.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from weft.core.book.consents import Purpose
from weft.core.schedule.clinic.shape import Span
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import claims, clock, resources
from weft.records.access import Job, Member, NotFound, clinic_of, member_for, row_of
from weft.records.actions import course_message
from weft.records.actions import run_pulse as pulse
from weft.records.actions.base import action
from weft.records.actions.run_elsewhere import look_elsewhere
from weft.records.actions.schedule import For, add_visit, needs
from weft.records.models import Course, CourseState, Membership, Pair, Person, Plan, RunState, ScheduleRun, Visit
from weft.records.reads.calendar_sites import calendars_of, version_now
from weft.records.reads.clinic_calendar import ClinicCalendar
from weft.records.reads.course_request import PlanToBook, is_held, plan_to_book, refusals
from weft.records.refused import Reason, Refused
from weft.records.run_answer import Dropped, RunPerson, RunTrip, RunVisit, Told, answer_of, told_of
from weft.records.tasks import raise_task
from weft.records.wanted import VisitWanted

TELL_VISITS = "tell_visits"
"""Kind of task: visits were booked for somebody who gets no messages."""
RING = Words("Visits were booked for them, and no message goes to them. Ring them with the times.")
RING_WITHIN = timedelta(hours=24)
Hours: TypeAlias = tuple[ClinicCalendar, ...] | None
"""The calendar of each site as it is now; None while it is what the run was found in."""
log = logging.getLogger("weft.records")


def book_chosen(run_id: UUID, *, by: Member) -> None:
    """Book what was chosen, in the name of who chose it; again after a crash, it goes on where it was.

    Who no longer works here, or no longer has the diary, books nothing. What breaks for one person is left to be
    chosen again, and the others are booked.

    Args:
        run_id: The run.
        by: The system of its clinic.
    """
    if pulse.begin(run_id, RunState.BOOKING, by=by) is not True:
        return
    try:
        is_whole = _book_all(ScheduleRun.objects.within(by.clinic_id).get(id=run_id), by)
    except Exception as trouble:  # noqa: BLE001  what was booked stands, and the rest can be chosen again
        _log(run_id, trouble)
        is_whole = False
    pulse.end_booking(run_id, is_whole=is_whole, by=by)


def _book_all(run: ScheduleRun, system: Member) -> bool:
    chooser = member_for(run.book_asked_by_id, run.clinic_id) if run.book_asked_by_id else None
    if chooser is None or not chooser.may(Job.DIARY):
        return False
    hours, is_whole = _hours_if_changed(run, system), True
    left = [UUID(each) for each in run.chosen if each not in run.told]
    for at, person_id in enumerate(left):
        if pulse.beat(run.id, RunState.BOOKING, at / len(left), by=system) is not True:
            return False
        is_whole &= _book_one(run.id, person_id, hours, chooser)
    _other_times(run.id, system)
    return is_whole


def _other_times(run_id: UUID, system: Member) -> None:
    """What was found is booked, whatever becomes of this."""
    try:
        look_elsewhere(run_id, by=system)
    except Exception as trouble:  # noqa: BLE001  other times are an offer, and the next run finds them too
        _log(run_id, trouble)


def _book_one(run_id: UUID, person_id: UUID, hours: Hours, by: Member) -> bool:
    try:
        return isinstance(book_person(run_id=run_id, person_id=person_id, hours=hours, by=by), Told)
    except Exception as trouble:  # noqa: BLE001  one person must not keep all others from being booked
        _log(run_id, trouble)
        return False


def _log(run_id: UUID, trouble: Exception) -> None:
    log.error("booking of run %s: %s", run_id, type(trouble).__name__)  # a traceback could hold names


def _hours_if_changed(run: ScheduleRun, system: Member) -> Hours:
    """Claims guard themselves; hours and places do not, so they are read again when the calendar is not the same."""
    clinic = clinic_of(system.clinic_id)
    if version_now(clinic, run.first_day, run.last_day, run.site_id) == run.version:
        return None
    return calendars_of(clinic, run.first_day, run.last_day, run.site_id)


@action
def book_person(*, run_id: UUID, person_id: UUID, by: Member, hours: Hours = None) -> Told:
    """Book one person's trips: each of them whole or not at all; said twice it is done once.

    Args:
        run_id: The run, while it is being booked.
        person_id: Whose trips.
        by: Somebody with the diary.
        hours: The pictures of its sites as they are now, when it is not what the run was found in.
    """
    by.need(Job.DIARY)
    run = row_of(ScheduleRun, by, run_id, for_update=True)
    if before := run.told.get(str(person_id)):
        return told_of(before)
    answer = answer_of(run.answer)
    found = next((one for one in answer.people if one.person == person_id), None) if answer else None
    if run.state != RunState.BOOKING or found is None or str(person_id) not in run.chosen:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This run is not being booked."))
    told = book_trips(run, found, hours, by)
    run.told = {**run.told, str(person_id): to_json(told)}
    run.save(update_fields=["told"])
    return told


def book_trips(run: ScheduleRun, found: RunPerson, hours: Hours, by: Member) -> Told:
    """Each trip whole or not at all, when what they agreed to still stands. For use inside an action."""
    row_of(Plan, by, found.plan, for_update=True)  # the lock that holding and confirming a course take
    plan = plan_to_book(found.plan, by=by)
    if (why := _no_longer(plan, found)) is not None:
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
            _check(trip, no, hours)
            booked.append(_book_trip(plan, course, trip, by))
        except (Refused, NotFound) as declined:
            words = declined.words if isinstance(declined, Refused) else Words("They no longer work here.")
            is_taken = isinstance(declined, NotFound) or declined.reason is Reason.SLOT_TAKEN
            dropped.append(Dropped(trip.visits[0].starts, words, trip if is_taken else None))
    if booked:
        _keep(course, plan, found, by)
    return Told(len(booked), sum(map(len, booked)), tuple(dropped), is_written_to=_tell(run, plan, booked, by))


def _no_longer(plan: PlanToBook, found: RunPerson) -> Words | None:
    if plan.is_ended or plan.only_weeks is not None:
        return Words("The plan is no longer agreed, or has ended.")
    if plan.version_id != found.version:
        return Words("The plan has a new version.")
    if plan.wishes != found.wishes:
        return Words("What they wish has changed meanwhile.")
    if plan.visits != found.standing:
        return Words("Their visits have changed meanwhile.")
    if any(is_held(hold) for hold in plan.holds):
        return Words("Somebody is booking their course at this moment.")
    return None


def _resources(found: RunPerson, by: Member) -> Iterator[UUID]:
    visits = [visit for trip in found.trips for visit in trip.visits]
    staff = Membership.objects.within(by.clinic_id).filter(id__in={visit.practitioner for visit in visits})
    yield resources.person(found.person, by.clinic_id).id
    yield from (each.id for each in resources.practitioners(row.user_id for row in staff).values())
    yield from (visit.place for visit in visits)


def _disciplines(found: RunPerson) -> list[str]:
    return list(dict.fromkeys(visit.discipline for trip in found.trips for visit in trip.visits))


def _check(trip: RunTrip, no: dict[str, Refused], hours: Hours) -> None:
    for visit in trip.visits:
        if visit.discipline in no:
            raise no[visit.discipline]
        if visit.starts <= clock.now():
            raise Refused(Reason.NOT_POSSIBLE, Words("Its time has come already."))
        if hours is not None and not any(_is_worked(visit, site) for site in hours):
            raise Refused(Reason.SLOT_TAKEN, Words("This time is not there any more."))


def _is_worked(visit: RunVisit, now: ClinicCalendar) -> bool:
    """The practitioner works then and gives it, and the place will do; whether it is free is for the claims to say."""
    at = now.day_of(visit.starts)
    who = next((one for one in now.clinic.practitioners if one.id == str(visit.practitioner)), None)
    place = next((one for one in now.clinic.rooms if one.kind == str(visit.place)), None)
    treatment = now.clinic.treatment(visit.discipline)
    if at is None or who is None or place is None or treatment is None:
        return False
    if visit.discipline not in who.disciplines or place.kind not in treatment.rooms:
        return False
    shut = any(
        day == at[0] and first < at[1] + treatment.slots and at[1] < last for day, first, last, _ in place.closed
    )
    return not shut and _covers(who.works, at[0], treatment.hands_slots(at[1]))


def _covers(works: Iterable[Span], day: int, slots: Iterable[int]) -> bool:
    spans = [(first, last) for on, first, last in works if on == day]
    return all(any(first <= slot < last for first, last in spans) for slot in slots)


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
