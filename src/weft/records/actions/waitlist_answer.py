"""What somebody answers to a freed time, by its link or by phone: a yes books, in one transaction with the answer."""

from uuid import UUID

from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, NotFound, clinic_of, row_of
from weft.records.actions.base import action
from weft.records.actions.waitlist import ended
from weft.records.actions.waitlist_book import book
from weft.records.actions.waitlist_end import end_freed, end_offer
from weft.records.actions.waitlist_offer import asked_for, freed_of, keep_freed, new_offer, nobody_could, still_open
from weft.records.models import FreedOutcome, FreedTime, OfferState, Reach, TimeOffer
from weft.records.reads.freed_times import Looking, Ranked
from weft.records.refused import Reason, Refused
from weft.records.waitlist import mark_of, own_trip
from weft.records.wanted import VisitWanted

MEANWHILE = Words("What they could have is not what it was. Tell them what is here now, then note what they say.")


def said(
    *, by: Member, freed_id: UUID, person_id: UUID, yes: bool, seen: str | None = None
) -> OfferState | Refused:  # fmt: skip
    """What somebody answered by phone: to an offer that is open, or to being rung just now.

    Args:
        by: Somebody with the diary.
        freed_id: Which time.
        person_id: Who answered.
        yes: What they said.
        seen: `mark_of` of what was read to them: when, with whom and instead of what; None does not ask.

    Returns:
        How it came out, or Refused: as `offer`; CHANGED_MEANWHILE for a yes to something else than they would have.
    """
    by.need(Job.DIARY)
    row = row_of(FreedTime, by, freed_id)
    rows = TimeOffer.objects.within(by.clinic_id).filter(freed=row, person_id=person_id, state=OfferState.OPEN)
    if (is_open := rows.first()) is not None:
        visits = from_json(tuple[VisitWanted, ...], is_open.visits)
        if yes and not _is_told(seen, visits, is_open.instead_of, by):
            return Refused(Reason.CHANGED_MEANWHILE, MEANWHILE)
        return answer(by=by, offer_id=is_open.id, yes=yes)
    looking = Looking(clinic_of(by.clinic_id))
    found = looking.ranked(freed_of(row), but=asked_for(row), only=person_id)
    if not found:
        return Refused(Reason.NOT_POSSIBLE, nobody_could(person_id, found))
    if yes and not _is_told(seen, found[0].visits, found[0].instead_of, by):
        keep_freed(freed_of(row), looking.ranked(freed_of(row)), by=by)
        return Refused(Reason.CHANGED_MEANWHILE, MEANWHILE)
    return _rung(freed_id, found[0], yes=yes, by=by)


def _is_told(seen: str | None, visits: tuple[VisitWanted, ...], instead_of: UUID | None, by: Member) -> bool:
    return seen is None or seen == mark_of(visits, own_trip(by.clinic_id, instead_of))


@action
def _rung(freed_id: UUID, one: Ranked, *, yes: bool, by: Member) -> OfferState:
    freed = still_open(freed_id, by)
    row = new_offer(freed, one, by)
    row.channel, row.expires = Reach.PHONE, one.visits[0].starts
    row.save(force_insert=True)
    return _answered(row, freed, yes=yes, by=by)


@action
def answer(*, by: Member, offer_id: UUID, yes: bool) -> OfferState:
    """Take somebody's yes or no to an open offer; a yes books, or moves their own later trip, in one with the answer.

    Args:
        by: A visitor who came in with the offer's link, or somebody with the diary.
        offer_id: Which offer.
        yes: What they said.

    Returns:
        How it stands now: YES, NO, EXPIRED, GONE (somebody else has it, or it can no longer be theirs), STOPPED. An
        offer that was answered before stays as it was.
    """
    if by.is_staff:
        by.need(Job.DIARY)
    rows = TimeOffer.objects.within(by.clinic_id)
    found = rows.filter(id=offer_id).values_list("freed_id", flat=True).first()
    if found is None:
        raise NotFound
    freed = FreedTime.objects.within(by.clinic_id).select_for_update(no_key=True).get(id=found)
    row = rows.select_for_update(no_key=True).get(id=offer_id)  # after the time: rivals for one time go one by one
    if row.state != OfferState.OPEN:
        return OfferState(row.state)
    return _answered(row, freed, yes=yes, by=by)


def _answered(row: TimeOffer, freed: FreedTime, *, yes: bool, by: Member) -> OfferState:
    state = _outcome(row, freed, yes=yes, by=by)
    end_offer(row, state)
    if state == OfferState.YES:
        end_freed(freed, FreedOutcome.TAKEN, OfferState.GONE)
    return state


def _outcome(row: TimeOffer, freed: FreedTime, *, yes: bool, by: Member) -> OfferState:
    if row.expires <= clock.now():
        return OfferState.EXPIRED
    if not yes:
        return OfferState.NO
    if freed.ended_at is not None:
        return OfferState.GONE
    visits = from_json(tuple[VisitWanted, ...], row.visits)
    return OfferState.GONE if isinstance(book(row, visits, by=by), Refused) else OfferState.YES


@action
def never(*, by: Member, offer_id: UUID) -> OfferState:
    """No to this offer and to every later one, from its link."""
    row = TimeOffer.objects.within(by.clinic_id).filter(id=offer_id).select_related("person").first()
    if row is None:
        raise NotFound
    ended(row.person, by, "link")
    row.refresh_from_db()
    return OfferState(row.state)
