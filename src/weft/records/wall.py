"""Wall times of a clinic and moments in UTC, right across clock changes: nothing is booked in a doubtful wall time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from weft.core.schedule.grid import DAY_MINUTES, Span

STEP = 5
"""Minutes between two looks at the clock: zones change on five minutes."""


def moment(day: date, minute: int, zone: str) -> datetime:
    """The moment in UTC at which a wall clock in ``zone`` shows so many minutes after midnight.

    Of a time that the clock shows twice it is the first. The solver never asks for one: see `unsure`.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))
    return wall.astimezone(UTC)


def unsure(day: date, zone: str) -> tuple[Span, ...]:
    """The times of a day that the wall clock skips or shows twice: nothing is booked in them."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    if midnight.utcoffset() == (midnight + timedelta(days=1)).utcoffset():
        return ()
    looks = (midnight + timedelta(minutes=minute) for minute in range(0, DAY_MINUTES, STEP))  # wall arithmetic
    odd = [at.hour * 60 + at.minute for at in looks if at.utcoffset() != at.replace(fold=1).utcoffset()]
    return tuple(Span(day, minute, minute + STEP) for minute in odd)


def spans(starts: datetime, ends: datetime, zone: str, *, first: date, last: date) -> Iterator[Span]:
    """A time in UTC as wall times of the days from ``first`` to ``last``, each rounded outwards to minutes."""
    begins, stops = starts.astimezone(ZoneInfo(zone)), ends.astimezone(ZoneInfo(zone))
    day = max(begins.date(), first)
    while day <= min(stops.date(), last):
        begun = begins.hour * 60 + begins.minute if day == begins.date() else 0
        ended = _minute_up(stops) if day == stops.date() else DAY_MINUTES
        yield Span(day, begun, ended)
        day += timedelta(days=1)


def _minute_up(at: datetime) -> int:
    return at.hour * 60 + at.minute + bool(at.second or at.microsecond)
