"""From an enquiry to a person: acts of the staff. Who is the same person is decided here, never by a form outside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from weft.core.book.contact import email_fault, name_fault, note_fault, phone_fault, tidy
from weft.core.book.likeness import Known, Likeness, alike
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, Purpose, clinic_of, person_for, row_of
from weft.records.actions.away import CALLS
from weft.records.actions.base import action, once
from weft.records.actions.book import CALL_BACK, TALK
from weft.records.actions.book_call import let_go, rang_in_vain
from weft.records.actions.book_talk_message import TRIES
from weft.records.models import (
    Clinic,
    Consent,
    Enquiry,
    EnquiryState,
    OutboxMessage,
    Person,
    Resource,
    ResourceKind,
    Screening,
    Task,
)
from weft.records.refused import Reason, Refused
from weft.records.screenings import ANSWER_TASKS
from weft.records.tasks import finish_tasks, is_waiting

ANSWERED = Words("Somebody has answered this enquiry already. Load the page again.")


class Talked(StrEnum):
    """How a call went."""

    FITS = "fits"
    THINKS = "thinks"
    """They think about it; nobody presses them."""
    REFER = "refer"
    DOES_NOT_FIT = "does_not_fit"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Contact facts of somebody who is written into the clinic's book."""

    name: str
    phone: str = ""
    email: str = ""
    birth_date: date | None = None
    known_as: str = ""
    pronouns: str = ""
    occupation: str = ""
    language: str = "en"
    leave_no_details: bool = False
    contact_notes: str = ""


@action
def answer_enquiry(*, by: Member, enquiry_id: UUID, talked: str, note: str = "") -> UUID:
    """Write down how the call went.

    "Not reached" leaves the enquiry and its task open; after the second time they are sent a link. Answers that stop,
    or that nobody has read, are for a clinician: until then the desk can only say that nobody was reached.

    Returns:
        Id of the enquiry; or Refused: NOT_ALLOWED (a clinician must read first), ALREADY_DONE, NOT_POSSIBLE.
    """
    by.need(Job.PEOPLE, Job.RECORD)
    row, how = row_of(Enquiry, by, enquiry_id, for_update=True), Talked(talked)
    if row.state != EnquiryState.WAITING:
        raise Refused(Reason.ALREADY_DONE, ANSWERED)
    if fault := note_fault(note):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if how is Talked.NOT_REACHED:
        return _tried(row, note, by)
    _leave_to_clinicians(row, by)
    row.state = EnquiryState.ANSWERED if how in {Talked.FITS, Talked.THINKS} else EnquiryState.CLOSED
    row.answered_at, row.answered_by_id = clock.now(), by.user_id
    row.answer = "\n".join(filter(None, [row.answer, note.strip()]))
    row.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    finish_tasks(TALK, CALL_BACK, *CALLS, *ANSWER_TASKS, by=by, outcome=how.value, enquiry_id=row.id)
    let_go(row)
    return row.id


@action
def admit(
    *, by: Member, enquiry_id: UUID, match: UUID | None = None, newcomer: Newcomer | None = None,
    although_alike: bool = False, key: str = "",
) -> UUID:  # fmt: skip
    """Make an enquiry a person of the clinic: somebody known (``match``), or somebody new.

    Their answers and consents come along; of a known person nothing is changed.

    Args:
        by: Somebody of the desk.
        enquiry_id: Which enquiry.
        match: The known person it is.
        newcomer: Contact facts as checked with them; those of the enquiry when not given.
        although_alike: True when somebody alike is known and the desk has seen that it is another person.
        key: One-time key of the form.

    Returns:
        Id of the person; or Refused: ALREADY_DONE (with the people alike as alternatives), NOT_POSSIBLE.
    """
    by.need(Job.PEOPLE)
    return _once(lambda: _admitted(by, enquiry_id, match, newcomer, although_alike), by, "book.admit", key)


@action
def add_person(*, by: Member, newcomer: Newcomer, although_alike: bool = False, key: str = "") -> UUID:
    """Write somebody into the clinic's book who came without an enquiry.

    Returns:
        Id of the person; or Refused: ALREADY_DONE (with the people alike as alternatives), NOT_POSSIBLE.
    """
    by.need(Job.PEOPLE)
    return _once(lambda: _added(by, newcomer, although_alike), by, "book.add_person", key)


def _once(work: Callable[[], UUID], by: Member, name: str, key: str) -> UUID:
    return once(work, by=by, name=name, key=key, keep=str, found=UUID)


