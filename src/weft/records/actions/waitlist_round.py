"""What time itself does with freed times: they are found, offered to one after the other, and ended when they pass.

A round may run at any moment and any number of times, in several workers. What is worked out from the whole calendar
is worked out in no transaction; the action that follows looks again under its lock.
"""

from datetime import timedelta
from uuid import UUID

from weft.core.book.consents import Purpose
from weft.records import clock
from weft.records.access import Member, clinic_of
from weft.records.actions.base import action
from weft.records.actions.book_consent import given_by
from weft.records.actions.waitlist_end import end_freed, end_offers
from weft.records.actions.waitlist_offer import freed_of, is_asked_now, keep_freed, offer
from weft.records.models import Clinic, FreedOutcome, FreedTime, OfferState, Reach, TimeOffer
from weft.records.quiet import end_of_quiet
from weft.records.reads.freed_times import Freed, Looking, freed_now
from weft.records.refused import Reason, Refused
from weft.records.waitlist import lapsed

FRESH = timedelta(minutes=10)
"""How long a list of who could use a time is believed; before each offer it is worked out again."""


def look_for_freed(*, by: Member) -> int:
    """Write down times that became free, with who could use them; how many are new.

    Also ends those that are somebody's again.
    """
    clinic = clinic_of(by.clinic_id)
    rows = FreedTime.objects.within(by.clinic_id).filter(starts__gt=clock.now()).exclude(outcome=FreedOutcome.TAKEN)
    known = {freed_of(row): row for row in rows.order_by("made_at")}
    free, looking, new = freed_now(clinic), Looking(clinic), 0
    end_taken(known, free, by=by)
    for freed in free:
        row = known.get(freed)
        is_open = row is not None and row.ended_at is None
        if row is not None and (not is_open or row.ranked_at > clock.now() - FRESH):
            continue
        new += row is None
        keep_freed(freed, looking.ranked(freed), by=by)
    return new


@action
def end_taken(known: dict[Freed, FreedTime], free: tuple[Freed, ...], *, by: Member) -> int:
    """End what was found and is somebody's again; how many. What the desk wrote in is left to the desk."""
    gone = [row for freed, row in known.items() if freed not in free and row.ended_at is None and row.by_id is None]
    for row in sorted(gone, key=lambda one: one.id):
        end_freed(row, FreedOutcome.TAKEN, OfferState.GONE)
    return len(gone)


@action
def expire(*, by: Member) -> int:
    """End offers whose time to answer is over, that hold no more, and times that have begun; how many offers."""
    now = clock.now()
    over = end_offers(by.clinic_id, OfferState.EXPIRED, expires__lte=now)
    if lapsed := _lapsed(by.clinic_id):
        over += end_offers(by.clinic_id, OfferState.STOPPED, id__in=lapsed)
    passed = FreedTime.objects.within(by.clinic_id).filter(ended_at__isnull=True, starts__lte=now)
    for row in passed.order_by("id").select_for_update(no_key=True):
        end_freed(row, FreedOutcome.PASSED, OfferState.EXPIRED)
    return over


def _lapsed(clinic_id: UUID) -> list[UUID]:
    """Open offers that a yes would not book, or of who may not be written to any more."""
    rows = list(TimeOffer.objects.within(clinic_id).filter(state=OfferState.OPEN).exclude(channel=Reach.PHONE))
    willing = given_by({row.person_id for row in rows}, clinic_id, Purpose.VISIT_REMINDERS) if rows else frozenset()
    over = lapsed(rows, clinic_id)
    return [row.id for row in rows if row.person_id not in willing or row.id in over]


def carry_on(*, by: Member) -> int:
    """Ask the next person about each time that nobody is asked about now; how many were asked.

    Never at night, and never while mail is held: nobody would hear of it before it expires.
    """
    expire(by=by)
    clinic, now = Clinic.objects.get(id=by.clinic_id), clock.now()
    if clinic.mail_held_since is not None or end_of_quiet(clinic, now) > now:
        return 0
    rows = FreedTime.objects.within(by.clinic_id).filter(ended_at__isnull=True, starts__gt=now)
    waiting = rows if clinic.offers_by_itself else rows.filter(begun_at__isnull=False)
    busy = TimeOffer.objects.within(by.clinic_id).filter(state=OfferState.OPEN).values("freed_id")
    asked = 0
    for row in waiting.exclude(id__in=busy).order_by("starts", "id"):
        result = offer(by=by, freed_id=row.id)
        if not isinstance(result, Refused):
            asked += 1
        elif result.reason is Reason.NOT_POSSIBLE:  # else another worker was faster
            nobody(row, by=by)
    return asked


@action
def nobody(row: FreedTime, *, by: Member) -> bool:
    """Nobody is left who can be written to; whoever can be rung is still on its list. False: somebody is asked now."""
    fresh = FreedTime.objects.within(by.clinic_id).select_for_update(no_key=True).get(id=row.id)
    if is_asked_now(fresh):
        return False
    end_freed(fresh, FreedOutcome.NOBODY, OfferState.EXPIRED)
    return True
