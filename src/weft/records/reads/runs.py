"""Long runs as the diary's pages show them, and as the worker looks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import ClinicSeen, Job, Member, NotFound, PersonSeen, Purpose, clinic_of, people_for, row_of
from weft.records.actions.run_pulse import lost, silent_since
from weft.records.local import wall_time
from weft.records.models import RunState, ScheduleRun
from weft.records.run_answer import Figures, RunAnswer, RunPerson, Short, Told, answer_of, figures_of, told_of

NO_WORKER_AFTER = timedelta(seconds=20)
"""So long a run may wait to be taken up; then the page says what to look at."""


def clinics_with_silent_runs() -> tuple[UUID, ...]:
    """Clinics with a run whose worker is gone: asked by a worker."""
    rows = lost(ScheduleRun.objects.everywhere())  # a job of all clinics
    return tuple(rows.order_by("clinic_id").values_list("clinic_id", flat=True).distinct())


def is_something_waiting() -> bool:
    """Whether the queue holds a task; asked without the lock that taking it needs."""
    return DBTaskResult.objects.ready().exists()


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in a list."""

    id: UUID
    asked_at: datetime
    asked_by: str
    first_day: date
    last_day: date
    state: str
    end: str
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """One visit of a proposed trip."""

    discipline: str
    """Its name, a message id of the knowledge."""
    starts: datetime
    """In the clinic's own time."""
    practitioner: str
    place: str


@dataclass(frozen=True, slots=True)
class TripSeen:
    """One proposed coming."""

    day: date
    visits: tuple[VisitSeen, ...]
    is_pair: bool


@dataclass(frozen=True, slots=True)
class LackSeen:
    """What somebody lacks still."""

    discipline: str
    missing: int
    week: date
    why: Words


@dataclass(frozen=True, slots=True)
class ElsewhereSeen:
    """Another time for a trip whose own was taken; nobody has booked it."""

    was: datetime
    """In the clinic's own time."""
    now: TripSeen


