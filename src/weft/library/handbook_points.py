"""Sets of points in words."""

from collections.abc import Iterator

from weft.core.treat.facts import PointSet
from weft.core.treat.session import PointUsed, Side, needles_of, read_points
from weft.draw.handbook_data import Block, Text
from weft.library.handbook_any import any_blocks
from weft.library.handbook_names import Names
from weft.library.handbook_words import HIDDEN

SIDES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both sides", Side.MIDDLE: "in the middle"}


def point_set(one: PointSet, names: Names) -> Iterator[Block]:
    """Every point with its side, not as it is typed, and how many needles they take."""
    points = read_points(names.knowledge.treat, one.points)
    yield Text("Points", "; ".join(map(_point, points)))
    yield Text("Needles", str(needles_of(points)))
    yield from any_blocks(one, names, HIDDEN | {"points"})


def _point(one: PointUsed) -> str:
    sides = 2 if one.side is Side.BOTH else 1
    several = f", {one.needles} needles" if one.needles > sides else ""
    return f"{one.code} {SIDES[one.side]}{several}"
