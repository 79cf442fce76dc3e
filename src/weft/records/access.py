"""The one access door: every page, file, feed and export gets a person through here, says why, and is written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import QuerySet, Subquery
from django.http import Http404

from weft.records import audit
from weft.records.care_team import is_open_to, openings
from weft.records.flags import flags_in, latest_clearance
from weft.records.member import SYSTEM, VISITOR, Job, Member, NeedsReason, NotAllowed
from weft.records.models import Clinic, ClinicHost, ClinicRow, Membership, Person

__all__ = [
    "JOBS_FOR",
    "SYSTEM",
    "VISITOR",
    "ClinicSeen",
    "Job",
    "Member",
    "NeedsReason",
    "NotAllowed",
    "NotFound",
    "PersonSeen",
    "Purpose",
    "clinic_at",
    "clinic_of",
    "member_for",
    "need_open",
    "people_for",
    "person_for",
    "row_of",
    "system_of",
    "system_of_new",
    "visitor_to",
]
"""The door hands out members too: who asks for a person asks as one."""


class Purpose(StrEnum):
    """Why a person is looked at."""

    CARE = "care"
    """The clinical record: open to the care team, and to a clinician who gave a reason today."""
    DIARY = "diary"
    """Name and times."""
    CONTACT = "contact"
    """How to reach somebody."""
    SAFETY = "safety"
    """Screening answers, while they are typed."""
    OWN = "own"
    """One's own record."""
    OUTCOMES = "outcomes"
    EXPORT = "export"


JOBS_FOR: dict[Purpose, frozenset[Job]] = {
    Purpose.CARE: frozenset({Job.RECORD}),
    Purpose.DIARY: frozenset({Job.DIARY, Job.RECORD}),
    Purpose.CONTACT: frozenset({Job.PEOPLE}),
    Purpose.SAFETY: frozenset({Job.SAFETY_ANSWERS, Job.RECORD}),
    Purpose.OWN: frozenset(),
    Purpose.OUTCOMES: frozenset({Job.OUTCOMES}),
    Purpose.EXPORT: frozenset({Job.EXPORT}),
}
"""One of these jobs opens the purpose. A person opens their own record for OWN and nothing else."""


class NotFound(Http404):
    """No such row for this member: unknown, or another clinic's. Both look alike."""


@dataclass(frozen=True, slots=True)
class ClinicSeen:
    """A clinic's settings as pages need them."""

    id: UUID
    name: str
    zone: str
    language: str
    window_minutes: int
    min_gap_minutes: int
    slot_minutes: int
    hold_minutes: int
    notice_hours: int
    least_movement_minutes: int
    call_back_hours: int
    talk_minutes: int
    emergency_number: str
    phone: str
    email: str
    opening_hours: str
    video_room: str
    """Where talks by video are; empty: none is offered."""
    tagline: str
    logo_text: str
    colour: str
    logo: str
    work_with_drafts_at: datetime | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """A person as every page may head itself: no clinical facts."""

    id: UUID
    clinic_id: UUID
    name: str
    known_as: str
    pronouns: str
    birth_date: date | None
    phone: str
    email: str
    language: str
    leave_no_details: bool
    contact_notes: str
    occupation: str
    needles_by_id: UUID | None
    movement_by_id: UUID | None
    is_synthetic: bool
    emergency_contact: str = ""
    has_account: bool = False
    """They have pages of their own."""
    needles_by: str = ""
    """Name of their own practitioner; empty: nobody yet."""
    movement_by: str = ""
    left: frozenset[str] = frozenset()
    """For which discipline (``needles_by``, ``movement_by``) that one works here no more."""
    flags: tuple[str, ...] = ()
    """Danger signs and precautions of the latest answers, as message ids; only where the purpose is care."""


def clinic_at(host: str) -> ClinicSeen | None:
    """The clinic whose host this is (no port), or None."""
    found = ClinicHost.objects.everywhere().filter(host=host.lower()).select_related("clinic").first()
    return _clinic_seen(found.clinic) if found else None


def clinic_of(clinic_id: UUID) -> ClinicSeen:
    """The settings of this clinic."""
    return _clinic_seen(Clinic.objects.get(id=clinic_id))


def _clinic_seen(row: Clinic) -> ClinicSeen:
    return ClinicSeen(**{name: getattr(row, name) for name in ClinicSeen.__dataclass_fields__})


def member_for(user_id: UUID, clinic_id: UUID, *, session: str = "") -> Member | None:
    """What this user is in this clinic: staff, patient, both; None when neither, or not active."""
    clinic = Clinic.objects.get(id=clinic_id)
    works = Membership.objects.within(clinic_id).filter(user_id=user_id, active=True, user__is_active=True)
    membership = works.select_related("user").first()
    person = Person.objects.within(clinic_id).filter(user_id=user_id, user__is_active=True).first()
    if membership is None and person is None:
        return None
    return Member(
        user_id=user_id,
        name=membership.user.name if membership else _name(person),
        clinic_id=clinic_id,
        clinic_name=clinic.name,
        jobs=frozenset(map(Job, membership.jobs)) if membership else frozenset(),
        disciplines=frozenset(membership.disciplines) if membership else frozenset(),
        membership_id=membership.id if membership else None,
        person_id=person.id if person else None,
        session=session,
    )


