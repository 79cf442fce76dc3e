"""A visitor books the free talk at a time, moves it, cancels it. Newcomers book nothing else; no chart is touched."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.records import claims, clock, front_links, resources, talk_supply
from weft.records.access import ClinicSeen, Job, Member, clinic_of
from weft.records.actions.away import CALLS
from weft.records.actions.base import action, once
from weft.records.actions.book import TALK
from weft.records.actions.book_knock import TALKS, Caller, limited
from weft.records.actions.book_talk_message import TRIES, confirm_talk, tell_cancelled
from weft.records.actions.book_wish import Channel, Wish, checked, need_room, written
from weft.records.local import wall_time
from weft.records.models import (
    Enquiry,
    EnquirySource,
    EnquiryState,
    FrontLink,
    Hold,
    LinkPurpose,
    Membership,
    Talk,
)
from weft.records.refused import Reason, Refused
from weft.records.screenings import ANSWER_TASKS
from weft.records.tasks import finish_tasks, hand_on, is_waiting, raise_task
from weft.records.wanted import Wanted

LINK_HOLDS = timedelta(hours=24)
"""How long after the talk its link still opens."""
GONE = Words("That time has just gone. These are free.")
NO_MORE = Words("That time has just gone, and no other one is free this week. Let us ring you instead.")
NOT_OURS = Words("This link does not hold any more.")
OVER = Words("This talk is over or cancelled. Book a new one.")


@dataclass(frozen=True, slots=True)
class TalkBooked:
    """A talk, and the link that opens it."""

    enquiry_id: UUID
    link_id: UUID


def book_talk(  # noqa: PLR0913  one for each field of the form
    *, by: Member, starts: datetime, name: str, phone: str = "", email: str = "", channel: str = Channel.PHONE,
    wishes: str = "", consents: Iterable[str] = (), answers: Mapping[str, Answer] | None = None,
    language: str = "en", leave_no_details: bool = False, case: object = None, outline: object = None,
    network: str = "", key: str = "",
) -> TalkBooked | Refused:  # fmt: skip
    """Book the free talk. The contact is never looked up: the answer is the same for somebody known and for a stranger.

    Args:
        by: A visitor, or somebody of the desk who types for a caller.
        starts: One of the times that are offered.
        name: As they say it.
        phone: Needed for a talk by phone.
        email: Needed for a talk online; given, it gets one discreet confirmation.
        channel: ``phone``, ``online`` or ``visit``.
        wishes: What they would like, in their own words.
        consents: Purposes they ticked themselves.
        answers: Of the consult's questions.
        language: What they read.
        leave_no_details: No message says more than "please call".
        case: What was answered in "Plan for someone", as JSON.
        outline: The outline plan as shown, as JSON.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        The talk (the first result, when ``key`` was sent before); or Refused: SLOT_TAKEN (with the three nearest times
        as alternatives), MISSING, NOT_POSSIBLE, BLOCKED, TOO_MANY.
    """
    source = EnquirySource(channel)
    wish = Wish(source, name, phone, email, "", wishes, consents, answers, language, leave_no_details)
    result = limited(
        lambda: _book(wish, starts, {"case": case, "outline": outline}, by=by, key=key),
        by=by, caller=Caller(email, phone, network), what=TALK, most=TALKS, name="book.book_talk", key=key,
    )  # fmt: skip
    return _or_nearest(result, starts, by, at_clinic=source == EnquirySource.VISIT)


def move_talk(*, by: Member, link_id: UUID, starts: datetime) -> TalkBooked | Refused:
    """Move a talk, by the link that was sent for it; that link ends, and a new one opens the talk.

    Returns:
        The talk; or Refused: SLOT_TAKEN (with the three nearest times), NOT_POSSIBLE (link or talk is over).
    """
    return _or_nearest(_move(by=by, link_id=link_id, starts=starts), starts, by, at_clinic=False)


@action
def _book(wish: Wish, starts: datetime, shown: dict[str, object], *, by: Member, key: str) -> TalkBooked:
    tidied = checked(wish)
    return once(
        lambda: _book_now(tidied, starts, shown, by),
        by=by, name="book.book_talk", key=key,
        keep=lambda made: [str(made.enquiry_id), str(made.link_id)],
        found=lambda kept: TalkBooked(UUID(kept[0]), UUID(kept[1])),
    )  # fmt: skip


def _book_now(wish: Wish, starts: datetime, shown: dict[str, object], by: Member) -> TalkBooked:
    clinic = clinic_of(by.clinic_id)
    need_room(wish, clinic)
    row, _, _ = written(wish, by, starts, may_stop=False, **shown)
    taken = _take(row, clinic, starts, at_clinic=wish.source == EnquirySource.VISIT)
    talk = Talk.objects.create(clinic_id=by.clinic_id, enquiry=row, **taken)
    _tell(talk, by)
    link = _new_link(talk)
    confirm_talk(talk, link, clinic)
    return TalkBooked(row.id, link.id)


@action
def _move(*, by: Member, link_id: UUID, starts: datetime) -> TalkBooked:
    talk, clinic = _theirs(link_id, by), clinic_of(by.clinic_id)
    taken = _take(
        talk.enquiry, clinic, starts, at_clinic=talk.place_id is not None, instead_of=talk.hold,
        first=talk.practitioner_id,
    )  # fmt: skip
    for name, value in taken.items():
        setattr(talk, name, value)
    talk.moved += 1
    talk.save()
    Enquiry.objects.within(by.clinic_id).filter(id=talk.enquiry_id).update(promised_by=talk.starts, tries=0)
    finish_tasks(TALK, *CALLS, by=by, outcome="moved", enquiry_id=talk.enquiry_id)
    _tell(talk, by)
    front_links.end(by.clinic_id, enquiry_id=talk.enquiry_id)
    link = _new_link(talk)
    confirm_talk(talk, link, clinic, moved=True)
    return TalkBooked(talk.enquiry_id, link.id)


@action
def cancel_talk(*, by: Member, link_id: UUID, reason: str = "") -> UUID:
    """Cancel a talk, by the link that was sent for it. Answers that a clinician must read still wait for one.

    Returns:
        Id of the enquiry; or Refused: NOT_POSSIBLE.
    """
    talk = _theirs(link_id, by)
    talk.cancelled_at, talk.cancel_reason = clock.now(), " ".join(reason.split())[:200]
    talk.save(update_fields=["cancelled_at", "cancel_reason"])
    claims.release(talk.hold)
    front_links.end(by.clinic_id, enquiry_id=talk.enquiry_id)
    finish_tasks(TALK, *CALLS, by=by, outcome="cancelled", enquiry_id=talk.enquiry_id)
    if not any(is_waiting(kind, by=by, enquiry_id=talk.enquiry_id) for kind in ANSWER_TASKS):
        Enquiry.objects.within(by.clinic_id).filter(id=talk.enquiry_id).update(state=EnquiryState.CLOSED)
    tell_cancelled(talk, clinic_of(by.clinic_id))
    return talk.enquiry_id


def _theirs(link_id: UUID, by: Member) -> Talk:
    """The talk that this link opens, locked; the link is the right."""
    link = front_links.by_id(by.clinic_id, link_id, LinkPurpose.TALK, for_update=True)
    if link is None or link.enquiry_id is None:
        raise Refused(Reason.NOT_POSSIBLE, NOT_OURS)
    rows = Talk.objects.within(by.clinic_id).filter(enquiry_id=link.enquiry_id).select_related("enquiry", "hold")
    talk = rows.select_for_update(of=("self",)).get()
    has_passed = talk.starts <= clock.now() and talk.enquiry.tries < TRIES  # not reached: another time may be chosen
    if talk.cancelled_at or has_passed or talk.enquiry.state != EnquiryState.WAITING:
        raise Refused(Reason.NOT_POSSIBLE, OVER)
    return talk


def _take(
    row: Enquiry, clinic: ClinicSeen, starts: datetime, *, at_clinic: bool, instead_of: Hold | None = None,
    first: UUID | None = None,
) -> dict[str, object]:  # fmt: skip
    """Claim the time of somebody who can take the talk, and of a place when they come; what stands in the talk's row.

    Raises:
        Refused: SLOT_TAKEN when nobody can any more.
    """
    let_go = [instead_of] if instead_of else []
    found = talk_supply.at(clinic, starts, free_holds=[each.id for each in let_go])
    ends = starts + timedelta(minutes=clinic.talk_minutes)
    for membership, place in _takers(found, clinic, at_clinic=at_clinic, first=first):
        hold = Hold.objects.create(clinic_id=clinic.id, enquiry=row, expires=ends)
        hands = resources.practitioner(membership.user_id).id
        wanted = [Wanted(each, starts, ends, hold_id=hold.id) for each in (hands, place) if each]
        try:
            with transaction.atomic():
                claims.claim(clinic.id, wanted, release=let_go)
        except Refused:
            hold.ended_at = clock.now()
            hold.save(update_fields=["ended_at"])
            for each in let_go:
                each.ended_at = None  # it was not let go after all
            continue
        local = wall_time(starts, clinic.zone)
        return {
            "hold": hold, "practitioner": membership, "place_id": place, "starts": starts, "ends": ends,
            "local_date": local.date(), "local_start": local.time(), "zone": clinic.zone,
            "tzdata_version": clock.zone_data(),
        }  # fmt: skip
    raise Refused(Reason.SLOT_TAKEN, GONE)


def _takers(
    found: talk_supply.Free | None, clinic: ClinicSeen, *, at_clinic: bool, first: UUID | None
) -> Iterator[tuple[Membership, UUID | None]]:
    """Who could, with a place of theirs when the person comes; whoever had the talk before is asked first."""
    takers = [] if found is None else [one for one in found.time.takers if one.places or not at_clinic]
    staff = {row.id: row for row in Membership.objects.within(clinic.id).filter(active=True)}
    for one in sorted(takers, key=lambda taker: UUID(taker.practitioner) != first):
        places: Collection[str | None] = one.places if at_clinic else (None,)
        for place in places:
            yield staff[UUID(one.practitioner)], UUID(place) if place else None


def _tell(talk: Talk, by: Member) -> None:
    """Whoever takes the talk has it as a task whose clock is its time."""
    by_video = talk.enquiry.source == EnquirySource.ONLINE
    says = Words("Free talk by video at its time.") if by_video else Words("Free talk at its time.")
    raise_task(TALK, says, by=by, job=Job.PEOPLE, due=talk.starts, enquiry_id=talk.enquiry_id)
    hand_on(TALK, to=talk.practitioner_id, by=by, enquiry_id=talk.enquiry_id)


def _new_link(talk: Talk) -> FrontLink:
    expires = talk.ends + LINK_HOLDS
    return front_links.make(talk.clinic_id, LinkPurpose.TALK, expires=expires, enquiry_id=talk.enquiry_id)


def _or_nearest(result: TalkBooked | Refused, starts: datetime, by: Member, *, at_clinic: bool) -> TalkBooked | Refused:
    """A time that has gone is answered with the nearest free ones, looked up after the write lock is gone."""
    if isinstance(result, Refused) and result.reason is Reason.SLOT_TAKEN:
        near = talk_supply.nearest(talk_supply.free_talks(clinic_of(by.clinic_id)), starts, at_clinic=at_clinic)
        return Refused(result.reason, result.words if near else NO_MORE, alternatives=tuple(one.starts for one in near))
    return result
