"""Whose time an absence or a closure takes: a practitioner's, a bed's or room's, a whole site's; in a few queries.

The hands of a practitioner are one for all clinics, so who is away here is not booked elsewhere either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from weft.core.schedule.absence import shared
from weft.records import clock, resources, wall
from weft.records.access import ClinicSeen, clinic_of
from weft.records.local import wall_time
from weft.records.models import (
    Claim,
    Closure,
    Membership,
    Resource,
    ResourceKind,
    VisitState,
    WorkingHours,
)
from weft.records.wanted import Wanted

DAY = timedelta(days=1)


class _Claimed(NamedTuple):
    starts: datetime
    ends: datetime
    visit_id: UUID | None
    hold_id: UUID | None


@dataclass(frozen=True, slots=True)
class Booked:
    """What stands in an absence."""

    visits: frozenset[UUID] = frozenset()
    holds: frozenset[UUID] = frozenset()
    """Of a proposal that is looked at, or of a free talk."""


def spans_of(closures: Iterable[Closure], clinic: ClinicSeen | None = None) -> dict[UUID, tuple[Wanted, ...]]:
    """By closure: every resource's time that it keeps visits out of. All of one clinic; ``clinic`` saves a query."""
    rows = list(closures)
    if not rows:
        return {}
    sites = {row.site_id for row in rows if row.site_id}
    clinic_id = rows[0].clinic_id
    here = list(_here(clinic_id)) if sites else []
    named = {row.membership_id for row in rows if row.membership_id}
    users = dict(Membership.objects.within(clinic_id).filter(id__in=named).values_list("id", "user_id"))
    users |= {one.id: one.user_id for one in here}
    hands = {id_: row.id for id_, row in resources.practitioners(users.values()).items()}
    whose = {member: hands[user] for member, user in users.items()}
    places = _places(clinic_id, sites)
    hours = list(WorkingHours.objects.within(clinic_id)) if sites else []
    zone = (clinic or clinic_of(clinic_id)).zone if sites else ""
    found: dict[UUID, tuple[Wanted, ...]] = {}
    for row in rows:
        wanted = [
            _whole(row, id_) for id_ in filter(None, (row.place_id, row.membership_id and whose.get(row.membership_id)))
        ]
        if row.site_id:
            wanted += [_whole(row, place.id) for place in places if place.site_id == row.site_id]
            wanted += [each for one in here for each in _works(row, one, whose[one.id], hours, zone)]
        found[row.id] = tuple(wanted)
    return found


def _here(clinic_id: UUID) -> Iterable[Membership]:
    """Those whom visits are booked with."""
    rows = Membership.objects.within(clinic_id).filter(active=True, user__is_active=True)
    return [row for row in rows if row.disciplines]


def _places(clinic_id: UUID, sites: set[UUID]) -> list[Resource]:
    if not sites:
        return []
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    return list(Resource.objects.within(clinic_id).filter(kind__in=kinds, site_id__in=sites))


def _whole(row: Closure, resource_id: UUID) -> Wanted:
    return Wanted(resource_id, row.starts, row.ends, closure_id=row.id)


def _works(
    row: Closure, one: Membership, resource_id: UUID, hours: Sequence[WorkingHours], zone: str
) -> Iterator[Wanted]:
    """The hours that somebody would be at the site; whoever has no hours works whenever asked, so the whole time."""
    own = [each for each in hours if each.membership_id == one.id]
    if not own:
        yield _whole(row, resource_id)
    day, last = wall_time(row.starts, zone).date(), wall_time(row.ends, zone).date()
    while own and day <= last:
        for each in own:
            if each.site_id == row.site_id and each.are_worked_on(day):
                minutes = (at.hour * 60 + at.minute for at in (each.starts, each.ends))
                begins, stops = (wall.moment(day, minute, zone) for minute in minutes)
                if both := shared((begins, stops), (row.starts, row.ends)):
                    yield Wanted(resource_id, *both, closure_id=row.id)
        day += DAY


def booked_in(closures: Iterable[Closure], clinic: ClinicSeen | None = None) -> dict[UUID, Booked]:
    """By closure: what was booked in it before, and cannot be held. ``clinic`` saves a query."""
    rows = list(closures)
    return booked_at(spans_of(rows, clinic), rows[0].clinic_id) if rows else {}


def booked_at(spans: Mapping[UUID, Sequence[Wanted]], clinic_id: UUID) -> dict[UUID, Booked]:
    """The same by what each of them keeps visits out of: this clinic's visits and holds alone."""
    asked = [each for kept in spans.values() for each in kept]
    if not asked:
        return dict.fromkeys(spans, Booked())
    since = max(clock.now(), min(each.starts for each in asked))
    taken = Claim.objects.within(clinic_id).filter(
        Q(visit__state=VisitState.BOOKED) | Q(hold__isnull=False, hold__ended_at__isnull=True),
        resource_id__in={each.resource_id for each in asked}, active=True, ends__gt=since,
        starts__lt=max(each.ends for each in asked),
    )  # fmt: skip
    claimed: dict[UUID, list[_Claimed]] = {}
    rows_of = taken.values_list("resource_id", "starts", "ends", "visit_id", "hold_id")
    for resource_id, starts, ends, visit_id, hold_id in rows_of:
        claimed.setdefault(resource_id, []).append(_Claimed(starts, ends, visit_id, hold_id))
    return {id_: _booked(kept, claimed) for id_, kept in spans.items()}


def _booked(spans: Iterable[Wanted], claimed: Mapping[UUID, Iterable[_Claimed]]) -> Booked:
    visits, holds = set(), set()
    for each in spans:
        for starts, ends, visit_id, hold_id in claimed.get(each.resource_id, ()):
            if shared((each.starts, each.ends), (starts, ends)):
                visits.add(visit_id)
                holds.add(hold_id)
    return Booked(frozenset(filter(None, visits)), frozenset(filter(None, holds)))
