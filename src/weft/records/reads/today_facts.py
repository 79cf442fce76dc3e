"""What the board of a day rests on: visits, what happens in them, what is known about the people; in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery

from weft.core.screen.facts import QuestionSet
from weft.core.shared.care import Outcome
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, clinic_of
from weft.records.actions.book import CALL_BACK, TALK
from weft.records.care_team import readable
from weft.records.heeded import flags_of
from weft.records.live import OVER, Live, lives
from weft.records.local import wall_time
from weft.records.models import Event, EventKind, Score, ScoreMoment, Screening, Task, Visit, VisitState
from weft.records.screenings import ANSWER_TASKS

PAIN = "nprs"
"""The instrument whose first and latest values a row tells."""
NO_TRIPS = ("consult", "assessment")
"""Kinds of visit that are no trip of a course."""
FINISHED = (*OVER, VisitState.DONE)


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain of one person in their latest episode, 0 to 10."""

    now: int | None = None
    at_start: int | None = None
    before: int | None = None
    """Before the needles of this day."""
    after: int | None = None
    """After the movement of this day."""


NO_PAIN_KNOWN = Pain()


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that the rows of one day are made from."""

    clinic: ClinicSeen
    day: date
    now: datetime
    visits: tuple[Visit, ...]
    found: dict[UUID, Live]
    """By visit."""
    answers: dict[UUID, Task]
    """Answers that somebody must read, by person; the one with the nearest clock."""
    enquiries: tuple[Task, ...]
    """Open tasks about requests from outside, the nearest clock first."""
    trips: dict[UUID, int]
    """Number of the trip, by visit."""
    same: frozenset[UUID]
    """People who said today that nothing is new."""
    asked: frozenset[UUID] = frozenset()
    """People who have answered the health questions today."""
    pain: dict[UUID, Pain] = field(default_factory=dict)
    cautions: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    """Names of the precautions that speak, by person; message ids of the knowledge."""
    fainted: frozenset[UUID] = frozenset()
    """People who fainted at an earlier visit."""

    @property
    def zone(self) -> ZoneInfo:
        """Where the clinic is."""
        return ZoneInfo(self.clinic.zone)

    @property
    def is_today(self) -> bool:
        """Whether the day is the one that is going on."""
        return self.now.astimezone(self.zone).date() == self.day

    def minute(self, moment: datetime) -> int:
        """Local minutes after this day's midnight."""
        wall = wall_time(moment, self.zone)
        return int((wall - datetime.combine(self.day, time())).total_seconds() // 60)


def facts_of(by: Member, day: date | None) -> Day:
    """Read the day. What warns is read for every clinician; their pain for those to whom the record is open."""
    clinic, now = clinic_of(by.clinic_id), clock.now()
    when = day or now.astimezone(ZoneInfo(clinic.zone)).date()
    visits = tuple(_visits(by, when))
    people = {visit.person_id for visit in visits}
    answers, enquiries = _tasks(by, people, _end_of(when, clinic.zone))
    latest = _latest_screenings(by, people)
    known: dict[str, Any] = _clinical(by, visits, latest, when) if by.may(Job.RECORD) else {}
    same = (row.person_id for row in latest if _says_the_same(row, when, ZoneInfo(clinic.zone)))
    asked = (row.person_id for row in latest if row.at.astimezone(ZoneInfo(clinic.zone)).date() == when)
    return Day(
        clinic=clinic, day=when, now=now, visits=visits, found=lives(visits), answers=answers, enquiries=enquiries,
        trips=_trips(by, visits), same=frozenset(filter(None, same)),
        asked=frozenset(filter(None, asked)), **known,
    )  # fmt: skip


def _visits(by: Member, when: date) -> Iterable[Visit]:
    rows = Visit.objects.within(by.clinic_id).filter(local_date=when)
    return rows.select_related("person", "practitioner__user", "place", "pair").order_by("starts", "id")


def _end_of(when: date, zone: str) -> datetime:
    return datetime.combine(when + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def _tasks(by: Member, people: set[UUID], until: datetime) -> tuple[dict[UUID, Task], tuple[Task, ...]]:
    """Answers to be read, by person; and what waits about enquiries, for those who may see them."""
    wanted = Q(person_id__in=people, kind__in=ANSWER_TASKS)
    if by.may(Job.PEOPLE) or by.may(Job.RECORD):
        wanted |= Q(enquiry__isnull=False, kind__in=(*ANSWER_TASKS, TALK, CALL_BACK), due__lt=until)
    found = Task.objects.within(by.clinic_id).filter(wanted, done_at__isnull=True)
    rows = found.select_related("enquiry__talk__practitioner__user")
    answers: dict[UUID, Task] = {}
    enquiries: dict[UUID, Task] = {}
    for row in sorted(rows, key=lambda task: (task.kind not in ANSWER_TASKS, task.due)):
        if row.person_id in people and row.kind in ANSWER_TASKS and row.person_id:
            answers.setdefault(row.person_id, row)
        elif row.enquiry_id:
            enquiries.setdefault(row.enquiry_id, row)
    return answers, tuple(sorted(enquiries.values(), key=lambda task: task.due))


def _trips(by: Member, visits: Iterable[Visit]) -> dict[UUID, int]:
    """A pair is one trip. Counted within the episode; what was cancelled is no trip."""
    asked = {visit.id for visit in visits}
    episodes = {visit.episode_id for visit in visits if visit.episode_id}
    rows = Visit.objects.within(by.clinic_id).filter(episode_id__in=episodes).exclude(state__in=OVER)
    seen: dict[UUID | None, dict[UUID, int]] = {}
    numbers = {}
    ordered = rows.exclude(kind__in=NO_TRIPS).order_by("starts", "id")
    for visit_id, episode, pair in ordered.values_list("id", "episode_id", "pair_id"):
        of_episode = seen.setdefault(episode, {})
        number = of_episode.setdefault(pair or visit_id, len(of_episode) + 1)
        if visit_id in asked:
            numbers[visit_id] = number
    return numbers


def _latest_screenings(by: Member, people: set[UUID]) -> list[Screening]:
    of_person = Screening.objects.within(by.clinic_id).filter(person_id=OuterRef("person_id"))
    latest = Subquery(of_person.order_by("-at", "-made_at").values("id")[:1])
    return list(Screening.objects.within(by.clinic_id).filter(person_id__in=people, id=latest).defer("answers"))


def _says_the_same(row: Screening, when: date, zone: ZoneInfo) -> bool:
    is_todays = row.at.astimezone(zone).date() == when
    return is_todays and row.question_set == QuestionSet.EVERY_VISIT and row.outcome == Outcome.GO


def _clinical(by: Member, visits: Iterable[Visit], latest: Iterable[Screening], when: date) -> dict[str, Any]:
    people = {visit.person_id for visit in visits}
    faints = Event.objects.within(by.clinic_id).filter(
        person_id__in=people, kind=EventKind.FAINT, visit__local_date__lt=when
    )
    cautions = {row.person_id: names for row in latest if row.person_id and (names := flags_of(row))}
    return {
        "pain": _pain(by, people, when),
        "cautions": cautions,
        "fainted": frozenset(faints.values_list("person_id", flat=True)),
    }


def _pain(by: Member, people: set[UUID], when: date) -> dict[UUID, Pain]:
    """The latest value, and the first of the same problem in the same episode; a corrected value does not count."""
    scores = Score.objects.within(by.clinic_id).filter(person__in=readable(by).filter(id__in=people), measure=PAIN)
    rows = list(scores.order_by("at", "made_at"))
    replaced = {row.replaces_id for row in rows}
    by_person: dict[UUID, list[Score]] = {}
    for row in rows:
        if row.id not in replaced:
            by_person.setdefault(row.person_id, []).append(row)
    return {person: _pain_of(scores, when) for person, scores in by_person.items()}


def _pain_of(scores: list[Score], when: date) -> Pain:
    last = scores[-1]
    same = [row for row in scores if (row.episode_id, row.problem_id) == (last.episode_id, last.problem_id)]
    todays = {row.moment: _whole(row.value) for row in scores if row.local_date == when}
    return Pain(
        now=_whole(last.value),
        at_start=_whole(same[0].value) if len(same) > 1 else None,
        before=todays.get(ScoreMoment.BEFORE_NEEDLES),
        after=todays.get(ScoreMoment.AFTER_MOVEMENT),
    )


def _whole(value: Decimal) -> int:
    return round(value)
