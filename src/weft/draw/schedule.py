"""A day or a week of a clinic: one row each for people, practitioners or rooms, trips as capsules on a common axis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from weft.core.shared.words import Words
from weft.draw.capsule_data import CapsuleData
from weft.draw.day import ROW_HEIGHT, DayAxis, day_axis, day_row
from weft.draw.palette import Palette
from weft.draw.svg import line, picture, tag, text, text_width

_HEAD, _LETTERS, _SPACE, _EDGE = 60, 13, 12, 8


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """One column: its name, and by row what happens."""

    name: Words
    rows: tuple[tuple[CapsuleData, ...], ...]


def schedule_sheet(
    title: Words,
    names: Sequence[str],
    days: Sequence[DrawnDay],
    axis: DayAxis,
    palette: Palette,
    say: Callable[[str], str],
) -> str:
    """Draw days side by side, the same rows through all of them.

    Args:
        title: Said above, and the drawing's name.
        names: Of the rows, from the top.
        days: From the left; each has one entry for each row.
        axis: Hours and width of one day.
        palette: As for any drawing.
        say: Translation of message ids.
    """
    left = max((text_width(name, _LETTERS) for name in names), default=0.0) + _SPACE + _EDGE
    width = left + len(days) * (axis.width + _SPACE)
    height = _HEAD + 28 + len(names) * ROW_HEIGHT
    drawn = text(title.said(say), _EDGE, 24, 16, palette.of("label-strong"))
    for row, name in enumerate(names):
        y = _HEAD + 28 + row * ROW_HEIGHT
        drawn += line(_EDGE, y, width, y, palette.of("grid"))
        drawn += text(name, _EDGE, y + ROW_HEIGHT / 2 + 5, _LETTERS, palette.of("label"))
    for at, day in enumerate(days):
        x = left + at * (axis.width + _SPACE)
        drawn += text(day.name.said(say), x, 48, _LETTERS, palette.of("label-strong"))
        drawn += _moved(x, _HEAD, day_axis(axis, palette, say))
        for row, trips in enumerate(day.rows):
            drawn += _moved(x, _HEAD + 28 + row * ROW_HEIGHT, day_row(trips, axis, palette, say))
    return picture(round(width), height, title.said(say), "schedule", drawn)


def _moved(x: float, y: float, drawing: str) -> str:
    return tag("g", {"transform": f"translate({x:.1f} {y:.1f})"}, drawing)