@dataclass(frozen=True, slots=True)
class ForPerson:
    """One person of an answer."""

    person: PersonSeen
    plan_id: UUID
    trips: tuple[TripSeen, ...]
    lacks: tuple[LackSeen, ...]
    told: Told | None
    """What became of their trips, once they were booked; what has another time is not among the dropped."""
    elsewhere: tuple[ElsewhereSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class RunSeen:
    """One run with its answer."""

    row: RunRow
    seconds: int
    share: int
    is_going_on: bool
    is_silent: bool
    """It waits for a worker that does not come, or its worker gives no sign of life."""
    is_cancelled: bool
    """Somebody asked it to stop."""
    people: tuple[ForPerson, ...]
    shortages: tuple[Words, ...]
    to_book: int
    """Trips that nobody has booked yet."""
    booked: int
    """Visits that were booked from it."""
    elsewhere: int
    """Trips with another time that nobody has booked yet."""


def runs_of(by: Member, most: int = 10) -> tuple[RunRow, ...]:
    """The latest runs of the clinic, newest first."""
    by.need(Job.DIARY)
    runs = ScheduleRun.objects.within(by.clinic_id).filter(closure=None).select_related("asked_by")
    rows = runs.order_by("-made_at")[:most]
    zone = clinic_of(by.clinic_id).zone
    return tuple(_row(row, zone) for row in rows)


def _row(row: ScheduleRun, zone: str) -> RunRow:
    figures = figures_of(row.answer)
    return RunRow(
        row.id,
        wall_time(row.made_at, zone),
        row.asked_by.name,
        row.first_day,
        row.last_day,
        row.state,
        row.end,
        figures,
    )


def run_seen(run_id: UUID, *, by: Member) -> RunSeen:
    """One run with everybody in its answer, who lacks something first, then by name.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    row = row_of(ScheduleRun, by, run_id)
    if row.closure_id is not None:  # an absence shows its own
        raise NotFound
    clinic = clinic_of(by.clinic_id)
    is_going_on = row.state in (RunState.WAITING, RunState.RUNNING, RunState.BOOKING)
    answer = answer_of(row.answer) if not is_going_on else None
    told = {UUID(id_): _told(one, clinic) for id_, one in row.told.items()}
    people = _people(answer, told, clinic, by) if answer else ()
    return RunSeen(
        row=_row(row, clinic.zone), seconds=row.seconds, share=row.share, is_going_on=is_going_on,
        is_silent=is_going_on and is_silent(row),
        is_cancelled=row.cancel_asked_at is not None, people=people,
        shortages=answer.shortages if answer else (),
        to_book=sum(len(one.trips) for one in people if one.told is None),
        booked=sum(one.visits for one in told.values()),
        elsewhere=sum(len(one.elsewhere) for one in people),
    )  # fmt: skip


def is_silent(row: ScheduleRun, *, is_busy: bool | None = None) -> bool:
    """No worker comes for it, or the one that has it gives no sign of life.

    A run that waits while a worker is at another one, here or at another clinic, has its turn still to come. That it
    is so, ``is_busy``, saves a query.
    """
    if row.heartbeat is not None:
        return row.heartbeat < silent_since()
    if clock.now() - (row.book_asked_at or row.made_at) <= NO_WORKER_AFTER:
        return False
    return not (in_hand().exists() if is_busy is None else is_busy)


def in_hand() -> QuerySet[ScheduleRun]:
    """Runs that a worker is at: one worker serves all clinics."""
    going_on = (RunState.RUNNING, RunState.BOOKING)
    return ScheduleRun.objects.everywhere().filter(state__in=going_on, heartbeat__gte=silent_since())


def _people(answer: RunAnswer, told: dict[UUID, Told], clinic: ClinicSeen, by: Member) -> tuple[ForPerson, ...]:
    seen = people_for(by, [one.person for one in answer.people], Purpose.DIARY)
    found = (
        ForPerson(
            person,
            one.plan,
            _trips(one, answer.names, clinic),
            tuple(map(_lack, one.short)),
            told.get(one.person),
            _elsewhere(told.get(one.person), answer.names, clinic),
        )
        for person, one in zip(seen, answer.people, strict=True)
    )
    return tuple(sorted(found, key=_exceptions_first))


def _exceptions_first(one: ForPerson) -> tuple[bool, str, str]:
    is_fine = not one.lacks and not one.elsewhere and not (one.told and one.told.dropped)
    return is_fine, one.person.name, str(one.person.id)


def _elsewhere(told: Told | None, names: Mapping[str, str], clinic: ClinicSeen) -> tuple[ElsewhereSeen, ...]:
    if told is None or told.elsewhere is None:
        return ()
    trips = _trips(told.elsewhere, names, clinic)
    was = (wall_time(at, clinic.zone) for at in told.instead)
    return tuple(ElsewhereSeen(at, trip) for at, trip in zip(was, trips, strict=True))


def _trips(one: RunPerson, names: Mapping[str, str], clinic: ClinicSeen) -> tuple[TripSeen, ...]:
    return tuple(
        TripSeen(
            trip.visits[0].day,
            tuple(
                VisitSeen(
                    name_of(visit.discipline), wall_time(visit.starts, clinic.zone),
                    names.get(str(visit.practitioner), ""), names.get(str(visit.place), ""),
                )
                for visit in trip.visits
            ),
            trip.is_pair,
        )
        for trip in one.trips
    )  # fmt: skip


def _lack(short: Short) -> LackSeen:
    return LackSeen(name_of(short.discipline), short.missing, short.week, short.why)


def _told(data: object, clinic: ClinicSeen) -> Told:
    """With times as the clinic's clocks show them."""
    told = told_of(data)
    left_out = (one for one in told.dropped if one.starts not in told.instead)
    return replace(told, dropped=tuple(replace(one, starts=wall_time(one.starts, clinic.zone)) for one in left_out))


def name_of(discipline: str) -> str:
    """The discipline's name, a message id of the knowledge."""
    known = knowledge().disciplines
    return known[discipline].name if discipline in known else discipline
