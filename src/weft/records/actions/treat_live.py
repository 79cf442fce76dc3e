"""Events of a live visit that count no needles: arrived, started, looked in, faint, steady."""

from datetime import datetime
from uuid import UUID

from weft.core.shared.care import NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.handover import may_start_movement
from weft.records import clock, live
from weft.records.access import Job, Member
from weft.records.actions.base import action, once
from weft.records.live import Live
from weft.records.models import AdverseEvent, EventKind, PairState, Visit, VisitState
from weft.records.refused import Reason, Refused
from weft.records.tasks import raise_task

TELL_LEAD, INCIDENT = "tell_lead", "incident"
"""Kinds of task for the clinical lead."""


@action
def arrive(*, visit_id: UUID, by: Member, at: datetime | None = None) -> UUID:
    """The person is here; for a pair that is together, both halves know it.

    Args:
        visit_id: The visit, or either half of a pair.
        by: The desk or a clinician.
        at: When they came, if that was earlier than now (aware).

    Returns:
        Id of the visit, or Refused: ALREADY_DONE, NOT_POSSIBLE.
    """
    by.need(Job.DIARY, Job.RECORD)
    found = live.opened(by, visit_id, count_is_open=False)
    if found.visit.state != VisitState.BOOKED:
        raise Refused(Reason.ALREADY_DONE, Words("They are marked as here already."))
    if at is not None and at > clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("Nobody can have come in the future. Leave the time out for now."))
    live.require_now(found.visit)
    for visit in _halves(found.visit):
        live.add(visit, EventKind.ARRIVED, by=by, at=at)
        live.move_to(visit, VisitState.ARRIVED)
    return visit_id


@action
def not_here(*, visit_id: UUID, by: Member) -> UUID:
    """They were marked as here by mistake: undone while nothing else has happened, for both halves of a pair.

    Returns:
        Id of the visit, or Refused: NOT_POSSIBLE.
    """
    by.need(Job.DIARY, Job.RECORD)
    found = live.opened(by, visit_id, count_is_open=False)
    ids = [found.visit.id]
    if found.visit.pair is not None and found.visit.pair.state == PairState.TOGETHER:
        ids = list(live.same_day(found.visit).filter(pair=found.visit.pair).values_list("id", flat=True))
    halves = [each for each in live.today(found.visit) if each.visit.id in ids]
    if not all(each.visit.state == VisitState.ARRIVED and each.is_here for each in halves):
        says = Words(
            "Something has been written since they were marked as here, so it stays. Cancel the visit instead."
        )
        raise Refused(Reason.NOT_POSSIBLE, says)
    for each in halves:
        live.add(each.visit, EventKind.NOT_HERE, by=by)
        live.move_to(each.visit, VisitState.BOOKED)
    return visit_id


def _halves(visit: Visit) -> list[Visit]:
    if visit.pair is None or visit.pair.state != PairState.TOGETHER:
        return [visit]
    others = live.same_day(visit).filter(pair=visit.pair, state=VisitState.BOOKED).exclude(id=visit.id)
    return [visit, *others]


@action
def start_visit(*, visit_id: UUID, by: Member) -> UUID:
    """The visit begins. After needles on the same day it waits until they are out and the person is steady.

    Returns:
        Id of the visit, or Refused: NEEDLES_IN, NOT_POSSIBLE, ALREADY_DONE, SIGNED.
    """
    found = live.opened(by, visit_id)
    live.need_hands(by, found.visit)
    begin(found, by)
    return visit_id


def begin(found: Live, by: Member, **details: object) -> None:
    """Mark the visit as started. For use inside an action.

    Raises:
        Refused: NEEDLES_IN, NOT_POSSIBLE (not steady), ALREADY_DONE.
    """
    if found.visit.state == VisitState.IN_TREATMENT:
        raise Refused(Reason.ALREADY_DONE, Words("This visit has been started already."))
    if found.visit.discipline != NEEDLES:
        require_hands_free(found)
    live.add(found.visit, EventKind.STARTED, by=by, details=dict(details))
    live.move_to(found.visit, VisitState.IN_TREATMENT)


