"""Holding a proposed course: every slot of it, for some minutes, or none of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from weft.core.schedule.wishes import Wishes
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import claims, clock, resources
from weft.records.access import Job, Member, row_of
from weft.records.actions.base import action, once
from weft.records.course_offer import Offer, kept, offered
from weft.records.models import Course, CourseState, Hold, Membership, Plan, PlanVersion
from weft.records.reads.course_request import PlanToBook, open_course, standing_visits
from weft.records.refused import Reason, Refused
from weft.records.wanted import Wanted


@dataclass(frozen=True, slots=True)
class CourseHeld:
    """A course that is offered to somebody."""

    course_id: UUID
    offer: Offer
    expires: datetime | None
    """Until when its times are held; None when nothing could be placed."""


@action
def hold_offer(
    plan: PlanToBook, wishes: Wishes, offer: Offer, *, by: Member, first_day: date, key: str = "", instead_of: str = ""
) -> CourseHeld:
    """Keep the offer and claim all of its times for a hold; what the course held before is let go first.

    Args:
        plan: The plan as it was read.
        wishes: What the person wished.
        offer: The proposal to hold.
        by: Somebody with the diary.
        first_day: First day of week 1.
        key: One-time key.
        instead_of: Serial of the offer that this one changes; empty when it may replace whatever stands.

    Raises:
        Refused: SLOT_TAKEN, CHANGED_MEANWHILE. (As an action it returns them.)
    """
    by.need(Job.DIARY)
    return once(
        lambda: _hold_now(plan, wishes, offer, first_day, instead_of, by),
        by=by, name="hold_course", key=key,
        keep=lambda held: str(held.course_id), found=lambda kept_id: _held(UUID(kept_id), by),
    )  # fmt: skip


def _hold_now(
    plan: PlanToBook, wishes: Wishes, offer: Offer, first_day: date, instead_of: str, by: Member
) -> CourseHeld:
    course = _course(plan, by)
    _check_still_so(plan, course)
    offer = replace(offer, standing=plan.visits)
    before = offered(course.proposal)
    if instead_of and (before is None or before.serial != instead_of):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This proposal has changed meanwhile. Look at it again."))
    holds = _holds(course)
    course.version_id, course.first_day = plan.version_id, first_day
    course.wishes, course.proposal = to_json(wishes), kept(offer)
    course.state = CourseState.HELD if offer.proposal.visits else CourseState.PROPOSED
    course.save()
    if not offer.proposal.visits:
        claims.release(*holds)
        return CourseHeld(course.id, offer, None)
    expires = clock.in_minutes(plan.clinic.hold_minutes)
    hold = Hold.objects.create(
        clinic_id=by.clinic_id, person_id=plan.person_id, course=course, expires=expires, by_id=by.user_id
    )
    claims.claim(by.clinic_id, _wanted(plan.person_id, offer, hold, by), release=holds)
    return CourseHeld(course.id, offer, expires)


def _course(plan: PlanToBook, by: Member) -> Course:
    """The plan's course, locked by way of its plan, so that two people who begin one at once make one."""
    row = row_of(Plan, by, plan.plan_id, for_update=True)
    found = open_course(row)
    return found or Course.objects.create(clinic_id=by.clinic_id, person_id=plan.person_id, episode_id=plan.episode_id)


def _check_still_so(plan: PlanToBook, course: Course) -> None:
    """The offer was solved without a lock: now, under the plan's, the plan and its visits must be what they were."""
    versions = PlanVersion.objects.within(plan.clinic.id).filter(plan_id=plan.plan_id).order_by("-number")
    if versions.values_list("id", flat=True)[0] != plan.version_id:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("The plan has a new version. Suggest again."))
    now = replace(plan, course=course, standing=standing_visits(plan.person_id, plan.clinic.id))
    if now.booked != plan.booked or now.visits != plan.visits:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This person's visits have changed meanwhile. Suggest again."))


def _holds(course: Course) -> list[Hold]:
    return list(Hold.objects.within(course.clinic_id).filter(course=course, ended_at__isnull=True))


def _wanted(person_id: UUID, offer: Offer, hold: Hold, by: Member) -> Iterator[Wanted]:
    own = resources.person(person_id, by.clinic_id).id
    staff = Membership.objects.within(by.clinic_id).filter(id__in={v.practitioner for v in offer.proposal.visits})
    hands_of = resources.practitioners(row.user_id for row in staff)
    hands = {str(row.id): hands_of[row.user_id].id for row in staff}
    for trip in offer.trips():
        for visit in trip:
            yield Wanted(own, visit.starts, visit.ends, hold_id=hold.id)
            yield Wanted(UUID(visit.placed.room), visit.starts, visit.ends, hold_id=hold.id)
            for starts, ends in visit.hands:
                yield Wanted(hands[visit.placed.practitioner], starts, ends, hold_id=hold.id)


def _held(course_id: UUID, by: Member) -> CourseHeld:
    course = row_of(Course, by, course_id)
    offer = offered(course.proposal)
    assert offer is not None  # noqa: S101  the key was kept together with the offer
    holds = _holds(course)
    return CourseHeld(course.id, offer, max((hold.expires for hold in holds), default=None))


@action
def release_course(*, course_id: UUID, by: Member) -> UUID:
    """Let go of what is held for a course; visits that are booked stay."""
    by.need(Job.DIARY)
    course = row_of(Course, by, course_id, for_update=True)
    claims.release(*_holds(course))
    has_visits = course.visits.exists()
    course.state = CourseState.BOOKED if has_visits else CourseState.PROPOSED
    course.save(update_fields=["state"])
    return course.id
