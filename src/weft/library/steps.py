"""Where each step's folder of knowledge is read: one small function a step."""

from collections.abc import Mapping

from weft.core.adjust.facts import AdjustFacts, DoseRule, NoResponseRule, PairShiftRule, TaperRule
from weft.core.assess.facts import AssessFacts, Factor, MovementTest, Region, TriedOption
from weft.core.measure.facts import Instrument, MeasureFacts
from weft.core.plan.agreements import AgreementText
from weft.core.plan.facts import EvidenceFact, Exercise, Pathway, PhaseFact, PlanFacts
from weft.core.prevent.facts import FlareRule, PreventFacts, Recurrence
from weft.core.screen.facts import Precaution, RedFlag, ScreenFacts
from weft.core.screen.order import precautions_in_order, red_flags_in_order
from weft.core.shared.modality import Modality
from weft.core.treat.facts import (
    AftercareItem,
    Meridian,
    NeedleCount,
    Point,
    ReactionGroup,
    Retention,
    SameDay,
    TreatFacts,
)
from weft.library.reading import BadFile
from weft.library.shelf import Shelf


def modalities(shelf: Shelf) -> dict[str, Modality]:
    """`treat/modalities/`, in the order of lists."""
    found = shelf.folder(Modality, "treat/modalities")
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def screen_facts(shelf: Shelf, modality_ids: tuple[str, ...]) -> ScreenFacts:
    """`screen/red_flags/` and `screen/precautions/`, in the order in which they are asked."""
    return ScreenFacts(
        red_flags=red_flags_in_order(shelf.folder(RedFlag, "screen/red_flags").values()),
        precautions=precautions_in_order(shelf.folder(Precaution, "screen/precautions").values()),
        modalities=modality_ids,
    )


def assess_facts(shelf: Shelf) -> AssessFacts:
    """`assess/`: factors in the order of their source, tests, body regions, what people tried."""
    factors = shelf.folder(Factor, "assess/factors").values()
    return AssessFacts(
        factors=tuple(sorted(factors, key=lambda factor: factor.order)),
        tests=shelf.folder(MovementTest, "assess/tests"),
        regions=tuple(shelf.table(Region, "assess/regions.toml").values()),
        tried=tuple(shelf.table(TriedOption, "assess/tried.toml").values()),
    )


def plan_facts(shelf: Shelf) -> PlanFacts:
    """`plan/pathways/` with each pathway's phases beside it, `plan/evidence/`,
    `plan/agreements/`, `treat/exercises/`."""
    pathways = shelf.folder(Pathway, "plan/pathways")
    return PlanFacts(
        pathways=pathways,
        phases={pathway.id: _phases(shelf, pathway) for pathway in pathways.values()},
        evidence=shelf.folder(EvidenceFact, "plan/evidence"),
        exercises=shelf.folder(Exercise, "treat/exercises"),
        agreements=shelf.folder(AgreementText, "plan/agreements"),
    )


def treat_facts(shelf: Shelf) -> TreatFacts:
    """`treat/` but for modalities and exercises: times, same-day rule, points, aftercare, reactions."""
    meridians = shelf.folder(Meridian, "treat/points")
    aftercare = shelf.folder(AftercareItem, "treat/aftercare").values()
    reactions = shelf.folder(ReactionGroup, "treat/events")
    return TreatFacts(
        retention=shelf.fact(Retention, "treat/retention.toml"),
        same_day=shelf.fact(SameDay, "treat/same_day.toml"),
        needle_count=shelf.fact(NeedleCount, "treat/needle_count.toml"),
        points=_points(shelf, meridians),
        meridians=meridians,
        aftercare=tuple(sorted(aftercare, key=lambda item: item.order)),
        reactions=dict(sorted(reactions.items(), key=lambda item: item[1].order)),
    )


def measure_facts(shelf: Shelf) -> MeasureFacts:
    """`measure/instruments/`."""
    return MeasureFacts(instruments=shelf.folder(Instrument, "measure/instruments"))


def adjust_facts(shelf: Shelf) -> AdjustFacts:
    """`adjust/rules/`: one file a rule."""
    return AdjustFacts(
        taper=shelf.fact(TaperRule, "adjust/rules/taper.toml"),
        no_response=shelf.fact(NoResponseRule, "adjust/rules/no_response.toml"),
        pair_shift=shelf.fact(PairShiftRule, "adjust/rules/pair_shift.toml"),
        dose=shelf.fact(DoseRule, "adjust/rules/dose.toml"),
    )


def prevent_facts(shelf: Shelf) -> PreventFacts:
    """`prevent/`."""
    return PreventFacts(
        recurrence=shelf.fact(Recurrence, "prevent/recurrence.toml"),
        flare=shelf.fact(FlareRule, "prevent/flare.toml"),
    )


def _phases(shelf: Shelf, pathway: Pathway) -> tuple[PhaseFact, ...]:
    folder = f"plan/pathways/{pathway.id}"
    if unlisted := sorted(set(shelf.names(folder)) - set(pathway.phases)):
        file = shelf.root / f"{folder}/{unlisted[0]}.toml"
        raise BadFile(file, "", f"the pathway does not list this phase; add it to phases in {pathway.id}.toml")
    return tuple(shelf.fact(PhaseFact, f"{folder}/{phase}.toml") for phase in pathway.phases)


def _points(shelf: Shelf, meridians: Mapping[str, Meridian]) -> dict[str, Point]:
    points: dict[str, Point] = {}
    for meridian in meridians.values():
        for number, point in enumerate(meridian.points):
            if point.code in points:
                file = shelf.root / f"treat/points/{meridian.id}.toml"
                raise BadFile(file, f"points.{number}.code", f"{point.code!r} comes twice; remove or rename one")
            points[point.code] = point
    return points
