"""A visitor asks for a first talk, or to be called. Nothing here reads or changes the record of a known person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from weft.core.book.consents import Purpose, words_for
from weft.core.book.contact import email_fault, name_fault, note_fault, phone_fault, tidy
from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.records import clock, wordings
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.base import action, once
from weft.records.actions.book_message import confirm
from weft.records.local import local_time
from weft.records.models import Consent, Enquiry, EnquirySource, Screening
from weft.records.refused import Reason, Refused
from weft.records.screenings import Asked, save
from weft.records.tasks import raise_task

TALK, CALL_BACK = "talk", "call_back"
"""Kinds of task for the desk: a free talk to arrange, and a call that was promised."""


HELP_FIRST = Words(
    "One of the answers needs help before a visit, so no talk was booked. Get that help, or let a clinician ring you."
)


class Channel(StrEnum):
    """How somebody wants their free talk."""

    PHONE = "phone"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Requested:
    """What a visitor may know of their request."""

    id: UUID
    promised_by: datetime
    """When we ring or write at the latest, in the clinic's own time (no zone), as a page says it."""
    outcome: Outcome = Outcome.GO
    action: Action = Action.NONE


@dataclass(frozen=True, slots=True)
class _Wish:
    """A request as it is kept."""

    source: EnquirySource
    name: str
    phone: str
    email: str
    times: str
    wishes: str
    consents: Iterable[str]
    answers: Mapping[str, Answer] | None
    language: str
    leave_no_details: bool


_NEEDED = {
    "phone": Words("We need a phone number to ring you."),
    "email": Words("We need an e-mail address for a talk online."),
}


@action
def request_consult(  # noqa: PLR0913  one for each field of the form
    *, by: Member, name: str, phone: str = "", email: str = "", channel: str = Channel.PHONE, times: str = "",
    wishes: str = "", consents: Iterable[str] = (), answers: Mapping[str, Answer] | None = None,
    language: str = "en", leave_no_details: bool = False, case: object = None, outline: object = None, key: str = "",
) -> Requested:  # fmt: skip
    """Ask for the free first talk, by phone or online. No account, no obligation.

    Args:
        by: A visitor, or somebody of the desk who types for a caller.
        name: As they say it.
        phone: Needed for a talk by phone.
        email: Needed for a talk online; given, it gets one discreet confirmation.
        channel: ``phone`` or ``online``.
        times: When they can, in their own words.
        wishes: What they would like, in their own words.
        consents: Purposes they ticked themselves; what is not named is not consented to.
        answers: Of the consult's questions, when they were asked.
        language: What they read.
        leave_no_details: No message says more than "please call".
        case: What was answered in "Plan for someone", as JSON.
        outline: The outline plan as shown, as JSON.
        key: One-time key of the form.

    Returns:
        What the visitor may know; or Refused: MISSING, NOT_POSSIBLE (contact), BLOCKED (help comes first).
    """
    wish = _Wish(
        EnquirySource(channel), name, phone, email, times, wishes, consents, answers, language, leave_no_details
    )
    tidied = _checked(wish, needed="email" if channel == Channel.ONLINE else "phone")
    shown = {"case": case, "outline": outline}
    return _once(lambda: _keep(tidied, by, shown, may_stop=False), by, "book.request_consult", key)


@action
def request_call_back(  # noqa: PLR0913  one for each field of the form
    *, by: Member, name: str, phone: str, email: str = "", times: str = "", wishes: str = "",
    consents: Iterable[str] = (), answers: Mapping[str, Answer] | None = None,
    language: str = "en", leave_no_details: bool = False, key: str = "",
) -> Requested:  # fmt: skip
    """Ask to be called. The promise is the clinic's ``call_back_hours``; the desk gets a task with that clock.

    With answers that say stop ("may a clinician ring you?") the task goes to the clinicians instead, with a clock of
    its own, and nothing can be booked.

    Returns:
        What the visitor may know; or Refused: MISSING or NOT_POSSIBLE (contact).
    """
    call = EnquirySource.CALL_BACK
    wish = _Wish(call, name, phone, email, times, wishes, consents, answers, language, leave_no_details)
    tidied = _checked(wish, needed="phone")
    return _once(lambda: _keep(tidied, by, {}, may_stop=True), by, "book.request_call_back", key)


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


def _checked(wish: _Wish, *, needed: str) -> _Wish:
    if not getattr(wish, needed).strip():
        raise Refused(Reason.MISSING, _NEEDED[needed])
    faults = (
        name_fault(wish.name),
        phone_fault(wish.phone) if wish.phone.strip() else None,
        email_fault(wish.email) if wish.email.strip() else None,
        note_fault(wish.times),
        note_fault(wish.wishes),
    )
    if fault := next(filter(None, faults), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return replace(
        wish, name=tidy(wish.name), phone=tidy(wish.phone), email=wish.email.strip(), times=wish.times.strip(),
        wishes=wish.wishes.strip(), consents=tuple(map(Purpose, wish.consents)),
    )  # fmt: skip


def _keep(wish: _Wish, by: Member, shown: dict[str, object], *, may_stop: bool) -> Requested:
    clinic = clinic_of(by.clinic_id)
    promised = clock.now() + timedelta(hours=clinic.call_back_hours)
    row = Enquiry.objects.create(
        clinic_id=by.clinic_id, source=wish.source, name=wish.name, phone=wish.phone, email=wish.email,
        times=wish.times, wishes=wish.wishes, promised_by=promised, language=wish.language,
        leave_no_details=wish.leave_no_details, **shown,
    )  # fmt: skip
    outcome, urgent = _screened(wish, row, by)
    if outcome is Outcome.STOP and not may_stop:
        raise Refused(Reason.BLOCKED, HELP_FIRST)
    _write_consents(wish, row, by)
    if outcome is not Outcome.STOP:
        _tell_desk(row, by)
        confirm(row, clinic, by=by)
    return Requested(row.id, local_time(promised, by.clinic_id), outcome, urgent)


def _screened(wish: _Wish, row: Enquiry, by: Member) -> tuple[Outcome, Action]:
    if wish.answers is None:
        return Outcome.GO, Action.NONE
    how = "phone" if by.is_staff else "online"
    _, clearance = save(Asked(wish.answers, QuestionSet.CONSULT, how), by=by, enquiry_id=row.id)
    return clearance.outcome, clearance.action


def _write_consents(wish: _Wish, row: Enquiry, by: Member) -> None:
    how = "phone" if by.is_staff else "online"
    for purpose in map(Purpose, dict.fromkeys(wish.consents)):
        Consent.objects.create(
            clinic_id=by.clinic_id, enquiry=row, purpose=purpose.value, given=True, at=clock.now(), how=how,
            wording=wordings.keep(words_for(purpose)), by_id=by.user_id,
        )  # fmt: skip


def _tell_desk(row: Enquiry, by: Member) -> None:
    is_call_back = row.source == EnquirySource.CALL_BACK
    says = Words("Call back, as promised.") if is_call_back else Words("Arrange the free talk.")
    kind = CALL_BACK if is_call_back else TALK
    raise_task(kind, says, by=by, job=Job.PEOPLE, due=row.promised_by or clock.now(), enquiry_id=row.id)
