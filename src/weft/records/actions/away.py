"""Somebody is away, a bed or room is closed, or the whole site: written with its claims, and called off again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.schedule.absence import WHY, Why
from weft.core.shared.words import Words
from weft.records import claims, clock, tasks
from weft.records.access import Job, Member, row_of
from weft.records.actions.away_calls import CALLS, CANNOT_BE_HELD, Call, ask_to_call, first_of_each, say
from weft.records.actions.away_elsewhere import finish_elsewhere, tell_others, tell_others_it_is_off
from weft.records.actions.away_end import RING, rung, stop_questions
from weft.records.actions.base import action, once
from weft.records.away_lost import lost_visits
from weft.records.closed_times import booked_in
from weft.records.models import Closure, Membership, MoveQuestion, Resource, ResourceKind, Site, Talk
from weft.records.refused import Reason, Refused

__all__ = ["CALLS", "CANNOT_BE_HELD", "WHY", "Absent", "Why", "end_absence", "finish_calls", "write_absence"]
"""The words for why, too: pages ask for one of them."""

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absent:
    """Who or what is not there: one of the three."""

    membership_id: UUID | None = None
    place_id: UUID | None = None
    site_id: UUID | None = None


@action
def write_absence(*, by: Member, who: Absent, starts: datetime, ends: datetime, why: Why, key: str = "") -> UUID:
    """Write an absence or a closure; from now on nothing is booked in it.

    What is booked in it already stays until somebody has talked to the people: each of them becomes a task. So do those
    of other clinics in which the same hands work, for their own desks.

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
    claims.reopen(row)  # who is put back into it at this moment is through, or finds it called off
    hit, booked = lost_visits(by.clinic_id, [row])[row.id], booked_in([row])[row.id]
    finish_calls({visit.person_id for visit in hit}, outcome="called off", by=by)
    _finish_talks(booked.holds, by)
    _stop_asking(row, by)
    tell_others_it_is_off(row)
    return row.id


def _stop_asking(row: Closure, by: Member) -> None:
    """Nobody is asked about another time any more, or rung because they were."""
    stop_questions(by.clinic_id, by, closure_id=row.id)
    asked = MoveQuestion.objects.within(by.clinic_id).filter(closure=row).values_list("person_id", flat=True)
    rung(set(asked), by, "called off")


def finish_calls(
    people: Iterable[UUID], *, outcome: str, by: Member, kinds: tuple[str, ...] = (CANNOT_BE_HELD, RING)
) -> None:
    """Finish the tasks of those who have no visit in any absence any more. For use inside an action.

    The others' say which of theirs is the first now.
    """
    people = set(people)
    finish_elsewhere(people, outcome=outcome, by=by)
    asked = {id_ for id_ in people if any(tasks.is_waiting(kind, by=by, person_id=id_) for kind in kinds)}
    if not asked:
        return
    standing = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    hit = lost_visits(by.clinic_id, list(standing)).items()
    still = first_of_each((Call(CANNOT_BE_HELD, _says, id_), visit) for id_, visits in hit for visit in visits)
    for person_id in asked:
        if person_id in still:
            say(*still[person_id], by)
        else:
            tasks.finish_tasks(*kinds, by=by, outcome=outcome, person_id=person_id)


def _finish_talks(hold_ids: Iterable[UUID], by: Member) -> None:
    """The same for talks that lie in no absence any more."""
    standing = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    still = {id_ for booked in booked_in(standing).values() for id_ in booked.holds}
    talks = Talk.objects.within(by.clinic_id).filter(hold_id__in=set(hold_ids) - still)
    for enquiry_id in talks.values_list("enquiry_id", flat=True):
        tasks.finish_tasks(CANNOT_BE_HELD, by=by, outcome="called off", enquiry_id=enquiry_id)


def _write(by: Member, who: Absent, starts: datetime, ends: datetime, why: Why) -> UUID:
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
    ask_to_call(Call(CANNOT_BE_HELD, _says, row.id), booked_in([row])[row.id], by)
    tell_others(row)
    return row.id


def _says(day: str) -> Words:
    return Words("The time on {day} cannot be held. Find another one and call.", day=day)


def _check_time(starts: datetime, ends: datetime) -> None:
    if not starts < ends:
        raise Refused(Reason.NOT_POSSIBLE, Words("The end lies before the beginning. Choose a later one."))
    if ends <= clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
    if ends - starts > LONGEST:
        raise Refused(Reason.NOT_POSSIBLE, Words("That is longer than a year. Change the working hours instead."))


def _check_who(who: Absent, by: Member) -> None:
    """Exactly one, of this clinic; who has left it has their time to themselves, and for the clinics they work in."""
    if sum(each is not None for each in (who.membership_id, who.place_id, who.site_id)) != 1:
        raise Refused(Reason.MISSING, Words("Choose who is away, or what is closed."))
    if who.membership_id and not row_of(Membership, by, who.membership_id).is_here:
        raise Refused(Reason.MISSING, Words("Choose who is away, or what is closed."))
    if who.site_id:
        row_of(Site, by, who.site_id)
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    if who.place_id and not Resource.objects.within(by.clinic_id).filter(id=who.place_id, kind__in=kinds).exists():
        raise Refused(Reason.MISSING, Words("Choose who is away, or what is closed."))
