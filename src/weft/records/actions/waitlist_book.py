"""A yes becomes visits: what was offered is checked again under the locks of every booking, then booked or moved."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from weft.core.schedule.moving import move_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, resources
from weft.records.access import ClinicSeen, Member, clinic_of, row_of, system_of
from weft.records.actions import course_message
from weft.records.actions.away import finish_calls
from weft.records.actions.base import action
from weft.records.actions.course_move import stay_of, write_time
from weft.records.actions.course_trip import locked, only_booked
from weft.records.actions.schedule import For, add_visit, check_time, local, needs
from weft.records.actions.still_here import still_here
from weft.records.models import (
    Course,
    CourseState,
    Pair,
    PairState,
    Person,
    Plan,
    PlanState,
    TimeOffer,
    Visit,
)
from weft.records.move_clear import need_clear
from weft.records.reads.calendar_weeks import begins_on
from weft.records.reads.course_request import PlanToBook, plan_to_book, refusals, standing_visits
from weft.records.reads.schedule import in_free_places, in_hours
from weft.records.refused import Reason, Refused
from weft.records.waitlist import come_to_anybody, entries_of, is_to_others, own_trip, standing_mark
from weft.records.wanted import VisitWanted


def book(offer: TimeOffer, visits: tuple[VisitWanted, ...], *, by: Member) -> tuple[UUID, ...] | Refused:
    """Book what was offered, or move their own later trip there. For use inside an action; a refusal undoes only this.

    Returns:
        Ids of the visits, or Refused: SLOT_TAKEN, CHANGED_MEANWHILE (visits or plan are not what they were), BLOCKED,
        MISSING, NOT_POSSIBLE.
    """
    return _book(offer, visits, by=by if by.is_staff else system_of(by.clinic_id))


@action
def _book(offer: TimeOffer, visits: tuple[VisitWanted, ...], *, by: Member) -> tuple[UUID, ...]:
    claims.lock([resources.person(offer.person_id, by.clinic_id).id])  # two yeses of one person go one by one
    if standing_mark(by.clinic_id, offer.person_id) != offer.standing:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This person's visits have changed meanwhile. Offer again."))
    still_here(visits, by)
    if offer.instead_of is None:
        return _new(offer.person_id, visits, by)
    return _forward(offer.person_id, offer.instead_of, visits, by)


def _new(person_id: UUID, visits: tuple[VisitWanted, ...], by: Member) -> tuple[UUID, ...]:
    clinic, plan = clinic_of(by.clinic_id), _plan(person_id, by)
    for no in refusals(plan, [knowledge().disciplines[one.discipline] for one in visits], by).values():
        raise no
    wanted = in_free_places(person_id, visits, clinic=clinic)
    _check(plan.standing, wanted, clinic)
    course, person = _course(plan, wanted[0].starts, clinic), row_of(Person, by, person_id)
    pair = None
    if len(wanted) > 1:
        day = local(wanted[0].starts, clinic.zone).date()
        pair = Pair.objects.create(clinic_id=by.clinic_id, person=person, course=course, local_date=day)
    belongs = For(episode_id=plan.episode_id, course_id=course.id, pair=pair)
    booked = [add_visit(person, one, by, belongs, order) for order, one in enumerate(wanted, 1)]
    claims.claim(by.clinic_id, [need for visit in booked for need in needs(visit)])
    course_message.tell_booked([booked], str(booked[0].id), by=by)
    return tuple(visit.id for visit in booked)


def _plan(person_id: UUID, by: Member) -> PlanToBook:
    rows = Plan.objects.within(by.clinic_id).filter(person_id=person_id).exclude(state=PlanState.ENDED)
    row = rows.order_by("-made_at").first()
    plan = plan_to_book(row_of(Plan, by, row.id, for_update=True).id, by=by) if row else None
    if plan is None or plan.only_weeks == 0:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("The plan is not what it was. Look at it, then offer again."))
    return plan


def _forward(person_id: UUID, visit_id: UUID, visits: tuple[VisitWanted, ...], by: Member) -> tuple[UUID, ...]:
    """Their own later trip, moved as it was offered; who would treat them changes only for who still wants that."""
    clinic, trip = clinic_of(by.clinic_id), _trip(visit_id, visits, by)
    willing = come_to_anybody(clinic.id, entries_of(clinic.id, [person_id]))
    if person_id not in willing and is_to_others(visits, trip):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("They come to their own people only by now. Look again."))
    only_booked(trip)
    need_clear(trip, by)
    ids = [visit.id for visit in trip]
    wanted = in_free_places(person_id, visits, clinic=clinic, ignoring=ids)
    _check([one for one in standing_visits(person_id, clinic.id) if one.id not in ids], wanted, clinic)
    for visit, new in zip(trip, wanted, strict=True):
        check_time(new)
        write_time(visit, new, clinic.zone)
    claims.claim(clinic.id, [need for visit in trip for need in needs(visit)], release=trip)
    pairs = Pair.objects.within(clinic.id).filter(id__in={one.pair_id for one in trip if one.pair_id})
    pairs.filter(state=PairState.TOGETHER).update(local_date=trip[0].local_date)
    finish_calls([person_id], outcome="moved", by=by)
    course_message.tell_moved(trip, by=by)
    return tuple(ids)


def _trip(visit_id: UUID, wanted: Sequence[VisitWanted], by: Member) -> list[Visit]:
    """The visits that would move, locked, in the order of what they become."""
    trip = locked([one.id for one in own_trip(by.clinic_id, visit_id)], by)
    if [visit.discipline for visit in trip] != [one.discipline for one in wanted]:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This person's visits have changed meanwhile. Offer again."))
    return trip


def _check(standing: Sequence[Visit], wanted: Sequence[VisitWanted], clinic: ClinicSeen) -> None:
    """What no constraint of the database says: ahead, in working hours, and the days between visits."""
    if wanted[0].starts <= clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
    if not in_hours(tuple(wanted), clinic=clinic):
        raise Refused(Reason.NOT_POSSIBLE, Words("That time is outside working hours. Choose another time."))
    fault = move_fault(
        *([stay_of(one.discipline, one.starts, one.ends, clinic.zone) for one in each] for each in (wanted, standing)),
        apart={id_: one.min_days_apart for id_, one in knowledge().disciplines.items()},
        min_gap_minutes=clinic.min_gap_minutes,
    )  # fmt: skip
    if fault is not None:
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _course(plan: PlanToBook, starts: datetime, clinic: ClinicSeen) -> Course:
    """The plan's course; begun now where there was none."""
    course = plan.course or Course(clinic_id=clinic.id, person_id=plan.person_id, episode_id=plan.episode_id)
    if not plan.own:
        course.first_day = begins_on(plan, local(starts, clinic.zone).date())
        course.version_id, course.state = plan.version_id, CourseState.BOOKED
        course.save()
    return course
