"""Moments: as a clinic's own clocks show them, and in the order of a ledger."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.records import clock
from weft.records.access import clinic_of


def local_time(moment: datetime, clinic_id: UUID) -> datetime:
    """A moment in the clinic's own time, without a zone: what a page or a letter says."""
    return wall_time(moment, clinic_of(clinic_id).zone)


def wall_time(moment: datetime, zone: str | ZoneInfo) -> datetime:
    """`local_time` for who knows the zone already."""
    known = zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)
    return moment.astimezone(known).replace(tzinfo=None)


def moment_of(wall: datetime, zone: str) -> datetime:
    """The moment in UTC at which clocks in a zone show ``wall``: the way back from `wall_time`."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def after(latest: datetime | None) -> datetime:
    """Now, but later than a ledger's ``latest`` entry even while the clock stands or was put back."""
    moment = clock.now()
    return moment if latest is None or moment > latest else latest + timedelta(microseconds=1)
