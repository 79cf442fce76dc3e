"""The demo's day: what happens lies around ``now``, and every visit of the day stays inside the clinic's local day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST, LATEST = -150, 185
"""Minutes around now in which visits of the day are booked."""
GRID = 5


@dataclass(frozen=True, slots=True)
class Hour:
    """Moments of the demo, told from ``now`` (aware)."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        """The clinic's calendar day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def at(self, minutes: float) -> datetime:
        """When something of today happened: so many minutes before now (below zero), never before midnight.

        Shortly after midnight the hours before are drawn together, so that all of them are today's.
        """
        room = (self.now - self._midnight).total_seconds() / 60
        return self.now + timedelta(minutes=minutes * min(1.0, room / -(EARLIEST - GRID)))

    def slot(self, minutes: int) -> datetime:
        """A booked time of today, on the five-minute grid. Near midnight all of them are shifted alike."""
        return self._first + timedelta(minutes=minutes - EARLIEST)

    def on(self, days: int, clock: str) -> datetime:
        """A wall time such as ``14:30`` so many days from today; at a weekend on the Friday before."""
        return self.on_any_day(days - max(0, (self.today + timedelta(days=days)).weekday() - 4), clock)

    def on_any_day(self, days: int, clock: str) -> datetime:
        """As `on`, weekends too."""
        day = self.today + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def opens(self) -> time:
        """The local hour at which today's visits begin at the latest."""
        return self._first.astimezone(ZoneInfo(self.zone)).time().replace(minute=0)

    @property
    def closes(self) -> time:
        """The local hour at which today's visits have ended."""
        last = (self.slot(LATEST) + timedelta(minutes=59)).astimezone(ZoneInfo(self.zone))
        is_over = last >= self._next_midnight.astimezone(ZoneInfo(self.zone))
        return time(23, 59) if is_over else last.time().replace(minute=0)

    @property
    def _first(self) -> datetime:
        """The earliest booked time, in UTC."""
        here = self.now.astimezone(UTC)
        on_grid = here - timedelta(minutes=here.minute % GRID, seconds=here.second, microseconds=here.microsecond)
        wanted = on_grid + timedelta(minutes=EARLIEST)
        last = self._next_midnight - timedelta(minutes=LATEST - EARLIEST)
        return max(self._midnight, min(wanted, last))

    @property
    def _midnight(self) -> datetime:
        return self._start_of(0)

    @property
    def _next_midnight(self) -> datetime:
        return self._start_of(1)

    def _start_of(self, days: int) -> datetime:
        day = self.today + timedelta(days=days)
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)
