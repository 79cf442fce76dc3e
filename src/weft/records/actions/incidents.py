"""Incidents: filed by anybody who works here, looked at by the clinical lead. Nothing of them is ever changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.contact import note_fault
from weft.core.shared.words import Words
from weft.core.treat.incidents import Reported, code_of, fault_of, told_of
from weft.core.treat.reactions import Follow, Told
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import clock, incidents
from weft.records.access import Job, Member, NotAllowed, Purpose, clinic_of, person_for, row_of
from weft.records.actions.base import action, once
from weft.records.actions.treat_after import SEVERITY
from weft.records.actions.treat_live import INCIDENT, TELL_LEAD
from weft.records.models import AdverseEvent, Incident, IncidentLook, MissingNeedleReport, Task, Visit
from weft.records.refused import Reason, Refused
from weft.records.tasks import finish_tasks, raise_task

SAYS = {
    INCIDENT: Words("An incident was reported: look at what happened."),
    TELL_LEAD: Words("Something was reported: look at what happened."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTold:
    """The taps, then the words."""

    reported: Reported
    story: str
    happened: datetime | None = None
    """On the clinic's own clock, without a zone; None for now."""
    relation: str = ""
    """Id of `knowledge/treat/telling.toml`; empty when nobody can say."""
    done_about_it: str = ""
    present: str = ""


def purpose_of(by: Member) -> Purpose:
    """For what this member may see whom a report is about: harm is reported by anybody, whoever treats the person."""
    if by.may(Job.DIARY) or by.may(Job.RECORD):
        return Purpose.DIARY
    return Purpose.OUTCOMES if by.may(Job.OUTCOMES) else Purpose.CONTACT


@action
def file_incident(
    *, by: Member, told: IncidentTold, person_id: UUID | None = None, visit_id: UUID | None = None, key: str = ""
) -> UUID:
    """File a report. Harm to a person is kept as an unwanted event too; the clinical lead gets a task with a clock.

    Args:
        by: Anybody who works here.
        told: What happened.
        person_id: Whom it happened to; None when it was nobody on the list of people.
        visit_id: In which visit, if in one; it says the person too.
        key: From the form's hidden field: the same report is filed once.

    Returns:
        Id of the incident; or Refused: MISSING, NOT_POSSIBLE.
    """
    if not by.is_staff:
        raise NotAllowed("works here")
    visit = row_of(Visit, by, visit_id) if visit_id else None
    about = visit.person_id if visit else person_id
    if about:
        person_for(by, about, purpose_of(by))
    _check(told, by)
    return once(lambda: _filed(by, told, about, visit), by=by, name="file_incident", key=key, keep=str, found=UUID)


@action
def look(
    *, by: Member, outcome: str,
    incident_id: UUID | None = None, event_id: UUID | None = None, report_id: UUID | None = None,
) -> UUID | None:  # fmt: skip
    """The clinical lead looked at one thing that went wrong, and says what came of it.

    Args:
        by: With the right to outcomes.
        outcome: What it was, what changes from now on.
        incident_id: A report; or
        event_id: an unwanted event without one; or
        report_id: a missing needle.

    Returns:
        Whom it was about, if anybody; or Refused: MISSING, ALREADY_DONE, NOT_POSSIBLE.
    """
    by.need(Job.OUTCOMES)
    if not outcome.strip():
        raise Refused(Reason.MISSING, Words("Write what came of it, even when nothing changes."))
    if fault := note_fault(outcome):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    row = _thing(by, incident_id, event_id, report_id)
    if incidents.is_looked_at(row):
        says = Words("Somebody has looked at this already; what they wrote is on this page.")
        raise Refused(Reason.ALREADY_DONE, says)
    IncidentLook.objects.create(
        clinic_id=by.clinic_id, incident_id=incident_id, event_id=event_id, report_id=report_id,
        outcome=outcome.strip(), by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    if row.person_id is None:
        finish_tasks(INCIDENT, TELL_LEAD, by=by, outcome="looked at", subject=row.id)
    elif not incidents.still_open(by.clinic_id, row.person_id):
        finish_tasks(INCIDENT, TELL_LEAD, by=by, outcome="looked at", person_id=row.person_id)
    return row.person_id


def _thing(
    by: Member, incident_id: UUID | None, event_id: UUID | None, report_id: UUID | None
) -> Incident | AdverseEvent | MissingNeedleReport:
    if incident_id:
        return row_of(Incident, by, incident_id, for_update=True)
    if event_id:
        return row_of(AdverseEvent, by, event_id, for_update=True)
    if report_id:
        return row_of(MissingNeedleReport, by, report_id, for_update=True)
    raise TypeError("say at which of the three")


def _check(told: IncidentTold, by: Member) -> None:
    if fault := fault_of(told.reported, told.story):
        raise Refused(Reason.MISSING, fault)
    for text in (told.done_about_it, told.present):
        if fault := note_fault(text):
            raise Refused(Reason.NOT_POSSIBLE, fault)
    if told.relation and told.relation not in {each.id for each in knowledge().treat.telling.relations}:
        raise Refused(Reason.NOT_POSSIBLE, Words("Choose from the list how sure it is."))
    if _moment(told, by) > clock.now():
        raise Refused(Reason.NOT_POSSIBLE, Words("That moment is still to come. Say when it happened."))


def _moment(told: IncidentTold, by: Member) -> datetime:
    if told.happened is None:
        return clock.now()
    return told.happened.replace(tzinfo=ZoneInfo(clinic_of(by.clinic_id).zone))


def _filed(by: Member, told: IncidentTold, person_id: UUID | None, visit: Visit | None) -> UUID:
    treat, said = (
        knowledge().treat,
        told.reported,
    )  # also what no clinician has signed: a report is never refused for it
    follows = told_of(said, treat.telling, treat.reactions)
    row = Incident.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, visit=visit, event_id=_event(by, told, person_id, visit),
        kind=said.kind.value, code="" if said.is_near_miss else code_of(said), is_near_miss=said.is_near_miss,
        grade=said.grade, relation=told.relation, happened_at=_moment(told, by), story=told.story.strip(),
        done_about_it=told.done_about_it.strip(), present=told.present.strip()[:200], told=to_json(follows.why),
        by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    _tell(by, row, follows)
    return row.id


def _event(by: Member, told: IncidentTold, person_id: UUID | None, visit: Visit | None) -> UUID | None:
    """Harm to a person also counts among what went wrong in their care."""
    if person_id is None or told.reported.is_near_miss:
        return None
    row = AdverseEvent.objects.create(
        clinic_id=by.clinic_id, person_id=person_id, visit=visit, kind=code_of(told.reported) or "other",
        severity=SEVERITY.get(told.reported.grade or 0, "serious"), story=told.story.strip(),
        done_about_it=told.done_about_it.strip(), by_id=by.author_id, at=clock.now(),
    )  # fmt: skip
    return row.id


def _tell(by: Member, row: Incident, follows: Told) -> None:
    if follows.within is None:
        return
    kind = INCIDENT if follows.follow is Follow.INCIDENT else TELL_LEAD
    due = clock.now() + follows.within
    if row.person_id:
        raise_task(kind, SAYS[kind], by=by, job=Job.OUTCOMES, due=due, person_id=row.person_id, subject=row.id)
    else:  # about nobody: one task for each report, never joined to another's
        Task.objects.create(
            clinic_id=by.clinic_id, kind=kind, says=to_json(SAYS[kind]), job=Job.OUTCOMES.value, due=due, subject=row.id
        )
