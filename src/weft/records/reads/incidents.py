"""Incidents as pages show them: the report to be filed, one report, and everything that went wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.shared.explained import Explanation
from weft.core.shared.words import Words
from weft.core.treat.incidents import CODES, NAMES, Kind, Reported, calls_first
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import audit, clock, incidents
from weft.records.access import Job, Member, NotAllowed, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.incidents import purpose_of
from weft.records.heeded import reaction_name
from weft.records.local import wall_time
from weft.records.models import AdverseEvent, Incident, Membership, MissingNeedleReport, Visit
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header

LUNG_SIGN = "lung_after_needles"
"""The danger sign whose words say what to do."""
MISSING_NEEDLE = Words("Needle not found")


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to ring, in order, and what is said."""

    number: str
    clinic_phone: str
    leads: tuple[str, ...]
    """Who is told in the house."""
    lung: Words | None
    """What a lung sign can mean and what to do, as the danger sign says it."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What the form offers."""

    header: Header | None
    visit_id: UUID | None
    help: Help
    kinds: tuple[tuple[str, Words], ...]
    grades: tuple[tuple[int, Words, Words], ...]
    relations: tuple[tuple[str, Words], ...]
    others: tuple[tuple[str, Words], ...]
    """Everything that the knowledge knows and no tap stands for."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the clinical lead made of it."""

    outcome: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IncidentSeen:
    """One thing that went wrong."""

    id: UUID
    table: str
    """incident | event | report."""
    person_id: UUID | None
    name: str
    what: Words
    is_near_miss: bool
    grade: Words | None
    is_grave: bool
    happened: datetime
    """In the clinic's own time, like every moment here."""
    story: str
    done: str
    present: str
    relation: Words | None
    told: Words | None
    by: str
    look: Looked | None


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One report."""

    header: Header | None
    seen: IncidentSeen
    help: Help | None
    """When somebody is rung first."""
    may_look: bool


@dataclass(frozen=True, slots=True)
class IncidentList:
    """Everything that went wrong: what waits first, then what was looked at; each newest first."""

    header: Header | None
    waiting: tuple[IncidentSeen, ...]
    looked_at: tuple[IncidentSeen, ...]
    may_look: bool


def report_form(by: Member, *, person_id: UUID | None = None, visit_id: UUID | None = None) -> ReportForm:
    """The form for a report about a person, a visit, or nobody on the list.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    about = row_of(Visit, by, visit_id).person_id if visit_id else person_id
    person = person_for(by, about, purpose_of(by)) if about else None
    treat = knowledge().treat
    return ReportForm(
        header=_header(person, by),
        visit_id=visit_id,
        help=_help(by),
        kinds=tuple((kind.value, NAMES[kind]) for kind in Kind),
        grades=tuple((each.grade, Words(each.name), Words(each.plain)) for each in treat.telling.grades),
        relations=tuple((each.id, Words(each.name)) for each in treat.telling.relations),
        others=_others(),
    )


def incident_page(incident_id: UUID, by: Member) -> IncidentPage:
    """One report, for those with the record or the right to outcomes, and for who filed it.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: Right clinic, wrong job.
    """
    row = row_of(Incident, by, incident_id)
    if not (by.may(Job.RECORD) or by.may(Job.OUTCOMES) or row.by_id == by.user_id):
        raise NotAllowed("needs the record, the right to outcomes, or to have filed it")
    person = person_for(by, row.person_id, _purpose(row.by_id, by)) if row.person_id else None
    said = Reported(Kind(row.kind), row.is_near_miss, row.grade, row.code)
    return IncidentPage(
        header=_header(person, by),
        seen=_report(row, ZoneInfo(clinic_of(by.clinic_id).zone)),
        help=_help(by) if calls_first(said) else None,
        may_look=by.may(Job.OUTCOMES),
    )


def incident_list(by: Member) -> IncidentList:
    """Everything of the clinic, for the clinical lead."""
    by.need(Job.OUTCOMES)
    found = _all(by)
    audit.shown(by, [each.person_id for each in found if each.person_id], Purpose.OUTCOMES)
    return _list(found, None, by)


def incidents_of(person_id: UUID, by: Member) -> IncidentList:
    """Everything about one person.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.OUTCOMES if by.may(Job.OUTCOMES) else Purpose.CARE)
    return _list(_all(by, person_id=person_id), _header(person, by), by)


def person_of_event(event_id: UUID, by: Member) -> UUID:
    """Whom an unwanted event is about.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    return row_of(AdverseEvent, by, event_id).person_id


