"""The picture of one site before anybody is in it: its days and treatments, whose plans it asks, whose visits stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, Clinic
from weft.records.access import ClinicSeen
from weft.records.models import Visit as VisitRow
from weft.records.models import VisitState
from weft.records.reads.calendar_time import AllSites, Time, all_sites, time_of
from weft.records.reads.calendar_treatments import bookable, treatments_in, window_in
from weft.records.reads.calendar_weeks import Asks, asks_of, monday_of
from weft.records.reads.course_request import PlanToBook
from weft.records.reads.plans_to_book import Refusals, plans_to_book, refusals_in


@dataclass(frozen=True, slots=True)
class Everything:
    """What is read once of a clinic's days, however many of its sites are looked at."""

    first: date
    last: date
    time: AllSites
    rows: Mapping[UUID, list[VisitRow]]
    """Visits that stand, by person."""
    plans: Sequence[PlanToBook]
    no: Refusals


@dataclass(frozen=True, slots=True)
class Frame:
    """What the picture of one site is put together from."""

    time: Time
    blank: Clinic
    """Days and treatments; nobody in it yet."""
    asks: Mapping[UUID, Asks]
    """By person, as all that follows."""
    plans: Mapping[UUID, PlanToBook]
    no: Refusals
    rows: Mapping[UUID, list[VisitRow]]


def read(clinic: ClinicSeen, first: date, last: date) -> Everything:
    """Everything of these days, both included: a number of queries that grows neither with people nor with sites."""
    time, rows, plans = all_sites(clinic, first, last, bookable()), _rows(clinic, first, last), plans_to_book(clinic)
    return Everything(first, last, time, rows, plans, refusals_in(clinic, plans, list(bookable().values())))


def frame_in(seen: Everything, site: UUID | None) -> Frame:
    """The frame of one site (the clinic's first, when none is named)."""
    time, clinic, first = time_of(seen.time, site), seen.time.clinic, seen.first
    plans = [plan for plan in seen.plans if _comes_here(plan, time)]
    asks = {plan.person_id: asks_of(plan, first, _weeks(first, seen.last)) for plan in plans}
    treatments = treatments_in(time, asks.values())
    blank = Clinic(
        format=CLINIC_FORMAT, slot_minutes=clinic.slot_minutes, opens_minutes=time.grid.opens_minutes,
        slots=time.grid.slots, days=time.grid.days, first_day=monday_of(first),
        disciplines=treatments, practitioners=(), rooms=(), people=(),
        window_slots=window_in(clinic, treatments, asks.values()),
        min_gap_slots=-(-clinic.min_gap_minutes // clinic.slot_minutes),
    )  # fmt: skip
    return Frame(time, blank, asks, {plan.person_id: plan for plan in plans}, seen.no, seen.rows)


def _weeks(first: date, last: date) -> int:
    return (last - monday_of(first)).days // 7 + 1


def _rows(clinic: ClinicSeen, first: date, last: date) -> dict[UUID, list[VisitRow]]:
    rows = (
        VisitRow.objects.within(clinic.id).filter(local_date__range=(first, last)).exclude(state=VisitState.CANCELLED)
    )
    found: dict[UUID, list[VisitRow]] = {}
    for row in rows.order_by("starts", "id"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _comes_here(plan: PlanToBook, time: Time) -> bool:
    """Somebody goes on where their latest visit is; else where their own people work most; else at the first site.

    A site that has closed, or at which nobody works any more, is none: they would be asked nowhere.
    """
    sites = [visit.place.site_id for visit in plan.standing if visit.place and visit.place.site_id in time.open_sites]
    sites = sites or [time.homes[who] for _, who in sorted(plan.primaries.items()) if who in time.homes]
    sites = sites or list(time.open_sites[:1])
    return (sites[-1] if sites else None) == time.site
