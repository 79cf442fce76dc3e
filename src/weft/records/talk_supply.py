"""Who could take a free talk, and when: the clinic's calendar as the booking of a talk sees it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.book.talk_times import TalkTime, talk_times
from weft.library.knowledge import knowledge
from weft.records import clock, wall
from weft.records.access import ClinicSeen, Job
from weft.records.models import Membership
from weft.records.reads.calendar import snapshot

NOBODY = UUID(int=0)
"""No person's own time is asked about: a visitor has none here."""
NOTICE = timedelta(hours=1)
"""A talk begins at the earliest so long after it was booked."""
DAYS = 7
"""So many days ahead are offered, today not counted."""


@dataclass(frozen=True, slots=True)
class Free:
    """One start that can be booked now."""

    starts: datetime
    """In UTC."""
    time: TalkTime


def free_talks(
    clinic: ClinicSeen, days: Collection[date] = (), *, free_holds: Collection[UUID] = ()
) -> tuple[Free, ...]:
    """Every start that can be booked now, by time.

    Args:
        clinic: Whose calendar.
        days: The days that are asked about; all that are offered when not given.
        free_holds: Holds whose times are shown as free: of a talk that is about to move.
    """
    earliest = clock.now() + NOTICE
    first = earliest.astimezone(ZoneInfo(clinic.zone))
    asked = days or offered(clinic)
    bookable = [one for one in knowledge().disciplines.values() if one.bookable]
    seen = snapshot(clinic, NOBODY, asked, bookable, free_holds=free_holds)
    supply, who = seen.supply, _may_take(clinic.id)
    rows = [row for row, one in enumerate(supply.practitioners) if one.id in who]
    theirs = replace(
        supply, practitioners=tuple(supply.practitioners[row] for row in rows), free=supply.free[rows],
        site_of=supply.site_of[rows],
    )  # fmt: skip
    since = (first.date(), first.hour * 60 + first.minute + bool(first.second or first.microsecond))
    times = talk_times(seen.grid, theirs, clinic.talk_minutes, since=since, unsure=seen.taken)
    return tuple(Free(wall.moment(one.day, one.starts, clinic.zone), one) for one in times)


def offered(clinic: ClinicSeen) -> tuple[date, ...]:
    """Today and the days that follow."""
    today = clock.today(clinic.zone)
    return tuple(today + timedelta(days=number) for number in range(DAYS + 1))


def at(clinic: ClinicSeen, starts: datetime, *, free_holds: Collection[UUID] = ()) -> Free | None:
    """This very start, if it can be booked now."""
    day = starts.astimezone(ZoneInfo(clinic.zone)).date()
    if day not in offered(clinic):
        return None
    return next((one for one in free_talks(clinic, [day], free_holds=free_holds) if one.starts == starts), None)


def nearest(free: Iterable[Free], starts: datetime, *, at_clinic: bool, count: int = 3) -> tuple[Free, ...]:
    """The free starts nearest to one that is gone, by time."""
    open_to = [one for one in free if one.starts != starts and (one.time.has_place or not at_clinic)]
    near = sorted(open_to, key=lambda one: (abs(one.starts - starts), one.starts))[:count]
    return tuple(sorted(near, key=lambda one: one.starts))


def _may_take(clinic_id: UUID) -> frozenset[str]:
    """Those who read the record: a talk begins with the answers."""
    rows = Membership.objects.within(clinic_id).filter(active=True).only("id", "jobs")
    return frozenset(str(row.id) for row in rows if Job.RECORD.value in row.jobs)
