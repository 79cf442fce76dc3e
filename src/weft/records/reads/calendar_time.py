"""The time of one site over some days: hours, places, closures, and every claim with the visit that it is for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from weft.core.schedule.clinic.shape import Rooms, Staff
from weft.core.schedule.grid import Grid, Span, hours, runs, touched_slots
from weft.core.shared.discipline import Discipline
from weft.records import clock, wall
from weft.records.access import ClinicSeen
from weft.records.models import Claim, Closure, Membership, Resource, WorkingHours
from weft.records.reads.calendar import (
    Rows,
    able_staff,
    around,
    closures_on,
    grid_over,
    hands_in,
    place_in,
    places_of,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """One active claim: whose time, and for which visit, if for one."""

    resource_id: UUID
    user_id: UUID | None
    person_id: UUID | None
    visit_id: UUID | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Time:
    """Everything that a picture is cut from."""

    clinic: ClinicSeen
    site: UUID | None
    grid: Grid
    hours: list[WorkingHours]
    staff: Mapping[UUID, Membership]
    places: list[Resource]
    closures: list[Closure]
    claims: list[Taken]
    version: str
    open_sites: tuple[UUID, ...]
    """At which somebody works, the oldest first."""
    homes: Mapping[str, UUID]
    """The site at which each practitioner works most, by membership."""

    def spans_of(self, taken: Iterable[Taken]) -> list[Span]:
        """Claims as local times of the days."""
        if not self.grid.days:
            return []
        first, last = self.grid.days[0], self.grid.days[-1]
        return [
            span for one in taken
            for span in wall.spans(one.starts, one.ends, self.clinic.zone, first=first, last=last)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AllSites:
    """What is read once, however many sites are looked at."""

    clinic: ClinicSeen
    wanted: Mapping[str, Discipline]
    days: list[date]
    works: list[WorkingHours]
    places: list[Resource]
    closures: list[Closure]
    claims: Mapping[UUID, Taken]

    @property
    def sites(self) -> tuple[UUID, ...]:
        """The open sites at which somebody works, the oldest first."""
        return _sites(self.works)


def all_sites(clinic: ClinicSeen, first: date, last: date, wanted: Mapping[str, Discipline]) -> AllSites:
    """Read it: four queries."""
    works = list(WorkingHours.objects.within(clinic.id).select_related("membership__user", "site"))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    claims = _claims(clinic, able_staff(works, wanted).values(), days)
    return AllSites(clinic, wanted, days, works, list(places_of(clinic)), list(closures_on(clinic, days)), claims)


def time_of(read: AllSites, site: UUID | None = None) -> Time:
    """Of one site, the first when none is named."""
    works, sites = read.works, read.sites
    site = site or next(iter(sites), None)
    staff = able_staff([row for row in works if row.site_id == site], read.wanted)
    ours = [row for row in works if row.membership_id in staff]
    here = [row for row in ours if row.site_id == site]
    open_days = tuple(day for day in read.days if any(row.are_worked_on(day) for row in here))
    places = [row for row in read.places if row.site_id == site]
    grid = grid_over(read.clinic, open_days, here)
    version = _digest(works, read.closures, read.claims, places, staff.values())
    taken = list(read.claims.values())
    return Time(read.clinic, site, grid, ours, staff, places, read.closures, taken, version, sites, _homes(works))


def _sites(works: Iterable[WorkingHours]) -> tuple[UUID, ...]:
    sites = {row.site for row in works if row.site.active}
    return tuple(one.id for one in sorted(sites, key=lambda one: (one.made_at, one.id)))


def _homes(works: Iterable[WorkingHours]) -> dict[str, UUID]:
    hours: dict[str, Counter[UUID]] = {}
    for row in works:
        if row.site.active:
            minutes = (row.ends.hour - row.starts.hour) * 60 + row.ends.minute - row.starts.minute
            hours.setdefault(str(row.membership_id), Counter())[row.site_id] += minutes
    return {who: max(sorted(at, key=str), key=lambda site: at[site]) for who, at in hours.items()}


def _claims(clinic: ClinicSeen, staff: Iterable[Membership], days: Collection[date]) -> dict[UUID, Taken]:
    since, until = around(sorted(days))
    alive = Q(hold__isnull=True) | Q(hold__expires__gt=clock.now(), hold__ended_at__isnull=True)
    whose = Q(resource__clinic_id=clinic.id) | Q(resource__user_id__in=[row.user_id for row in staff])
    rows = Claim.objects.everywhere().filter(  # hands cross clinics
        alive, whose, active=True, starts__lt=until, ends__gt=since
    )
    named = ("resource_id", "resource__user_id", "resource__person_id", "visit_id", "starts", "ends")
    return {id_: Taken(*facts) for id_, *facts in rows.values_list("id", *named)}


def _digest(
    works: Iterable[WorkingHours], closures: Iterable[Closure], claims: Iterable[UUID], places: Iterable[Resource],
    staff: Iterable[Membership],
) -> str:  # fmt: skip
    """A claim never changes but by ending, so which claims are active is all there is to know of them.

    Reading it costs a booking nothing: a counter on the clinic would make every booking wait for every other.
    """
    said = [str(id_) for id_ in claims]
    said += [f"{row.id} {row.starts} {row.ends}" for row in closures]
    said += [f"{row.id} {row.weekday} {row.starts} {row.ends} {row.first_day} {row.last_day}" for row in works]
    said += [f"{row.id} {sorted(row.disciplines)}" for row in places]
    said += [f"{row.id} {sorted(row.disciplines)}" for row in staff]
    return sha256("\n".join(sorted(said)).encode()).hexdigest()[:32]


def staff_in(time: Time, inside: Collection[UUID]) -> tuple[Staff, ...]:
    """Hours of everybody who works here, less what is booked outside the picture (``inside``: its visits)."""
    others = [one for one in time.claims if one.user_id and one.visit_id not in inside]
    users: dict[UUID, list[Taken]] = {}
    for one in others:
        users.setdefault(_sure(one.user_id), []).append(one)
    rows = Rows(time.hours, time.closures, {id_: time.spans_of(taken) for id_, taken in users.items()})
    sites = tuple(dict.fromkeys(str(id_) for id_ in (time.site, *(row.site_id for row in time.hours))))
    return tuple(_staff(time, row, rows, sites) for row in time.staff.values())


def _staff(time: Time, row: Membership, rows: Rows, sites: tuple[str, ...]) -> Staff:
    hands = hands_in(row, row.user_id, rows, time.clinic, time.grid, sites)
    works = [span for span in hands.works if hands.site_on.get(span.day) == 0]
    return Staff(
        id=str(row.id), disciplines=tuple(sorted(row.disciplines)), works=runs(hours(time.grid, works, hands.taken))
    )


def rooms_in(time: Time, inside: Collection[UUID]) -> tuple[Rooms, ...]:
    """Each place, less what is booked in it outside the picture."""
    taken: dict[UUID, list[Taken]] = {}
    for one in time.claims:
        if one.visit_id not in inside:
            taken.setdefault(one.resource_id, []).append(one)
    rows = Rows([], time.closures, {row.id: time.spans_of(taken.get(row.id, ())) for row in time.places})
    shut = [place_in(row, rows, time.clinic, time.grid, (str(time.site),)).taken for row in time.places]
    return tuple(
        Rooms(kind=str(row.id), count=1, closed=tuple((*span, 1) for span in runs(touched_slots(time.grid, spans))))
        for row, spans in zip(time.places, shut, strict=True)
    )


def _sure(id_: UUID | None) -> UUID:
    assert id_ is not None  # noqa: S101  asked for by the caller
    return id_
