"""What the clinic has free over some days, read in a handful of queries: the supply of a course."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from weft.core.schedule.grid import Grid, Hands, Place, Span, supply
from weft.core.schedule.supply import Practitioner, Room, Supply
from weft.core.shared.discipline import Discipline
from weft.records import clock, wall
from weft.records.access import ClinicSeen
from weft.records.models import Claim, Closure, Membership, Resource, ResourceKind, WorkingHours


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The clinic's time as it was at one moment."""

    grid: Grid
    supply: Supply
    taken: tuple[Span, ...]
    """What the person has already, and times that the wall clock skips or shows twice."""
    names: dict[str, str]
    """Practitioners and places by id, for people."""
    rooms_for: dict[str, tuple[str, ...]]
    """Kinds of place that will do, best first, by discipline."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What the hours and places of a clinic are read from."""

    hours: list[WorkingHours]
    closures: list[Closure]
    claims: dict[UUID, list[Span]]


def snapshot(
    clinic: ClinicSeen,
    person_id: UUID,
    days: Collection[date],
    disciplines: Iterable[Discipline],
    *,
    free_holds: Collection[UUID] = (),
) -> Snapshot:
    """Read what is free on these days.

    Args:
        clinic: Whose calendar; a practitioner's claims count from every clinic.
        person_id: Whose own time is read too.
        days: The days that are asked about; those on which nobody works are left out of the grid.
        disciplines: What may be booked.
        free_holds: Holds whose times are shown as free: the person's own, when other places are sought.
    """
    wanted = {one.id: one for one in disciplines}
    works = list(WorkingHours.objects.within(clinic.id).select_related("membership__user", "site"))
    staff = able_staff(works, wanted)
    hours = [row for row in works if row.membership_id in staff]
    open_days = tuple(day for day in sorted(days) if any(row.are_worked_on(day) for row in hours))
    places = list(places_of(clinic))
    resources = list(Resource.objects.everywhere().filter(_whose(staff, person_id)))  # hands cross clinics
    claims = _claims(clinic, [row.id for row in (*places, *resources)], open_days, free_holds)
    rows = Rows(hours, closures_on(clinic, open_days), claims)
    sites = tuple(dict.fromkeys(str(id_) for id_ in (*(r.site_id for r in hours), *(p.site_id for p in places))))
    hands_of = {row.user_id: row.id for row in resources if row.user_id}
    grid = grid_over(clinic, open_days, hours)
    own = next((row.id for row in resources if row.person_id == person_id), None)
    return Snapshot(
        grid=grid,
        supply=supply(
            grid,
            sites,
            [hands_in(row, hands_of.get(row.user_id), rows, clinic, grid, sites) for row in staff.values()],
            [place_in(row, rows, clinic, grid, sites) for row in places],
        ),
        taken=(*(claims.get(own, ()) if own else ()), *(s for day in open_days for s in wall.unsure(day, clinic.zone))),
        names=_names(staff, places),
        rooms_for={id_: _kinds_for(one, places) for id_, one in wanted.items()},
    )


def works_on(clinic_id: UUID, first: date) -> date:
    """The first day from ``first`` on which somebody works; ``first`` itself when nobody ever does."""
    rows = list(WorkingHours.objects.within(clinic_id).filter(membership__active=True))
    days = (first + timedelta(days=n) for n in range(7))
    return next((day for day in days if any(row.are_worked_on(day) for row in rows)), first)


def able_staff(works: list[WorkingHours], wanted: Mapping[str, Discipline]) -> dict[UUID, Membership]:
    """Who works here and gives one of these disciplines, by name."""
    found = (row.membership for row in works)
    able = [one for one in found if one.active and one.user.is_active and wanted.keys() & set(one.disciplines)]
    return {one.id: one for one in sorted(able, key=lambda one: (one.user.name, str(one.id)))}


def _names(staff: dict[UUID, Membership], places: list[Resource]) -> dict[str, str]:
    people = {str(row.id): row.user.name for row in staff.values()}
    return people | {str(row.id): row.name for row in places}


def places_of(clinic: ClinicSeen) -> Iterable[Resource]:
    """Beds and rooms, in their order."""
    rows = Resource.objects.within(clinic.id).filter(kind__in=(ResourceKind.BED, ResourceKind.ROOM), active=True)
    return rows.filter(site__isnull=False).order_by("position", "name", "id")


def _whose(staff: dict[UUID, Membership], person_id: UUID) -> Q:
    return Q(user_id__in={row.user_id for row in staff.values()}) | Q(person_id=person_id)


def around(days: Sequence[date]) -> tuple[datetime, datetime]:
    """From a day before the first to a day after the last, whatever the zone."""
    first, last = (days[0], days[-1]) if days else (date(2000, 1, 1), date(2000, 1, 1))
    day = timedelta(days=1)
    return datetime.combine(first - day, time(), UTC), datetime.combine(last + 2 * day, time(), UTC)


