"""Under the curve: one glyph for each trip, then short values, all on the curve's own days."""

from collections.abc import Callable

from weft.core.shared.words import Words
from weft.draw.capsule import paint
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.draw.capsule_shape import Frame
from weft.draw.curve_data import CurveData, CurveLane, TripGlyph
from weft.draw.curve_labels import Label
from weft.draw.curve_scale import CurveScale
from weft.draw.palette import Palette
from weft.draw.svg import text, text_width

Say = Callable[[str], str]
_GLYPH_HEIGHT = 12
_HALF = Half(starts=0, minutes=30)


def lanes_height(data: CurveData, scale: CurveScale) -> int:
    """Height of the glyphs and all lanes together."""
    return _lane_height(scale) * (bool(data.trips) + len(data.lanes))


def lane_names(data: CurveData, scale: CurveScale, top: float, say: Say) -> tuple[Label, ...]:
    """What each row is, left of it; above it where the drawing is narrow."""
    rows = (*([Words("trips")] if data.trips else []), *(lane.name for lane in data.lanes))
    left = scale.left + 2 if scale.is_narrow else 0
    return tuple(Label(name.said(say), left, top + at * _lane_height(scale) + 16) for at, name in enumerate(rows))


def paint_lanes(data: CurveData, scale: CurveScale, top: float, palette: Palette, say: Say) -> str:
    """Draw the glyphs and lanes from ``top`` down."""
    drawn, y = "", top
    if data.trips:
        drawn += "".join(_glyph(trip, y, scale, palette, say) for trip in data.trips)
        y += _lane_height(scale)
    for lane in data.lanes:
        drawn += _values(lane, y, scale, palette)
        y += _lane_height(scale)
    return drawn


def _lane_height(scale: CurveScale) -> int:
    return 38 if scale.is_narrow else 24


def _baseline(y: float, scale: CurveScale) -> float:
    return y + (34 if scale.is_narrow else 16)


def _glyph(trip: TripGlyph, y: float, scale: CurveScale, palette: Palette, say: Say) -> str:
    """A small capsule; a single visit keeps its side, so that position still tells the discipline."""
    half = min(max((scale.x(2) - scale.x(0)) * 0.42, 5.5), 11.0)
    left = min(scale.x(trip.day) - half, scale.right - 2 * half)
    data = CapsuleData(
        state=CapsuleState.PLANNED if trip.is_planned else CapsuleState.DONE,
        needles=_HALF if trip.needles else None,
        movement=_HALF if trip.movement else None,
    )
    frame = Frame(_baseline(y, scale) - 11, _GLYPH_HEIGHT, 0)
    return paint(data, (left, half - 1), (left + half + 1, half - 1), frame, palette, say)


def _values(lane: CurveLane, y: float, scale: CurveScale, palette: Palette) -> str:
    """The values on their days; one that would touch its neighbour is left to the table."""
    drawn, taken = "", float("-inf")
    for day, value in sorted(lane.values):
        wide = text_width(value, 12)
        x = min(scale.x(day), scale.right - wide / 2)
        if x - wide / 2 < taken + 2:
            continue
        drawn += text(value, x, _baseline(y, scale), 12, {"text-anchor": "middle", **palette.of("lane")})
        taken = x + wide / 2
    return drawn
