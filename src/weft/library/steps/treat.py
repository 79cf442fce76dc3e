"""Where `knowledge/treat/` is read, but for the exercises: they belong to plans."""

from collections.abc import Mapping

from weft.core.shared.modality import Modality
from weft.core.treat.events import ReactionGroup, Telling
from weft.core.treat.facts import (
    AftercareItem,
    GuardedPoints,
    HomeDose,
    Meridian,
    NeedleCount,
    PersonalCare,
    Point,
    PointSet,
    Retention,
    SameDay,
    TreatFacts,
)
from weft.core.treat.techniques import Technique
from weft.library.reading import BadFile
from weft.library.shelf import Shelf


def modalities(shelf: Shelf) -> dict[str, Modality]:
    """`treat/modalities/`, in the order of lists."""
    found = shelf.folder(Modality, "treat/modalities")
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def treat_facts(shelf: Shelf) -> TreatFacts:
    """`treat/` but for modalities and exercises: times, same-day rule, points, aftercare, reactions."""
    meridians = shelf.folder(Meridian, "treat/points")
    aftercare = shelf.folder(AftercareItem, "treat/aftercare").values()
    reactions = shelf.folder(ReactionGroup, "treat/events")
    techniques = shelf.folder(Technique, "treat/techniques")
    sets = shelf.folder(PointSet, "treat/point_sets")
    return TreatFacts(
        retention=shelf.fact(Retention, "treat/retention.toml"),
        same_day=shelf.fact(SameDay, "treat/same_day.toml"),
        needle_count=shelf.fact(NeedleCount, "treat/needle_count.toml"),
        home_dose=shelf.fact(HomeDose, "treat/home_dose.toml"),
        points=_points(shelf, meridians),
        guarded=shelf.fact(GuardedPoints, "treat/guarded_points.toml"),
        personal_care=shelf.fact(PersonalCare, "treat/personal_care.toml"),
        meridians=meridians,
        point_sets=dict(sorted(sets.items(), key=lambda item: item[1].order)),
        aftercare=tuple(sorted(aftercare, key=lambda item: item.order)),
        reactions=dict(sorted(reactions.items(), key=lambda item: item[1].order)),
        telling=shelf.fact(Telling, "treat/telling.toml"),
        techniques=dict(sorted(techniques.items(), key=lambda item: item[1].order)),
    )


def _points(shelf: Shelf, meridians: Mapping[str, Meridian]) -> dict[str, Point]:
    points: dict[str, Point] = {}
    for meridian in meridians.values():
        for number, point in enumerate(meridian.points):
            if point.code in points:
                file = shelf.root / f"treat/points/{meridian.id}.toml"
                raise BadFile(file, f"points.{number}.code", f"{point.code!r} comes twice; remove or rename one")
            points[point.code] = point
    return points