def person_of_report(report_id: UUID, by: Member) -> UUID:
    """Whom a missing needle is about.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    return row_of(MissingNeedleReport, by, report_id).person_id


def _list(found: Iterable[IncidentSeen], header: Header | None, by: Member) -> IncidentList:
    rows = sorted(found, key=lambda each: each.happened, reverse=True)
    return IncidentList(
        header,
        tuple(each for each in rows if each.look is None),
        tuple(each for each in rows if each.look is not None),
        may_look=by.may(Job.OUTCOMES),
    )


def _all(by: Member, **about: UUID) -> list[IncidentSeen]:
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    return [
        *(_report(row, zone) for row in incidents.reports(by.clinic_id, **about)),
        *(_event(row, zone) for row in incidents.events(by.clinic_id, **about)),
        *(_missing(row, zone) for row in incidents.missing_needles(by.clinic_id, **about)),
    ]


def _header(person: PersonSeen | None, by: Member) -> Header | None:
    return header_of(person, clock.today(clinic_of(by.clinic_id).zone)) if person else None


def _purpose(filed_by: UUID, by: Member) -> Purpose:
    """The lead looks for outcomes, who filed it sees their own words, everybody else looks at the record."""
    if by.may(Job.OUTCOMES):
        return Purpose.OUTCOMES
    return purpose_of(by) if filed_by == by.user_id else Purpose.CARE


def _help(by: Member) -> Help:
    clinic = clinic_of(by.clinic_id)
    rows = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True).select_related("user")
    leads = sorted(row.user.name for row in rows if Job.OUTCOMES in row.jobs)
    lung = next((Words(flag.person) for flag in knowledge().screen.red_flags if flag.id == LUNG_SIGN), None)
    return Help(clinic.emergency_number, clinic.phone, tuple(leads), lung)


def _others() -> tuple[tuple[str, Words], ...]:
    tapped = set(CODES.values())
    groups = sorted(knowledge().treat.reactions.values(), key=lambda group: group.order)
    codes = ((f"{group.id}.{each.code}", each.name) for group in groups for each in group.reactions)
    return tuple((code, Words(name)) for code, name in codes if code not in tapped)


def _report(row: Incident, zone: ZoneInfo) -> IncidentSeen:
    kind = Kind(row.kind)
    relations = {each.id: each.name for each in knowledge().treat.telling.relations}
    return IncidentSeen(
        id=row.id,
        table="incident",
        person_id=row.person_id,
        name=row.person.name if row.person else "",
        what=reaction_name(row.code) if kind is Kind.OTHER and row.code else NAMES[kind],
        is_near_miss=row.is_near_miss,
        grade=_grade(row.grade),
        is_grave=calls_first(Reported(kind, row.is_near_miss, row.grade)),
        happened=wall_time(row.happened_at, zone),
        story=row.story,
        done=row.done_about_it,
        present=row.present,
        relation=Words(relations[row.relation]) if row.relation in relations else None,
        told=from_json(Explanation, row.told).words,
        by=row.by.name,
        look=_look(row, zone),
    )


def _event(row: AdverseEvent, zone: ZoneInfo) -> IncidentSeen:
    return _plain(
        row, zone, table="event", what=reaction_name(row.kind), story=row.story, done=row.done_about_it,
        grade=_grade(incidents.GRADES.get(row.severity)), is_grave=row.severity == "serious",
    )  # fmt: skip


def _missing(row: MissingNeedleReport, zone: ZoneInfo) -> IncidentSeen:
    return _plain(row, zone, table="report", what=MISSING_NEEDLE, story=row.story, done="", grade=None, is_grave=False)


def _plain(row: AdverseEvent | MissingNeedleReport, zone: ZoneInfo, **said: Any) -> IncidentSeen:
    return IncidentSeen(
        id=row.id, person_id=row.person_id, name=row.person.name, is_near_miss=False,
        happened=wall_time(row.at, zone), present="", relation=None, told=None, by=row.by.name,
        look=_look(row, zone), **said,
    )  # fmt: skip


def _look(row: Any, zone: ZoneInfo) -> Looked | None:
    found = getattr(row, "look", None)
    return Looked(found.outcome, found.by.name, wall_time(found.at, zone)) if found else None


def _grade(grade: int | None) -> Words | None:
    names = {each.grade: each.name for each in knowledge().treat.telling.grades}
    return Words(names[grade]) if grade in names else None
