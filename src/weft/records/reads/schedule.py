"""Reads of the calendar."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from weft.records import clock
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.models import Claim, Membership, Resource, WorkingHours
from weft.records.nearest import Busy, Part, grid, nearest
from weft.records.wanted import VisitWanted

DAYS_AROUND = 7


def nearest_free(
    person_id: UUID,
    wanted: tuple[VisitWanted, ...],
    *,
    by: Member,
    ignoring: Collection[UUID] = (),
    fits: Callable[[datetime], bool] = lambda _: True,
) -> tuple[tuple[VisitWanted, ...], ...]:
    """The three free times nearest to the one asked for, each as the whole visit or pair with its beds and rooms.

    Same practitioners, same lengths and gap, any bed or room of the same kind at the same site, inside the
    practitioners' working hours where they have some, in the future, within a week either way. The times of the
    visits in ``ignoring`` count as free: they are about to move. ``fits`` says whether further rules allow a start.
    """
    first, clinic = wanted[0].starts, clinic_of(by.clinic_id)
    parts = tuple(_part(person_id, each, first, by) for each in wanted)
    around = grid(first, days=DAYS_AROUND, slot_minutes=clinic.slot_minutes)
    works = _hours(wanted, by)
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
    person_id: UUID, wanted: tuple[VisitWanted, ...], *, by: Member, ignoring: Collection[UUID] = ()
) -> tuple[VisitWanted, ...]:
    """The same visits at the same time, each in its own bed or room or, where that is taken, in a free one like it."""
    first = wanted[0].starts
    parts = tuple(_part(person_id, each, first, by) for each in wanted)
    busy = _busy(parts, first, ignoring)
    free = (
        next((p for p in part.places if busy.free(p, w.starts, w.ends)), None)
        for part, w in zip(parts, wanted, strict=True)
    )
    return tuple(replace(each, place_id=place or each.place_id) for each, place in zip(wanted, free, strict=True))


def in_hours(wanted: tuple[VisitWanted, ...], *, by: Member) -> bool:
    """Whether each visit lies inside its practitioner's working hours; somebody without hours works whenever asked."""
    return _open(wanted[0].starts, wanted, _hours(wanted, by), clinic_of(by.clinic_id))


def _part(person_id: UUID, wanted: VisitWanted, first: datetime, by: Member) -> Part:
    offset = _minutes(wanted.starts - first)
    user_id = Membership.objects.within(by.clinic_id).get(id=wanted.practitioner_id).user_id
    hands = wanted.hands_on or ((0, wanted.minutes),)
    resources = Resource.objects.everywhere()  # hands cross clinics
    busy_person = resources.filter(person_id=person_id).values_list("id", flat=True)
    busy_hands = resources.filter(user_id=user_id).values_list("id", flat=True)
    return Part(
        starts=offset,
        minutes=wanted.minutes,
        always=(
            *((who, offset, offset + wanted.minutes) for who in busy_person),
            *((who, offset + a, offset + b) for who in busy_hands for a, b in hands),
        ),
        places=_like(wanted.place_id, by),
    )


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _like(place_id: UUID | None, by: Member) -> tuple[UUID, ...]:
    """The wished bed or room first, then the others of its kind at its site."""
    if place_id is None:
        return ()
    places = Resource.objects.within(by.clinic_id)
    wished = places.get(id=place_id)
    there = Q(site_id=wished.site_id) if wished.site_id else Q(site__isnull=True)
    like = places.filter(there, kind=wished.kind, room_kind=wished.room_kind, active=True)
    others = like.exclude(id=place_id).order_by("position", "name", "id").values_list("id", flat=True)
    return (place_id, *others)


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


def _hours(wanted: tuple[VisitWanted, ...], by: Member) -> dict[UUID, list[WorkingHours]]:
    rows = WorkingHours.objects.within(by.clinic_id).filter(membership_id__in={w.practitioner_id for w in wanted})
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
    in_force = (row.first_day is None or row.first_day <= a.date()) and (
        row.last_day is None or a.date() <= row.last_day
    )
    same_day = a.date() == b.date() and a.weekday() == row.weekday
    return in_force and same_day and row.starts <= a.time() and b.time() <= row.ends
