"""The picture of one site's calendar over some days: what `core.schedule.clinic` solves, repairs and offers from.

Ids are texts of UUIDs: people's, memberships', places'. Each place is a kind of room by itself, because what is booked
keeps its bed. One reading takes the same handful of queries for two people and for three hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from weft.core.schedule.clinic.shape import Clinic, Span, Visit
from weft.core.schedule.wishes import Wishes
from weft.core.shared.words import Words
from weft.records import wall
from weft.records.access import ClinicSeen
from weft.records.local import wall_time
from weft.records.reads.calendar_frame import Everything, Frame, frame_in, read
from weft.records.reads.calendar_person import Busy, busy_in, person_in
from weft.records.reads.calendar_standing import standing
from weft.records.reads.calendar_time import Time, all_sites, rooms_in, staff_in, time_of
from weft.records.reads.calendar_treatments import bookable
from weft.records.reads.calendar_weeks import begins_on, comes
from weft.records.reads.course_request import PlanToBook


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


def version_of(clinic: ClinicSeen, first: date, last: date, *, site: UUID | None = None) -> str:
    """The version that a picture of these days would have now."""
    return time_of(all_sites(clinic, first, last, bookable()), site).version


def calendar_of(clinic: ClinicSeen, first: date, last: date, *, site: UUID | None = None) -> ClinicCalendar:
    """The picture of these days, both included, at one site (the clinic's first, when none is named)."""
    return calendar_in(read(clinic, first, last), site)


def calendar_in(seen: Everything, site: UUID | None = None) -> ClinicCalendar:
    """The picture of one site.

    People are those with a plan that still needs visits in these days, and those with visits that stand in them; who
    comes to another site is left to that one.
    """
    return _drawn(frame_in(seen, site), seen.first)


def _drawn(frame: Frame, first: date) -> ClinicCalendar:
    time, everybody = frame.time, sorted({*frame.rows, *(id_ for id_, one in frame.asks.items() if one.left)}, key=str)
    stand = {id_: dict(standing(frame, id_)) for id_ in everybody}
    ids = {visit: row.id for own in stand.values() for visit, row in own.items()}
    inside = set(ids.values())
    busy = {id_: busy_in(frame, id_, stand[id_], inside) for id_ in everybody}
    people = [person_in(frame, id_, stand[id_], busy[id_]) for id_ in everybody]
    clinic = replace(
        frame.blank, practitioners=staff_in(time, inside), rooms=rooms_in(time, inside),
        people=tuple(one for one in people if one.needs),
    )  # fmt: skip
    there = {UUID(one.id) for one in clinic.people}
    return ClinicCalendar(
        clinic=clinic, visits=tuple(sorted(ids, key=lambda one: (one.day, one.start, one.person))), ids=ids,
        others=tuple(row.id for rows in frame.rows.values() for row in rows if row.id not in inside),
        plans={str(id_): frame.plans[id_] for id_ in there if id_ in frame.plans},
        begins={str(id_): begins_on(frame.plans[id_], first) for id_ in there if id_ in frame.plans},
        withheld={
            (str(id_), discipline): refused.words
            for id_ in there for discipline, refused in frame.no.get(id_, {}).items()
        },
        names={str(row.id): row.user.name for row in time.staff.values()}
        | {str(row.id): row.name for row in time.places},
        site=time.site, zone=time.clinic.zone, version=time.version,
        time=time, busy={str(id_): busy[id_] for id_ in there},
    )  # fmt: skip
