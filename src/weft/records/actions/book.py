"""A visitor asks for a first talk, or to be called. Nothing here reads or changes the record of a known person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.base import action, once
from weft.records.actions.book_knock import TALKS, Caller, limited
from weft.records.actions.book_message import confirm
from weft.records.actions.book_wish import HELP_FIRST, Channel, Wish, checked, need_room, written
from weft.records.local import local_time
from weft.records.models import Enquiry, EnquirySource, Screening
from weft.records.phone_hours import promised_by
from weft.records.refused import Refused
from weft.records.tasks import raise_task

__all__ = ["CALL_BACK", "HELP_FIRST", "TALK", "Channel", "Requested", "request_call_back", "request_consult"]

TALK, CALL_BACK = "talk", "call_back"
"""Kinds of task for the desk: a free talk to arrange, and a call that was promised."""


@dataclass(frozen=True, slots=True)
class Requested:
    """What a visitor may know of their request."""

    id: UUID
    promised_by: datetime
    """When we ring or write at the latest, in the clinic's own time (no zone), as a page says it."""
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE


def request_consult(  # noqa: PLR0913  one for each field of the form
    *, by: Member, name: str, phone: str = "", email: str = "", channel: str = Channel.PHONE, times: str = "",
    wishes: str = "", consents: Iterable[str] = (), answers: Mapping[str, Answer] | None = None,
    language: str = "en", leave_no_details: bool = False, case: object = None, outline: object = None,
    network: str = "", key: str = "",
) -> Requested | Refused:  # fmt: skip
    """Ask for the free first talk, by phone or video. No account, no obligation.

    Args:
        by: A visitor, or somebody of the desk who types for a caller.
        name: As they say it.
        phone: Needed for a talk by phone.
        email: Needed for a talk online; given, it gets one discreet confirmation.
        channel: ``phone``, ``online`` or ``visit``.
        times: When they can, in their own words.
        wishes: What they would like, in their own words.
        consents: Purposes they ticked themselves; what is not named is not consented to.
        answers: Of the consult's questions, when they were asked.
        language: What they read.
        leave_no_details: No message says more than "please call".
        case: What was answered in "Plan for someone", as JSON.
        outline: The outline plan as shown, as JSON.
        network: The part of the net that they came from, to count; it is not kept.
        key: One-time key of the form.

    Returns:
        What the visitor may know; or Refused: MISSING, NOT_POSSIBLE (contact), BLOCKED (help comes first), TOO_MANY.
    """
    wish = Wish(
        EnquirySource(channel), name, phone, email, times, wishes, consents, answers, language, leave_no_details
    )
    return limited(
        lambda: _consult(wish, {"case": case, "outline": outline}, by=by, key=key),
        by=by, caller=Caller(email, phone, network), what=TALK, most=TALKS, name="book.request_consult", key=key,
    )  # fmt: skip


@action
def request_call_back(  # noqa: PLR0913  one for each field of the form
    *, by: Member, name: str, phone: str, email: str = "", times: str = "", wishes: str = "",
    consents: Iterable[str] = (), answers: Mapping[str, Answer] | None = None,
    language: str = "en", leave_no_details: bool = False, odd_phone: bool = False, key: str = "",
) -> Requested:  # fmt: skip
    """Ask to be called. The promise is the clinic's ``call_back_hours``; the desk gets a task with that clock.

    With answers that say stop ("may a clinician ring you?") the task goes to the clinicians instead, with a clock of
    its own, and nothing can be booked. ``odd_phone``: they were asked, and the number is right as it is.

    Returns:
        What the visitor may know; or Refused: MISSING or NOT_POSSIBLE (contact).
    """
    call = EnquirySource.CALL_BACK
    wish = Wish(call, name, phone, email, times, wishes, consents, answers, language, leave_no_details, odd_phone)
    tidied = checked(wish)
    return _once(lambda: _keep(tidied, by, {}, may_stop=True), by, "book.request_call_back", key)


@action
def _consult(wish: Wish, shown: dict[str, object], *, by: Member, key: str) -> Requested:
    tidied = checked(wish)
    return _once(lambda: _keep(tidied, by, shown, may_stop=False), by, "book.request_consult", key)


def _once(work: Callable[[], Requested], by: Member, name: str, key: str) -> Requested:
    return once(
        work, by=by, name=name, key=key,
        keep=lambda made: str(made.id), found=lambda kept: _as_requested(by, UUID(kept)),
    )  # fmt: skip


def _as_requested(by: Member, enquiry_id: UUID) -> Requested:
    row = Enquiry.objects.within(by.clinic_id).get(id=enquiry_id)
    said = Screening.objects.within(by.clinic_id).filter(enquiry_id=enquiry_id).order_by("at").first()
    promised = local_time(row.promised_by or clock.now(), by.clinic_id)
    return (
        Requested(row.id, promised, Outcome(said.outcome), Action(said.action)) if said else Requested(row.id, promised)
    )


def _keep(wish: Wish, by: Member, shown: dict[str, object], *, may_stop: bool) -> Requested:
    clinic = clinic_of(by.clinic_id)
    promised = promised_by(clinic)
    need_room(wish, clinic)
    row, outcome, urgent = written(wish, by, promised, may_stop=may_stop, **shown)
    if outcome is not Outcome.STOP:
        _tell_desk(row, by)
        confirm(row, clinic, by=by)
    return Requested(row.id, local_time(promised, by.clinic_id), outcome, urgent)


def _tell_desk(row: Enquiry, by: Member) -> None:
    is_call_back = row.source == EnquirySource.CALL_BACK
    says = Words("Call back, as promised.") if is_call_back else Words("Arrange the free talk.")
    kind = CALL_BACK if is_call_back else TALK
    raise_task(kind, says, by=by, job=Job.PEOPLE, due=row.promised_by or clock.now(), enquiry_id=row.id)
