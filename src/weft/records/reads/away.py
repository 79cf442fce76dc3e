"""Who is away and what is closed from now on, and who could be: for the page on which it is written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.core.schedule.absence import WHY, Why
from weft.core.shared.words import Words
from weft.records import clock, wall
from weft.records.access import ClinicSeen, Job, Member, clinic_of
from weft.records.away_elsewhere import Elsewhere, away_elsewhere, of_this_clinic
from weft.records.closed_times import Booked, booked_at, spans_of
from weft.records.local import wall_time
from weft.records.models import Closure, Membership, Resource, ResourceKind, Site

THE_CLINIC = Words("The whole clinic")
ELSEWHERE = Words("Away, written in another clinic")
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AbsenceSeen:
    """One absence or closure."""

    id: UUID
    name: Words
    is_name: bool
    """The name is somebody's or something's own, and no language has it."""
    why: Words
    starts: datetime
    ends: datetime
    """Both in the clinic's own time, without a zone."""
    calls: int
    """Visits and talks that stand in it."""
    talks: int
    """Of these the free talks."""
    is_over: bool
    is_whole_days: bool
    """From the beginning of a day to the end of one."""
    is_elsewhere: bool = False
    """Another clinic wrote it: `id` is their membership here, and it can be called off only there."""

    @property
    def last_day(self) -> date:
        """The last day of which it takes something."""
        return (self.ends - MOMENT).date()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that can be chosen."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class AwayPage:
    """What is written, by time, and the choices by name."""

    absences: tuple[AbsenceSeen, ...]
    staff: tuple[Named, ...]
    places: tuple[Named, ...]
    sites: tuple[Named, ...]


def away_page(by: Member) -> AwayPage:
    """Everything from now on.

    Raises:
        NotAllowed: Without the diary.
    """
    by.need(Job.DIARY)
    clinic = clinic_of(by.clinic_id)
    now = Closure.objects.within(by.clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    rows = list(now.select_related("membership__user", "place", "site").order_by("starts", "id"))
    others = away_elsewhere(by.clinic_id)
    spans = spans_of(rows, clinic) | {one.id: (one.span,) for one in others}
    booked = booked_at(spans, by.clinic_id)
    staff = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True)
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    places = Resource.objects.within(by.clinic_id).filter(kind__in=kinds, active=True)
    sites = list(Site.objects.within(by.clinic_id).filter(active=True).order_by("name", "id"))
    seen = [_seen(row, booked[row.id], clinic, is_one=len(sites) == 1) for row in rows]
    seen += [seen_elsewhere(one, booked[one.id], clinic) for one in of_this_clinic(others, booked)]
    return AwayPage(
        absences=tuple(sorted(seen, key=lambda one: one.starts)),
        staff=tuple(
            Named(row.id, row.user.name)
            for row in staff.select_related("user").order_by("user__name", "id")
            if row.disciplines
        ),
        places=tuple(Named(row.id, row.name) for row in places.order_by("position", "name", "id")),
        sites=tuple(Named(row.id, row.name) for row in sites),
    )


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day, also where the clocks change at midnight."""
    return wall.moment(day, 0, zone)


def absence_of(row: Closure, booked: Booked, clinic: ClinicSeen) -> AbsenceSeen:
    """One of them, for its own page."""
    sites = {one.id: one for one in Site.objects.within(row.clinic_id)} if row.site_id else {}
    row.site = sites[row.site_id] if row.site_id else None
    return _seen(row, booked, clinic, is_one=len(sites) == 1)


def _seen(row: Closure, booked: Booked, clinic: ClinicSeen, *, is_one: bool) -> AbsenceSeen:
    whole = row.site is not None and is_one
    named = row.membership.user.name if row.membership else (row.place or row.site or clinic).name
    why = Why(row.reason) if row.reason in set(Why) else None
    return AbsenceSeen(
        id=row.id, name=THE_CLINIC if whole else Words("{name}", name=named), is_name=not whole,
        why=WHY[why] if why else Words("{reason}", reason=row.reason),
        starts=wall_time(row.starts, clinic.zone), ends=wall_time(row.ends, clinic.zone),
        calls=len(booked.visits) + len(booked.holds), talks=len(booked.holds),
        is_over=row.ended_at is not None or row.ends <= clock.now(),
        is_whole_days=_is_whole_days(row, clinic),
    )  # fmt: skip


def seen_elsewhere(one: Elsewhere, booked: Booked, clinic: ClinicSeen) -> AbsenceSeen:
    """One that another clinic wrote: who of ours, and when; no word of why."""
    return AbsenceSeen(
        id=one.membership_id, name=Words("{name}", name=one.name), is_name=True, why=ELSEWHERE,
        starts=wall_time(one.starts, clinic.zone), ends=wall_time(one.ends, clinic.zone),
        calls=len(booked.visits) + len(booked.holds), talks=len(booked.holds), is_over=False,
        is_whole_days=_is_whole_days(one, clinic), is_elsewhere=True,
    )  # fmt: skip


def _is_whole_days(row: Closure | Elsewhere, clinic: ClinicSeen) -> bool:
    times = (row.starts, row.ends)
    return times == tuple(day_begins(wall_time(at, clinic.zone).date(), clinic.zone) for at in times)
