"""The body as a calm line figure: points where they are needled, places where it hurts.

Chosen points are filled, those that ask for care are hollow with an exclamation mark, those that are held back are
struck. On paper chosen points are black dots. The text twin is in ``body_words``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from weft.core.shared.words import Words
from weft.core.treat.chart import Plate
from weft.draw.body_data import ZONES, Spot, SpotState, View, Window, Zone, drawn_at, is_seen, window
from weft.draw.body_shape import FIGURES, HALF, Figure, both, outline, stroke
from weft.draw.body_words import body_words
from weft.draw.palette import Palette
from weft.draw.svg import line, number, picture, tag, text

__all__ = ["Spot", "SpotState", "View", "body", "body_words"]

LETTERS = 13
RADIUS = {"spot": 2.6, "chosen": 4.6, "care": 4.6, "blocked": 3.4}
"""Of each role of a point."""


def body(
    view: View, spots: Sequence[Spot] = (), *, marked: Collection[str] = (), offered: bool = False, palette: Palette,
    say: Callable[[str], str],
) -> str:  # fmt: skip
    """Draw one view as an SVG string whose accessible name is its text twin.

    Args:
        view: What is looked at.
        spots: Points; those that the view does not show are left out.
        marked: Regions that are marked: ``low_back``, ``shoulder_left``, ``low_back_right``.
        offered: Every region may be tapped, and the ticks beside the picture say which are marked.
        palette: Screen or paper.
        say: Translates.
    """
    seen = window(view)
    inside = (
        _figure(view, seen, palette),
        *(_offered(view, marked, seen, palette) if offered else ()),
        *(() if offered else (_marked(name, view, seen, palette) for name in marked)),
        *(_spot(spot, view, seen, palette) for spot in spots if is_seen(spot.at, view)),
        _sides(view, seen, palette, say),
    )
    name = body_words(view, spots, () if offered else marked).said(say)
    return picture(2 * HALF, round(seen.height * seen.scale), name, f"body body--{view}", *inside)


def _figure(view: View, seen: Window, palette: Palette) -> str:
    figure = FIGURES[view.plate]
    move = f"scale({number(seen.scale)}) translate({number(-seen.left)} {number(-seen.top)})"
    return tag("g", {"transform": move}, *_outlines(figure, palette), *_folds(figure, palette))


def _outlines(figure: Figure, palette: Palette) -> tuple[str, ...]:
    paint = palette.of("skin")
    if figure.is_one:
        return tuple(tag("path", {"d": both(runs), **paint}) for runs in figure.outlines)
    return tuple(
        tag("path", {"d": outline(runs, way, is_open=True), **paint}) for runs in figure.outlines for way in (1, -1)
    )


def _folds(figure: Figure, palette: Palette) -> tuple[str, ...]:
    paint = palette.of("fold")
    lines = tuple(tag("path", {"d": stroke(fold, way), **paint}) for fold in figure.folds for way in (1, -1))
    return (*lines, tag("path", {"d": stroke(figure.spine, 1), **paint})) if figure.spine else lines


def _marked(name: str, view: View, seen: Window, palette: Palette) -> str:
    region, _, side = name.rpartition("_") if name.endswith(("_left", "_right")) else (name, "", "")
    zone = ZONES.get(view.plate, {}).get(region)
    return "".join(_ellipse(one, seen, palette.of("hurts")) for one in _parts(zone, side, view)) if zone else ""


def _offered(view: View, marked: Collection[str], seen: Window, palette: Palette) -> tuple[str, ...]:
    return tuple(
        _ellipse(one, seen, {"data-region": region, **palette.of("hurts" if region in marked else "place")})
        for region, zone in ZONES.get(view.plate, {}).items()
        for one in _parts(zone, "", view)
    )


def _parts(zone: Zone, side: str, view: View) -> tuple[Zone, ...]:
    """The zone on the side that is meant; over the middle a side is half of it."""
    way = (-1 if side == "left" else 1) * (-1 if view.plate is Plate.FRONT else 1)
    if zone.across:
        ways = (way,) if side else (1, -1)
        return tuple(Zone(zone.across * one, zone.down, zone.wide, zone.high) for one in ways)
    return (Zone(way * zone.wide / 2, zone.down, zone.wide / 2, zone.high),) if side else (zone,)


def _ellipse(zone: Zone, seen: Window, paint: Mapping[str, object]) -> str:
    x, y = seen.of(HALF + zone.across, zone.down)
    size = {"rx": zone.wide * seen.scale, "ry": zone.high * seen.scale}
    return tag("ellipse", {"cx": x, "cy": y, **size, **paint})


def _spot(spot: Spot, view: View, seen: Window, palette: Palette) -> str:
    x, y = seen.of(*drawn_at(spot.at, view))
    role = "chosen" if spot.is_chosen else _ROLES[spot.state]
    told = {"data-code": spot.at.code, "data-side": spot.at.side, "data-area": spot.area}
    ring = tag("circle", {"cx": x, "cy": y, "r": RADIUS[role], **told, **palette.of(role)})
    if spot.state is SpotState.CAUTION:
        paint = palette.of("chosen-mark" if spot.is_chosen else "care-mark")
        return ring + text("!", x, y + 3, 9, {"text-anchor": "middle", **paint})
    if spot.state is SpotState.BLOCKED:
        return ring + line(x - 4, y + 4, x + 4, y - 4, palette.of("blocked"))
    return ring


_ROLES = {SpotState.FREE: "spot", SpotState.CAUTION: "care", SpotState.BLOCKED: "blocked"}


def _sides(view: View, seen: Window, palette: Palette, say: Callable[[str], str]) -> str:
    """Which side is whose: the letters stand where the person's left and right are drawn."""
    left, right = Words("L").said(say), Words("R").said(say)
    first, last = (right, left) if view.plate is Plate.FRONT else (left, right)
    paint = palette.of("label-strong")
    return text(first, 6, LETTERS + 5, LETTERS, paint) + text(
        last, 2 * HALF - 6, LETTERS + 5, LETTERS, {"text-anchor": "end", **paint}
    )
