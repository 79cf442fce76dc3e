"""The one clock. Nothing else asks the system for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

_stopped: ContextVar[datetime | None] = ContextVar("weft_stopped_clock", default=None)


def now() -> datetime:
    """This moment in UTC, or the moment that `at` states."""
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let the block live at ``moment`` (for the demo builder and tests).

    Raises:
        ValueError: If ``moment`` names no zone.
    """
    if moment.tzinfo is None:
        raise ValueError("clock.at needs a moment with a zone")
    token = _stopped.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)


def today(zone: str) -> date:
    """The calendar day in ``zone``, such as ``America/Toronto``."""
    return now().astimezone(ZoneInfo(zone)).date()


def in_minutes(minutes: int) -> datetime:
    """The moment so many minutes from now."""
    return now() + timedelta(minutes=minutes)


@cache
def zone_data() -> str:
    """The version of the time zone data that local times are worked out with, such as ``2026.6``."""
    return version("tzdata")
