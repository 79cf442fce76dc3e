"""Every site of a clinic over the same days: a run looks at one after the other, and a person comes to one of them.

A practitioner is at one site a day (`calendar.hands_in`), and each person's plan is asked at one site; so no two
pictures want the same hands, or the same person, at one time.
"""

from datetime import date
from hashlib import sha256
from uuid import UUID

from weft.records.access import ClinicSeen
from weft.records.reads.calendar_frame import read
from weft.records.reads.calendar_time import AllSites, all_sites, time_of
from weft.records.reads.calendar_treatments import bookable
from weft.records.reads.clinic_calendar import ClinicCalendar, calendar_in


def calendars_of(clinic: ClinicSeen, first: date, last: date, site: UUID | None = None) -> tuple[ClinicCalendar, ...]:
    """One picture for each site at which somebody works, or for ``site`` alone; at least one. Read once for all."""
    seen = read(clinic, first, last)
    return tuple(calendar_in(seen, each) for each in _sites(seen.time, site))


def version_now(clinic: ClinicSeen, first: date, last: date, site: UUID | None = None) -> str:
    """The version that these pictures would have now."""
    seen = all_sites(clinic, first, last, bookable())
    return _together([time_of(seen, each).version for each in _sites(seen, site)])


def version_of_all(calendars: tuple[ClinicCalendar, ...]) -> str:
    """The version that they had together."""
    return _together([one.version for one in calendars])


def _sites(seen: AllSites, site: UUID | None) -> tuple[UUID | None, ...]:
    return (site,) if site else seen.sites or (None,)


def _together(versions: list[str]) -> str:
    if len(versions) == 1:
        return versions[0]
    return sha256("\n".join(versions).encode()).hexdigest()[:32]