def _claims(
    clinic: ClinicSeen, resource_ids: list[UUID], days: tuple[date, ...], free_holds: Collection[UUID]
) -> dict[UUID, list[Span]]:
    since, until = around(days)
    alive = Q(hold__isnull=True) | Q(hold__expires__gt=clock.now(), hold__ended_at__isnull=True)
    rows = Claim.objects.everywhere().filter(  # hands cross clinics
        alive, resource_id__in=resource_ids, active=True, starts__lt=until, ends__gt=since
    )
    found: dict[UUID, list[Span]] = {}
    for resource_id, hold_id, starts, ends in rows.values_list("resource_id", "hold_id", "starts", "ends"):
        if hold_id not in free_holds:
            found.setdefault(resource_id, []).extend(_spans(starts, ends, clinic, days))
    return found


def _spans(starts: datetime, ends: datetime, clinic: ClinicSeen, days: tuple[date, ...]) -> Iterator[Span]:
    if days:
        yield from wall.spans(starts, ends, clinic.zone, first=days[0], last=days[-1])


def closures_on(clinic: ClinicSeen, days: Sequence[date]) -> list[Closure]:
    """What is shut, or who is away, on these days."""
    since, until = around(days)
    rows = Closure.objects.within(clinic.id).filter(ended_at__isnull=True, starts__lt=until, ends__gt=since)
    return list(rows)


def grid_over(clinic: ClinicSeen, days: tuple[date, ...], hours: list[WorkingHours]) -> Grid:
    """The clinic's slots, from the earliest hours to the latest."""
    step = clinic.slot_minutes
    opens = min((_minute(row.starts) for row in hours), default=0) // step * step
    closes = max((_minute(row.ends) for row in hours), default=0)
    return Grid(days, opens, max(0, (closes - opens) // step), step)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def hands_in(
    row: Membership, resource: UUID | None, rows: Rows, clinic: ClinicSeen, grid: Grid, sites: tuple[str, ...]
) -> Hands:
    """When one practitioner works, on each day at one site, and what of it is taken."""
    mine = sorted((one for one in rows.hours if one.membership_id == row.id), key=lambda one: (one.starts, str(one.id)))
    works: list[Span] = []
    site_on: dict[date, int] = {}
    taken = list(rows.claims.get(resource, ())) if resource else []
    for day in grid.days:
        today = [one for one in mine if one.are_worked_on(day)]
        here = [one for one in today if one.site_id == today[0].site_id]  # one site a day: that of the first hours
        works += [Span(day, _minute(one.starts), _minute(one.ends)) for one in here]
        if here:
            site_on[day] = sites.index(str(here[0].site_id))
    closed = [one for one in rows.closures if one.membership_id == row.id]
    taken += _closed(closed, clinic, grid)
    for number, site in enumerate(sites):
        shut = _closed([one for one in rows.closures if one.site_id and str(one.site_id) == site], clinic, grid)
        taken += [span for span in shut if site_on.get(span.day) == number]
    return Hands(
        Practitioner(str(row.id), row.user.name, frozenset(row.disciplines)), tuple(works), site_on, tuple(taken)
    )


def place_in(row: Resource, rows: Rows, clinic: ClinicSeen, grid: Grid, sites: tuple[str, ...]) -> Place:
    """One bed or room, and when it is taken."""
    shut = [one for one in rows.closures if one.place_id == row.id or (one.site_id and one.site_id == row.site_id)]
    taken = (*rows.claims.get(row.id, ()), *_closed(shut, clinic, grid))
    return Place(Room(str(row.id), kind_of(row), sites.index(str(row.site_id))), taken)


def _closed(closures: Iterable[Closure], clinic: ClinicSeen, grid: Grid) -> list[Span]:
    return [span for one in closures for span in _spans(one.starts, one.ends, clinic, grid.days)]


def kind_of(row: Resource) -> str:
    """What a bed or room is for: its kind, and the disciplines it was given to, if any were named."""
    base = row.room_kind or row.kind
    return f"{base} {' '.join(sorted(row.disciplines))}" if row.disciplines else base


def _kinds_for(one: Discipline, places: list[Resource]) -> tuple[str, ...]:
    """Kinds of place that will do, best first."""
    return tuple(dict.fromkeys(kind_of(row) for row in best_first(one, places)))


def best_first(one: Discipline, places: Iterable[Resource]) -> list[Resource]:
    """Places that will do: those kept for this discipline alone, then the kind it asks for, then the others."""

    def rank(row: Resource) -> tuple[bool, bool]:
        return row.disciplines != [one.id], one.place not in {row.kind, row.room_kind}

    return sorted((row for row in places if _will_do(one, row)), key=rank)


def _will_do(one: Discipline, row: Resource) -> bool:
    """A place that names disciplines takes those; a visit that needs no bed may be in any room without a kind."""
    if row.disciplines:
        return one.id in row.disciplines
    if row.kind == ResourceKind.BED:
        return one.place == ResourceKind.BED.value
    return one.place != ResourceKind.BED.value and row.room_kind in {"", one.place}
