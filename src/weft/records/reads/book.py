"""Reads of enquiries: the list with its clocks, and one enquiry."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.call import QUESTIONS
from weft.core.book.likeness import Same
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import Action, Answer, Outcome
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import audit, clock
from weft.records.accepted import accepted_in
from weft.records.access import Job, Member, Purpose, clinic_of, row_of
from weft.records.actions.book_people import Newcomer, people_alike
from weft.records.local import wall_time
from weft.records.models import Consent, Enquiry, EnquiryState, Screening, Talk, Task
from weft.records.reads.screen import answered
from weft.records.screenings import ANSWER_TASKS, RED_ANSWER, clearance_of
from weft.records.video import may_go_in, room_of


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """One line of the list."""

    id: UUID
    name: str
    source: str
    """phone | online | call_back."""
    came: datetime
    """In the clinic's own time, without a zone, as pages show it; so is ``due``."""
    due: datetime | None
    """The nearest clock of an open task about it."""
    is_late: bool
    must_read: bool
    """A clinician must read the answers first."""
    is_red: bool
    """An answer says stop."""
    is_answered: bool
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class AlikeSeen:
    """A known person who may be the same."""

    id: UUID
    name: str
    birth_date: date | None
    shares: tuple[Same, ...]


@dataclass(frozen=True, slots=True)
class TalkLine:
    """When a free talk is, and with whom."""

    starts: datetime
    """In the clinic's own time, without a zone."""
    who: str
    place: str
    """Bed or room, for a talk at the clinic."""
    moved: int
    room: str
    """Where a talk by video is held, as it is set now; empty once it is over, and for every other talk."""


@dataclass(frozen=True, slots=True)
class EnquirySeen:
    """One enquiry as its page shows it."""

    row: EnquiryRow
    phone: str
    email: str
    times: str
    wishes: str
    language: str
    leave_no_details: bool
    state: str
    answer: str
    answered_by: str
    consents: tuple[str, ...]
    """Purposes they ticked."""
    outcome: Outcome | None
    action: Action | None
    answers: tuple[tuple[Words, Answer], ...]
    """Only for those who read the record; the desk sees that a clinician must read them."""
    told: tuple[Words, ...]
    flags: tuple[Words, ...]
    """What the answers mean for the care, each once; only for those who read the record."""
    talk: TalkLine | None
    """When the free talk is; None when it has no time."""
    tries: int
    """How often they were rung and not reached."""
    heard: tuple[tuple[Words, str], ...]
    """What a clinician wrote down in the talk; only for those who read the record."""
    fits: tuple[tuple[Words, str], ...]
    """Discipline and yes, open or no; only for those who read the record."""
    alike: tuple[AlikeSeen, ...]
    """Only for the desk, and only until somebody has matched it."""


def enquiries(by: Member, *, also_answered: bool = False) -> tuple[EnquiryRow, ...]:
    """Enquiries of the clinic, those with the nearest clock first.

    Raises:
        NotAllowed: Neither desk nor care team.
    """
    by.need(Job.PEOPLE, Job.RECORD)
    rows = Enquiry.objects.within(by.clinic_id)
    wanted = list(rows if also_answered else rows.filter(state=EnquiryState.WAITING))
    tasks = _open_tasks(by, [row.id for row in wanted])
    audit.shown(by, [row.person_id for row in wanted if row.person_id], Purpose.CONTACT)
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    seen = [_row(row, tasks.get(row.id, []), zone) for row in wanted]
    return tuple(sorted(seen, key=lambda one: (one.is_answered, one.due is None, one.due or one.came)))


def enquiry(by: Member, enquiry_id: UUID) -> EnquirySeen:
    """One enquiry.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: Neither desk nor care team.
    """
    by.need(Job.PEOPLE, Job.RECORD)
    row = row_of(Enquiry, by, enquiry_id)
    audit.shown(by, [row.person_id] if row.person_id else [], Purpose.CONTACT)
    said = Screening.objects.within(by.clinic_id).filter(enquiry=row, person__isnull=True).order_by("-at").first()
    reads = by.may(Job.RECORD)
    clearance = clearance_of(said) if said and reads else None
    return EnquirySeen(
        row=_row(row, _open_tasks(by, [row.id]).get(row.id, []), ZoneInfo(clinic_of(by.clinic_id).zone)),
        phone=row.phone,
        email=row.email,
        times=row.times,
        wishes=row.wishes,
        language=row.language,
        leave_no_details=row.leave_no_details,
        state=row.state,
        answer=row.answer,
        answered_by=row.answered_by.name if row.answered_by else "",
        consents=_consents(row),
        outcome=Outcome(said.outcome) if said else None,
        action=Action(said.action) if said else None,
        answers=answered(said, accepted_in(by.clinic_id).screen) if said and reads else (),
        told=clearance.told if clearance else (),
        flags=_flags(clearance) if clearance else (),
        talk=_talk(row),
        tries=row.tries,
        heard=_heard(row) if reads else (),
        fits=_fits(row) if reads else (),
        alike=_alike(row, by),
    )