def require_hands_free(found: Live) -> None:
    """Go on only when no needle is in, of whatever visit, and the person is steady.

    Raises:
        Refused: NEEDLES_IN or NOT_POSSIBLE.
    """
    require_needles_out(found)
    for needled in live.today(found.visit):
        gate = may_start_movement(needled.events, needled.has_report)
        if not gate.is_open:
            raise Refused(Reason.NOT_POSSIBLE, gate.why.words)


def require_needles_out(found: Live) -> None:
    """Go on only when no needle is in the person, of whatever visit, but for those reported missing.

    Raises:
        Refused: NEEDLES_IN, with the day when it is another one.
    """
    visit = found.visit
    for needled in live.with_needles_in(visit.clinic_id, visit.person_id):
        words = may_start_movement(needled.events, needled.has_report).why.words
        if needled.visit.local_date != visit.local_date:
            words = Words("On {day}: {says}", day=needled.visit.local_date, says=words)
        raise Refused(Reason.NEEDLES_IN, words)


@action
def check(*, visit_id: UUID, by: Member, finding: str = "fine") -> datetime:
    """Somebody looked in while needles are in.

    Args:
        visit_id: The visit.
        by: Any clinician.
        finding: fine | sore | dizzy, or a few words.

    Returns:
        When, or Refused: NOT_POSSIBLE (no needles are in), MISSING, SIGNED.
    """
    by.need(Job.NEEDLES, Job.MOVEMENT, Job.RECORD)
    found = live.opened(by, visit_id)
    if not found.count.still_in:
        raise Refused(Reason.NOT_POSSIBLE, Words("No needles are in, so there is nothing to look in on."))
    if not finding.strip():
        raise Refused(Reason.MISSING, Words("Say what you found: fine, sore, dizzy, or a few words."))
    return live.add(found.visit, EventKind.CHECK, by=by, details={"finding": finding.strip()[:200]}).at


@action
def faint(*, visit_id: UUID, by: Member, note: str = "", key: str = "") -> datetime:
    """The person faints: all needles out first, count when they are safe. Movement then waits for "steady".

    It can be told after signing too: a faint does not ask whether the record is closed. The same ``key`` is one faint:
    a press whose answer was lost is sent again by itself.

    Returns:
        When it was told, or Refused: NOT_POSSIBLE.
    """
    by.need(Job.NEEDLES, Job.MOVEMENT, Job.RECORD)
    return once(
        lambda: _fainted(visit_id, by, note), by=by, name=f"treat.faint.{visit_id}", key=key,
        keep=datetime.isoformat, found=datetime.fromisoformat,
    )  # fmt: skip


def _fainted(visit_id: UUID, by: Member, note: str) -> datetime:
    found = live.opened(by, visit_id, count_is_open=False)
    told = live.add(found.visit, EventKind.FAINT, by=by, note=note)
    AdverseEvent.objects.create(
        clinic_id=by.clinic_id, person_id=found.visit.person_id, visit=found.visit, kind="general.faint",
        severity="moderate", story=note, by_id=by.author_id, at=told.at,
    )  # fmt: skip
    raise_task(
        TELL_LEAD, Words("A faint during a visit: look at what happened."), by=by, job=Job.OUTCOMES,
        due=clock.in_minutes(24 * 60), person_id=found.visit.person_id, subject=visit_id,
    )  # fmt: skip
    return told.at


@action
def steady(*, visit_id: UUID, by: Member, yes: bool) -> datetime:
    """Whether the person is steady on their feet; "not yet" keeps movement waiting.

    Returns:
        When it was told, or Refused: NOT_POSSIBLE.
    """
    by.need(Job.NEEDLES, Job.MOVEMENT)
    found = live.opened(by, visit_id, count_is_open=False)
    return live.add(found.visit, EventKind.STEADY, by=by, details={"steady": yes}).at
