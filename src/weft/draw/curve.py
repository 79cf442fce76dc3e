"""One person's curve: the measure in its own direction, phases behind it, trips and lanes under it.

Straight lines between hollow points; no smoothing, no forecast; a gap of more than six weeks stays open; the whole
scale on the axis; the last value is the largest text. Ask for the width that the page has: below 560 the lanes carry
their names above them. Data in ``curve_data``, text twins in ``curve_words``, lanes in ``curve_lanes``.
"""

from collections.abc import Callable

from weft.core.shared.words import Words
from weft.draw.curve_data import Band, Better, CurveData, Point, score
from weft.draw.curve_lanes import lanes_height, paint_lanes
from weft.draw.curve_scale import HEADER, CurveScale
from weft.draw.curve_words import curve_words, limit_words
from weft.draw.palette import Palette
from weft.draw.svg import box, line, picture, tag, text, text_width

Say = Callable[[str], str]


def curve(data: CurveData, palette: Palette, say: Say, *, width: int = 860) -> str:
    """Draw the curve as an SVG string ``width`` CSS pixels wide, with its sentence as accessible name."""
    scale = CurveScale.of(data, width)
    foot = scale.bottom + 24
    height = foot + lanes_height(data, scale) + 20
    inside = (
        *(_band(band, scale, palette, say) for band in data.bands),
        _reference(data, scale, palette, say),
        _axis(data, scale, palette, say),
        _today(data, scale, height, palette, say),
        *_line(data, scale, palette),
        _last(data, scale, palette, say),
        paint_lanes(data, scale, foot, palette, say),
    )
    return picture(width, height, curve_words(data).said(say), f"curve curve--{data.better}", *inside)


def _band(band: Band, scale: CurveScale, palette: Palette, say: Say) -> str:
    left, right = scale.x(band.starts), scale.x(band.ends)
    drawn = box(left, 0, right - left, scale.bottom, palette.of("band-a" if band.number % 2 else "band-b"))
    if band.starts > 0:
        drawn += line(left, 0, left, scale.bottom, palette.of("edge-planned" if band.is_planned else "edge"))
    long = Words("{number} {name}", number=band.number, name=band.name)
    if band.is_again:
        long = Words("{number} again", number=band.number)
    fits = text_width(long.said(say), 13) <= right - left - 10
    return drawn + text(long.said(say) if fits else str(band.number), left + 7, 16, 13, palette.of("label-strong"))


def _reference(data: CurveData, scale: CurveScale, palette: Palette, say: Say) -> str:
    """The zone of real change and the line of recovery, each named in the person's own number."""
    drawn = ""
    words = limit_words(data)
    if data.real_change is not None and words:
        y = scale.y(data.real_change)
        best = scale.bottom if data.better is Better.LOWER else scale.top
        drawn += box(scale.left, min(y, best), scale.right - scale.left, abs(best - y), palette.of("zone"))
        drawn += line(scale.left, y, scale.right, y, palette.of("real"))
        drawn += text(words.said(say), scale.right - 6, y - 6, 12, {"text-anchor": "end", **palette.of("label")})
    if data.recovered is not None:
        y = scale.y(data.recovered)
        drawn += line(scale.left, y, scale.right, y, palette.of("recovered"))
        said = Words("people call {score} recovered", score=score(data.recovered)).said(say)
        drawn += text(said, scale.right - 6, y - 5, 12, {"text-anchor": "end", **palette.of("label")})
    return drawn


def _axis(data: CurveData, scale: CurveScale, palette: Palette, say: Say) -> str:
    """Both ends of the scale in number and words, the direction, and the weeks."""
    low, high = (
        (data.best_words, data.worst_words) if data.better is Better.LOWER else (data.worst_words, data.best_words)
    )
    ends = {"text-anchor": "end", **palette.of("label")}
    arrow = Words("better ↓") if data.better is Better.LOWER else Words("better ↑")
    arrow_y = scale.top + 16 if data.better is Better.LOWER else scale.bottom - 8
    drawn = text(str(data.top), scale.left - 8, scale.top + 5, 12, ends)
    drawn += text("0", scale.left - 8, scale.bottom + 4, 12, ends)
    drawn += text(high.said(say), scale.left + 7, scale.top + 16, 12, palette.of("label"))
    drawn += text(low.said(say), scale.left + 7, scale.bottom - 8, 12, palette.of("label"))
    drawn += text(arrow.said(say), scale.right - 6, arrow_y, 12, {"text-anchor": "end", **palette.of("label-strong")})
    drawn += line(scale.left, scale.bottom, scale.right, scale.bottom, palette.of("tick"))
    for week in range(0, data.last_day // 7 + 1, scale.week_step):
        drawn += line(scale.x(week * 7), scale.bottom, scale.x(week * 7), scale.bottom + 4, palette.of("tick"))
        middle = {"text-anchor": "middle", **palette.of("label")}
        drawn += text(str(week), scale.x(week * 7), scale.bottom + 17, 12, middle)
    if not scale.is_narrow:
        drawn += text(Words("week").said(say), 0, scale.bottom + 17, 12, palette.of("label"))
    return drawn


def _today(data: CurveData, scale: CurveScale, height: float, palette: Palette, say: Say) -> str:
    if data.today is None:
        return ""
    x = scale.x(data.today)
    near_end = x > scale.right - 40
    said = {"text-anchor": "end" if near_end else "start", **palette.of("label-strong")}
    foot = height - 4
    return line(x, HEADER, x, foot, palette.of("now")) + text(
        Words("today").said(say), x + (-5 if near_end else 5), foot, 12, said
    )


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


def _last(data: CurveData, scale: CurveScale, palette: Palette, say: Say) -> str:
    """The last value, as the largest text on the chart, and what it means."""
    last = data.last
    if last is None:
        middle = {"text-anchor": "middle", **palette.of("label-strong")}
        place = ((scale.left + scale.right) / 2, (scale.top + scale.bottom) / 2)
        return text(Words("No score yet").said(say), *place, 16, middle)
    x, y, anchor = _label_place(data, last, scale)
    said = Words("{score} of {top}", score=score(last.value), top=data.top).said(say)
    drawn = text(said, x, y, scale.largest, {"text-anchor": anchor, **palette.of("label-last")})
    if data.change is None:
        return drawn
    return drawn + text(data.change.said(say), x, y + 17, 13, {"text-anchor": anchor, **palette.of("label-strong")})


def _label_place(data: CurveData, last: Point, scale: CurveScale) -> tuple[float, float, str]:
    """Where the last value stands: x, baseline, anchor. Right of the point when there is room."""
    x = scale.x(last.day)
    wide = text_width(f"{score(last.value)} of {data.top}", scale.largest)
    after_today = scale.x(data.today) if data.today is not None else x
    start = (after_today if x <= after_today < x + wide else x) + 12
    if start + wide <= scale.right:
        return (start, _clear_of_limit(scale.y(last.value) + 4, data, scale), "start")
    return (x - 12, _clear_of_limit(scale.y(last.value) + 36, data, scale), "end")


def _clear_of_limit(y: float, data: CurveData, scale: CurveScale) -> float:
    """Keep the value and the words under it off the real-change line and its name, and inside the plot."""
    inside = min(max(y, scale.top + scale.largest + 20), scale.bottom - 28)
    if data.real_change is None:
        return inside
    limit = scale.y(data.real_change)
    below, above = limit + scale.largest * 0.75 + 5, limit - 42
    if not above < inside < below:
        return inside
    return below if y >= limit and below <= scale.bottom - 28 else above
