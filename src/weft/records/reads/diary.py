"""The diary: the days ahead, and what the weeks lack now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from weft.core.schedule.absence import gaps
from weft.core.shared.words import Words
from weft.records import clock, wall
from weft.records.access import Job, Member, clinic_of
from weft.records.actions.run import WEEKS, days_of
from weft.records.models import Closure, Visit, VisitState, WorkingHours
from weft.records.reads.calendar import closures_on
from weft.records.reads.calendar_sites import calendars_of
from weft.records.reads.runs import name_of
from weft.records.run_read import capacity_of, lacking

DAYS = 14


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day."""

    day: date
    visits: int
    pairs: int
    at_work: int
    """Practitioners with hours on that day that no absence takes whole."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is still to be booked of one discipline."""

    name: str
    """A message id of the knowledge."""
    visits: int


@dataclass(frozen=True, slots=True)
class LacksSeen:
    """What the weeks lack now."""

    first: date
    last: date
    people: int
    lacks: tuple[Lack, ...]
    not_agreed: int
    """People whose plan is not agreed: no run books for them."""
    shortages: tuple[Words, ...]

    @property
    def visits(self) -> int:
        """All of them."""
        return sum(one.visits for one in self.lacks)


def days_ahead(by: Member) -> tuple[DayAhead, ...]:
    """The next two weeks, today first; days without work and without visits are left out.

    Raises:
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic = clinic_of(by.clinic_id)
    today = clock.today(clinic.zone)
    ahead = [today + timedelta(days=at) for at in range(DAYS)]
    rows = Visit.objects.within(by.clinic_id).filter(local_date__range=(ahead[0], ahead[-1]))
    facts = rows.exclude(state=VisitState.CANCELLED).values_list("local_date", "pair_id")
    visits = list(facts)
    hours = list(WorkingHours.objects.within(by.clinic_id).filter(membership__active=True))
    closed = closures_on(clinic, ahead)
    days = (_day(day, visits, [row for row in hours if _is_worked(row, day, closed, clinic.zone)]) for day in ahead)
    return tuple(one for one in days if one.visits or one.at_work)


def _is_worked(row: WorkingHours, day: date, closed: Iterable[Closure], zone: str) -> bool:
    """These hours are worked on that day, if only in part."""
    mine = (
        (one.starts, one.ends) for one in closed if row.membership_id == one.membership_id or row.site_id == one.site_id
    )
    return row.are_worked_on(day) and bool(gaps(_moment(day, row.starts, zone), _moment(day, row.ends, zone), mine))


def _moment(day: date, at: time, zone: str) -> datetime:
    return wall.moment(day, at.hour * 60 + at.minute, zone)


def _day(day: date, visits: Iterable[tuple[date, UUID | None]], works: Iterable[WorkingHours]) -> DayAhead:
    own = [pair for on, pair in visits if on == day]
    pairs = sum(number == 2 for pair, number in Counter(own).items() if pair)
    return DayAhead(day, len(own), pairs, len({row.membership_id for row in works}))


def lacks_now(by: Member, weeks: int = 2) -> LacksSeen:
    """What plans ask for in the next weeks and nothing is booked for, and what cannot hold it.

    Raises:
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic = clinic_of(by.clinic_id)
    first, last = days_of(clinic.zone, weeks if weeks in WEEKS else 2)
    calendars = calendars_of(clinic, first, last)
    lacks = [(one, lacking(one.clinic, one)) for one in calendars]
    visits: Counter[str] = Counter()
    for _, each in lacks:
        for (_, _, discipline), number in each.items():
            visits[discipline] += number
    plans = {person: one.plans[person] for one, each in lacks for person, _, _ in each}
    asked = dict.fromkeys(each.id for one in calendars for each in one.clinic.disciplines)
    short = dict.fromkeys(said for one in calendars for said in capacity_of(one.clinic, one.names))
    return LacksSeen(
        first=first, last=last, people=len(plans),
        lacks=tuple(Lack(name_of(id_), visits[id_]) for id_ in asked if visits[id_]),
        not_agreed=sum(one.only_weeks is not None for one in plans.values()),
        shortages=tuple(short),
    )  # fmt: skip
