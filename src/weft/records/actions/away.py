"""Somebody is away, a bed or room is closed, or the whole site: written with its claims, and called off again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format

from weft.core.schedule.absence import WHY, Why
from weft.core.shared.words import Words
from weft.records import claims, clock, tasks
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.actions.away_end import RING, rung, stop_questions
from weft.records.actions.base import action, once
from weft.records.away_lost import lost_visits
from weft.records.closed_times import booked_in
from weft.records.models import Closure, Hold, Membership, MoveQuestion, Resource, ResourceKind, Site, Talk, Visit
from weft.records.refused import Reason, Refused

__all__ = ["CANNOT_BE_HELD", "WHY", "Absent", "Why", "end_absence", "finish_calls", "write_absence"]
"""The words for why, too: pages ask for one of them."""

CANNOT_BE_HELD = "away"
"""The kind of task: somebody's visit or talk lies in an absence."""
LONGEST = timedelta(days=366)
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Absent:
    """Who or what is not there: one of the three."""

    membership_id: UUID | None = None
    place_id: UUID | None = None
    site_id: UUID | None = None


@action
def write_absence(*, by: Member, who: Absent, starts: datetime, ends: datetime, why: Why, key: str = "") -> UUID:
    """Write an absence or a closure; from now on nothing is booked in it.

    What is booked in it already stays until somebody has talked to the people: each of them becomes a task.

    Args:
        by: Somebody with the diary.
        who: A practitioner, a bed or room, or a site.
        starts: First moment (aware).
        ends: The moment after the last.
        why: One word.
        key: One-time key.

    Returns:
        Id of the closure, or Refused: NOT_POSSIBLE (in the past, too long, not in order), ALREADY_DONE when it is
        written already.
    """
    by.need(Job.DIARY)
    return once(
        lambda: _write(by, who, starts, ends, why),
        by=by, name="away", key=key, keep=str, found=lambda kept: UUID(str(kept)),
    )  # fmt: skip


@action
def end_absence(*, by: Member, closure_id: UUID) -> UUID:
    """Call an absence off, or end it before its time: its times can be booked again, and nobody has to be called.

    Returns:
        Id of the closure, or Refused: ALREADY_DONE.
    """
    by.need(Job.DIARY)
    row = row_of(Closure, by, closure_id, for_update=True)
    if row.ended_at or row.ends <= clock.now():
        raise Refused(Reason.ALREADY_DONE, Words("This is over or was called off already. Load the page again."))
    hit, booked = lost_visits(by.clinic_id, [row])[row.id], booked_in([row])[row.id]
    claims.reopen(row)
    finish_calls({visit.person_id for visit in hit}, outcome="called off", by=by)
    _finish_talks(booked.holds, by)
    _stop_asking(row, by)
    return row.id


def _stop_asking(row: Closure, by: Member) -> None:
    """Nobody is asked about another time any more, or rung because they were."""
    stop_questions(by.clinic_id, by, closure_id=row.id)
    asked = MoveQuestion.objects.within(by.clinic_id).filter(closure=row).values_list("person_id", flat=True)
    rung(set(asked), by, "called off")


def finish_calls(people: Iterable[UUID], *, outcome: str, by: Member) -> None:
    """Finish the tasks of those who have no visit in any absence any more. For use inside an action."""
    kinds = (CANNOT_BE_HELD, RING)
    asked = {id_ for id_ in people if any(tasks.is_waiting(kind, by=by, person_id=id_) for kind in kinds)}
    if not asked:
        return
    standing = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    still = {visit.person_id for found in lost_visits(by.clinic_id, list(standing)).values() for visit in found}
    for person_id in asked - still:
        tasks.finish_tasks(*kinds, by=by, outcome=outcome, person_id=person_id)


def _finish_talks(hold_ids: Iterable[UUID], by: Member) -> None:
    """The same for talks that lie in no absence any more."""
    standing = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    still = {id_ for booked in booked_in(standing).values() for id_ in booked.holds}
    talks = Talk.objects.within(by.clinic_id).filter(hold_id__in=set(hold_ids) - still)
    for enquiry_id in talks.values_list("enquiry_id", flat=True):
        tasks.finish_tasks(CANNOT_BE_HELD, by=by, outcome="called off", enquiry_id=enquiry_id)


