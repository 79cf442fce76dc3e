"""Points that the chart could not show, sets that could not be typed, and answers that nobody gives."""

from collections.abc import Iterator

from weft.core.treat.facts import Meridian, PersonalCare, Point, PointSet
from weft.core.treat.session import ASHI, UnreadablePointError, needles_of, read_points
from weft.library.references import Fault
from weft.library.shape import Knowledge


def point_faults(knowledge: Knowledge) -> Iterator[Fault]:
    """Every point has its place on the chart and both of its reasons; sets and answers name what there is."""
    for entry in knowledge.entries:
        match entry.fact:
            case Meridian():
                for point in entry.fact.points:
                    yield from _point(entry.file, point)
            case PointSet():
                yield from _set(entry.file, entry.fact, knowledge)
            case PersonalCare():
                yield from _care(entry.file, entry.fact, knowledge)


def _point(file: str, point: Point) -> Iterator[Fault]:
    if not point.chart and point.code != ASHI:
        yield Fault(file, point.code, "has no place on the chart; add chart, or nobody can tap it")
    for spot in point.chart:
        if not spot.is_inside:
            yield Fault(file, point.code, f"lies outside the plate {spot.plate.value!r}: x and y go from 0 to 1")
    if len({bool(spot.x) for spot in point.chart}) > 1:
        yield Fault(file, point.code, "lies on the middle on one plate and beside it on another; use one of them")
    for name in ("traditional", "functional"):
        if not getattr(point, name):
            yield Fault(file, point.code, f"has no {name} reason; write one line")


def _set(file: str, one: PointSet, knowledge: Knowledge) -> Iterator[Fault]:
    try:
        used = read_points(knowledge.treat, one.points)
    except UnreadablePointError as error:
        yield Fault(file, "points", f"{error.args[0]!r} names no point; write a code and a side, such as bl23 b")
        return
    most = max(technique.needles[1] for technique in knowledge.treat.techniques.values())
    if not 0 < needles_of(used) <= most:
        yield Fault(file, "points", f"takes {needles_of(used)} needles; the ways of working go from 1 to {most}")
    if one.one_sided and any(point.side.value in {"left", "both"} for point in used):
        yield Fault(file, "points", "is for one side: write it for the right (r), or take one_sided out")


def _care(file: str, care: PersonalCare, knowledge: Knowledge) -> Iterator[Fault]:
    known = {rule.id for rule in knowledge.screen.precautions}
    for number, group in enumerate(care.groups):
        for rule in group.rules:
            if rule not in known:
                yield Fault(
                    file, f"groups.{number}.rules", f"{rule!r} is no precaution; mend its spelling or remove it"
                )
