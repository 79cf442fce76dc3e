"""The picture of one site's calendar over some days: what `core.schedule.clinic` solves, repairs and offers from.

Ids are texts of UUIDs: people's, memberships', places'. Each place is a kind of room by itself, because what is booked
keeps its bed. One reading takes the same handful of queries for two people and for three hundred.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, HALVES, Clinic, Person, Span, Treatment, Visit
from weft.core.schedule.grid import Span as Day
from weft.core.schedule.request import DisciplineSpec
from weft.core.schedule.wishes import Wishes
from weft.core.shared.care import NEEDLES
from weft.core.shared.discipline import Discipline
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import wall
from weft.records.access import ClinicSeen
from weft.records.local import wall_time
from weft.records.models import Visit as VisitRow
from weft.records.models import VisitState
from weft.records.reads.calendar import best_first
from weft.records.reads.calendar_time import AllSites, Time, all_sites, rooms_in, staff_in, time_of
from weft.records.reads.calendar_weeks import Asks, asks_of, begins_on, comes, monday_of, needs_in, order_in
from weft.records.reads.course_request import PlanToBook
from weft.records.reads.plans_to_book import Refusals, plans_to_book, refusals_in


@dataclass(frozen=True, slots=True)
class Busy:
    """What keeps one person from coming, whatever they wish."""

    taken: tuple[Day, ...]
    """Their own time that is booked outside the picture, as local times."""
    avoid: frozenset[date]
    """Days too near a visit that is not in the picture."""
    own: tuple[Span, ...]
    """Where their visits in the picture stand: there they come, whatever they wish."""


@dataclass(frozen=True, slots=True)
class ClinicCalendar:
    """One site over some days, as it was at one moment."""

    clinic: Clinic
    """Hours, places and people, less what is booked elsewhere; `visits` are not taken off."""
    visits: tuple[Visit, ...]
    """Visits that stand and fit the picture, all confirmed."""
    ids: Mapping[Visit, UUID]
    """The row behind each of `visits`."""
    others: tuple[UUID, ...]
    """Visits that stand in these days and do not fit (other length, off the slots, another site, no longer cleared, two
    of a day that are no pair): their time is taken, and nothing here may move them."""
    plans: Mapping[str, PlanToBook]
    """By person, for those who have one; with `begins` for what a week or phase is."""
    begins: Mapping[str, date]
    """First day of week 1 of each plan's course, booked or still to book."""
    withheld: Mapping[tuple[str, str], Words]
    """Why a discipline may not be booked, by person and discipline; no clinical reason is named."""
    names: Mapping[str, str]
    """Practitioners and places by id. People's names come through the access door."""
    site: UUID | None
    zone: str
    version: str
    """Changes with every claim, closure and change of hours in these days (`version_of`)."""
    time: Time
    busy: Mapping[str, Busy]
    """By person."""

    def comes(self, person: str, wishes: Wishes) -> tuple[Span, ...]:
        """When somebody could come with other wishes than those of their plan; what is booked stays so."""
        busy = self.busy[person]
        return (*comes(self.time, wishes, busy.taken, busy.avoid), *busy.own)

    def moment_of(self, day: int, slot: int) -> datetime:
        """The moment in UTC at which a slot of a day begins."""
        return wall.moment(self.clinic.days[day], self.minute_of(slot), self.zone)

    def minute_of(self, slot: int) -> int:
        """Minutes after local midnight at which a slot begins."""
        return self.clinic.opens_minutes + slot * self.clinic.slot_minutes

    def day_of(self, moment: datetime) -> tuple[int, int] | None:
        """Day and slot in which a moment lies, or None outside the picture; the way back from `moment_of`."""
        local = wall_time(moment, self.zone)
        slot = (local.hour * 60 + local.minute - self.clinic.opens_minutes) // self.clinic.slot_minutes
        if local.date() not in self.clinic.days or not 0 <= slot < self.clinic.slots:
            return None
        return self.clinic.days.index(local.date()), slot


