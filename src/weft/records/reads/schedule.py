"""Reads of the calendar."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.models import Claim, Membership, Resource, ResourceKind, WorkingHours
from weft.records.nearest import Busy, Part, grid, nearest
from weft.records.wanted import VisitWanted

DAYS_AROUND = 7


def nearest_free(
    person_id: UUID,
    wanted: tuple[VisitWanted, ...],
    *,
    clinic: ClinicSeen,
    ignoring: Collection[UUID] = (),
    fits: Callable[[datetime], bool] = lambda _: True,
) -> tuple[tuple[VisitWanted, ...], ...]:
    """The three free times nearest to the one asked for, each as the whole visit or pair with its beds and rooms.

    Same practitioners, same lengths and gap, any bed or room of the same kind at the same site, inside the
    practitioners' working hours where they have some, in the future, within a week either way. The times of the
    visits in ``ignoring`` count as free: they are about to move. ``fits`` says whether further rules allow a start.
    """
    first = wanted[0].starts
    parts = _parts(person_id, wanted, clinic)
    around = grid(first, days=DAYS_AROUND, slot_minutes=clinic.slot_minutes)
    works = _hours(wanted, clinic)
    now = clock.now()
    found = nearest(
        first,
        parts,
        _busy(parts, first, ignoring),
        around,
        lambda each: each > now and _open(each, wanted, works, clinic) and fits(each),
    )
    return tuple(
        tuple(
            replace(each, starts=each.starts + (free.starts - first), place_id=place)
            for each, place in zip(wanted, free.places, strict=True)
        )
        for free in found
    )


def in_free_places(
    person_id: UUID, wanted: tuple[VisitWanted, ...], *, clinic: ClinicSeen, ignoring: Collection[UUID] = ()
) -> tuple[VisitWanted, ...]:
    """The same visits at the same time, each in its own bed or room or, where that is taken, in a free one like it."""
    parts = _parts(person_id, wanted, clinic)
    busy = _busy(parts, wanted[0].starts, ignoring)
    free = (
        next((p for p in part.places if busy.free(p, w.starts, w.ends)), None)
        for part, w in zip(parts, wanted, strict=True)
    )
    return tuple(replace(each, place_id=place or each.place_id) for each, place in zip(wanted, free, strict=True))


def in_hours(wanted: tuple[VisitWanted, ...], *, clinic: ClinicSeen) -> bool:
    """Whether each visit lies inside its practitioner's working hours; somebody without hours works whenever asked."""
    return _open(wanted[0].starts, wanted, _hours(wanted, clinic), clinic)


def _parts(person_id: UUID, wanted: tuple[VisitWanted, ...], clinic: ClinicSeen) -> tuple[Part, ...]:
    """Who and what each visit needs, in two queries."""
    staff = Membership.objects.within(clinic.id).filter(id__in={each.practitioner_id for each in wanted})
    users = dict(staff.values_list("id", "user_id"))
    places = Q(clinic_id=clinic.id, kind__in=(ResourceKind.BED, ResourceKind.ROOM))
    whose = Q(person_id=person_id) | Q(user_id__in=users.values()) | places
    rows = list(Resource.objects.everywhere().filter(whose).order_by("position", "name", "id"))  # hands cross clinics
    return tuple(_part(each, wanted[0].starts, users[each.practitioner_id], rows) for each in wanted)


def _part(wanted: VisitWanted, first: datetime, user_id: UUID, rows: list[Resource]) -> Part:
    """One visit: the person's own time is the only one in ``rows`` that has a person."""
    offset = _minutes(wanted.starts - first)
    hands = wanted.hands_on or ((0, wanted.minutes),)
    return Part(
        starts=offset,
        minutes=wanted.minutes,
        always=(
            *((row.id, offset, offset + wanted.minutes) for row in rows if row.person_id),
            *((row.id, offset + a, offset + b) for row in rows if row.user_id == user_id for a, b in hands),
        ),
        places=_like(wanted.place_id, rows),
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _like(place_id: UUID | None, rows: list[Resource]) -> tuple[UUID, ...]:
    """The wished bed or room first, then the others of its kind at its site."""
    if place_id is None:
        return ()
    wished = next(row for row in rows if row.id == place_id)
    others = (row.id for row in rows if row.active and row.id != place_id and _alike(row) == _alike(wished))
    return (place_id, *others)


def _alike(row: Resource) -> tuple[object, ...]:
    return row.site_id, row.kind, row.room_kind


def _busy(parts: Iterable[Part], first: datetime, ignoring: Collection[UUID] = ()) -> Busy:
    asked = {who for part in parts for who, _, _ in part.always} | {place for part in parts for place in part.places}
    margin = timedelta(days=DAYS_AROUND + 1)
    alive = Q(hold__isnull=True) | Q(hold__expires__gt=clock.now())
    taken = Claim.objects.everywhere().filter(  # hands cross clinics
        alive, resource_id__in=asked, active=True, starts__lt=first + margin, ends__gt=first - margin
    )
    spans: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for resource_id, visit_id, starts, ends in taken.values_list("resource_id", "visit_id", "starts", "ends"):
        if visit_id not in ignoring:
            spans.setdefault(resource_id, []).append((starts, ends))
    return Busy(spans)


def _hours(wanted: tuple[VisitWanted, ...], clinic: ClinicSeen) -> dict[UUID, list[WorkingHours]]:
    rows = WorkingHours.objects.within(clinic.id).filter(membership_id__in={w.practitioner_id for w in wanted})
    found: dict[UUID, list[WorkingHours]] = {}
    for row in rows:
        found.setdefault(row.membership_id, []).append(row)
    return found


def _open(
    starts: datetime, wanted: tuple[VisitWanted, ...], works: dict[UUID, list[WorkingHours]], clinic: ClinicSeen
) -> bool:
    shift = starts - wanted[0].starts
    return all(
        each.practitioner_id not in works
        or any(_inside(each.starts + shift, each.ends + shift, row, clinic.zone) for row in works[each.practitioner_id])
        for each in wanted
    )


def _inside(starts: datetime, ends: datetime, row: WorkingHours, zone: str) -> bool:
    a, b = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    same_day = a.date() == b.date() and row.are_worked_on(a.date())
    return same_day and row.starts <= a.time() and b.time() <= row.ends
