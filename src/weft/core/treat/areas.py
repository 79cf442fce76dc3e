"""Areas of the body that have needles in: counted out, or cleared in a faint, with one tap each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from weft.core.shared.words import Words
from weft.core.treat.facts import TreatFacts
from weft.core.treat.session import ASHI, PointUsed, Side

SORE = "sore_spots"
"""Area of the sore spots: they have no place but the one that was typed."""

NAMES = {
    "head": Words("head"),
    "ear": Words("ears"),
    "face": Words("face"),
    "neck": Words("neck"),
    "shoulder": Words("shoulders"),
    "chest": Words("chest"),
    "upper_back": Words("upper back"),
    "arm": Words("arms"),
    "elbow": Words("elbows"),
    "wrist": Words("wrists"),
    "hand": Words("hands"),
    "belly": Words("belly"),
    "low_back": Words("low back"),
    "hip": Words("hips"),
    "buttock": Words("buttocks"),
    "thigh": Words("thighs"),
    "leg": Words("legs"),
    "knee": Words("knees"),
    "calf": Words("calves"),
    "ankle": Words("ankles"),
    "foot": Words("feet"),
    SORE: Words("sore spots"),
}
"""What areas are called, from head to foot; sore spots last. A region without a name is called by itself."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area with needles in."""

    id: str
    name: Words
    needles: int
    """How many went in there."""
    points: tuple[str, ...]
    """What went in there, as it is read aloud: ``BL23 both``."""


def areas(facts: TreatFacts, points: Sequence[PointUsed]) -> tuple[Area, ...]:
    """The areas of these points, from head to foot.

    Args:
        facts: The points of ``knowledge/treat/points/``, which name their region.
        points: What went in; the same area may come in several goes.
    """
    found: dict[str, list[PointUsed]] = {}
    for point in points:
        found.setdefault(_area(facts, point.code), []).append(point)
    order = tuple(NAMES)
    ids = sorted(found, key=lambda each: (order.index(each) if each in order else len(order), each))
    return tuple(_seen(each, found[each]) for each in ids)


def areas_left(every: Sequence[Area], out: Iterable[tuple[str, int]]) -> tuple[Area, ...]:
    """Those that nobody has counted out by area, with the needles that are left in each.

    Args:
        every: The areas of all points that went in.
        out: What was counted out by area, one after the other: area and needles. Counts by hand name no area.
    """
    gone: Counter[str] = Counter()
    for area, needles in out:
        gone[area] += needles
    left = (replace(area, needles=area.needles - gone[area.id]) for area in every)
    return tuple(area for area in left if area.needles > 0)


def _area(facts: TreatFacts, code: str) -> str:
    return SORE if code == ASHI or code not in facts.points else facts.points[code].region


def _seen(area: str, points: Sequence[PointUsed]) -> Area:
    name = NAMES.get(area) or Words(area.replace("_", " "))
    return Area(area, name, sum(point.needles for point in points), tuple(_said(point) for point in points))


def _said(point: PointUsed) -> str:
    side = {Side.LEFT: "L", Side.RIGHT: "R", Side.BOTH: "L+R", Side.MIDDLE: ""}[point.side]
    return " ".join(part for part in (point.code, point.where, side) if part)