def _fits(row: Enquiry) -> tuple[tuple[Words, str], ...]:
    known = knowledge().disciplines
    said = (row.call or {}).get("fit", {}).items()
    return tuple((Words(known[id_].name if id_ in known else id_), fit) for id_, fit in said)


def disciplines() -> tuple[tuple[str, str], ...]:
    """What may fit, by id and name: everything that has a calendar here."""
    return tuple((one.id, one.name) for one in knowledge().disciplines.values() if one.bookable)


def _flags(clearance: Clearance) -> tuple[Words, ...]:
    """The reasons that speak, whatever the modality; not those that only say that something was not asked."""
    reasons = (one for each in clearance.by_modality.values() for one in each.reasons if not one.is_open)
    return tuple(dict.fromkeys(one.text for one in reasons))


def _talk(row: Enquiry) -> TalkLine | None:
    rows = Talk.objects.within(row.clinic_id).filter(enquiry=row, cancelled_at__isnull=True)
    talk = rows.select_related("clinic", "enquiry", "practitioner__user", "place").first()
    if talk is None:
        return None
    starts = wall_time(talk.starts, talk.zone)
    room = room_of(talk) if may_go_in(talk) else ""
    return TalkLine(starts, talk.practitioner.user.name, talk.place.name if talk.place else "", talk.moved, room)


def _heard(row: Enquiry) -> tuple[tuple[Words, str], ...]:
    said = (row.call or {}).get("heard", {})
    return tuple((one.text, said[one.id]) for one in QUESTIONS if one.id in said)


def alike_to(by: Member, newcomer: Newcomer) -> tuple[AlikeSeen, ...]:
    """Known people who may be this newcomer; shown to the desk before anybody is written in."""
    by.need(Job.PEOPLE)
    found = people_alike(by.clinic_id, newcomer)
    seen = [
        AlikeSeen(one.person.id, one.person.name, one.person.birth_date, one.shares) for one in found if one.person.id
    ]
    audit.shown(by, [one.id for one in seen], Purpose.CONTACT)
    return tuple(seen)


def _alike(row: Enquiry, by: Member) -> tuple[AlikeSeen, ...]:
    if row.person_id or not by.may(Job.PEOPLE):
        return ()
    return alike_to(by, Newcomer(row.name, row.phone, row.email))


def _consents(row: Enquiry) -> tuple[str, ...]:
    given = Consent.objects.within(row.clinic_id).filter(enquiry=row, person__isnull=True, given=True)
    return tuple(given.order_by("at").values_list("purpose", flat=True))


def _open_tasks(by: Member, enquiry_ids: list[UUID]) -> dict[UUID, list[Task]]:
    found: dict[UUID, list[Task]] = {}
    waiting = Task.objects.within(by.clinic_id).filter(enquiry_id__in=enquiry_ids, done_at__isnull=True)
    for task in waiting.order_by("due"):
        if task.enquiry_id:
            found.setdefault(task.enquiry_id, []).append(task)
    return found


def _row(row: Enquiry, tasks: list[Task], zone: ZoneInfo) -> EnquiryRow:
    due = tasks[0].due if tasks else None
    kinds = {task.kind for task in tasks}
    return EnquiryRow(
        id=row.id,
        name=row.name,
        source=row.source,
        came=wall_time(row.made_at, zone),
        due=wall_time(due, zone) if due else None,
        is_late=due is not None and due < clock.now(),
        must_read=bool(kinds & set(ANSWER_TASKS)),
        is_red=RED_ANSWER in kinds,
        is_answered=row.state != EnquiryState.WAITING,
        person_id=row.person_id,
    )
