"""The whole course at once: proposed outside any transaction, held for some minutes, confirmed all or nothing."""

from dataclasses import replace
from uuid import UUID, uuid4

from weft.core.schedule.alternatives import alternatives, choose
from weft.core.schedule.check import check
from weft.core.schedule.course import propose
from weft.core.schedule.proposal import Alternative, Proposal
from weft.core.schedule.wishes import PartOfDay, Wishes
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.access import Job, Member, row_of
from weft.records.actions.course_confirm import CourseBooked, confirm_course
from weft.records.actions.course_hold import CourseHeld, hold_offer, release_course
from weft.records.course_offer import Length, Offer, offered
from weft.records.models import Course, Plan
from weft.records.reads.course_request import Asked, PlanToBook, ask, plan_to_book, refusals
from weft.records.refused import Reason, Refused

__all__ = [
    "CourseBooked",
    "CourseHeld",
    "PartOfDay",
    "Wishes",
    "choose_alternative",
    "confirm_course",
    "propose_course",
    "release_course",
]

TRIES = 2
"""When somebody takes a slot between solving and holding, it is solved once more."""


def propose_course(
    *, plan_id: UUID, by: Member, wishes: Wishes | None = None, key: str = "", plan: PlanToBook | None = None
) -> CourseHeld | Refused:
    """Propose everything that the plan still needs, and hold it for the clinic's hold minutes.

    What was held for this plan before is let go. Before the plan is agreed only its first two weeks are proposed.

    Args:
        plan_id: The plan.
        by: Somebody with the diary.
        wishes: When the person can come; None for what they said last time.
        key: One-time key: sent again, the first result is given back.
        plan: The same plan, for who has read it already.

    Returns:
        The offer and until when it is held, or Refused: NOT_AGREED, ALREADY_DONE, BLOCKED, MISSING, NOT_POSSIBLE, or
        SLOT_TAKEN when others took the times twice while we were looking.
    """
    by.need(Job.DIARY)
    result: CourseHeld | Refused
    try:
        for _ in range(TRIES):
            read, plan = plan or plan_to_book(plan_id, by=by), None
            wished = read.wishes if wishes is None else wishes
            asked = ask(read, wished, by=by)
            offer = _offer(read, asked, propose(asked.request, asked.supply), by)
            result = hold_offer(read, wished, offer, by=by, first_day=asked.request.first_day, key=key)
            if not _is_taken(result):
                return result
    except Refused as no:
        return no
    return Refused(Reason.SLOT_TAKEN, Words("Somebody else is booking at these times. Suggest again."))


def choose_alternative(
    *, course_id: UUID, trip: int, choice: int, by: Member, serial: str = "", key: str = ""
) -> CourseHeld | Refused:
    """Hold one trip of the offer at another of its places, and everything else where it is.

    Args:
        course_id: The course.
        trip: Which trip of the offer, from 0.
        choice: Which of its choices, from 0.
        by: Somebody with the diary.
        serial: The offer that was on the page; empty for whichever stands.
        key: One-time key.

    Returns:
        The new offer, held anew, or Refused: SLOT_TAKEN (with what could be had instead), CHANGED_MEANWHILE,
        NOT_POSSIBLE when there is no such choice, and whatever `propose_course` refuses.
    """
    by.need(Job.DIARY)
    try:
        return _choose(row_of(Course, by, course_id), (trip, choice), by=by, serial=serial, key=key)
    except Refused as no:
        return no


def _choose(course: Course, which: tuple[int, int], *, by: Member, serial: str, key: str) -> CourseHeld | Refused:
    offer = offered(course.proposal)
    if offer is None or (serial and serial != offer.serial):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("This proposal has changed meanwhile. Look at it again."))
    plan, asked = _asked_again(course, by)
    if (asked.request.opens_minutes, asked.request.slot_minutes) != (offer.opens_minutes, offer.slot_minutes):
        raise Refused(Reason.CHANGED_MEANWHILE, Words("The clinic's hours have changed. Suggest again."))
    choice = _choice(offer, which)
    trip = offer.choices[which[0]].trip
    chosen = choose(asked.request, asked.supply, offer.proposal, trip, choice)
    if check(chosen, asked.request, asked.supply):
        return _taken(course, offer, which[0], by)
    result = hold_offer(
        plan, plan.wishes, _offer(plan, asked, chosen, by),
        by=by, first_day=asked.request.first_day, key=key, instead_of=offer.serial,
    )  # fmt: skip
    return _taken(course, offer, which[0], by) if _is_taken(result) else result


def _choice(offer: Offer, which: tuple[int, int]) -> Alternative:
    trip, choice = which
    if not 0 <= trip < len(offer.choices) or not 0 <= choice < len(offer.choices[trip].choices):
        raise Refused(Reason.NOT_POSSIBLE, Words("There is no such choice any more. Look at the proposal again."))
    return offer.choices[trip].choices[choice]


def _asked_again(course: Course, by: Member) -> tuple[PlanToBook, Asked]:
    plan_id = Plan.objects.within(by.clinic_id).values_list("id", flat=True).get(episode_id=course.episode_id)
    plan = plan_to_book(plan_id, by=by)
    return plan, ask(plan, replace(plan.wishes, first_day=course.first_day), by=by)


def _taken(course: Course, offer: Offer, trip: int, by: Member) -> Refused:
    """The loser is told what else there is now for this trip."""
    _, asked = _asked_again(course, by)
    [found] = alternatives(asked.request, asked.supply, offer.proposal, only=offer.choices[trip].trip)
    return Refused(
        Reason.SLOT_TAKEN,
        Words("That time has just been taken. Choose another."),
        alternatives=tuple(choice.what for choice in found.choices),
    )


def _is_taken(result: CourseHeld | Refused) -> bool:
    return isinstance(result, Refused) and result.reason is Reason.SLOT_TAKEN


def _offer(plan: PlanToBook, asked: Asked, proposal: Proposal, by: Member) -> Offer:
    known, used = knowledge(), {spec.id for spec in asked.request.disciplines}
    return Offer(
        serial=uuid4().hex,
        proposal=proposal,
        choices=alternatives(asked.request, asked.supply, proposal),
        opens_minutes=asked.request.opens_minutes,
        slot_minutes=asked.request.slot_minutes,
        zone=asked.zone,
        lengths={
            one.id: Length(one.visit_minutes, one.hands_on, one.name)
            for one in known.disciplines.values() if one.id in used
        },
        names=asked.snapshot.names,
        only_weeks=plan.only_weeks,
        withheld=_withheld(plan, asked, by),
        closed=asked.closed,
        phases={phase.id: phase.name.message for phase in plan.content.phases},
        knowledge_version=known.version,
    )  # fmt: skip


def _withheld(plan: PlanToBook, asked: Asked, by: Member) -> tuple[Words, ...]:
    """What everybody with the diary will read: without the clinical reasons, whoever asks."""
    if not by.may(Job.RECORD) or not asked.withheld:
        return asked.withheld
    reader = replace(by, jobs=by.jobs - {Job.RECORD})
    known, asks = knowledge().disciplines, asked.request
    held_back = [known[one.id] for one in asks.disciplines if one.id not in asks.cleared]
    return tuple(why.words for why in refusals(plan, held_back, reader).values())