def _name(person: Person | None) -> str:
    return (person.known_as or person.name) if person else ""


def visitor_to(clinic_id: UUID, *, session: str = "") -> Member:
    """Somebody who has not signed in."""
    clinic = Clinic.objects.get(id=clinic_id)
    return Member(None, VISITOR, clinic.id, clinic.name, session=session, role=VISITOR)


def as_visitor(by: Member) -> Member:
    """Whoever holds a link answers as a visitor: also somebody of the staff, or another person, who is signed in."""
    return visitor_to(by.clinic_id, session=by.session)


def system_of(clinic_id: UUID) -> Member:
    """The product itself: jobs, and what follows from a person's action."""
    clinic = Clinic.objects.get(id=clinic_id)
    return Member(None, SYSTEM, clinic.id, clinic.name, role=SYSTEM)


def system_of_new(name: str) -> Member:
    """The product in a clinic that does not exist yet: who opens it."""
    return Member(None, SYSTEM, uuid4(), name, role=SYSTEM)


def person_for(by: Member, person_id: UUID, purpose: Purpose) -> PersonSeen:
    """One person, for a purpose; the read is written down.

    Raises:
        NotFound: Unknown, another clinic's, or (for a patient) somebody else.
        NotAllowed: Right clinic, wrong job.
        NeedsReason: Right job, but no part in this person's care, and no reason given today.
    """
    return people_for(by, [person_id], purpose)[0]


def people_for(by: Member, person_ids: Iterable[UUID], purpose: Purpose) -> tuple[PersonSeen, ...]:
    """Several people in the order asked; all or nothing. One row of the audit a request.

    Raises:
        NotFound: One of them is not to be had.
        NotAllowed: Right clinic, wrong job.
        NeedsReason: One of them is not in this member's care, and no reason was given today.
    """
    asked = list(person_ids)
    _allow(by, asked, purpose)
    rows: QuerySet[Person] = Person.objects.within(by.clinic_id).filter(id__in=asked)
    if purpose is Purpose.CARE:
        rows = _with_doors(rows, by).annotate(clearance=latest_clearance(by.clinic_id))
    found = {row.id: row for row in rows.select_related("needles_by__user", "movement_by__user")}
    if any(each not in found for each in asked):
        raise NotFound
    if purpose is Purpose.CARE:
        _need_open(by, [found[each] for each in asked])
    audit.shown(by, found, purpose)
    return tuple(_person_seen(found[each]) for each in asked)


def need_open(by: Member, person_id: UUID) -> None:
    """Go on only in a record that is open to this member: for actions on a row whose page has asked already.

    Raises:
        NeedsReason: A clinician outside the care team who gave no reason today.
    """
    if by.is_staff and by.may(Job.RECORD):
        _need_open(by, list(_with_doors(Person.objects.within(by.clinic_id).filter(id=person_id), by)))


def _with_doors(rows: QuerySet[Person], by: Member) -> QuerySet[Person]:
    """With ``is_open_to`` (without a reason) and ``opened_why``, ``opened_words`` (with one)."""
    said = openings(by).order_by("-at")
    return rows.annotate(
        is_open_to=is_open_to(by),
        opened_why=Subquery(said.values("why")[:1]),
        opened_words=Subquery(said.values("words")[:1]),
    )


def _need_open(by: Member, rows: list[Any]) -> None:
    for row in rows:
        if row.is_open_to:
            continue
        if row.opened_why is None:
            raise NeedsReason(row.id)
        audit.opened(row.opened_why, row.opened_words)


def _allow(by: Member, asked: list[UUID], purpose: Purpose) -> None:
    if by.person_id and all(each == by.person_id for each in asked) and purpose is Purpose.OWN:
        return
    if not by.is_staff:  # somebody else's record does not exist for a patient or a visitor
        raise NotFound
    if not by.jobs & JOBS_FOR[purpose]:
        raise NotAllowed(f"needs a job for {purpose}")


def _person_seen(row: Person) -> PersonSeen:
    own = {"needles_by": row.needles_by, "movement_by": row.movement_by}
    shown: dict[str, Any] = {name: works.user.name if works else "" for name, works in own.items()}
    shown["left"] = frozenset(name for name, works in own.items() if works and not works.is_here)
    shown["has_account"] = row.user_id is not None
    shown["flags"] = flags_in(getattr(row, "clearance", None))
    facts: dict[str, Any] = {name: getattr(row, name) for name in PersonSeen.__dataclass_fields__ if name not in shown}
    return PersonSeen(**facts | shown)


R = TypeVar("R", bound=ClinicRow)


def row_of(model: type[R], by: Member, row_id: UUID, *, for_update: bool = False) -> R:
    """A row of the member's clinic, for actions and reads inside ``records``; locked when it will be changed.

    A patient or visitor only ever gets rows about themselves this way.

    Raises:
        NotFound: Unknown, another clinic's, or not the patient's own.
    """
    rows = model.objects.within(by.clinic_id)
    row = (rows.select_for_update(no_key=True) if for_update else rows).filter(id=row_id).first()
    if row is None or not _theirs(row, by):
        raise NotFound
    return row


def _theirs(row: ClinicRow, by: Member) -> bool:
    if by.is_staff or by.role == SYSTEM:
        return True
    about = row.id if isinstance(row, Person) else getattr(row, "person_id", None)
    return about is not None and about == by.person_id
