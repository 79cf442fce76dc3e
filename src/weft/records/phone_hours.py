"""When somebody is at the clinic to answer the phone: whenever anybody works there. A call is promised for then."""

from datetime import datetime, timedelta

from weft.core.book.open_hours import Closed, OpenHours, kept_by, next_open
from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.local import moment_of, wall_time
from weft.records.models import Closure, WorkingHours


def promised_by(clinic: ClinicSeen) -> datetime:
    """Until when a call is promised: the clinic's ``call_back_hours``, and never for a time when it is closed."""
    asked = clock.now() + timedelta(hours=clinic.call_back_hours)
    wall = wall_time(asked, clinic.zone)
    kept = kept_by(wall, hours(clinic), closed(clinic))
    return asked if kept == wall else moment_of(kept, clinic.zone)


def phone_opens(clinic: ClinicSeen) -> datetime | None:
    """When the phone is answered again, in the clinic's own time; None while it is, or when no hours are known."""
    wall = wall_time(clock.now(), clinic.zone)
    opens = next_open(wall, hours(clinic), closed(clinic))
    return None if opens is None or opens <= wall else opens


def hours(clinic: ClinicSeen) -> tuple[OpenHours, ...]:
    """The hours of everybody who works there, in force today."""
    today = clock.today(clinic.zone)
    rows = WorkingHours.objects.within(clinic.id).filter(membership__active=True)
    return tuple(
        OpenHours(row.weekday, row.starts, row.ends, str(row.site_id)) for row in rows if row.are_in_force(today)
    )


def closed(clinic: ClinicSeen) -> tuple[Closed, ...]:
    """When a whole site is closed, from now on."""
    rows = Closure.objects.within(clinic.id).filter(site__isnull=False, ended_at__isnull=True, ends__gt=clock.now())
    return tuple(
        Closed(wall_time(row.starts, clinic.zone), wall_time(row.ends, clinic.zone), str(row.site_id)) for row in rows
    )