def _tried(row: Enquiry, note: str, by: Member) -> UUID:
    local = clock.now().astimezone(ZoneInfo(clinic_of(by.clinic_id).zone))
    line = Words("{when} {who}: not reached. {note}", when=local, who=by.name, note=note.strip())
    row.answer = "\n".join(filter(None, [row.answer, line.said(gettext).strip()]))
    row.tries += 1
    row.save(update_fields=["answer", "tries"])
    if row.tries == TRIES:
        rang_in_vain(row, by)
    return row.id


def _leave_to_clinicians(row: Enquiry, by: Member) -> None:
    waits = any(is_waiting(kind, by=by, enquiry_id=row.id) for kind in ANSWER_TASKS)
    if waits and not by.may(Job.RECORD):
        raise Refused(Reason.NOT_ALLOWED, Words("A clinician must read the answers and answer this enquiry."))


def _admitted(
    by: Member, enquiry_id: UUID, match: UUID | None, newcomer: Newcomer | None, although_alike: bool
) -> UUID:
    row = row_of(Enquiry, by, enquiry_id, for_update=True)
    if row.person_id:
        raise Refused(Reason.ALREADY_DONE, Words("This enquiry has a person already. Load the page again."))
    if match:
        person_id = person_for(by, match, Purpose.CONTACT).id
    else:
        person_id = _added(by, newcomer or _as_newcomer(row), although_alike)
    row.person_id = person_id
    row.save(update_fields=["person"])
    _bring_along(row, person_id, by)
    return person_id


def _as_newcomer(row: Enquiry) -> Newcomer:
    return Newcomer(row.name, row.phone, row.email, language=row.language, leave_no_details=row.leave_no_details)


def _added(by: Member, newcomer: Newcomer, although_alike: bool) -> UUID:
    facts = _checked(newcomer)
    if not although_alike and (found := people_alike(by.clinic_id, facts)):
        names = ", ".join(one.person.name for one in found[:3])
        says = Words(
            "Somebody alike is here already: {names}. Choose them, or say that this is another person.", names=names
        )
        raise Refused(Reason.ALREADY_DONE, says, alternatives=found)
    kept = {name: getattr(facts, name) for name in Newcomer.__dataclass_fields__}
    person = Person.objects.create(clinic_id=by.clinic_id, is_synthetic=clinic_of(by.clinic_id).is_demo, **kept)
    Resource.objects.create(clinic_id=by.clinic_id, kind=ResourceKind.PERSON, person=person)
    return person.id


def people_alike(clinic_id: UUID, newcomer: Newcomer) -> tuple[Likeness, ...]:
    """Known people who share a number, an address, or birth date and a name with them."""
    facts = Person.objects.within(clinic_id).values_list("id", "name", "phone", "email", "birth_date")
    known = (Known(*row) for row in facts.iterator())
    country = Clinic.objects.get(id=clinic_id).country
    return alike(Known(None, newcomer.name, newcomer.phone, newcomer.email, newcomer.birth_date), known, country)


def _checked(newcomer: Newcomer) -> Newcomer:
    tidied = replace(newcomer, name=tidy(newcomer.name), phone=tidy(newcomer.phone), email=newcomer.email.strip())
    lines = (tidied.known_as, tidied.pronouns, tidied.occupation)
    faults = [name_fault(tidied.name), note_fault(tidied.contact_notes), *(name_fault(line) for line in lines if line)]
    faults += [phone_fault(tidied.phone)] if tidied.phone else []
    faults += [email_fault(tidied.email)] if tidied.email else []
    if fault := next(filter(None, faults), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    return tidied


def _bring_along(row: Enquiry, person_id: UUID, by: Member) -> None:
    """Answers and consents become the person's as they were given; tasks and messages name the person."""
    for table in (Screening, Consent):
        for entry in table.objects.within(by.clinic_id).filter(enquiry=row, person__isnull=True):
            _copy(entry, person_id)
    Task.objects.within(by.clinic_id).filter(enquiry=row).update(person_id=person_id)
    OutboxMessage.objects.within(by.clinic_id).filter(enquiry=row).update(person_id=person_id)


def _copy(entry: Screening | Consent, person_id: UUID) -> None:
    """Append-only: the entry of the enquiry stays, the person gets one with the same moment and words."""
    kept = {field.attname: getattr(entry, field.attname) for field in type(entry)._meta.concrete_fields}  # noqa: SLF001  Django's own way
    kept |= {"person_id": person_id}
    del kept["id"], kept["made_at"]
    type(entry).objects.create(**kept)
