"""One day as rows on a common time axis, so that the board lines up and now is one line down the page."""

from collections.abc import Callable
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.capsule import paint
from weft.draw.capsule_data import CapsuleData, Half, clock
from weft.draw.capsule_shape import Frame, is_begun
from weft.draw.capsule_words import capsule_words
from weft.draw.palette import Palette
from weft.draw.svg import line, picture, tag, text

ROW_HEIGHT = 44
_CAPSULE_HEIGHT = 34
_AXIS_HEIGHT = 28
_NARROWEST = 16.0
_BLEED = 60
"""Lines run past the row, and the page clips them, so that now is one line however high a row grows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAxis:
    """The hours that a board shows, in local minutes after midnight."""

    starts: int
    ends: int
    now: int | None = None
    """None on any day but today."""
    width: int = 640
    step: int = 30
    """Minutes between two ticks."""

    def x(self, minutes: int) -> float:
        """Where a minute stands; times outside the axis stand at its ends."""
        inside = min(max(minutes, self.starts), self.ends)
        return (inside - self.starts) / (self.ends - self.starts) * self.width

    @property
    def ticks(self) -> range:
        """The minutes that carry a tick."""
        first = -(-self.starts // self.step) * self.step
        return range(first, self.ends + 1, self.step)


def day_axis(day: DayAxis, palette: Palette, say: Callable[[str], str]) -> str:
    """The axis above the rows: hours, and now as a flag."""
    hours = "".join(
        text(clock(minute), min(day.x(minute) + 4, day.width - 34), 12, 12, palette.of("label"))
        + line(day.x(minute), 18, day.x(minute), _AXIS_HEIGHT, palette.of("tick"))
        for minute in day.ticks
        if minute < day.ends
    )
    words = Words("From {first} to {last}", first=clock(day.starts), last=clock(day.ends))
    if day.now is None or not day.starts <= day.now <= day.ends:
        return picture(day.width, _AXIS_HEIGHT, words.said(say), "axis", hours)
    x = day.x(day.now)
    flag = tag("path", {"d": f"M{x - 5:.1f} 17H{x + 5:.1f}L{x:.1f} 25Z", **palette.of("now-flag")})
    stem = line(x, 24, x, _AXIS_HEIGHT, palette.of("now"))
    named = Words("{axis}; now {time}", axis=words, time=clock(day.now))
    return picture(day.width, _AXIS_HEIGHT, named.said(say), "axis", hours, flag, stem)


def day_row(trips: tuple[CapsuleData, ...], day: DayAxis, palette: Palette, say: Callable[[str], str]) -> str:
    """One row of the board: every trip where it happens, behind it the now line."""
    drawn = "".join(line(day.x(m), -_BLEED, day.x(m), ROW_HEIGHT + _BLEED, palette.of("grid")) for m in day.ticks)
    if day.now is not None and day.starts <= day.now <= day.ends:
        drawn += line(day.x(day.now), -_BLEED, day.x(day.now), ROW_HEIGHT + _BLEED, palette.of("now"))
    frame = Frame((ROW_HEIGHT - _CAPSULE_HEIGHT) / 2, _CAPSULE_HEIGHT, 13)
    for trip in trips:
        drawn += paint(trip, *_halves(trip, day), frame, palette, say)
    name = "; ".join(capsule_words(trip).said(say) for trip in trips) or Words("Nothing planned").said(say)
    return picture(day.width, ROW_HEIGHT, name, "day-row", drawn)


def _halves(trip: CapsuleData, day: DayAxis) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where both halves stand. Movement that needles have run into is drawn after them, with its time as booked."""
    needles, movement = _placed(trip.needles, day), _placed(trip.movement, day)
    out = needles[0] + needles[1]
    runs_into = trip.needles and trip.movement and needles[0] <= movement[0] < out
    if runs_into and not is_begun(trip, "move"):
        movement = (min(out, day.width - _NARROWEST), movement[1])
    return needles, movement


def _placed(half: Half | None, day: DayAxis) -> tuple[float, float]:
    if half is None:
        return (0.0, 0.0)
    left = min(day.x(half.starts), day.width - _NARROWEST)
    return (left, max(day.x(half.ends) - left, _NARROWEST))
