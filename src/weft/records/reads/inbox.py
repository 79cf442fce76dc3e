"""What needs a person: open tasks of the clinic that this member can take, and who has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from weft.core.screen.severity import urgency
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import audit, clock
from weft.records.access import Job, Member, Purpose, clinic_of
from weft.records.models import EnquiryState, Task
from weft.records.screenings import READ_ANSWERS, RED_ANSWER

ANSWERS = (RED_ANSWER, READ_ANSWERS)
NEEDS_CLINICIAN = Words("An answer needs a clinician. Fetch one.")
"""All that the desk is told: that somebody must look, and until when."""

KINDS = {
    RED_ANSWER: Words("Red answer"),
    READ_ANSWERS: Words("Answers to read"),
    "talk": Words("Free talk"),
    "call_back": Words("Call back"),
    "plan_to_agree": Words("Plan not agreed"),
    "note_unsigned": Words("Note not signed"),
    "review_due": Words("Review due"),
    "silent": Words("Not heard from"),
    "plan_question": Words("Question about the plan"),
    "rebook": Words("Book again"),
    "flare": Words("Worse again"),
    "tell_lead": Words("For the clinical lead"),
    "incident": Words("Incident"),
    "flare_up": Words("Risen since last time"),
    "leg_pain": Words("Look today"),
    "missed_visits": Words("Missed visits"),
    "invite_back": Words("Pain again"),
    "ask_measure": Words("Ask a measure"),
    "write_letter": Words("Letter to write"),
    "discharge": Words("Care to end"),
    "mood_answer": Words("Answers to talk about"),
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One thing that waits."""

    id: UUID
    kind: str
    label: Words
    says: Words
    person_id: UUID | None
    enquiry_id: UUID | None
    name: str
    due: datetime
    """In the clinic's own time, without a zone."""
    is_late: bool
    is_red: bool
    owner: str
    """Name of who has it; empty while nobody has."""
    is_mine: bool
    may_take: bool
    """False: this member only sees that it waits."""
    ends_elsewhere: bool
    """It is finished on the enquiry's page, where the talk is written down."""


def inbox(by: Member) -> tuple[TaskRow, ...]:
    """Open tasks: red answers first, then by their clocks.

    Those with the right to safety answers, but not to the record, see that an answer needs a clinician, not the answer.
    """
    rows = Task.objects.within(by.clinic_id).filter(seen_by(by), done_at__isnull=True)
    found = list(rows.select_related("person", "enquiry", "owner__user").order_by("due", "id"))
    audit.shown(by, [row.person_id for row in found if row.person_id], _purpose(by))
    zone, now = ZoneInfo(clinic_of(by.clinic_id).zone), clock.now()
    seen = [_row(row, by, zone, now) for row in found]
    urgent = {row.id: urgency(Action(row.urgency or Action.NONE)) for row in found}
    return tuple(sorted(seen, key=lambda row: (not row.is_red, urgent[row.id] if row.is_red else 0, row.due)))


def seen_by(by: Member) -> Q:
    """Tasks of this member's jobs, those they have, and (for the desk) that an answer needs a clinician."""
    seen = Q(job__in=[job.value for job in by.jobs])
    if by.membership_id:
        seen |= Q(owner_id=by.membership_id)
    if by.may(Job.SAFETY_ANSWERS) or by.may(Job.PEOPLE):
        seen |= Q(kind__in=ANSWERS)
    return seen


def _purpose(by: Member) -> Purpose:
    return Purpose.CARE if by.may(Job.RECORD) else Purpose.CONTACT


def _row(row: Task, by: Member, zone: ZoneInfo, now: datetime) -> TaskRow:
    may_take = row.owner_id == by.membership_id or row.job in by.jobs
    is_hidden = row.kind in ANSWERS and not by.may(Job.RECORD)
    waits_for_talk = row.enquiry is not None and row.enquiry.state == EnquiryState.WAITING
    return TaskRow(
        id=row.id,
        kind=row.kind,
        label=Words("Answer") if is_hidden else KINDS.get(row.kind, Words("To do")),
        says=NEEDS_CLINICIAN if is_hidden else from_json(Words, row.says),
        person_id=row.person_id,
        enquiry_id=row.enquiry_id,
        name=row.person.name if row.person else row.enquiry.name if row.enquiry else "",
        due=row.due.astimezone(zone).replace(tzinfo=None),
        is_late=row.due < now,
        is_red=row.kind == RED_ANSWER,
        owner=row.owner.user.name if row.owner else "",
        is_mine=row.owner_id is not None and row.owner_id == by.membership_id,
        may_take=may_take,
        ends_elsewhere=waits_for_talk,
    )