def bookable() -> dict[str, Discipline]:
    """Disciplines that have a calendar, in the knowledge's order."""
    return {id_: one for id_, one in knowledge().disciplines.items() if one.bookable}


def version_of(clinic: ClinicSeen, first: date, last: date, *, site: UUID | None = None) -> str:
    """The version that a picture of these days would have now."""
    return time_of(all_sites(clinic, first, last, bookable()), site).version


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


def read(clinic: ClinicSeen, first: date, last: date) -> Everything:
    """Everything of these days, both included: a number of queries that grows neither with people nor with sites."""
    time, rows, plans = all_sites(clinic, first, last, bookable()), _rows(clinic, first, last), plans_to_book(clinic)
    return Everything(first, last, time, rows, plans, refusals_in(clinic, plans, list(bookable().values())))


def calendar_of(clinic: ClinicSeen, first: date, last: date, *, site: UUID | None = None) -> ClinicCalendar:
    """The picture of these days, both included, at one site (the clinic's first, when none is named)."""
    return calendar_in(read(clinic, first, last), site)


def calendar_in(seen: Everything, site: UUID | None = None) -> ClinicCalendar:
    """The picture of one site.

    People are those with a plan that still needs visits in these days, and those with visits that stand in them; who
    comes to another site is left to that one.
    """
    time, clinic, first = time_of(seen.time, site), seen.time.clinic, seen.first
    plans = [plan for plan in seen.plans if _comes_here(plan, time)]
    asks = {plan.person_id: asks_of(plan, first, _weeks(first, seen.last)) for plan in plans}
    treatments = _treatments(time, asks.values())
    blank = Clinic(
        format=CLINIC_FORMAT, slot_minutes=clinic.slot_minutes, opens_minutes=time.grid.opens_minutes,
        slots=time.grid.slots, days=time.grid.days, first_day=monday_of(first),
        disciplines=treatments, practitioners=(), rooms=(), people=(),
        window_slots=_window(clinic, treatments, asks.values()),
        min_gap_slots=-(-clinic.min_gap_minutes // clinic.slot_minutes),
    )  # fmt: skip
    picture = _Picture(time, blank, asks, {plan.person_id: plan for plan in plans}, seen.no, seen.rows)
    return picture.drawn(first)


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


def _treatments(time: Time, asks: Iterable[Asks]) -> tuple[Treatment, ...]:
    """What somebody here gives, or some plan asks for."""
    given = {id_ for row in time.staff.values() for id_ in row.disciplines}
    asked = {id_ for one in asks for need in one.left.values() for id_ in need.others}
    return tuple(_treatment(one, time) for one in bookable().values() if one.id in given | asked)


def _treatment(one: Discipline, time: Time) -> Treatment:
    spec, slots = _spec(one, time), set[int]()
    for a, b in spec.hands_on:
        slots |= {*range(a, b)}
    kinds = tuple(str(row.id) for row in best_first(one, time.places))
    apart = max(2 if one.id == NEEDLES else 1, one.min_days_apart)
    return Treatment(
        id=one.id, slots=spec.slots, hands_on=_joined(slots), rooms=kinds, days_apart=apart
    )  # fmt: skip


def _spec(one: Discipline, time: Time) -> DisciplineSpec:
    hands = one.hands_on or ((0, one.visit_minutes),)
    return DisciplineSpec.from_minutes(one.id, one.visit_minutes, hands, (), slot_minutes=time.clinic.slot_minutes)


def _joined(slots: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Slots as intervals: hands rounded outwards may meet in one slot."""
    starts = sorted(slot for slot in slots if slot - 1 not in slots)
    ends = sorted(slot + 1 for slot in slots if slot + 1 not in slots)
    return tuple(zip(starts, ends, strict=True))


def _window(clinic: ClinicSeen, treatments: Iterable[Treatment], asks: Iterable[Asks]) -> int:
    """Slots that may lie between two halves: with the minutes that the first half leaves over, they are in it."""
    known, step = bookable(), clinic.slot_minutes
    first = {halves[0] for one in asks for order in one.orders.values() if (halves := HALVES[order])} | {NEEDLES}
    spare = [one.slots * step - known[one.id].visit_minutes for one in treatments if one.id in first]
    least = -(-clinic.min_gap_minutes // step)
    return max(least, (clinic.window_minutes - max(spare, default=0)) // step)


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is put together, person by person."""

    time: Time
    blank: Clinic
    asks: Mapping[UUID, Asks]
    plans: Mapping[UUID, PlanToBook]
    no: Refusals
    rows: Mapping[UUID, list[VisitRow]]

    def drawn(self, first: date) -> ClinicCalendar:
        """The picture."""
        everybody = sorted({*self.rows, *(id_ for id_, one in self.asks.items() if one.left)}, key=str)
        stand = {id_: dict(self._standing(id_)) for id_ in everybody}
        ids = {visit: row.id for own in stand.values() for visit, row in own.items()}
        inside = set(ids.values())
        busy = {id_: self._busy(id_, stand[id_], inside) for id_ in everybody}
        people = [self._person(id_, stand[id_], busy[id_]) for id_ in everybody]
        clinic = replace(
            self.blank, practitioners=staff_in(self.time, inside), rooms=rooms_in(self.time, inside),
            people=tuple(one for one in people if one.needs),
        )  # fmt: skip
        there = {UUID(one.id) for one in clinic.people}
        return ClinicCalendar(
            clinic=clinic, visits=tuple(sorted(ids, key=lambda one: (one.day, one.start, one.person))), ids=ids,
            others=tuple(row.id for rows in self.rows.values() for row in rows if row.id not in inside),
            plans={str(id_): self.plans[id_] for id_ in there if id_ in self.plans},
            begins={str(id_): begins_on(self.plans[id_], first) for id_ in there if id_ in self.plans},
            withheld={
                (str(id_), discipline): refused.words
                for id_ in there for discipline, refused in self.no.get(id_, {}).items()
            },
            names={str(row.id): row.user.name for row in self.time.staff.values()}
            | {str(row.id): row.name for row in self.time.places},
            site=self.time.site, zone=self.time.clinic.zone, version=self.time.version,
            time=self.time, busy={str(id_): busy[id_] for id_ in there},
        )  # fmt: skip

    def _standing(self, id_: UUID) -> Iterator[tuple[Visit, VisitRow]]:
        """Of one person's visits those that fit: each by itself, and two of a day as a trip that the rules allow."""
        found: dict[int, list[tuple[Visit, VisitRow]]] = {}
        odd = set()
        for row in self.rows.get(id_, ()):
            visit = self._visit(row)
            if visit is None:
                odd.add(row.local_date)
            else:
                found.setdefault(visit.day, []).append((visit, row))
        for day, trip in found.items():
            if self.blank.days[day] not in odd and self._is_trip(id_, [visit for visit, _ in trip]):
                yield from trip

    def _visit(self, row: VisitRow) -> Visit | None:
        treatment = self.blank.treatment(row.discipline)
        start = row.local_start.hour * 60 + row.local_start.minute - self.blank.opens_minutes
        who = self.time.staff.get(row.practitioner_id)
        fits = (
            treatment is not None
            and who is not None
            and row.discipline in who.disciplines
            and row.local_date in self.blank.days
            and str(row.place_id) in treatment.rooms
            and row.discipline not in self.no.get(row.person_id, {})
            and self._fills(row, treatment, start)
        )
        if not fits:
            return None
        day, slot = self.blank.days.index(row.local_date), start // self.blank.slot_minutes
        return Visit(
            person=str(row.person_id), discipline=row.discipline, day=day, start=slot,
            practitioner=str(row.practitioner_id), room=str(row.place_id), confirmed=True,
        )  # fmt: skip

    def _fills(self, row: VisitRow, treatment: Treatment, start: int) -> bool:
        """It begins on a slot and takes as long, with hands as long, as the picture believes."""
        step = self.blank.slot_minutes
        minutes = int((row.ends - row.starts).total_seconds() // 60)
        hands = {slot for a, b in row.hands_on or [(0, minutes)] for slot in range(a // step, -(-b // step))}
        inside = start >= 0 and start // step + treatment.slots <= self.blank.slots
        is_as_long = -(-minutes // step) == treatment.slots
        return inside and start % step == 0 and is_as_long and hands == {*treatment.hands_slots(0)}

    def _is_trip(self, id_: UUID, visits: list[Visit]) -> bool:
        if len(visits) == 1:
            return True
        first, second, *more = sorted(visits, key=lambda visit: visit.start)
        halves = HALVES[order_in(self.asks.get(id_), self.blank.week_of(first.day), visits)]
        treatment = self.blank.treatment(first.discipline)
        gap = second.start - first.start - (treatment.slots if treatment else 0)
        plan = self.plans.get(id_)
        may_split = plan is not None and plan.wishes.allow_split
        in_window = gap <= self.blank.window_slots or may_split
        fits = (first.discipline, second.discipline) == halves and gap >= self.blank.min_gap_slots
        return fits and in_window and not more

    def _busy(self, id_: UUID, own: Iterable[Visit], inside: Collection[UUID]) -> Busy:
        claimed = (one for one in self.time.claims if one.person_id == id_ and one.visit_id not in inside)
        mine = ((visit.day, visit.start, visit.start + self._slots(visit.discipline)) for visit in own)
        return Busy(tuple(self.time.spans_of(claimed)), frozenset(self._avoid(id_, inside)), tuple(mine))

    def _person(self, id_: UUID, own: Mapping[Visit, VisitRow], busy: Busy) -> Person:
        plan = self.plans.get(id_)
        wishes = plan.wishes if plan else Wishes()
        no = self.no.get(id_, {})
        return Person(
            id=str(id_), available=(*comes(self.time, wishes, busy.taken, busy.avoid), *busy.own),
            needs=needs_in(self.asks.get(id_), self.blank, own),
            cleared=tuple(one.id for one in self.blank.disciplines if one.id not in no),
            primaries=self._primaries(plan), same_people=wishes.only_same_people, allow_split=wishes.allow_split,
            last_visits=self._last_visits(plan),
        )  # fmt: skip

    def _slots(self, discipline: str) -> int:
        treatment = self.blank.treatment(discipline)
        return treatment.slots if treatment else 1

    def _avoid(self, id_: UUID, inside: Collection[UUID]) -> set[date]:
        """Days too near a visit that is not in the picture."""
        known = bookable()
        return {
            row.local_date + timedelta(days=n)
            for row in self.rows.get(id_, ()) if row.id not in inside
            for apart in [max(1, known[row.discipline].min_days_apart) if row.discipline in known else 1]
            for n in range(1 - apart, apart)
        }  # fmt: skip

    def _primaries(self, plan: PlanToBook | None) -> dict[str, str]:
        """Who is named; else whom they have seen most, of those the latest."""
        able = {(str(row.id), id_) for row in self.time.staff.values() for id_ in row.disciplines}
        if plan is None:
            return {}
        seen = Counter((visit.discipline, str(visit.practitioner_id)) for visit in reversed(plan.standing))
        most = {id_: who for (id_, who), _ in reversed(seen.most_common()) if (who, id_) in able}
        return most | {id_: who for id_, who in plan.primaries.items() if (who, id_) in able}

    def _last_visits(self, plan: PlanToBook | None) -> dict[str, int]:
        ids = {one.id for one in self.blank.disciplines}
        if plan is None or not self.blank.days:
            return {}
        begun = self.blank.days[0]
        days = {id_: day for id_, day in sorted(plan.visits, key=lambda one: one[1]) if day < begun and id_ in ids}
        return {id_: (begun - day).days for id_, day in days.items()}