def _write(by: Member, who: Absent, starts: datetime, ends: datetime, why: Why) -> UUID:
    clinic = clinic_of(by.clinic_id)
    _check_time(starts, ends)
    _check_who(who, by)
    about = {"membership": who.membership_id, "place": who.place_id, "site": who.site_id}
    same = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, **about)
    if same.filter(starts__lte=starts, ends__gte=ends).exists():
        raise Refused(Reason.ALREADY_DONE, Words("This is written already: look at the list below."))
    row = Closure.objects.create(
        clinic_id=by.clinic_id, membership_id=who.membership_id, place_id=who.place_id, site_id=who.site_id,
        starts=starts, ends=ends, reason=why.value,
    )  # fmt: skip
    claims.close(row)
    booked = booked_in([row])[row.id]
    _let_go_of_proposals(booked.holds, by)
    _ask_to_call(row, Visit.objects.within(by.clinic_id).filter(id__in=booked.visits), clinic, by)
    for talk in Talk.objects.within(by.clinic_id).filter(hold_id__in=booked.holds, cancelled_at__isnull=True):
        _task(row, talk, clinic, by, enquiry_id=talk.enquiry_id)
    return row.id


def _check_time(starts: datetime, ends: datetime) -> None:
    if not starts < ends:
        raise Refused(Reason.NOT_POSSIBLE, Words("The end lies before the beginning. Choose a later one."))
    if ends <= clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
    if ends - starts > LONGEST:
        raise Refused(Reason.NOT_POSSIBLE, Words("That is longer than a year. Change the working hours instead."))


def _check_who(who: Absent, by: Member) -> None:
    """Exactly one, of this clinic."""
    if sum(each is not None for each in (who.membership_id, who.place_id, who.site_id)) != 1:
        raise Refused(Reason.MISSING, Words("Choose who is away, or what is closed."))
    if who.membership_id:
        row_of(Membership, by, who.membership_id)
    if who.site_id:
        row_of(Site, by, who.site_id)
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    if who.place_id and not Resource.objects.within(by.clinic_id).filter(id=who.place_id, kind__in=kinds).exists():
        raise Refused(Reason.MISSING, Words("Choose who is away, or what is closed."))


def _let_go_of_proposals(hold_ids: Iterable[UUID], by: Member) -> None:
    """A proposal that somebody looks at now is made anew; a talk is booked, and is called about."""
    talks = Talk.objects.within(by.clinic_id).filter(hold_id__in=hold_ids).values("hold_id")
    rows = Hold.objects.within(by.clinic_id).filter(id__in=hold_ids, ended_at__isnull=True).exclude(id__in=talks)
    claims.release(*rows.order_by("id").select_for_update())


def _ask_to_call(row: Closure, visits: Iterable[Visit], clinic: ClinicSeen, by: Member) -> None:
    """One task for each person, about the first of their visits."""
    first: dict[UUID, Visit] = {}
    for visit in sorted(visits, key=lambda each: each.starts):
        first.setdefault(visit.person_id, visit)
    for person_id, visit in first.items():
        _task(row, visit, clinic, by, person_id=person_id)


def _task(
    row: Closure, one: Visit | Talk, clinic: ClinicSeen, by: Member, *,
    person_id: UUID | None = None, enquiry_id: UUID | None = None,
) -> None:  # fmt: skip
    day = date_format(one.local_date, "D j N Y")
    tasks.raise_task(
        CANNOT_BE_HELD, Words("The time on {day} cannot be held. Find another one and call.", day=day), by=by,
        job=Job.DIARY, due=max(clock.now() + SOON, one.starts - timedelta(hours=clinic.notice_hours)), subject=row.id,
        person_id=person_id, enquiry_id=enquiry_id,
    )  # fmt: skip
