"""From held to booked: every visit and pair of the offer in one transaction, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import time_format

from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock
from weft.records.access import Job, Member, row_of
from weft.records.actions import course_message
from weft.records.actions.base import action, once
from weft.records.actions.schedule import For, add_visit, needs
from weft.records.course_offer import Offer, Timed, offered
from weft.records.models import Course, CourseState, Hold, Pair, Person, Plan, Visit
from weft.records.reads.course_request import PlanToBook, plan_to_book, refusals
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted


@dataclass(frozen=True, slots=True)
class CourseBooked:
    """What a confirmed course became."""

    course_id: UUID
    visits: tuple[UUID, ...]
    """In order of time."""
    pairs: tuple[UUID, ...]
    trips: int


@action
def confirm_course(*, course_id: UUID, by: Member, key: str = "", serial: str = "") -> CourseBooked:
    """Book everything that is held for a course; a pair is never split.

    Args:
        course_id: The course.
        by: Somebody with the diary.
        key: One-time key: sent again, the first result is given back.
        serial: The offer that was on the page; empty for whichever stands.

    Returns:
        What was booked, or Refused: HOLD_EXPIRED, CHANGED_MEANWHILE (another offer, plan or visits), ALREADY_DONE,
        NOT_AGREED, BLOCKED or MISSING (a discipline is no longer clear), NOT_POSSIBLE (nothing is placed).
    """
    by.need(Job.DIARY)
    return once(
        lambda: _confirm(course_id, serial, by),
        by=by, name="confirm_course", key=key,
        keep=lambda done: str(done.course_id), found=lambda kept: _booked(UUID(kept), by),
    )  # fmt: skip


def _confirm(course_id: UUID, serial: str, by: Member) -> CourseBooked:
    found = row_of(Course, by, course_id)
    plan_id = Plan.objects.within(by.clinic_id).values_list("id", flat=True).get(episode_id=found.episode_id)
    row_of(Plan, by, plan_id, for_update=True)  # the same lock as holding takes, so the two wait for each other
    course = row_of(Course, by, course_id, for_update=True)
    offer, hold = _held_offer(course, serial)
    plan = plan_to_book(plan_id, by=by)
    _check_still_right(plan, course, offer, by)
    trips = [_book_trip(plan, course, trip, by) for trip in offer.trips()]
    visits = [visit for trip in trips for visit in trip]
    claims.claim(by.clinic_id, [need for visit in visits for need in needs(visit)], release=[hold])
    course.state, course.booked_at, course.booked_by_id = CourseState.BOOKED, clock.now(), by.user_id
    course.save(update_fields=["state", "booked_at", "booked_by"])
    course_message.tell_booked(trips, f"{course.id}:{offer.serial}", by=by)
    return _summary(course.id, visits)


def _held_offer(course: Course, serial: str) -> tuple[Offer, Hold]:
    offer = offered(course.proposal)
    if offer is not None and serial and serial != offer.serial:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This proposal has changed meanwhile. Look at it again."))
    if course.state == CourseState.BOOKED:
        raise Refused(Reason.ALREADY_DONE, Words("This course is booked already. To change a visit, open it."))
    if offer is None or not offer.proposal.visits:
        raise Refused(Reason.NOT_POSSIBLE, Words("Nothing is placed, so nothing can be booked. Ask for other hours."))
    holds = Hold.objects.within(course.clinic_id).filter(course=course).order_by("-expires").select_for_update()
    live = next((hold for hold in holds if hold.ended_at is None and hold.expires > clock.now()), None)
    if live is None:
        raise Refused(Reason.HOLD_EXPIRED, _expired(holds[0] if holds else None, offer))
    return offer, live


def _expired(hold: Hold | None, offer: Offer) -> Words:
    if hold is None:
        return Words("These times are not held any more. Nothing was booked. Suggest again.")
    until = time_format(hold.expires.astimezone(ZoneInfo(offer.zone)), "G:i")
    return Words("These times were held until {time}. Nothing was booked. Suggest again.", time=until)


def _check_still_right(plan: PlanToBook, course: Course, offer: Offer, by: Member) -> None:
    """Plan, agreement, clearance and the person's visits may all have changed while the course was looked at."""
    if plan.version_id != course.version_id:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("The plan has a new version. Suggest again."))
    if offer.standing is not None and offer.standing != plan.visits:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This person's visits have changed meanwhile. Suggest again."))
    last = max(visit.week for visit in offer.proposal.visits)
    if plan.only_weeks is not None and last > plan.only_weeks:
        raise Refused(
            Reason.NOT_AGREED,
            Words(
                "The plan is not agreed, so only its first two weeks can be booked. Agree the plan, or suggest again."
            ),
        )
    known = knowledge().disciplines
    ids = dict.fromkeys(visit.discipline for visit in offer.proposal.visits)
    if ids.keys() - known.keys():
        raise Refused(Reason.CHANGED_MEANWHILE, Words("What can be booked here has changed. Suggest again."))
    for no in refusals(plan, [known[id_] for id_ in ids], by).values():
        raise no


def _book_trip(plan: PlanToBook, course: Course, trip: tuple[Timed, ...], by: Member) -> list[Visit]:
    person = Person(id=plan.person_id, clinic_id=by.clinic_id)
    pair = None
    if all(visit.placed.pair_id is not None for visit in trip):
        pair = Pair.objects.create(
            clinic_id=by.clinic_id, person_id=plan.person_id, course=course, local_date=trip[0].placed.day
        )
    belongs = For(episode_id=plan.episode_id, course_id=course.id, pair=pair)
    return [add_visit(person, _wanted(plan, visit), by, belongs, order) for order, visit in enumerate(trip, 1)]


def _wanted(plan: PlanToBook, visit: Timed) -> VisitWanted:
    placed = visit.placed
    return VisitWanted(
        discipline=placed.discipline,
        practitioner_id=UUID(placed.practitioner),
        starts=visit.starts,
        minutes=int((visit.ends - visit.starts).total_seconds() // 60),
        place_id=UUID(placed.room),
        hands_on=tuple((_after(visit, a), _after(visit, b)) for a, b in visit.hands),
        phase=placed.phase,
        line=line_of(plan, placed.phase, placed.discipline),
    )


def _after(visit: Timed, at: datetime) -> int:
    return int((at - visit.starts).total_seconds() // 60)


def line_of(plan: PlanToBook, phase: str, discipline: str) -> str:
    """The first line of the plan that this visit is for."""
    phases = (each for each in plan.content.phases if each.id == phase)
    lines = (line for each in phases for lane, its in each.lanes.items() if lane == discipline for line in its)
    return next((line.id for line in lines), "")


def _booked(course_id: UUID, by: Member) -> CourseBooked:
    rows = Visit.objects.within(by.clinic_id).filter(course_id=course_id).order_by("starts")
    return _summary(course_id, list(rows))


def _summary(course_id: UUID, visits: Iterable[Visit]) -> CourseBooked:
    rows = sorted(visits, key=lambda visit: visit.starts)
    pairs = tuple(dict.fromkeys(visit.pair_id for visit in rows if visit.pair_id))
    return CourseBooked(course_id, tuple(v.id for v in rows), pairs, len({v.local_date for v in rows}))
