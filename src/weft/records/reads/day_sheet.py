"""The sheet of one day: everything that is needed to go on when the pages cannot be reached."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery

from weft.core.plan.facts import Lane
from weft.core.plan.plan import Line
from weft.core.shared.words import Words
from weft.draw.day_sheet_data import DayPart, DaySheet, DayTask, DayTrip
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records import audit, clock
from weft.records.access import SYSTEM, ClinicSeen, Job, Member, Purpose, clinic_of
from weft.records.actions.course_message import trips_of
from weft.records.care_team import readable
from weft.records.flags import flags_in, latest_clearance
from weft.records.live import OVER
from weft.records.local import wall_time
from weft.records.models import Event, EventKind, Person, PlanVersion, Task, Visit
from weft.records.planned import planned_by
from weft.records.reads.inbox import IN_THE_RECORD, NEEDS_CLINICIAN, seen_by
from weft.records.screenings import ANSWER_TASKS

MOST_LINES = 4
"""Of the plan, for each visit."""
FAINTED = Words("fainted here before")


def day_sheet(by: Member, day: date | None = None) -> DaySheet:
    """The day as it stands now. The read is written down.

    Args:
        by: Somebody with the diary or the record: phone numbers for who has people or the record, what warns for
            every clinician, the plan where the record is open to them, what waits as far as it is theirs. Or the
            product itself, which saves the whole sheet.
        day: The clinic's local day; today when not given.

    Raises:
        NotAllowed: Neither diary nor record.
    """
    if by.role != SYSTEM:
        by.need(Job.DIARY, Job.RECORD)
    clinic = clinic_of(by.clinic_id)
    now = wall_time(clock.now(), ZoneInfo(clinic.zone))
    when = day or now.date()
    visits = _visits(by, when)
    tasks = _tasks(by, when, clinic)
    audit.shown(by, {visit.person_id for visit in visits} | {row.person_id for row in tasks if row.person_id}, _why(by))
    return DaySheet(
        clinic=clinic.name, day=when, made_at=now, call=_call(clinic), trips=_trips(visits, by),
        tasks=tuple(DayTask(_says(row, by), _name(row), wall_time(row.due, ZoneInfo(clinic.zone))) for row in tasks),
    )  # fmt: skip


def _visits(by: Member, when: date) -> list[Any]:
    rows = Visit.objects.within(by.clinic_id).filter(local_date=when).exclude(state__in=OVER)
    rows = rows.select_related("person", "practitioner__user", "place", "pair").order_by("starts", "id")
    if not _sees_records(by):
        return list(rows)
    people = Person.objects.within(by.clinic_id).filter(id=OuterRef("person_id"))
    versions = PlanVersion.objects.within(by.clinic_id).filter(plan__episode_id=OuterRef("episode_id"))
    faints = Event.objects.within(by.clinic_id).filter(
        person_id=OuterRef("person_id"), kind=EventKind.FAINT, visit__local_date__lt=when
    )
    known = people.annotate(found=latest_clearance(by.clinic_id))
    return list(
        rows.annotate(
            clearance=Subquery(known.values("found")[:1]),
            has_fainted=Exists(faints),
            plan=Subquery(versions.order_by("-number").values("content")[:1]),
            is_readable=Exists(_open_people(by).filter(id=OuterRef("person_id"))),
        )
    )


def _open_people(by: Member) -> Any:
    return Person.objects.within(by.clinic_id) if by.role == SYSTEM else readable(by)


def _trips(visits: Iterable[Any], by: Member) -> tuple[DayTrip, ...]:
    return tuple(_trip(found, by) for found in trips_of(visits))


def _trip(visits: list[Any], by: Member) -> DayTrip:
    person, notes = visits[0].person, dict.fromkeys(visit.note for visit in visits if visit.note)
    reach = {"phone": person.phone, "emergency": person.emergency_contact} if _sees_phones(by) else {}
    clinical = _clinical(visits) if _sees_records(by) else {}
    return DayTrip(
        name=person.name, born=person.birth_date, parts=tuple(map(_part, visits)), note="; ".join(notes),
        **({"phone": "", "emergency": ""} | reach), **clinical,
    )  # fmt: skip


def _clinical(visits: list[Any]) -> dict[str, Any]:
    first = visits[0]
    flags = ([FAINTED] if first.has_fainted else []) + [Words(name) for name in flags_in(first.clearance)]
    if not first.is_readable:
        return {"flags": tuple(flags)}
    planned = planned_by(first.plan, first)
    lanes = [Lane(visit.discipline) for visit in visits if visit.discipline in set(Lane)]
    lines = [line for lane in lanes for line in planned.lines(lane)[:MOST_LINES]]
    return {
        "flags": tuple(flags),
        "phase": planned.phase.name if planned.phase else None,
        "plan": tuple(map(_line, lines)),
    }


def _line(line: Line) -> Words:
    if line.lane is Lane.NEEDLES and line.dose.minutes:
        return Words("{what}, {minutes} min", what=line.text, minutes=line.dose.minutes)
    return line.text


def _part(visit: Visit) -> DayPart:
    known = knowledge().disciplines.get(visit.discipline)
    zone = ZoneInfo(visit.zone)
    first, last = visit.starts.astimezone(zone), visit.ends.astimezone(zone)
    return DayPart(
        f"{first.hour}:{first:%M}-{last.hour}:{last:%M}", Words(known.name if known else visit.discipline),
        visit.practitioner.user.name, visit.place.name if visit.place else "",
    )  # fmt: skip


def _tasks(by: Member, when: date, clinic: ClinicSeen) -> list[Any]:
    """What must be done until that day is over."""
    ends = datetime.combine(when + timedelta(days=1), time(), ZoneInfo(clinic.zone)).astimezone(UTC)
    mine = Q() if by.role == SYSTEM else seen_by(by)
    rows = Task.objects.within(by.clinic_id).filter(mine, done_at__isnull=True, due__lt=ends)
    told = rows.annotate(is_readable=Exists(_open_people(by).filter(id=OuterRef("person_id"))))
    return list(told.select_related("person", "enquiry").order_by("due", "id"))


def _says(row: Any, by: Member) -> Words:
    if not _sees_records(by) and row.kind in ANSWER_TASKS:
        return NEEDS_CLINICIAN
    is_closed = row.person_id and not row.is_readable and row.job == Job.RECORD
    return IN_THE_RECORD if is_closed else from_json(Words, row.says)


def _name(row: Task) -> str:
    who = row.person or row.enquiry
    return who.name if who else ""


def _call(clinic: ClinicSeen) -> tuple[Words, ...]:
    said = (
        (Words("In an emergency: {number}.", number=clinic.emergency_number), clinic.emergency_number),
        (
            Words("{clinic}: {phone}", clinic=clinic.name, phone=clinic.phone),
            clinic.phone,
        ),
    )
    return tuple(words for words, known in said if known)


def _sees_phones(by: Member) -> bool:
    return by.role == SYSTEM or by.may(Job.PEOPLE) or by.may(Job.RECORD)


def _sees_records(by: Member) -> bool:
    return by.role == SYSTEM or by.may(Job.RECORD)


def _why(by: Member) -> Purpose:
    return Purpose.CARE if _sees_records(by) else Purpose.DIARY
