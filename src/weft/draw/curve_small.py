"""A person's curve in the size of a card: the line, the real-change line, today. The words stand beside it.

The whole scale, straight lines between hollow points, a gap of more than six weeks left open: as the large one.
"""

from collections.abc import Callable

from weft.draw.curve_data import CurveData, Point
from weft.draw.curve_scale import CurveScale
from weft.draw.curve_words import curve_words
from weft.draw.palette import Palette
from weft.draw.svg import line, picture, tag

Say = Callable[[str], str]
WIDTH, HEIGHT, EDGE = 272, 64, 6


def small_curve(data: CurveData, palette: Palette, say: Say) -> str:
    """Draw it as an SVG string, with its sentence as accessible name. Without a score only the scale is there."""
    scale = CurveScale(EDGE, WIDTH - EDGE, EDGE, HEIGHT - EDGE, data.last_day, data.top, is_narrow=True)
    inside = (
        line(scale.left, scale.top, scale.right, scale.top, palette.of("grid")),
        line(scale.left, scale.bottom, scale.right, scale.bottom, palette.of("tick")),
        _real_change(data, scale, palette),
        *_runs(data, scale, palette),
    )
    return picture(WIDTH, HEIGHT, curve_words(data).said(say), f"curve curve--small curve--{data.better}", *inside)


def _real_change(data: CurveData, scale: CurveScale, palette: Palette) -> str:
    if data.real_change is None:
        return ""
    y = scale.y(data.real_change)
    return line(scale.left, y, scale.right, y, palette.of("real"))


def _runs(data: CurveData, scale: CurveScale, palette: Palette) -> tuple[str, ...]:
    runs = (
        tag("polyline", {"points": " ".join(_place(one, scale) for one in run), **palette.of("curve")})
        for run in data.pieces
    )
    points = (
        tag("circle", {"cx": scale.x(one.day), "cy": scale.y(one.value), "r": 3, **palette.of("point")})
        for one in data.points
    )
    return (*runs, *points)


def _place(point: Point, scale: CurveScale) -> str:
    return f"{scale.x(point.day):.1f},{scale.y(point.value):.1f}"
