"""What needs a person: open tasks of the clinic that this member can take, and who has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from weft.core.screen.severity import urgency
from weft.core.shared.care import Action
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import audit, clock, tasks
from weft.records.access import Job, Member, Purpose, clinic_of
from weft.records.actions.mail_held import MAIL_HELD
from weft.records.care_team import readable
from weft.records.local import wall_time
from weft.records.models import EnquiryState, Task, Visit
from weft.records.screenings import ANSWER_TASKS, READ_ANSWERS, RED_ANSWER

ABOUT_VISITS = ("note_unsigned",)
FEW = 30
"""As many are read in one list; more are told kind by kind."""
NEEDS_CLINICIAN = Words("An answer needs a clinician. Fetch one.")
"""All that the desk is told: that somebody must look, and until when."""
IN_THE_RECORD = Words("More stands in the record.")
"""All that a clinician outside the care team is told of what a colleague has taken: nothing is left to triage."""

KINDS = {
    "day_sheet": Words("Day sheet"),
    RED_ANSWER: Words("Red answer"),
    READ_ANSWERS: Words("Answers to read"),
    "talk": Words("Free talk"),
    "call_back": Words("Call back"),
    "call_overdue": Words("Call overdue"),
    "not_delivered": Words("Not delivered"),
    MAIL_HELD: Words("Mail held"),
    "plan_to_agree": Words("Plan not agreed"),
    "note_unsigned": Words("Note not signed"),
    "review_due": Words("Review due"),
    "silent": Words("Not heard from"),
    "plan_question": Words("Question about the plan"),
    "rebook": Words("Book again"),
    "tell_visits": Words("Times to tell"),
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
    "away": Words("Cannot be held"),
    "away_elsewhere": Words("Cannot be held"),
    "away_ring": Words("Ring about a time"),
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
    """It is finished on a page of its own: where the talk is written down, or held mail is let go."""
    subject: UUID | None = None
    """Id of the row it is about: a plan, a visit, a flare."""
    discipline: str = ""
    """Of the visit it is about, if it is about one."""
    mark: str = ""
    """What was seen of it: whoever takes it over or finishes it says this back."""


class Whose(StrEnum):
    """Which of them to show."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one kind, when there are many."""

    id: str
    label: Words | None
    """None when they are few: then all are in one list."""
    rows: tuple[TaskRow, ...]


def sorted_out(rows: Iterable[TaskRow], whose: Whose) -> tuple[TaskRow, ...]:
    """Those that are this member's own, nobody's, or all; in their order."""
    match whose:
        case Whose.MINE:
            return tuple(row for row in rows if row.is_mine)
        case Whose.NOBODYS:
            return tuple(row for row in rows if not row.owner)
        case _:
            return tuple(rows)


def grouped(rows: Iterable[TaskRow]) -> tuple[Group, ...]:
    """One list while they are few; else one for each kind, the most urgent kind first."""
    found = tuple(rows)
    if len(found) <= FEW:
        return (Group("all", None, found),) if found else ()
    kinds: dict[str, list[TaskRow]] = {}
    for row in found:
        kinds.setdefault(str(row.label), []).append(row)
    return tuple(Group(rows[0].kind, rows[0].label, tuple(rows)) for rows in kinds.values())


def inbox(by: Member) -> tuple[TaskRow, ...]:
    """Open tasks: red answers first, then by their clocks.

    Those with the right to safety answers, but not to the record, see that an answer needs a clinician, not the answer.
    What nobody has taken any clinician may read: somebody has to. What is taken, the care team.
    """
    rows = Task.objects.within(by.clinic_id).filter(seen_by(by), done_at__isnull=True)
    told = rows.annotate(is_readable=Exists(readable(by).filter(id=OuterRef("person_id"))))
    found = list(told.select_related("person", "enquiry", "owner__user").order_by("due", "id"))
    audit.shown(by, [row.person_id for row in found if row.person_id], _purpose(by))
    zone, now = ZoneInfo(clinic_of(by.clinic_id).zone), clock.now()
    visits = _visits(found, by)
    seen = [_row(row, by, zone, now, visits) for row in found]
    urgent = {row.id: urgency(Action(row.urgency or Action.NONE)) for row in found}
    return tuple(sorted(seen, key=lambda row: (not row.is_red, urgent[row.id] if row.is_red else 0, row.due)))


def seen_by(by: Member) -> Q:
    """Tasks of this member's jobs, those they have, and (for the desk) that an answer needs a clinician."""
    seen = Q(job__in=[job.value for job in by.jobs])
    if by.membership_id:
        seen |= Q(owner_id=by.membership_id)
    if by.may(Job.SAFETY_ANSWERS) or by.may(Job.PEOPLE):
        seen |= Q(kind__in=ANSWER_TASKS)
    return seen


def _purpose(by: Member) -> Purpose:
    return Purpose.CARE if by.may(Job.RECORD) else Purpose.CONTACT


def _visits(found: Iterable[Task], by: Member) -> dict[UUID, str]:
    """The disciplines of the visits that tasks are about."""
    ids = [row.subject for row in found if row.kind in ABOUT_VISITS and row.subject]
    return dict(Visit.objects.within(by.clinic_id).filter(id__in=ids).values_list("id", "discipline")) if ids else {}


def _says(row: Any, by: Member) -> Words:
    if row.kind in ANSWER_TASKS and not by.may(Job.RECORD):
        return NEEDS_CLINICIAN
    is_closed = row.person_id and row.owner_id and row.owner_id != by.membership_id and not row.is_readable
    return IN_THE_RECORD if is_closed and row.job == Job.RECORD else from_json(Words, row.says)


def _row(row: Task, by: Member, zone: ZoneInfo, now: datetime, visits: Mapping[UUID, str]) -> TaskRow:
    may_take = row.owner_id == by.membership_id or row.job in by.jobs
    is_hidden = row.kind in ANSWER_TASKS and not by.may(Job.RECORD)
    waits_for_talk = row.enquiry is not None and row.enquiry.state == EnquiryState.WAITING
    return TaskRow(
        id=row.id,
        kind=row.kind,
        label=Words("Answer") if is_hidden else KINDS.get(row.kind, Words("To do")),
        says=_says(row, by),
        person_id=row.person_id,
        enquiry_id=row.enquiry_id,
        name=row.person.name if row.person else row.enquiry.name if row.enquiry else "",
        due=wall_time(row.due, zone),
        is_late=row.due < now,
        is_red=row.kind == RED_ANSWER,
        owner=row.owner.user.name if row.owner else "",
        is_mine=row.owner_id is not None and row.owner_id == by.membership_id,
        may_take=may_take,
        ends_elsewhere=waits_for_talk or row.kind == MAIL_HELD,
        subject=row.subject,
        discipline=visits.get(row.subject, "") if row.subject else "",
        mark=tasks.mark_of(row),
    )
