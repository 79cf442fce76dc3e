"""A freed time is offered to one after the other; nothing is held, and the first yes has it.

Who could use it is worked out first, in no transaction; then the offer is written. What is answered to it is taken by
`waitlist_answer`.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from weft.core.schedule.offering import answer_by
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, offer_links
from weft.records.access import Job, Member, NotFound, clinic_of, row_of
from weft.records.actions.base import action
from weft.records.actions.waitlist_end import end_freed
from weft.records.actions.waitlist_message import tell, ways_to
from weft.records.models import (
    Clinic,
    FreedOutcome,
    FreedTime,
    Membership,
    OfferState,
    Person,
    Reach,
    TimeOffer,
)
from weft.records.quiet import end_of_quiet
from weft.records.reads.freed_times import Freed, Looking, Ranked
from weft.records.refused import Reason, Refused
from weft.records.waitlist import entries_of, standing_mark

DONE_WITH = (OfferState.OPEN, OfferState.YES, OfferState.NO, OfferState.EXPIRED, OfferState.STOPPED)
"""Whoever was asked for a time is not asked for it again, but for who was only too late."""


def freed_of(row: FreedTime) -> Freed:
    """The time of a row."""
    return Freed(row.starts, row.ends, row.practitioner_id, row.second_id)


@action
def keep_freed(freed: Freed, ranked: Sequence[Ranked], *, by: Member) -> UUID:
    """Write a freed time down with who could use it; the same time again only brings its list up to date.

    Returns:
        The row's id, or Refused: NOT_POSSIBLE for a time that is over, or no time at all.
    """
    if by.is_staff:
        by.need(Job.DIARY)
    if freed.starts <= clock.now() or freed.ends <= freed.starts:
        raise Refused(Reason.NOT_POSSIBLE, Words("Choose a time that lies ahead, and ends after it begins."))
    who = {freed.practitioner_id, freed.second_id or freed.practitioner_id}
    works = Membership.objects.within(by.clinic_id).filter(id__in=who, active=True).order_by("id")
    if len(works.select_for_update(no_key=True)) != len(who):  # locked: who writes the same time down waits here
        raise NotFound
    again = Q(ended_at__isnull=True) | Q(outcome=FreedOutcome.NOBODY)
    rows = FreedTime.objects.within(by.clinic_id).select_for_update(no_key=True).filter(again)
    row = rows.filter(practitioner_id=freed.practitioner_id, starts=freed.starts, ends=freed.ends).first()
    if row is None:
        row = FreedTime(
            clinic_id=by.clinic_id, starts=freed.starts, ends=freed.ends, practitioner_id=freed.practitioner_id,
            by_id=by.user_id, second_id=freed.second_id,
        )  # fmt: skip
    if row.ended_at is not None:
        row.ended_at, row.outcome, row.begun_at = None, "", None
    row.second_id, row.ranked, row.ranked_at = freed.second_id, to_json(tuple(ranked)), clock.now()
    row.save()
    return row.id


def offer(*, by: Member, freed_id: UUID, person_id: UUID | None = None) -> UUID | Refused:
    """Offer a freed time to one person, or to the first who can be written to.

    Args:
        by: Somebody with the diary, or the system.
        freed_id: Which time.
        person_id: To whom; None: to whoever gains most and was not asked yet.

    Returns:
        The offer's id, or Refused: ALREADY_DONE when it is not offered any more, they were asked, they want no offers,
        or (for the system) somebody is asked now; NOT_POSSIBLE when it does not fit them any more, nobody can be
        written to, mail is held, or it is too near to wait for an answer.
    """
    if by.is_staff:
        by.need(Job.DIARY)
    row = row_of(FreedTime, by, freed_id)
    but = asked_for(row, and_late=person_id is None)
    found = Looking(clinic_of(by.clinic_id)).ranked(freed_of(row), but=but, only=person_id)
    ways = _ways(found, by)
    written = [one for one in found if person_id or ways.get(one.person_id, Reach.PHONE) != Reach.PHONE]
    if not written:
        return Refused(Reason.NOT_POSSIBLE, nobody_could(person_id, found))
    return _offer(freed_id, written[0], by=by)


def asked_for(row: FreedTime, *, and_late: bool = False) -> frozenset[UUID]:
    """Who has been asked for a time; ``and_late``: also whose yes came to nothing, whom only the desk asks again."""
    states = (*DONE_WITH, OfferState.GONE) if and_late else DONE_WITH
    rows = TimeOffer.objects.within(row.clinic_id).filter(freed=row, state__in=states)
    return frozenset(rows.values_list("person_id", flat=True))


def _ways(found: Sequence[Ranked], by: Member) -> dict[UUID, Reach]:
    ids = [one.person_id for one in found]
    people = list(Person.objects.within(by.clinic_id).filter(id__in=ids))
    return ways_to(people, entries_of(by.clinic_id, ids), by.clinic_id)


def nobody_could(person_id: UUID | None, found: Sequence[Ranked]) -> Words:
    """Why nobody is asked."""
    if person_id:
        return Words("This time does not fit this person any more, or they were asked already.")
    if found:
        return Words("Nobody who could use this time may be written to. Ring them, and note what they say.")
    return Words("Nobody who waits could use this time.")


@action
def _offer(freed_id: UUID, one: Ranked, *, by: Member) -> UUID:
    freed = still_open(freed_id, by)
    if not by.is_staff and is_asked_now(freed):
        raise Refused(Reason.ALREADY_DONE, Words("Somebody is asked about this time now."))
    clinic, now = Clinic.objects.get(id=by.clinic_id), clock.now()
    person, leaves = row_of(Person, by, one.person_id), end_of_quiet(clinic, now)
    way = _way(person)
    row = new_offer(freed, one, by)
    row.channel, row.hash = way, offer_links.hash_of(row.id)
    row.expires = _until(clinic, way, leaves, one.visits[0].starts)
    row.save(force_insert=True)
    if freed.begun_at is None:
        freed.begun_at = now
        freed.save(update_fields=["begun_at"])
    tell(row, person, one.visits[0], leaves, by=by)
    return row.id


def _way(person: Person) -> Reach:
    """How they are written to; refused for who said meanwhile that they want no offers."""
    entries = entries_of(person.clinic_id, [person.id])
    if (entry := entries.get(person.id)) is not None and not entry.wanted:
        raise Refused(Reason.ALREADY_DONE, Words("This person wants no offers any more. Nothing was sent."))
    return ways_to([person], entries, person.clinic_id)[person.id]


def is_asked_now(freed: FreedTime) -> bool:
    """Somebody's offer of this time is open."""
    return TimeOffer.objects.within(freed.clinic_id).filter(freed=freed, state=OfferState.OPEN).exists()


