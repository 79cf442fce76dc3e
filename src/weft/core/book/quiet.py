"""Quiet hours: nothing goes out by itself at night. Wall times of the clinic throughout."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``starts`` (quiet) to ``ends`` (no longer quiet), also over midnight; the same twice: never quiet."""

    starts: time
    ends: time

    def holds_at(self, at: datetime) -> bool:
        """Whether it is quiet then."""
        now = at.time()
        if self.starts <= self.ends:
            return self.starts <= now < self.ends
        return now >= self.starts or now < self.ends

    def end_after(self, at: datetime) -> datetime:
        """The next moment at which it is no longer quiet; ``at`` itself when it is not."""
        if not self.holds_at(at):
            return at
        morning = datetime.combine(at.date(), self.ends)
        return morning if morning > at else morning + _DAY

    def start_before(self, at: datetime) -> datetime:
        """The moment at which the quiet began that holds at ``at``; ``at`` itself when it is not quiet."""
        if not self.holds_at(at):
            return at
        evening = datetime.combine(at.date(), self.starts)
        return evening if evening <= at else evening - _DAY


def goes_at(planned: datetime, until: datetime, quiet: QuietHours) -> datetime:
    """When a message goes that was planned for a moment.

    Args:
        planned: The wanted moment, wall time.
        until: From then on it would tell of the past, wall time.
        quiet: The clinic's quiet hours.

    Returns:
        ``planned`` when it is not quiet then; else the end of the quiet hours; and when that would be too late, a
        minute before they began, so that somebody with an early visit hears of it in the evening.
    """
    morning = quiet.end_after(planned)
    if morning == planned or morning < until:
        return morning
    return quiet.start_before(planned) - timedelta(minutes=1)
