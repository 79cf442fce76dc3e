"""A yes becomes visits: what was offered is checked again under the locks of every booking, then booked or moved."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from weft.core.schedule.moving import Stay, move_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, resources
from weft.records.access import ClinicSeen, Member, clinic_of, row_of, system_of
from weft.records.actions import course_message
from weft.records.actions.base import action
from weft.records.actions.course_move import Moved, move_pair
from weft.records.actions.schedule import For, add_visit, local, needs
from weft.records.models import Course, CourseState, Pair, Person, Plan, PlanState, TimeOffer, Visit
from weft.records.reads.calendar_weeks import begins_on
from weft.records.reads.course_request import PlanToBook, plan_to_book, refusals
from weft.records.reads.schedule import in_free_places, in_hours
from weft.records.refused import Reason, Refused
from weft.records.waitlist import standing_mark
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
    if offer.instead_of is None:
        return _new(offer.person_id, visits, by)
    moved = move_pair(to=visits[0].starts, by=by, visit_id=offer.instead_of)
    if not isinstance(moved, Moved):
        raise moved
    return moved.visits


def _new(person_id: UUID, visits: tuple[VisitWanted, ...], by: Member) -> tuple[UUID, ...]:
    clinic, plan = clinic_of(by.clinic_id), _plan(person_id, by)
    for no in refusals(plan, [knowledge().disciplines[one.discipline] for one in visits], by).values():
        raise no
    wanted = in_free_places(person_id, visits, clinic=clinic)
    _check(plan, wanted, clinic)
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


def _check(plan: PlanToBook, wanted: Sequence[VisitWanted], clinic: ClinicSeen) -> None:
    """What no constraint of the database says: ahead, in working hours, and the days between visits."""
    if wanted[0].starts <= clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
    if not in_hours(tuple(wanted), clinic=clinic):
        raise Refused(Reason.NOT_POSSIBLE, Words("That time is outside working hours. Choose another time."))
    fault = move_fault(
        [_stay(one, clinic) for one in wanted], [_stay(one, clinic) for one in plan.standing],
        apart={id_: one.min_days_apart for id_, one in knowledge().disciplines.items()},
        min_gap_minutes=clinic.min_gap_minutes,
    )  # fmt: skip
    if fault is not None:
        raise Refused(Reason.NOT_POSSIBLE, fault)


def _stay(one: VisitWanted | Visit, clinic: ClinicSeen) -> Stay:
    begins, ends = local(one.starts, clinic.zone), local(one.ends, clinic.zone)
    return Stay(one.discipline, begins.date(), begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)


def _course(plan: PlanToBook, starts: datetime, clinic: ClinicSeen) -> Course:
    """The plan's course; begun now where there was none."""
    course = plan.course or Course(clinic_id=clinic.id, person_id=plan.person_id, episode_id=plan.episode_id)
    if not plan.own:
        course.first_day = begins_on(plan, local(starts, clinic.zone).date())
        course.version_id, course.state = plan.version_id, CourseState.BOOKED
        course.save()
    return course