def _until(clinic: Clinic, way: Reach, leaves: datetime, starts: datetime) -> datetime:
    """Until when an offer stands that leaves then; refused where no message would be read in time."""
    expires = answer_by(leaves, starts, clinic.offer_minutes)
    if way == Reach.PHONE:
        why = Words("This person may not be written to. Ring them, and note what they say.")
    elif clinic.mail_held_since is not None:
        why = Words("Messages are held now: nothing would reach them in time. Ring, and note what they say.")
    elif expires is None:
        why = Words("This time is too near to wait for an answer. Ring, and note what they say.")
    else:
        return expires
    raise Refused(Reason.NOT_POSSIBLE, why)


def still_open(freed_id: UUID, by: Member) -> FreedTime:
    """A time, locked, that is still offered; refused otherwise. For use inside an action."""
    freed = row_of(FreedTime, by, freed_id, for_update=True)
    if freed.ended_at is not None or freed.starts <= clock.now():
        raise Refused(Reason.ALREADY_DONE, Words("This time is not offered any more. Nothing was sent."))
    return freed


def new_offer(freed: FreedTime, one: Ranked, by: Member) -> TimeOffer:
    """A row to be saved; refused for who was asked already. For use inside an action."""
    if (
        TimeOffer.objects.within(by.clinic_id)
        .filter(freed=freed, person_id=one.person_id, state__in=DONE_WITH)
        .exists()
    ):
        raise Refused(Reason.ALREADY_DONE, Words("This person was asked already."))
    return TimeOffer(
        clinic_id=by.clinic_id, person_id=one.person_id, freed=freed, visits=to_json(one.visits),
        instead_of=one.instead_of, standing=standing_mark(by.clinic_id, one.person_id), by_id=by.user_id,
    )  # fmt: skip


@action
def stop_offering(*, by: Member, freed_id: UUID) -> UUID:
    """Offer a time no longer: open offers are taken back."""
    by.need(Job.DIARY)
    freed = row_of(FreedTime, by, freed_id, for_update=True)
    end_freed(freed, FreedOutcome.STOPPED, OfferState.STOPPED)
    return freed.id
