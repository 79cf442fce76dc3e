"""One person's curve: the measure in its own direction, phases behind it, trips and lanes under it.

Straight lines between hollow points; no smoothing, no forecast; a gap of more than six weeks stays open; the whole
scale on the axis; the last value is the largest text. Ask for the width that the page has: below 560 the lanes carry
their names above them. Data in ``curve_data``, text twins in ``curve_words``, texts in
``curve_labels``, lanes in ``curve_lanes``.
"""

from collections.abc import Callable, Iterable

from weft.core.shared.words import Words
from weft.draw.curve_data import Band, Better, CurveData, Point
from weft.draw.curve_labels import (
    Label,
    band_label,
    last_labels,
    reference_labels,
    scale_labels,
    today_label,
    upright,
)
from weft.draw.curve_lanes import lane_names, lanes_height, paint_lanes
from weft.draw.curve_scale import HEADER, CurveScale
from weft.draw.curve_words import curve_words
from weft.draw.palette import Palette
from weft.draw.svg import box, line, picture, tag, text

Say = Callable[[str], str]


def curve(data: CurveData, palette: Palette, say: Say, *, width: int = 860) -> str:
    """Draw the curve as an SVG string ``width`` CSS pixels wide, with its sentence as accessible name."""
    scale = CurveScale.of(data, width)
    foot = scale.bottom + 24
    height = foot + lanes_height(data, scale) + 20
    labels = tuple(_labels(data, scale, foot, say))
    today = today_label(data, scale, height - 4, say)
    inside = (
        *(_band(band, scale, palette, labels) for band in data.bands),
        _reference(data, scale, palette),
        _axis(data, scale, palette, say),
        upright(scale.x(data.today), HEADER, height - 4, labels, palette.of("now")) if data.today is not None else "",
        *_line(data, scale, palette),
        *(label.painted(palette) for label in labels),
        today.painted(palette) if today else "",
        paint_lanes(data, scale, foot, palette, say),
    )
    return picture(width, height, curve_words(data).said(say), f"curve curve--{data.better}", *inside)


def _labels(data: CurveData, scale: CurveScale, foot: float, say: Say) -> Iterable[Label]:
    """Every text that an upright line could run through."""
    yield from (band_label(band, scale, say) for band in data.bands)
    yield from reference_labels(data, scale, say)
    yield from scale_labels(data, scale, say)
    yield from last_labels(data, scale, say)
    yield from lane_names(data, scale, foot, say)


def _band(band: Band, scale: CurveScale, palette: Palette, labels: Iterable[Label]) -> str:
    left, right = scale.x(band.starts), scale.x(band.ends)
    drawn = box(left, 0, right - left, scale.bottom, palette.of("band-a" if band.number % 2 else "band-b"))
    if band.starts <= 0:
        return drawn
    return drawn + upright(left, 0, scale.bottom, labels, palette.of("edge-planned" if band.is_planned else "edge"))


def _reference(data: CurveData, scale: CurveScale, palette: Palette) -> str:
    """The zone of real change and the line of recovery."""
    drawn = ""
    if data.real_change is not None:
        y = scale.y(data.real_change)
        best = scale.bottom if data.better is Better.LOWER else scale.top
        drawn += box(scale.left, min(y, best), scale.right - scale.left, abs(best - y), palette.of("zone"))
        drawn += line(scale.left, y, scale.right, y, palette.of("real"))
    if data.recovered is not None:
        y = scale.y(data.recovered)
        drawn += line(scale.left, y, scale.right, y, palette.of("recovered"))
    return drawn


def _axis(data: CurveData, scale: CurveScale, palette: Palette, say: Say) -> str:
    """Both ends of the scale in number, and the weeks."""
    ends = {"text-anchor": "end", **palette.of("label")}
    drawn = text(str(data.top), scale.left - 8, scale.top + 5, 12, ends)
    drawn += text("0", scale.left - 8, scale.bottom + 4, 12, ends)
    drawn += line(scale.left, scale.bottom, scale.right, scale.bottom, palette.of("tick"))
    for week in range(0, data.last_day // 7 + 1, scale.week_step):
        drawn += line(scale.x(week * 7), scale.bottom, scale.x(week * 7), scale.bottom + 4, palette.of("tick"))
        middle = {"text-anchor": "middle", **palette.of("label")}
        drawn += text(str(week), scale.x(week * 7), scale.bottom + 17, 12, middle)
    if not scale.is_narrow:
        drawn += text(Words("week").said(say), 0, scale.bottom + 17, 12, palette.of("label"))
    return drawn


def _line(data: CurveData, scale: CurveScale, palette: Palette) -> tuple[str, ...]:
    runs = (
        tag("polyline", {"points": " ".join(_place(point, scale) for point in run), **palette.of("curve")})
        for run in data.pieces
        if len(run) > 1
    )
    points = (
        tag("circle", {"cx": scale.x(one.day), "cy": scale.y(one.value), "r": 4.5, **palette.of("point")})
        for one in data.points
    )
    return (*runs, *points)


def _place(point: Point, scale: CurveScale) -> str:
    return f"{scale.x(point.day):.1f},{scale.y(point.value):.1f}"
