"""An exercise as two or three small figures, drawn from where hips, shoulders, hands and feet are."""

from collections.abc import Sequence

from weft.core.plan.figure import Bones, Limb, Line, Pose, Spot, bones, halfway
from weft.draw.svg import line, number, picture, tag

FRAME = 168
"""Width of one figure; below its floor there is a little air."""
AIR = 8
HEAD = 9.5
NEAR, FAR, FLOOR = 6, 3, 1.5
"""How thick lines are: what is behind is thin, so it reads without colour."""


def figure(poses: Sequence[Pose], words: str, props: Sequence[Line] = ()) -> str:
    """Draw an exercise as a strip: start, middle and end; one pose stands alone.

    Args:
        poses: In their order; between the first and the last of two a middle one is drawn.
        words: What is seen, for people who do not see it.
        props: Lines of a chair, a bag, a wall: from x, y to x, y.

    Returns:
        SVG in the colour of the text around it, black on paper.
    """
    frames = (poses[0], halfway(poses[0], poses[1]), poses[1]) if len(poses) == 2 else tuple(poses)
    drawn = [bones(pose) for pose in frames]
    every = [spot for each in drawn for spot in _spots(each)]
    every += [spot for x1, y1, x2, y2 in props for spot in ((x1, y1), (x2, y2))]
    left, right = min(x for x, _ in every), max(x for x, _ in every)
    wide = max(right - left + 4 * AIR, FRAME)
    high = max(y for _, y in every) + HEAD + 2 * AIR
    middle = (left + right) / 2
    floor = high - AIR
    inside = [line(AIR, floor, wide * len(drawn) - AIR, floor, _stroke(FLOOR))]
    inside += [_frame(each, props, (place + 0.5) * wide - middle, floor) for place, each in enumerate(drawn)]
    return picture(wide * len(drawn), high, words, "figure", *inside)


def _frame(drawn: Bones, props: Sequence[Line], x: float, floor: float) -> str:
    """One figure; ``x`` moves it to its place, and heights are turned round: SVG counts from the top."""
    shapes = [line(x1, -y1, x2, -y2, _stroke(FAR)) for x1, y1, x2, y2 in props]
    shapes += [_limb(each, FAR) for each in drawn.far]
    hip, bend, shoulder = drawn.trunk
    back = f"M{_at(hip)} Q{_at(bend)} {_at(shoulder)}"
    shapes.append(tag("path", {"d": back, **_stroke(NEAR)}))
    shapes += [_limb(each, NEAR) for each in drawn.near]
    shapes.append(tag("circle", {"cx": drawn.head[0], "cy": -drawn.head[1], "r": HEAD, **_stroke(NEAR - 2)}))
    return tag("g", {"transform": f"translate({number(x)} {number(floor)})"}, *shapes)


def _limb(limb: Limb, thick: float) -> str:
    return tag("polyline", {"points": " ".join(_at(each) for each in limb.spots), **_stroke(thick)})


def _stroke(thick: float) -> dict[str, object]:
    return {
        "fill": "none", "stroke": "currentColor", "stroke-width": thick, "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }  # fmt: skip


def _at(spot: Spot) -> str:
    return f"{number(spot[0])},{number(-spot[1])}"


def _spots(drawn: Bones) -> list[Spot]:
    limbs = [spot for limb in (*drawn.near, *drawn.far) for spot in limb.spots]
    return [*limbs, *drawn.trunk, drawn.head]
