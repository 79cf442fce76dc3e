"""A clinic's quiet hours, for moments in UTC."""

from datetime import datetime

from weft.core.book import quiet
from weft.records.local import moment_of, wall_time
from weft.records.models import Clinic


def end_of_quiet(clinic: Clinic, moment: datetime) -> datetime:
    """When it is no longer quiet; ``moment`` itself when it is not quiet then."""
    wall = wall_time(moment, clinic.zone)
    ends = _hours(clinic).end_after(wall)
    return moment if ends == wall else moment_of(ends, clinic.zone)


def goes_at(planned: datetime, until: datetime, clinic: Clinic) -> datetime:
    """When a message goes that was planned for a moment; see `core.book.quiet.goes_at`."""
    wall = wall_time(planned, clinic.zone)
    goes = quiet.goes_at(wall, wall_time(until, clinic.zone), _hours(clinic))
    return planned if goes == wall else moment_of(goes, clinic.zone)


def _hours(clinic: Clinic) -> quiet.QuietHours:
    return quiet.QuietHours(clinic.quiet_from, clinic.quiet_until)
